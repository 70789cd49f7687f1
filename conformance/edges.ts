import { generateSync, type JsonSchema } from "json-schema-faker";
import { RELEASES, releasePlace } from "../src/schema/releases.ts";
import { sectionSchemas } from "../src/schema/section-schemas.ts";
import {
  formsBelow,
  formsOf,
  isIn,
  type SectionForm,
  type SectionTable,
} from "../src/schema/section-table.ts";
import type { Case } from "./cases.ts";
import { type Random, seeded } from "./random.ts";
import { bent, prune, type WholeSchema } from "./whole.ts";

/** A place that a release has and another one has not, or the other way round; `*` and `[]` as everywhere. */
export interface Edge {
  /** The other release. */
  readonly other: string;
  readonly section: string;
  readonly path: readonly string[];
  readonly kind: "new" | "gone" | "changed";
}

/** Deeper places are not looked for. */
const DEEPEST = 12;

/** What differs between the schemas of a release and of its neighbours: the next on each side that is not the same. */
export function edgesOf(tables: ReadonlyMap<string, SectionTable>, release: string): readonly Edge[] {
  const now = releasePlace(release);
  const first = (places: readonly number[]): readonly Edge[] => {
    for (const place of places) {
      const edges = differences(tables, now, place);
      if (edges.length > 0) return edges;
    }
    return [];
  };
  const earlier = RELEASES.slice(0, now).map((_, place) => place);
  const later = RELEASES.slice(now + 1).map((_, index) => now + 1 + index);
  return [...first(earlier.reverse()), ...first(later)];
}

function differences(
  tables: ReadonlyMap<string, SectionTable>,
  now: number,
  before: number,
): readonly Edge[] {
  const other = RELEASES[before] ?? "";
  const edges: Edge[] = [];
  for (const [section, table] of tables) {
    const there = (place: number) => table.in.some((span) => isIn(span, place));
    if (!there(now) || !there(before)) {
      if (there(now) || there(before))
        edges.push({ other, section, path: [], kind: there(now) ? "new" : "gone" });
      continue;
    }
    const walk = (older: readonly SectionForm[], newer: readonly SectionForm[], path: readonly string[]) => {
      if (path.length > DEEPEST || same(older, newer)) return;
      if (shallow(older) !== shallow(newer)) edges.push({ other, section, path, kind: "changed" });
      const keys = new Set([...older, ...newer].flatMap(({ node }) => Object.keys(node.properties ?? {})));
      for (const key of keys) {
        const [one, own] = [named(table, older, key, before), named(table, newer, key, now)];
        if (one.length === 0 && own.length > 0)
          edges.push({ other, section, path: [...path, key], kind: "new" });
        else if (one.length > 0 && own.length === 0)
          edges.push({ other, section, path: [...path, key], kind: "gone" });
        else walk(one, own, [...path, key]);
      }
      walk(rest(table, older, before), rest(table, newer, now), [...path, "*"]);
      walk(items(table, older, before), items(table, newer, now), [...path, "[]"]);
    };
    const root = formsOf(table, table.root);
    walk(live(root, before), live(root, now), []);
  }
  return edges;
}

function live(forms: readonly SectionForm[], place: number): readonly SectionForm[] {
  return forms.filter(({ span }) => isIn(span, place));
}

/** Nothing below them can differ: the same places, which are the same in all releases. */
function same(older: readonly SectionForm[], newer: readonly SectionForm[]): boolean {
  return older.length === 0 && newer.length === 0;
}

function named(table: SectionTable, forms: readonly SectionForm[], key: string, place: number) {
  const holders = forms.filter(
    ({ node }) => node.properties !== undefined && Object.hasOwn(node.properties, key),
  );
  return live(formsBelow(table, holders, key), place);
}

function rest(table: SectionTable, forms: readonly SectionForm[], place: number) {
  return live(
    forms.flatMap(({ node, span }) =>
      typeof node.additionalProperties === "number" ? formsOf(table, node.additionalProperties, span) : [],
    ),
    place,
  );
}

function items(table: SectionTable, forms: readonly SectionForm[], place: number) {
  return live(
    forms.flatMap(({ node, span }) =>
      typeof node.items === "number" ? formsOf(table, node.items, span) : [],
    ),
    place,
  );
}

/** What a place takes, without what lies below it. */
function shallow(forms: readonly SectionForm[]): string {
  return forms
    .map(({ node }) => {
      const {
        properties: _p,
        additionalProperties: more,
        items: _i,
        anyOf: _a,
        allOf: _b,
        versions: _v,
        ...own
      } = node;
      return JSON.stringify({ ...own, closed: more === false });
    })
    .sort()
    .join();
}

/**
 * Case `index` of a seed at the edges of a release: a place that changed, filled as the release has it, or as its
 * neighbour; every other one is bent once more.
 *
 * @param sections the release's own schema
 */
export function edgeCaseAt(
  index: number,
  seed: string,
  release: string,
  sections: WholeSchema,
  tables: ReadonlyMap<string, SectionTable>,
  edges: readonly Edge[],
): Case {
  const random = seeded(`edges ${seed} ${release} ${Math.floor(index / 2)}`);
  const edge = random.pick(edges);
  const foreign = edge.kind === "gone" || (edge.kind === "changed" && random.once(2));
  const schemas = foreign ? otherSections(tables, edge.other) : sections;
  const config: Record<string, unknown> = {
    [edge.section]: filled(schemas[edge.section], edge.path, random),
  };
  // Whether a folder or a plugin is there, the machine decides.
  const plugins = config["plugins"];
  if (typeof plugins === "object" && plugins !== null)
    for (const key of ["load", "allow", "deny"]) delete (plugins as Record<string, unknown>)[key];
  if (index % 2 === 0) return { index, kind: "edge", config };
  return (
    bent(config, sections, seeded(`bend ${seed} ${release} ${index}`), index) ?? {
      index,
      kind: "edge",
      config,
    }
  );
}

function filled(schema: unknown, path: readonly string[], random: Random): unknown {
  return generateSync(prune(schema, [], random, 0, path) as JsonSchema, {
    seed: random.below(2 ** 31),
    alwaysFakeOptionals: true,
    maxDefaultItems: 2,
    maxItems: 3,
    maxLength: 24,
  });
}

const known = new Map<string, WholeSchema>();

/** The sections of another release, as our tables have them. */
function otherSections(tables: ReadonlyMap<string, SectionTable>, release: string): WholeSchema {
  let own = known.get(release);
  if (own === undefined) {
    const { sections, definitions } = sectionSchemas(tables, releasePlace(release), "bare");
    own = Object.fromEntries(Object.entries(sections).map(([key, node]) => [key, { ...node, definitions }]));
    known.set(release, own);
  }
  return own;
}
