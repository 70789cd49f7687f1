import type { Stats } from "node:fs";

const { fstatSync, statSync, writeSync } = process.getBuiltinModule("node:fs");

/** One of the two places a program writes to. */
interface NodeOutput {
  readonly isTerminal: () => boolean;
  /** Columns of the terminal; undefined for what is none, or has no size. */
  readonly columns: () => number | undefined;
  readonly write: (text: string) => void;
  /** The system's word for why some of the text got lost (`ENOSPC`); undefined while all of it was taken. */
  readonly lost: () => string | undefined;
}

/**
 * Standard output (1) or error (2). Files, pipes and the null device are written without Node's own stream, which takes
 * longer to make than a config to check. A reader that stops early (`| head`) is no fault of anybody's, and no other
 * failure is thrown: `lost` tells it.
 */
export function createNodeOutput(descriptor: 1 | 2): NodeOutput {
  let direct = isPlain(descriptor);
  let stream: NodeJS.WriteStream | undefined;
  let closed = false;
  let lost: string | undefined;
  const giveUp = (error: unknown): void => {
    closed = true;
    if (codeOf(error) !== "EPIPE") lost = codeOf(error);
  };
  const openStream = (): NodeJS.WriteStream => {
    if (stream === undefined) {
      stream = descriptor === 1 ? process.stdout : process.stderr;
      stream.on("error", giveUp);
    }
    return stream;
  };
  return {
    isTerminal: () => !direct && openStream().isTTY === true,
    columns: () => (!direct && openStream().isTTY === true ? openStream().columns || undefined : undefined),
    write(text) {
      let rest = Buffer.from(text);
      while (direct && !closed && rest.length > 0) {
        try {
          rest = rest.subarray(writeSync(descriptor, rest));
        } catch (error) {
          if (codeOf(error) === "EAGAIN")
            direct = false; // a pipe that is full for now: the stream can wait
          else giveUp(error);
        }
      }
      if (closed || rest.length === 0) return;
      try {
        openStream().write(rest);
      } catch (error) {
        giveUp(error);
      }
    },
    lost: () => lost,
  };
}

/** True for a file, a pipe, a socket or the null device: all that is surely no terminal. */
function isPlain(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() || stats.isFIFO() || stats.isSocket() || isNullDevice(stats);
  } catch {
    return false; // closed, or of a kind that the system cannot tell
  }
}

function isNullDevice(stats: Stats): boolean {
  if (!stats.isCharacterDevice() || process.platform === "win32") return false;
  const { dev, ino } = statSync("/dev/null");
  return stats.dev === dev && stats.ino === ino;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "EIO";
}
