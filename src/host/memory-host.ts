import { dirname, resolve } from "pathe";
import { byName, type DirectoryEntry, type FileStat, type Host, HostError } from "../core/host.ts";

/** A file of a memory host, when its text alone does not say enough. */
export interface MemoryFile {
  readonly content?: string | Uint8Array;
  /** Makes the entry a symbolic link to this path (relative to the link's folder, or absolute). */
  readonly symlink?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly links?: number;
  /** `other` stands for pipes, sockets and devices. */
  readonly kind?: "file" | "directory" | "other";
  /** False makes every read fail with `EACCES`. */
  readonly readable?: boolean;
}

/** What a memory host is made of; what is left out is a plain Linux machine with nothing on it. */
export interface MemoryHostOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array | MemoryFile>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly osHome?: string;
  readonly platform?: Host["platform"];
  readonly uid?: number;
  readonly today?: string;
}

type Entry = { readonly path: string; readonly file: MemoryFile };
type Entries = ReadonlyMap<string, MemoryFile>;

/** A machine in memory, for tests and for browsers: absolute paths with `/`, folders made as their files need them. */
export function createMemoryHost(options: MemoryHostOptions = {}): Host {
  const uid = options.uid ?? 1000;
  const entries = entriesOf(options.files ?? {});
  const find = (path: string): Entry => findEntry(entries, path, "followed");
  return {
    platform: options.platform ?? "linux",
    cwd: options.cwd ?? "/",
    env: options.env ?? {},
    osHome: options.osHome ?? "",
    uid,
    today: () => options.today ?? "2026-11-22",
    readFile(path, limit) {
      const { file } = find(path);
      const kind = kindOf(file);
      if (kind === "directory") throw new HostError("EISDIR", path);
      if (kind !== "file") throw new HostError("ENOTFILE", path);
      if (file.readable === false) throw new HostError("EACCES", path);
      const bytes = bytesOf(file);
      if (bytes.length > limit) throw new HostError("ETOOBIG", path);
      return bytes;
    },
    stat: (path) => toFileStat(find(path), uid),
    lstat: (path) => toFileStat(findEntry(entries, path, "itself"), uid),
    realpath: (path) => find(path).path,
    readDirectory(path) {
      const entry = find(path);
      if (kindOf(entry.file) !== "directory") throw new HostError("ENOTDIR", path);
      return itemsOf(entries, entry.path);
    },
  };
}

/** The files by their paths, with the folders that they stand in. */
function entriesOf(files: NonNullable<MemoryHostOptions["files"]>): Entries {
  const entries = new Map<string, MemoryFile>([["/", { kind: "directory" }]]);
  for (const [path, file] of Object.entries(files)) {
    const at = resolve("/", path);
    entries.set(at, typeof file === "string" || file instanceof Uint8Array ? { content: file } : file);
    for (let folder = dirname(at); !entries.has(folder); folder = dirname(folder)) {
      entries.set(folder, { kind: "directory" });
    }
  }
  return entries;
}

/** Walks the path folder by folder, following links as a kernel would; a link at its end is followed, or found itself. */
function findEntry(entries: Entries, path: string, last: "followed" | "itself"): Entry {
  if (path.includes("\0")) throw new HostError("ENOENT", path);
  let pending = resolve("/", path).split("/").filter(Boolean);
  let at = "/";
  for (let hops = 0; ; ) {
    const segment = pending[0];
    const here = entries.get(at);
    if (here === undefined) throw new HostError("ENOENT", path);
    if (segment === undefined) return { path: at, file: here };
    if (kindOf(here) !== "directory") throw new HostError("ENOTDIR", path);
    const next = at === "/" ? `/${segment}` : `${at}/${segment}`;
    const file = entries.get(next);
    if (file === undefined) throw new HostError("ENOENT", path);
    pending = pending.slice(1);
    if (file.symlink !== undefined && (pending.length > 0 || last === "followed")) {
      hops += 1;
      if (hops > 40) throw new HostError("ELOOP", path);
      pending = [...resolve(at, file.symlink).split("/").filter(Boolean), ...pending];
      at = "/";
    } else if (file.symlink !== undefined) {
      return { path: next, file };
    } else {
      at = next;
    }
  }
}

/** What stands in a folder, and in none below it. */
function itemsOf(entries: Entries, folder: string): readonly DirectoryEntry[] {
  const prefix = folder === "/" ? "/" : `${folder}/`;
  const found: DirectoryEntry[] = [];
  for (const [key, file] of entries) {
    if (key === "/" || !key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    if (!name.includes("/")) found.push({ name, kind: kindOf(file) });
  }
  return found.sort(byName);
}

/** A file says its owner only where that is not the one of the machine. */
function toFileStat({ file }: Entry, uid: number): FileStat {
  const kind = kindOf(file);
  return {
    kind,
    size: bytesOf(file).length,
    mode: file.mode ?? (kind === "directory" ? 0o755 : 0o644),
    uid: file.uid ?? uid,
    links: file.links ?? 1,
  };
}

function kindOf(file: MemoryFile): FileStat["kind"] {
  return file.symlink !== undefined ? "symlink" : (file.kind ?? "file");
}

function bytesOf(file: MemoryFile): Uint8Array {
  const content = file.content ?? "";
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
