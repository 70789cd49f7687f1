import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import { memo } from "../../../core/memo.ts";

/** A YAML document with lines. */
export interface YamlTree {
  readonly document: Document;
  lineOf(node: unknown): number | undefined;
  /** What each alias stands for: the last node before it with its anchor. */
  readonly targets: ReadonlyMap<unknown, unknown>;
  /** The members of each mapping, aliases followed and merge keys spread, by their keys. */
  readonly members: ReadonlyMap<unknown, ReadonlyMap<string, YamlMember>>;
}

/** One member of a mapping, aliases followed and merge keys spread. */
export interface YamlMember {
  readonly key: string;
  readonly value: unknown;
  readonly line: number | undefined;
}

/** So many nodes, and members that merge keys bring, are read; a short text can be written that has 10^12 of them. */
const MAX_NODES = 200_000;
const MAX_MERGED = 100_000;

/** Why a text is not read as YAML, in words. */
export const YAML_FAILURES = {
  broken: "it is broken YAML",
  "too-much": `it has more than ${MAX_NODES} nodes, or merge keys that bring more than ${MAX_MERGED} members`,
} as const;

/** What reading a YAML stream gives. */
export type YamlResult =
  | { readonly ok: true; readonly trees: readonly YamlTree[] }
  | {
      readonly ok: false;
      readonly why: (typeof YAML_FAILURES)[keyof typeof YAML_FAILURES];
      /** Where the text is broken, from 1. */
      readonly line?: number;
    };

/** Reads a YAML stream. Never throws, and takes no longer for aliases and merges than for as many nodes. */
export const readYaml = memo(parseYaml, 4);

function parseYaml(text: string): YamlResult {
  const counter = new LineCounter();
  // The parser holds each key against each other; that none stands twice is seen below.
  const options = { lineCounter: counter, merge: true, uniqueKeys: false, logLevel: "silent" } as const;
  const documents = parseAllDocuments(text, options);
  if (!Array.isArray(documents)) return { ok: true, trees: [] };
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined)
    return { ok: false, why: YAML_FAILURES.broken, line: counter.linePos(error.pos[0]).line };
  const budget = { nodes: MAX_NODES, merged: MAX_MERGED };
  const trees: YamlTree[] = [];
  for (const document of documents) {
    const lineOf = (node: unknown) => {
      const range = hasRange(node) ? node.range : undefined;
      return range === undefined || range === null ? undefined : counter.linePos(range[0]).line;
    };
    const { maps, targets } = walk(document.contents, budget);
    const members = new Map<unknown, ReadonlyMap<string, YamlMember>>();
    const tree = { document, lineOf, targets, members };
    const twin = maps.map(twinIn).find((key) => key !== undefined);
    if (twin !== undefined) return { ok: false, why: YAML_FAILURES.broken, line: lineOf(twin) ?? 1 };
    for (const map of maps) spread(tree, members, map, budget, 0);
    if (budget.nodes < 0 || budget.merged < 0) return { ok: false, why: YAML_FAILURES["too-much"] };
    trees.push(tree);
  }
  return { ok: true, trees };
}

interface Budget {
  nodes: number;
  merged: number;
}

/** The mappings of a document in its order, and what its aliases stand for. Without recursion: it may be deep. */
function walk(root: unknown, budget: Budget): { maps: readonly unknown[]; targets: Map<unknown, unknown> } {
  const maps: unknown[] = [];
  const targets = new Map<unknown, unknown>();
  const anchors = new Map<string, unknown>();
  const pending: unknown[] = [root];
  while (pending.length > 0 && budget.nodes >= 0) {
    const node = pending.pop();
    if (!isNode(node)) continue;
    budget.nodes -= 1;
    if (isAlias(node)) {
      targets.set(node, anchors.get(node.source));
      continue;
    }
    if (node.anchor !== undefined && node.anchor !== "") anchors.set(node.anchor, node);
    if (isMap(node)) {
      maps.push(node);
      for (const { key, value } of node.items.toReversed()) pending.push(value, key);
    } else if (isSeq(node)) for (const item of node.items.toReversed()) pending.push(item);
  }
  return { maps, targets };
}

/** The key that stands twice in a mapping, where it does so the second time. */
function twinIn(map: unknown): unknown {
  if (!isMap(map)) return undefined;
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) return key;
    seen.add(key.value);
  }
  return undefined;
}

/** The members of a mapping; keys given in full win over merged ones. A mapping inside itself brings nothing. */
function spread(
  tree: YamlTree,
  known: Map<unknown, ReadonlyMap<string, YamlMember>>,
  map: unknown,
  budget: Budget,
  depth: number,
): ReadonlyMap<string, YamlMember> {
  const before = known.get(map);
  if (before !== undefined) return before;
  const own = new Map<string, YamlMember>();
  known.set(map, own);
  if (!isMap(map) || depth > 20) return own;
  const merged: YamlMember[] = [];
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? keyText(pair.key.value) : undefined;
    if (key === undefined) continue;
    if (key === "<<") {
      const sources = follow(tree, pair.value);
      for (const source of isSeq(sources) ? sources.items : [sources]) {
        if (budget.merged < 0) return own;
        const members = spread(tree, known, follow(tree, source), budget, depth + 1);
        budget.merged -= members.size;
        for (const member of members.values()) merged.push(member);
      }
      continue;
    }
    own.set(key, { key, value: pair.value, line: tree.lineOf(pair.key) });
  }
  for (const member of merged) if (!own.has(member.key)) own.set(member.key, member);
  return own;
}

function hasRange(node: unknown): node is { range?: readonly [number, number, number] | null } {
  return typeof node === "object" && node !== null && "range" in node;
}

/** The node that an alias stands for, or the node itself. */
export function follow(tree: YamlTree, node: unknown): unknown {
  return isAlias(node) ? tree.targets.get(node) : node;
}

/** The members of a mapping; none for anything else. Keys given in full win over merged ones. */
export function membersOf(tree: YamlTree, node: unknown): readonly YamlMember[] {
  return [...(tree.members.get(follow(tree, node))?.values() ?? [])];
}

/** A key as text; the parser gives the merge key `<<` as a symbol. */
function keyText(key: unknown): string {
  return typeof key === "symbol" ? (key.description ?? "") : String(key);
}

/** The value under a key. */
export function memberOf(tree: YamlTree, node: unknown, key: string): unknown {
  return tree.members.get(follow(tree, node))?.get(key)?.value;
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
