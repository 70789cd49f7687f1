import type { ConfigPath } from "../../core/config-path.ts";
import { linkedPlace, type SectionNode } from "../../schema/section-table.ts";
import { nearestName } from "../nearest-name.ts";
import { sectionTable } from "./section-tables.ts";

/** What the releases together say of a place in a generated section. */
export interface SectionPlace {
  /** Every form that the place has in some release. */
  readonly nodes: readonly SectionNode[];
  /** True where the place, or one above it, holds a secret. */
  readonly secret: boolean;
  /** How many segments lie below the one that holds the secret. */
  readonly below: number;
}

/**
 * The forms of a place in a section, over all releases; undefined where no release describes it. A misspelt key is what
 * its nearest right name is.
 */
export function sectionPlace([section, ...path]: ConfigPath): SectionPlace | undefined {
  const table = sectionTable(String(section));
  if (table === undefined) return undefined;
  const spread = (places: readonly number[]): readonly SectionNode[] =>
    places.flatMap((place): readonly SectionNode[] => {
      const node = table.nodes[place] ?? {};
      const inner = [
        ...(node.versions ?? []).map(([, , one]) => one),
        ...(node.anyOf ?? []),
        ...(node.allOf ?? []),
      ];
      return [node, ...spread(inner)];
    });
  let nodes = spread([table.root]);
  let secretAt = isSecret(nodes) ? 0 : undefined;
  for (const [index, segment] of path.entries()) {
    const places = childPlaces(nodes, segment);
    if (places.length === 0)
      return secretAt === undefined ? undefined : { nodes: [], secret: true, below: path.length - secretAt };
    nodes = spread(places);
    if (isSecret(nodes)) secretAt ??= index + 1;
  }
  return {
    nodes,
    secret: secretAt !== undefined,
    below: secretAt === undefined ? 0 : path.length - secretAt,
  };
}

function isSecret(nodes: readonly SectionNode[]): boolean {
  return nodes.some(({ secret }) => secret === true);
}

function childPlaces(nodes: readonly SectionNode[], segment: string | number): readonly number[] {
  const isIndex = typeof segment === "number" || /^\d+$/u.test(segment);
  const items = isIndex
    ? nodes.flatMap(({ items: one }) => (one === undefined ? [] : typeof one === "number" ? [one] : [...one]))
    : [];
  const key = String(segment);
  const names = keysOf(nodes);
  const name = names.includes(key) ? key : nearestName(key, names);
  const named = nodes.flatMap(({ properties }) => {
    const link =
      name !== undefined && properties !== undefined && Object.hasOwn(properties, name)
        ? properties[name]
        : undefined;
    return link === undefined ? [] : [linkedPlace(link)];
  });
  if (named.length > 0) return [...items, ...named];
  const rest = nodes.flatMap(({ additionalProperties: one }) => (typeof one === "number" ? [one] : []));
  return [...items, ...rest];
}

/** The keys that some release names at a place. */
export function keysOf(nodes: readonly SectionNode[]): string[] {
  return [...new Set(nodes.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}
