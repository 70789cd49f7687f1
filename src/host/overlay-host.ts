import type { Host } from "../core/host.ts";

/** A host on which some files read as other bytes: the machine as it would be after edits that nobody has written. */
export function overlayHost(host: Host, texts: ReadonlyMap<string, Uint8Array>): Host {
  return {
    ...host,
    readFile: (path, limit) => texts.get(path) ?? host.readFile(path, limit),
    stat: (path) => {
      const bytes = texts.get(path);
      if (bytes === undefined) return host.stat(path);
      const kept = statOrNew(host, path);
      return { ...kept, size: bytes.length };
    },
    realpath: (path) => (texts.has(path) ? realpathOrSame(host, path) : host.realpath(path)),
  };
}

function statOrNew(host: Host, path: string) {
  try {
    return host.stat(path);
  } catch {
    return { kind: "file" as const, size: 0, mode: 0o600, uid: host.uid ?? 0, links: 1 };
  }
}

function realpathOrSame(host: Host, path: string): string {
  try {
    return host.realpath(path);
  } catch {
    return path; // a file that is yet to be made
  }
}
