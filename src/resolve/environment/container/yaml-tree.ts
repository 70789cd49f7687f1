import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";

/** A YAML document with lines. */
export interface YamlTree {
  readonly document: Document;
  lineOf(node: unknown): number | undefined;
}

/** One member of a mapping, aliases followed and merge keys spread. */
export interface YamlMember {
  readonly key: string;
  readonly value: unknown;
  readonly line: number | undefined;
}

/** Reads a YAML stream; undefined when it is broken. At most 100 uses of one alias, so that none can blow it up. */
export function readYaml(text: string): readonly YamlTree[] | undefined {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter, merge: true, logLevel: "silent" });
  if (!Array.isArray(documents)) return [];
  if (documents.some((document) => document.errors.length > 0)) return undefined;
  return documents.map((document) => ({
    document,
    lineOf(node) {
      const range = hasRange(node) ? node.range : undefined;
      return range === undefined || range === null ? undefined : counter.linePos(range[0]).line;
    },
  }));
}

function hasRange(node: unknown): node is { range?: readonly [number, number, number] | null } {
  return typeof node === "object" && node !== null && "range" in node;
}

/** The node that an alias stands for, or the node itself. */
export function follow(tree: YamlTree, node: unknown): unknown {
  return isAlias(node) ? node.resolve(tree.document) : node;
}

/** The members of a mapping; none for anything else. Keys given in full win over merged ones. */
export function membersOf(tree: YamlTree, node: unknown, depth = 0): readonly YamlMember[] {
  const map = follow(tree, node);
  if (!isMap(map) || depth > 20) return [];
  const own = new Map<string, YamlMember>();
  const merged: YamlMember[] = [];
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? keyText(pair.key.value) : undefined;
    if (key === undefined) continue;
    if (key === "<<") {
      const sources = follow(tree, pair.value);
      for (const source of isSeq(sources) ? sources.items : [sources])
        merged.push(...membersOf(tree, source, depth + 1));
      continue;
    }
    own.set(key, { key, value: pair.value, line: tree.lineOf(pair.key) });
  }
  for (const member of merged) if (!own.has(member.key)) own.set(member.key, member);
  return [...own.values()];
}

/** A key as text; the parser gives the merge key `<<` as a symbol. */
function keyText(key: unknown): string {
  return typeof key === "symbol" ? (key.description ?? "") : String(key);
}

/** The value under a key. */
export function memberOf(tree: YamlTree, node: unknown, key: string): unknown {
  return membersOf(tree, node).find((member) => member.key === key)?.value;
}

/** The items of a list; none for anything else. */
export function itemsOf(tree: YamlTree, node: unknown): readonly unknown[] {
  const list = follow(tree, node);
  return isSeq(list) ? list.items : [];
}

/** A scalar as text: strings as they are, numbers and booleans as written; undefined for null and for anything else. */
export function textOf(tree: YamlTree, node: unknown): string | undefined {
  const scalar = follow(tree, node);
  if (!isScalar(scalar) || scalar.value === null || scalar.value === undefined) return undefined;
  return typeof scalar.value === "string" ? scalar.value : (scalar.source ?? String(scalar.value));
}

/** True for a mapping or a list. */
export function isCollection(tree: YamlTree, node: unknown): boolean {
  const found = follow(tree, node);
  return isMap(found) || isSeq(found);
}

/** The tag written before a node (`!reset`); undefined where there is none. */
export function tagOf(node: unknown): string | undefined {
  return isNode(node) ? node.tag : undefined;
}
