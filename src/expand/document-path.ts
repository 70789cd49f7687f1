import type { ConfigPath } from "../core/config-path.ts";
import type { Document } from "../parse/document.ts";
import { pathAt } from "../parse/path-at.ts";
import type { ExpandedConfig } from "./expanded-config.ts";

/** Where the root of one of a config's documents stands in the config; where it was included first. */
export function rootPath(config: ExpandedConfig, document: Document): ConfigPath {
  const site = config.sites.find((one) => one.included === document);
  if (site === undefined) return [];
  const above = pathInConfig(config, site.document, site.start);
  return above.slice(0, above.lastIndexOf("$include"));
}

/**
 * The place in the merged config that an offset of one of its documents stands for. A document that is included twice
 * is placed where it was included first; items of a list count from the document's own list.
 */
export function pathInConfig(config: ExpandedConfig, document: Document, offset: number): ConfigPath {
  return [...rootPath(config, document), ...pathAt(document.tree.root, offset)];
}
