/**
 * The schema of one top-level section in every measured release, as a graph: `nodes[root]` describes the section's
 * value. Numbers in nodes are places in `nodes`; place 0 takes anything. A release is its place in the list of measured
 * releases (src/data/releases.json). The tables lie in schema/generated, made by `npm run upstream -- --all`.
 */
export interface SectionTable {
  readonly root: number;
  /** The releases that have the section. */
  readonly in: readonly Span[];
  readonly nodes: readonly SectionNode[];
}

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
