import { RELEASE_LINES, type ReleaseLine } from "./releases.ts";
import type { SectionWords } from "./section-words.ts";

/** A draft-07 schema as plain data. */
export type SchemaNode = { readonly [keyword: string]: unknown };

/** What OpenClaw does with a key that has left. */
export type KeyAction =
  | "moved on read"
  | "dropped on read"
  | "doctor moves"
  | "doctor removes"
  /** OpenClaw has no migration for it. */
  | "none";

/** First and last release of a stretch; `null`: it has not ended. */
export type Stretch = readonly [since: ReleaseLine, until: ReleaseLine | null];

/** A further limit that holds only in some releases. */
export interface OnlyLimit {
  readonly since?: ReleaseLine;
  readonly until?: ReleaseLine;
  readonly [keyword: string]: unknown;
}

/** The annotation `x-openclaw`; schema/source/README.md explains each key. */
export interface Annotation {
  readonly since?: ReleaseLine;
  readonly until?: ReleaseLine;
  readonly action?: KeyAction;
  readonly replacedBy?: string;
  readonly values?: Readonly<Record<string, readonly Stretch[]>>;
  readonly renamed?: Readonly<Record<string, string>>;
  readonly only?: readonly OnlyLimit[];
  readonly extends?: string;
  readonly secret?: boolean;
  /** The value may be anything, a secret too: it is no credential, and never shown. */
  readonly free?: boolean;
  readonly providerIds?: ProviderIds;
}

/** Provider ids that OpenClaw knows. */
export interface ProviderIds {
  readonly overlay: readonly string[];
  readonly needEndpoint: readonly string[];
}

/** The whole source: the root schema and every definition. */
export interface SchemaSource {
  readonly root: SchemaNode;
  readonly definitions: Readonly<Record<string, SchemaNode>>;
  /** Sentences for places of the sections that only the tables describe. */
  readonly words: SectionWords;
}

/** True for a schema that is an object (not `true`, not `false`). */
export function isNode(value: unknown): value is SchemaNode {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The annotation of a node, empty where it has none. */
export function annotationOf(node: unknown): Annotation {
  const annotation = isNode(node) ? node["x-openclaw"] : undefined;
  // The source is ours; test/schema/source.test.ts checks the shape of every annotation.
  return isNode(annotation) ? (annotation as Annotation) : {};
}

/** The sub-schemas under a keyword that holds a map of them. */
export function schemaMap(value: unknown): Readonly<Record<string, unknown>> {
  return isNode(value) ? value : {};
}

/** True where a stretch of releases, both ends included, holds the release. */
export function holds(stretch: { since?: ReleaseLine; until?: ReleaseLine | null }, release: ReleaseLine) {
  const at = RELEASE_LINES.indexOf(release);
  if (stretch.since !== undefined && at < RELEASE_LINES.indexOf(stretch.since)) return false;
  return !stretch.until || at <= RELEASE_LINES.indexOf(stretch.until);
}

/** True where OpenClaw still moves or drops a key when it reads the file, so that it refuses nothing. */
export function forgiven(annotation: Annotation): boolean {
  return annotation.action === "moved on read" || annotation.action === "dropped on read";
}
