import type { SectionWords } from "../src/schema/section-words.ts";
import {
  annotationOf,
  isNode,
  type ProviderIds,
  type SchemaNode,
  type SchemaSource,
} from "../src/schema/source.ts";

/**
 * Joins the sections of schema/source into one source: definitions together, `extends` carried out, the provider ids
 * put where they are used.
 *
 * @param sections the parsed files; exactly one of them holds `root`
 * @param providerIds the parsed provider-ids.json5
 * @param words the parsed words.json5
 * @throws Error where two sections define one name or a base is missing: a mistake in our own source
 */
export function assemble(
  sections: readonly SchemaNode[],
  providerIds: ProviderIds,
  words: SectionWords = {},
): SchemaSource {
  const definitions: Record<string, SchemaNode> = {};
  let root: SchemaNode | undefined;
  for (const section of sections) {
    if (isNode(section["root"])) root = section["root"];
    for (const [name, node] of Object.entries(isNode(section["definitions"]) ? section["definitions"] : {})) {
      if (name in definitions) throw new Error(`${name} is defined twice`);
      if (!isNode(node)) throw new Error(`${name} is no schema`);
      definitions[name] = node;
    }
  }
  if (root === undefined) throw new Error("no section holds the root");
  const extended: Record<string, SchemaNode> = {};
  for (const name of Object.keys(definitions).sort()) extended[name] = extend(name, definitions, providerIds);
  return { root, definitions: extended, words };
}

function extend(
  name: string,
  definitions: Readonly<Record<string, SchemaNode>>,
  providerIds: ProviderIds,
): SchemaNode {
  const node = definitions[name];
  if (node === undefined) throw new Error(`no definition ${name} to build on`);
  const annotation = annotationOf(node);
  const own = node["properties"];
  if (annotation.extends !== undefined) {
    const base = extend(annotation.extends, definitions, providerIds);
    const inherited = base["properties"];
    return {
      ...node,
      properties: { ...(isNode(own) ? own : {}), ...(isNode(inherited) ? inherited : {}) },
    };
  }
  if (annotation.providerIds !== undefined) {
    return { ...node, "x-openclaw": { ...annotation, providerIds } };
  }
  return node;
}
