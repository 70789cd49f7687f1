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
      const index = read(host, join(gitDir, "index"), INDEX_LIMIT);
      if (index === undefined) return undefined;
      return holdsName(index, new TextEncoder().encode(relative(folder, path)));
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

/**
 * True where an index has an entry of this name. Names are compared as they go by and not collected: in version 4 each
 * is the one before it, cut and lengthened, so that a small file can hold names of many gigabytes.
 */
function holdsName(bytes: Uint8Array, wanted: Uint8Array): boolean | undefined {
  if (bytes.length < 12) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x44495243) return undefined; // "DIRC"
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return undefined;
  const entries = view.getUint32(8);
  let at = 12;
  let length = 0; // of the entry's name
  let same = 0; // how many of its first bytes are those of the wanted name
  for (let index = 0; index < entries; index += 1) {
    const start = at;
    if (start + 62 > bytes.length) return undefined;
    const extended = version >= 3 && (view.getUint16(start + 60) & 0x4000) !== 0;
    at = start + (extended ? 64 : 62);
    let kept = 0;
    if (version === 4) {
      const strip = readVarint(bytes, at);
      at = strip.next;
      kept = Math.max(0, length - strip.value);
    }
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    same = Math.min(same, kept);
    length = kept + end - at;
    for (let next = at; same === kept + next - at && next < end && bytes[next] === wanted[same]; next += 1)
      same += 1;
    if (length === wanted.length && same === length) return true;
    at = version === 4 ? end + 1 : start + Math.ceil((end - start + 1) / 8) * 8; // padded to eight bytes
  }
  return false;
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

function read(host: Host, path: string, limit: number): Uint8Array | undefined {
  try {
    return host.readFile(path, limit);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}
