import { gitIndex } from "../scripts/examples/git-index.ts";
import type { Host } from "../src/core/host.ts";
import { createMemoryHost } from "../src/host/memory-host.ts";

/** Where a bakery in memory has its configs. */
export const FOLDER = "/bakery";
const HOME = "/home/baker";

/** A machine in memory with the given files and variables, and the files that git tracks. Files below `home/` are those of the home folder. */
export function bakeryHost(
  texts: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string>> = {},
  tracked: readonly string[] = [],
): Host {
  const files: Record<string, Uint8Array | { content: string; mode: number }> = {};
  if (tracked.length > 0) files[`${FOLDER}/.git/index`] = gitIndex(tracked);
  for (const [name, content] of texts) {
    const path = name.startsWith("home/") ? `${HOME}/${name.slice(5)}` : `${FOLDER}/${name}`;
    files[path] = { content, mode: 0o600 };
  }
  return createMemoryHost({ files, env: { HOME, ...env }, cwd: FOLDER, osHome: HOME });
}
