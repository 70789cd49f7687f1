import type { Host } from "../core/host.ts";

/**
 * A host whose owner hears of each path before the machine is asked about it. What `onAsk` throws is the answer.
 *
 * In: the host; what to do with a path, and whether it is a folder to be listed. Out: a host of the same answers.
 */
export function observedHost(host: Host, onAsk: (path: string, isListed: boolean) => void): Host {
  const observed =
    <A extends readonly unknown[], T>(ask: (path: string, ...rest: A) => T, isListed = false) =>
    (path: string, ...rest: A): T => {
      onAsk(path, isListed);
      return ask(path, ...rest);
    };
  return {
    ...host,
    readFile: observed((path, limit: number) => host.readFile(path, limit)),
    stat: observed((path) => host.stat(path)),
    lstat: observed((path) => host.lstat(path)),
    realpath: observed((path) => host.realpath(path)),
    readDirectory: observed((path) => host.readDirectory(path), true),
  };
}
