/**
 * The schema of one top-level section in every measured release, as a graph: `nodes[root]` describes the section's
 * value. Numbers in nodes are places in `nodes`; place 0 takes anything. A release is its place in the list of measured
 * releases (src/data/openclaw-releases.json). The tables lie in schema/generated, made by `npm run upstream -- --all`.
 */
export interface SectionTable {
  readonly root: number;
  /** The releases that have the section. */
  readonly in: readonly Span[];
  readonly nodes: readonly SectionNode[];
}

/** Sections that schema/source describes: it judges them, except in releases between two measured lines. */
export const WRITTEN: ReadonlySet<string> = new Set([
  "$schema",
  "agents",
  "auth",
  "env",
  "meta",
  "models",
  "secrets",
]);

/** From one release to another, both included; `null`: it has not ended. */
export type Span = readonly [since: number, until: number | null];

/** What an object's key holds, and the releases that have the key where that is not all of them. */
export type SectionLink = number | readonly [node: number, ...spans: Span[]];

/** The place that a key leads to, in whichever release. */
export function linkedPlace(link: SectionLink): number {
  return typeof link === "number" ? link : link[0];
}

/** One place of the schema, with the keywords of JSON Schema, but for these: */
export interface SectionNode {
  /** The same place in several releases, where it changed in more than keys that came or went. Nothing stands beside it. */
  readonly versions?: readonly (readonly [...Span, node: number])[] | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly properties?: Readonly<Record<string, SectionLink>> | undefined;
  /** What keys that are not named hold; `false`: there are none; absent: anything. */
  readonly additionalProperties?: false | number | undefined;
  readonly propertyNames?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: number | readonly number[] | undefined;
  readonly anyOf?: readonly number[] | undefined;
  readonly allOf?: readonly number[] | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly minProperties?: number | undefined;
  readonly maxProperties?: number | undefined;
  /** True where the value is a secret, or holds one. */
  readonly secret?: true | undefined;
}

/** A form that a place of a section has in some releases. */
export interface SectionForm {
  readonly node: SectionNode;
  readonly place: number;
  readonly span: Span;
}

/** Every form of a place, with the releases that have it: versions and branches spread out. */
export function formsOf(table: SectionTable, place: number, span: Span = ALWAYS): readonly SectionForm[] {
  const node = table.nodes[place] ?? {};
  const versions = (node.versions ?? []).flatMap(([since, until, inner]) =>
    cut(span, [since, until]).flatMap((one) => formsOf(table, inner, one)),
  );
  if (versions.length > 0) return versions;
  const branches = [...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((inner) =>
    formsOf(table, inner, span),
  );
  return [{ node, place, span }, ...branches];
}

/** The forms of what a key of an object, or an item of a list, holds. */
export function formsBelow(
  table: SectionTable,
  forms: readonly SectionForm[],
  segment: string | number,
): readonly SectionForm[] {
  return forms.flatMap(({ node, span }) => {
    if (typeof segment === "number") {
      const item = typeof node.items === "number" ? node.items : node.items?.[segment];
      return item === undefined ? [] : formsOf(table, item, span);
    }
    const link =
      node.properties !== undefined && Object.hasOwn(node.properties, segment)
        ? node.properties[segment]
        : undefined;
    if (link === undefined) {
      const rest = node.additionalProperties;
      return typeof rest === "number" ? formsOf(table, rest, span) : [];
    }
    const spans =
      typeof link === "number" ? [ALWAYS] : link.slice(1).filter((one) => typeof one !== "number");
    return spans.flatMap((one) => cut(span, one)).flatMap((one) => formsOf(table, linkedPlace(link), one));
  });
}

/** All releases. */
export const ALWAYS: Span = [0, null];

/** True where a stretch holds a release. */
export function isIn([since, until]: Span, release: number): boolean {
  return release >= since && (until === null || release <= until);
}

/** What two stretches share. */
export function cut([since, until]: Span, [from, to]: Span): Span[] {
  const start = Math.max(since, from);
  const end = until === null ? to : to === null ? until : Math.min(until, to);
  return end !== null && end < start ? [] : [[start, end]];
}
