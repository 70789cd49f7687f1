import type { Dirent, Stats } from "node:fs";
import { byName, type DirectoryEntry, type FileStat, type Host, HostError } from "../core/host.ts";

// Not imported: an import of node:fs builds a facade that loads node's streams, a tenth of a cold start.
const {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} = process.getBuiltinModule("node:fs");
const { homedir } = process.getBuiltinModule("node:os");

/** The real machine: its disk, this process's environment and folder. Reads only, and starts no program. */
export function createNodeHost(): Host {
  return {
    platform: process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux",
    cwd: process.cwd(),
    // A copy: each look at `process.env` asks the system. Windows' own ignores case, which a copy would not.
    env: process.platform === "win32" ? process.env : { ...process.env },
    osHome: osHome(),
    uid: process.getuid?.(),
    today: () => new Date().toISOString().slice(0, 10),
    readFile,
    stat: (path) => guarded(path, () => toFileStat(statSync(path))),
    lstat: (path) => guarded(path, () => toFileStat(lstatSync(path))),
    realpath: (path) => guarded(path, () => realpathSync.native(path)),
    readDirectory: (path) =>
      guarded(path, () => readdirSync(path, { withFileTypes: true }).map(toEntry).sort(byName)),
  };
}

function osHome(): string {
  try {
    return homedir();
  } catch {
    return ""; // a user id without an entry in the user database
  }
}

function readFile(path: string, limit: number): Uint8Array {
  return guarded(path, () => {
    // Looked at before opening, since opening a device can act on it; and again after, since the path may have changed.
    refuseUnlessRegular(statSync(path), path, limit);
    // O_NONBLOCK: a pipe put in the file's place meanwhile must not hang us. Windows has neither.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(descriptor);
      refuseUnlessRegular(stats, path, limit);
      return readAtMost(descriptor, path, stats.size, limit);
    } finally {
      closeSync(descriptor);
    }
  });
}

function refuseUnlessRegular(stats: Stats, path: string, limit: number): void {
  if (stats.isDirectory()) throw new HostError("EISDIR", path);
  if (!stats.isFile()) throw new HostError("ENOTFILE", path);
  if (stats.size > limit) throw new HostError("ETOOBIG", path);
}

function readAtMost(descriptor: number, path: string, size: number, limit: number): Uint8Array {
  let buffer = Buffer.allocUnsafe(size + 1);
  let total = 0;
  // The size may be 0 (/proc) or grow while we read, so the end is where a read gives nothing; one that gives as much
  // as the file was to have, and less than there was room for, has met it.
  for (;;) {
    const count = readSync(descriptor, buffer, total, buffer.length - total, null);
    total += count;
    if (total > limit) throw new HostError("ETOOBIG", path);
    if (count === 0 || total === size) return buffer.subarray(0, total);
    if (total === buffer.length) buffer = Buffer.concat([buffer], total + 64 * 1024);
  }
}

function toEntry(entry: Dirent): DirectoryEntry {
  return { name: entry.name, kind: kindOf(entry) };
}

function kindOf(one: Stats | Dirent): FileStat["kind"] {
  if (one.isFile()) return "file";
  if (one.isDirectory()) return "directory";
  return one.isSymbolicLink() ? "symlink" : "other";
}

function toFileStat(stats: Stats): FileStat {
  return {
    kind: kindOf(stats),
    size: stats.size,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    links: stats.nlink,
  };
}

function guarded<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof HostError) throw error;
    throw new HostError(codeOf(error), path);
  }
}

/** The system's code; a null byte in the path (`ERR_INVALID_ARG_VALUE`) names no file at all. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return "EIO";
  return error.code === "ERR_INVALID_ARG_VALUE" ? "ENOENT" : error.code;
}
