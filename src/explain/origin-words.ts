import type { Host } from "../core/host.ts";
import { tellPath } from "../locate/locate-configs.ts";
import type { Origin } from "../resolve/environment/environment.ts";

/** Where a variable's value stands, for people: the layer, and its file and line where it has them. */
export function originWords(host: Host, { name, file, line }: Origin): string {
  if (file === undefined) return name;
  const place = `${tellPath(host, file)}${line === undefined ? "" : `:${line}`}`;
  return name === file || file.endsWith(`/${name}`) ? place : `${name} (${place})`;
}
