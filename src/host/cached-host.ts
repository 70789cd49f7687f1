import type { Host } from "../core/host.ts";

/**
 * A host that asks the machine once: what a path is, where it leads, what a folder holds, and that a file cannot be
 * read. A run over many configs asks the same of the same folders for each of them, mostly about files that are not
 * there. Texts are not kept. For one run only, since what changes on the disk meanwhile is not seen.
 */
export function cachedHost(host: Host): Host {
  const failedReads = new Map<string, unknown>();
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
  };
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

function remember<T>(ask: (path: string) => T): (path: string) => T {
  const answers = new Map<string, Answer<T>>();
  return (path) => {
    let answer = answers.get(path);
    if (answer === undefined) {
      try {
        answer = { ok: true, value: ask(path) };
      } catch (error) {
        answer = { ok: false, error };
      }
      answers.set(path, answer);
    }
    if (answer.ok) return answer.value;
    throw answer.error;
  };
}

function isTooBig(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ETOOBIG";
}
