import {
  isIn,
  type SectionLink,
  type SectionNode,
  type SectionTable,
  type Span,
} from "../../../src/schema/section-table.ts";
import { isOpen, type PlainNode } from "./plain-schema.ts";

/** The schema of one section in one release, given by its place in the list of releases. */
export interface SectionOf {
  readonly release: number;
  readonly node: PlainNode;
}

/**
 * Joins the schema of a section in several releases into one table. Nothing is lost: `sectionAt` gives each back.
 *
 * @param versions oldest first; releases that lack the section are not among them
 * @param count how many releases there are: what the last of them has is open towards the future
 */
export function mergeSection(versions: readonly SectionOf[], count: number): SectionTable {
  const nodes: SectionNode[] = [{}];
  const places = new Map<string, number>([["{}", 0]]);
  const intern = (node: SectionNode): number => {
    const text = textOf(node);
    const known = places.get(text);
    if (known !== undefined) return known;
    const place = nodes.push(node) - 1;
    places.set(text, place);
    return place;
  };

  const mergeAll = (all: readonly SectionOf[]): number => {
    const stretches = stretchesOf(all);
    const [first] = stretches;
    if (first === undefined) return 0;
    if (stretches.every(({ text }) => text === first.text)) return single(first.node);
    if (
      stretches.every(
        ({ node }) => node.type === "object" && node.anyOf === undefined && node.allOf === undefined,
      )
    )
      return objectOf(all);
    if (
      stretches.every(({ node }) => node.type === "array" && !Array.isArray(node.items)) &&
      sameBut(stretches, "items")
    )
      return intern({
        ...limitsOf(first.node),
        ...withItems(mergeAll(below(all, (node) => asNode(node.items)))),
      });
    return intern({
      versions: stretches.map(({ from, to, node }) => [...spanOf(from, to), single(node)] as const),
    });
  };

  const single = (node: PlainNode): number => {
    if (isOpen(node)) return 0;
    const { properties, additionalProperties: rest, propertyNames, items, anyOf, allOf } = node;
    return intern({
      ...limitsOf(node),
      ...(properties === undefined
        ? {}
        : {
            properties: Object.fromEntries(
              Object.entries(properties).map(([key, child]) => [key, single(child)]),
            ),
          }),
      ...(rest === undefined ? {} : { additionalProperties: rest === false ? false : single(rest) }),
      ...(propertyNames === undefined ? {} : { propertyNames: single(propertyNames) }),
      ...(items === undefined
        ? {}
        : { items: Array.isArray(items) ? items.map(single) : single(asNode(items)) }),
      ...(anyOf === undefined ? {} : { anyOf: anyOf.map(single) }),
      ...(allOf === undefined ? {} : { allOf: allOf.map(single) }),
    });
  };

  /** An object whose keys come and go; what else of it changes, splits it. */
  const objectOf = (all: readonly SectionOf[]): number => {
    const outer = stretchesOf(all.map(({ release, node }) => ({ release, node: shellOf(node) })));
    if (outer.length > 1)
      return intern({
        versions: outer.map(({ from, to }) => [
          ...spanOf(from, to),
          mergeAll(all.filter(({ release }) => release >= from && release <= to)),
        ]),
      });
    const keys = [...new Set(all.flatMap(({ node }) => Object.keys(node.properties ?? {})))].sort();
    const properties: Record<string, SectionLink> = {};
    for (const key of keys) {
      const having = all.filter(({ node }) => Object.hasOwn(node.properties ?? {}, key));
      const place = mergeAll(
        having.map(({ release, node }) => ({ release, node: asNode(node.properties?.[key]) })),
      );
      const spans = runsOf(
        having.map(({ release }) => release),
        all.map(({ release }) => release),
      ).map(([from, to]) => spanOf(from, to));
      properties[key] = having.length === all.length ? place : [place, ...spans];
    }
    const node: PlainNode = all[0]?.node ?? {};
    const rest = all.map((one) => ({ release: one.release, node: asNode(one.node.additionalProperties) }));
    return intern({
      ...limitsOf(node),
      properties,
      ...(node.additionalProperties === undefined
        ? {}
        : { additionalProperties: node.additionalProperties === false ? false : mergeAll(rest) }),
      ...(node.propertyNames === undefined ? {} : { propertyNames: single(node.propertyNames) }),
    });
  };

  const last = count - 1;
  const spanOf = (from: number, to: number): Span => [from, to >= last ? null : to];
  const root = mergeAll(versions);
  const all = Array.from({ length: count }, (_, release) => release);
  const spans = runsOf(
    versions.map(({ release }) => release),
    all,
  ).map(([from, to]) => spanOf(from, to));
  return { root, in: spans, nodes };
}

/** What a node says of itself, without its children. */
function limitsOf(node: PlainNode): SectionNode {
  const { properties, additionalProperties, propertyNames, items, anyOf, allOf, ...limits } = node;
  return limits;
}

/** What decides whether two objects differ in more than their keys. */
function shellOf(node: PlainNode): PlainNode {
  const { properties: _keys, additionalProperties: rest, ...shell } = node;
  return { ...shell, rest: rest === false ? "none" : rest === undefined ? "any" : "some" };
}

function sameBut(stretches: readonly Stretch[], keyword: string): boolean {
  const without = stretches.map(({ node }) => textOf({ ...node, [keyword]: undefined }));
  return (
    without.every((text) => text === without[0]) && stretches.every(({ node }) => node[keyword] !== undefined)
  );
}

function withItems(items: number): SectionNode {
  return items === 0 ? {} : { items };
}

function asNode(value: unknown): PlainNode {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as PlainNode) : {};
}

function below(all: readonly SectionOf[], child: (node: PlainNode) => PlainNode): SectionOf[] {
  return all.map(({ release, node }) => ({ release, node: child(node) }));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly node: PlainNode;
  readonly text: string;
}

/** Releases after one another that say the same. */
function stretchesOf(all: readonly SectionOf[]): Stretch[] {
  const stretches: { from: number; to: number; node: PlainNode; text: string }[] = [];
  for (const { release, node } of all) {
    const text = textOf(node);
    const last = stretches.at(-1);
    if (last?.text === text) last.to = release;
    else stretches.push({ from: release, to: release, node, text });
  }
  return stretches;
}

/** A node as text, whichever order its keywords came in. */
function textOf(node: unknown): string {
  return JSON.stringify(node, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** The stretches of `among` that the numbers in `having` make, both in order. */
function runsOf(having: readonly number[], among: readonly number[]): (readonly [number, number])[] {
  const has = new Set(having);
  const runs: [number, number][] = [];
  let open = false;
  for (const release of among) {
    const last = runs.at(-1);
    if (!has.has(release)) open = false;
    else if (open && last !== undefined) last[1] = release;
    else {
      runs.push([release, release]);
      open = true;
    }
  }
  return runs;
}

/** The schema of a section in one release, as it was before it was merged; undefined where the release lacks a place. */
export function sectionAt(table: SectionTable, release: number): PlainNode | undefined {
  const has = (spans: readonly Span[]) => spans.length === 0 || spans.some((span) => isIn(span, release));
  const read = (place: number): PlainNode | undefined => {
    const node = table.nodes[place] ?? {};
    if (node.versions !== undefined) {
      const version = node.versions.find(([since, until]) => has([[since, until]]));
      return version === undefined ? undefined : read(version[2]);
    }
    const { properties, additionalProperties: rest, propertyNames, items, anyOf, allOf, ...limits } = node;
    const one = (child: number) => read(child) ?? {};
    const keys = Object.entries(properties ?? {}).flatMap(([key, link]) => {
      const [child, ...spans] = typeof link === "number" ? [link] : link;
      return has(spans) ? [[key, one(child)] as const] : [];
    });
    const rests = typeof rest === "number" ? one(rest) : rest;
    const plain = {
      ...limits,
      ...(keys.length === 0 ? {} : { properties: Object.fromEntries(keys) }),
      ...(rests === undefined || (rests !== false && isOpen(rests)) ? {} : { additionalProperties: rests }),
      ...(propertyNames === undefined ? {} : { propertyNames: one(propertyNames) }),
      ...(items === undefined ? {} : { items: typeof items === "number" ? one(items) : items.map(one) }),
      ...(anyOf === undefined ? {} : { anyOf: anyOf.map(one) }),
      ...(allOf === undefined ? {} : { allOf: allOf.map(one) }),
    };
    // Absent keywords are left out of a table's text.
    return plain as PlainNode;
  };
  return read(table.root);
}
