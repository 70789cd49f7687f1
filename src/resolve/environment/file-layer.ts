import { type Host, HostError } from "../../core/host.ts";
import { readText } from "../../read/read-text.ts";
import { type Block, isPortableName } from "./blocked-names.ts";
import { readDotenv } from "./dotenv-lines.ts";
import type { EnvironmentProblem } from "./environment-problem.ts";
import type { Layer, LayerId, LayerRole } from "./layer.ts";
import { createLayer, type Entry } from "./layer-values.ts";

/** OpenClaw's cap on a `.env` file, in bytes; a larger one is skipped whole. */
export const DOTENV_LIMIT = 1024 * 1024;

/** What a file could not give, in words; "missing" apart, since many files may be missing. */
export const READ_FAILURES = {
  missing: "it is not there",
  directory: "it is a folder",
  "not-a-file": "it is not a regular file",
  unreadable: "it cannot be read",
  "too-large": "it is larger than 1 MiB",
  "link-loop": "its links lead in a circle",
  "utf-16": "it is UTF-16, not UTF-8",
} as const;

/** A layer from one file, what is wrong with the file, and whether it was there. */
export interface FileLayer {
  readonly layer: Layer;
  readonly problems: readonly EnvironmentProblem[];
  readonly exists: boolean;
}

/** Which `.env` file makes which layer. */
export interface DotenvLayerOptions {
  readonly id: LayerId;
  readonly role: LayerRole;
  readonly name: string;
  readonly path: string;
  /** Why a name of this file is dropped. Names that are not portable always are. */
  readonly drops?: (name: string) => Block | undefined;
  /** Names for which the file goes before the process's layers. */
  readonly overrides?: ReadonlySet<string> | undefined;
  /** True where a missing file is a problem: somebody named it. */
  readonly named?: boolean;
  /** True for a file that holds secrets and should be its owner's alone. */
  readonly secret?: boolean;
}

/** Reads a `.env` file by OpenClaw's rules into a layer. */
export function dotenvLayer(host: Host, options: DotenvLayerOptions): FileLayer {
  const { id, role, name, path, overrides } = options;
  const read = readText(host, path, DOTENV_LIMIT);
  if (!read.ok) {
    const layer = createLayer({ id, role, name, file: path, entries: [] });
    const silent = read.failure === "missing" && options.named !== true;
    const why = READ_FAILURES[read.failure];
    const problems: readonly EnvironmentProblem[] = silent
      ? []
      : [{ kind: "file-unreadable", file: path, why, required: options.named === true }];
    return { layer, problems, exists: read.failure !== "missing" };
  }
  const entries = readDotenv(read.source.text).map((found): Entry => {
    const blocked = isPortableName(found.name)
      ? options.drops?.(found.name)
      : ({ reason: "invalid-name", why: "not a variable name OpenClaw takes" } as const);
    return {
      name: found.name,
      value: found.value,
      place: { file: path, line: found.line },
      ...(blocked === undefined ? {} : { blocked }),
    };
  });
  const layer = createLayer({ id, role, name, file: path, overrides, entries });
  const problems = options.secret === true && entries.length > 0 ? readableByOthers(host, path) : [];
  return { layer, problems, exists: true };
}

/** A file with secrets whose mode lets the group or others read it. */
export function readableByOthers(host: Host, path: string): readonly EnvironmentProblem[] {
  if (host.platform === "win32" || host.platform === "browser") return [];
  try {
    const { mode } = host.stat(path);
    return (mode & 0o044) === 0 ? [] : [{ kind: "readable-by-others", file: path, mode }];
  } catch (error) {
    if (error instanceof HostError) return [];
    throw error;
  }
}
