import { basename } from "pathe";
import type { Host } from "../core/host.ts";
import { findOwner } from "../expand/find-owner.ts";
import { CONFIG_NAMES } from "../locate/config-names.ts";
import { type ConfigTarget, displayName } from "../locate/locate-configs.ts";

/**
 * What a change of files asks to be linted: the files that are configs by their name, and the configs that include one
 * of the others; each config once, in the order of the files. Files that belong to no config are passed over, since a
 * hook hands over every JSON file of a commit.
 */
export function configsOfChanged(
  host: Host,
  targets: readonly ConfigTarget[],
): { readonly targets: readonly ConfigTarget[]; readonly passedOver: number } {
  const found = new Map<string, ConfigTarget>();
  let passedOver = 0;
  for (const target of targets) {
    const config = CONFIG_NAMES.includes(basename(target.path)) ? target : ownerOf(host, target.path);
    if (config === undefined) passedOver += 1;
    else if (!found.has(config.path)) found.set(config.path, config);
  }
  return { targets: [...found.values()], passedOver };
}

function ownerOf(host: Host, path: string): ConfigTarget | undefined {
  const show = (file: string) => displayName(host, file);
  const owner = findOwner(host, path, CONFIG_NAMES, { displayName: show, includeRoots: [] });
  return owner === undefined ? undefined : { path: owner.root.path, file: owner.root.file };
}
