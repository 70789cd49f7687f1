import { dirname, join, relative, resolve } from "pathe";
import { type Host, HostError, kindOf } from "../../core/host.ts";

const INDEX_LIMIT = 256 * 1024 * 1024;

/**
 * True when a file is under version control: its path stands in the index of the repository around it. The index is
 * read as a file (gitformat-index, versions 2 to 4); git itself is not run. Undefined when that cannot be told.
 */
export function isTracked(host: Host, path: string): boolean | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const gitDir = findGitDir(host, folder);
    if (gitDir !== undefined) {
      const names = readIndex(host, join(gitDir, "index"));
      return names?.has(relative(folder, path));
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** `.git`, or what a `.git` file of a worktree or submodule points to. */
function findGitDir(host: Host, folder: string): string | undefined {
  const dotGit = join(folder, ".git");
  const kind = kindOf(host, dotGit);
  if (kind === "directory") return dotGit;
  if (kind !== "file") return undefined;
  const bytes = read(host, dotGit, 4096);
  const target =
    bytes === undefined ? undefined : /^gitdir: (.+)$/mu.exec(new TextDecoder().decode(bytes))?.[1];
  return target === undefined ? undefined : resolve(folder, target.trim());
}

function readIndex(host: Host, path: string): ReadonlySet<string> | undefined {
  const bytes = read(host, path, INDEX_LIMIT);
  if (bytes === undefined || bytes.length < 12) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x44495243) return undefined; // "DIRC"
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return undefined;
  const entries = view.getUint32(8);
  const decoder = new TextDecoder();
  const names = new Set<string>();
  let at = 12;
  let previous = new Uint8Array();
  for (let index = 0; index < entries; index += 1) {
    const start = at;
    if (start + 62 > bytes.length) return undefined;
    const extended = version >= 3 && (view.getUint16(start + 60) & 0x4000) !== 0;
    at = start + (extended ? 64 : 62);
    let name: Uint8Array;
    if (version === 4) {
      const strip = readVarint(bytes, at);
      const end = bytes.indexOf(0, strip.next);
      if (end < 0) return undefined;
      const kept = previous.subarray(0, Math.max(0, previous.length - strip.value));
      name = concat(kept, bytes.subarray(strip.next, end));
      at = end + 1;
    } else {
      const end = bytes.indexOf(0, at);
      if (end < 0) return undefined;
      name = bytes.subarray(at, end);
      at = start + Math.ceil((end - start + 1) / 8) * 8; // entries are padded to eight bytes
    }
    names.add(decoder.decode(name));
    previous = Uint8Array.from(name);
  }
  return names;
}

/** The variable width number of index version 4 ("offset encoding"). */
function readVarint(bytes: Uint8Array, start: number): { value: number; next: number } {
  let at = start;
  let byte = bytes[at] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0 && at < bytes.length) {
    at += 1;
    byte = bytes[at] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, next: at + 1 };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function read(host: Host, path: string, limit: number): Uint8Array | undefined {
  try {
    return host.readFile(path, limit);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}
