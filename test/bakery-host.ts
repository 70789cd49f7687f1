import type { Host } from "../src/core/host.ts";
import { createMemoryHost } from "../src/host/memory-host.ts";

/** Where a bakery in memory has its configs. */
export const FOLDER = "/bakery";
const HOME = "/home/baker";

/** A machine in memory with the given files and variables. Files below `home/` are those of the home folder. */
export function bakeryHost(
  texts: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string>> = {},
): Host {
  const files: Record<string, { content: string; mode: number }> = {};
  for (const [name, content] of texts) {
    const path = name.startsWith("home/") ? `${HOME}/${name.slice(5)}` : `${FOLDER}/${name}`;
    files[path] = { content, mode: 0o600 };
  }
  return createMemoryHost({ files, env: { HOME, ...env }, cwd: FOLDER, osHome: HOME });
}
