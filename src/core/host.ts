/** What a path is, links followed unless `lstat` was asked. */
export interface FileStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
  /** Permission bits, as in `chmod` (0o600). */
  readonly mode: number;
  /** Owner's user id; 0 where the system has none. */
  readonly uid: number;
  /** Number of hard links. */
  readonly links: number;
}

/** An entry of a folder; its kind is its own, for links are not followed. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: FileStat["kind"];
}

/** Orders the entries of a folder by name. */
export function byName({ name: a }: DirectoryEntry, { name: b }: DirectoryEntry): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Why a file could not be had. `code` is the system's (`ENOENT`, `EACCES`, ...) or one of ours. */
export class HostError extends Error {
  readonly code: string;
  constructor(code: string, path: string) {
    super(`${code}: ${path}`);
    this.code = code;
  }
}

/**
 * The one door to the world. Everything that touches disk, environment or clock goes through it, so that the engine
 * runs in tests and in a browser against memory. Paths are absolute. Methods throw `HostError` and nothing else.
 */
export interface Host {
  readonly platform: "linux" | "darwin" | "win32" | "browser";
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder as the operating system knows it; "" where there is none. */
  readonly osHome: string;
  /** The user id that would run the gateway; undefined where the system has none. */
  readonly uid: number | undefined;
  /** Today as `YYYY-MM-DD`, for ignore comments that lapse. */
  today(): string;
  /** At most `limit` bytes of a regular file; a larger one throws `HostError` with code `ETOOBIG`. */
  readFile(path: string, limit: number): Uint8Array;
  stat(path: string): FileStat;
  lstat(path: string): FileStat;
  realpath(path: string): string;
  /** What a folder holds, sorted by name. */
  readDirectory(path: string): readonly DirectoryEntry[];
}

/** True when the path exists and is a regular file, links followed. */
export function isFile(host: Host, path: string): boolean {
  return kindOf(host, path) === "file";
}

/** What a path is, links followed; undefined when it does not exist or cannot be looked at. */
export function kindOf(host: Host, path: string): FileStat["kind"] | undefined {
  try {
    return host.stat(path).kind;
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}
