import { dirname, join } from "pathe";
import { type Host, HostError, isFile } from "../core/host.ts";
import { createDocument } from "../parse/document.ts";
import { ROOT_LIMIT, readText } from "../read/read-text.ts";
import { type ExpandOptions, expand } from "./expand.ts";
import type { ExpandedConfig } from "./expanded-config.ts";

/**
 * Finds the root config that includes a file: a config with one of the given names in the file's folder or above,
 * whose includes lead to it. Undefined when there is none.
 */
export function findOwner(
  host: Host,
  path: string,
  names: readonly string[],
  options: ExpandOptions,
): ExpandedConfig | undefined {
  const real = realpath(host, path);
  let folder = dirname(path);
  for (;;) {
    for (const name of names) {
      const candidate = join(folder, name);
      if (candidate === path || !isFile(host, candidate)) continue;
      const result = readText(host, candidate, ROOT_LIMIT);
      if (!result.ok) continue;
      const root = createDocument(result.source, options.displayName(candidate));
      if (!root.tree.hasInclude) continue;
      const expanded = expand(host, root, options);
      if (expanded.documents.some((document) => realpath(host, document.path) === real)) return expanded;
    }
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}

function realpath(host: Host, path: string): string {
  try {
    return host.realpath(path);
  } catch (error) {
    if (error instanceof HostError) return path;
    throw error;
  }
}
