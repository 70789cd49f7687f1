import type { ConfigPath } from "./config-path.ts";

/**
 * What the schema has against a config, folded to one problem a fault. Each kind is the id of the rule that words it.
 */
export type SchemaProblemKind =
  | "unknown-key" // a key no known release has
  | "misplaced-key" // a key that belongs elsewhere; data.belongs says where
  | "retired-key" // a key (or value, or shape) that left before the judged release
  | "future-key" // a key (or value, or shape) that comes only after the judged release
  | "migrated-key" // left, but OpenClaw still moves or drops it on read: not refused
  | "wrong-type"
  | "invalid-value" // right type, value not allowed (enum, bound, pattern, length)
  | "missing-key";

/** One problem; never holds a value that could be a secret. */
export interface SchemaProblem {
  readonly kind: SchemaProblemKind;
  /** The faulty value; for an unknown key the key itself; for a missing key the object that lacks it. */
  readonly path: ConfigPath;
  readonly on: "key" | "value";
  /** With a range of releases: the one that has this against the config. */
  readonly release?: string;
  /** True where OpenClaw of the judged release refuses the config for this. */
  readonly refused: boolean;
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
}
