import { basename, dirname, join } from "pathe";
import { byName, type DirectoryEntry, type FileStat, type Host, HostError } from "../core/host.ts";

/**
 * A host on which some files read as other bytes: the machine as it would be after edits that nobody has written, or as
 * an editor shows it. Files and folders that exist only here are found too. The map is looked at with every question,
 * so its owner may change it.
 */
export function overlayHost(host: Host, texts: ReadonlyMap<string, Uint8Array>): Host {
  const isFolderAbove = (path: string): boolean => {
    const inside = path === "/" ? path : `${path}/`;
    for (const file of texts.keys()) if (file.startsWith(inside)) return true;
    return false;
  };
  const statWith =
    (ask: (path: string) => FileStat) =>
    (path: string): FileStat => {
      const bytes = texts.get(path);
      try {
        const stat = ask(path);
        return bytes === undefined || stat.kind !== "file" ? stat : { ...stat, size: bytes.length };
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        if (bytes !== undefined) return newStat(host, "file", bytes.length);
        if (isFolderAbove(path)) return newStat(host, "directory", 0);
        throw error;
      }
    };
  return {
    ...host,
    readFile(path, limit) {
      const bytes = texts.get(path);
      if (bytes === undefined) return host.readFile(path, limit);
      if (bytes.length > limit) throw new HostError("ETOOBIG", path);
      return bytes;
    },
    stat: statWith((path) => host.stat(path)),
    lstat: statWith((path) => host.lstat(path)),
    realpath(path) {
      try {
        return host.realpath(path);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        if (!texts.has(path) && !isFolderAbove(path)) throw error;
        return realpathOfNew(host, path);
      }
    },
    readDirectory(path) {
      const added = entriesBelow(texts, path);
      if (added.size === 0) return host.readDirectory(path);
      let entries: readonly DirectoryEntry[] = [];
      try {
        entries = host.readDirectory(path);
      } catch (error) {
        if (!(error instanceof HostError)) throw error; // a folder that is yet to be made
      }
      const fresh = [...added.values()].filter(({ name }) => entries.every((one) => one.name !== name));
      return [...entries, ...fresh].sort(byName);
    },
  };
}

function entriesBelow(
  texts: ReadonlyMap<string, Uint8Array>,
  folder: string,
): ReadonlyMap<string, DirectoryEntry> {
  const inside = folder === "/" ? folder : `${folder}/`;
  const entries = new Map<string, DirectoryEntry>();
  for (const file of texts.keys()) {
    if (!file.startsWith(inside)) continue;
    const [name = "", ...rest] = file.slice(inside.length).split("/");
    entries.set(name, { name, kind: rest.length === 0 ? "file" : "directory" });
  }
  return entries;
}

function newStat(host: Host, kind: FileStat["kind"], size: number): FileStat {
  return { kind, size, mode: kind === "directory" ? 0o700 : 0o600, uid: host.uid ?? 0, links: 1 };
}

/** Where a file will lie that is yet to be made: below the nearest folder that is there. */
function realpathOfNew(host: Host, path: string): string {
  const above = dirname(path);
  if (above === path) return path;
  try {
    return join(host.realpath(above), basename(path));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return join(realpathOfNew(host, above), basename(path));
  }
}
