import { dirname } from "pathe";
import type { Host } from "../core/host.ts";

/** A host that remembers what it was told, and can be made to forget it. */
export interface CachedHost extends Host {
  /** Forgets what was said of a path, of what lies in it and of the folders that it lies in; everything without a path. */
  forget(path?: string): void;
}

/**
 * A host that asks the machine once: what a path is, where it leads, what a folder holds, and that a file cannot be
 * read. A run over many configs asks the same of the same folders for each of them, mostly about files that are not
 * there. Texts are not kept. What changes on the disk meanwhile is seen once its path was forgotten.
 */
export function cachedHost(host: Host): CachedHost {
  const failedReads = new Map<string, unknown>();
  const maps: Map<string, unknown>[] = [failedReads];
  const remember = <T>(ask: (path: string) => T): ((path: string) => T) => {
    const answers = new Map<string, Answer<T>>();
    maps.push(answers);
    return (path) => {
      let answer = answers.get(path);
      if (answer === undefined) {
        answer = answerOf(ask, path);
        answers.set(path, answer);
      }
      if (answer.ok) return answer.value;
      throw answer.error;
    };
  };
  return {
    ...host,
    stat: remember((path) => host.stat(path)),
    lstat: remember((path) => host.lstat(path)),
    realpath: remember((path) => host.realpath(path)),
    readDirectory: remember((path) => host.readDirectory(path)),
    readFile(path, limit) {
      if (failedReads.has(path)) throw failedReads.get(path);
      try {
        return host.readFile(path, limit);
      } catch (error) {
        if (!isTooBig(error)) failedReads.set(path, error); // another limit may let it through
        throw error;
      }
    },
    forget(path) {
      if (path === undefined) {
        for (const map of maps) map.clear();
        return;
      }
      const inside = `${path}/`;
      for (const map of maps) {
        for (const key of map.keys()) if (key.startsWith(inside)) map.delete(key);
        // A folder above may have come or gone with it, and lists it.
        for (let at = path; ; at = dirname(at)) {
          map.delete(at);
          if (dirname(at) === at) break;
        }
      }
    },
  };
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

function answerOf<T>(ask: (path: string) => T, path: string): Answer<T> {
  try {
    return { ok: true, value: ask(path) };
  } catch (error) {
    return { ok: false, error };
  }
}

function isTooBig(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ETOOBIG";
}
