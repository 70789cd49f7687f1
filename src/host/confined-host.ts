import { dirname, resolve } from "pathe";
import { type Host, HostError } from "../core/host.ts";
import { observedHost } from "./observed-host.ts";

/**
 * The host in a folder that nobody trusts: nothing but that folder is there, no variable is set, and a link that leads
 * out of it leads nowhere.
 */
export function confinedHost(host: Host, folder: string): Host {
  const own = realOrSame(host, folder);
  const confined = observedHost(host, (path) => {
    const at = resolve(path);
    if (!isWithin(at, folder) || !isWithin(realOrSame(host, at), own)) throw new HostError("ENOENT", path);
  });
  return { ...confined, env: {}, osHome: "" };
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? folder : `${folder}/`);
}

/** Where a path leads; of one that is not there, where it would lie. */
function realOrSame(host: Host, path: string): string {
  try {
    return host.realpath(path);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const above = dirname(path);
    return above === path
      ? path
      : resolve(realOrSame(host, above), path.slice(above.length).replace(/^\//u, ""));
  }
}
