import type { ConfigPath } from "./config-path.ts";

/** The keys of a place, and which of them was meant. */
interface KeyData {
  readonly key: string;
  /** A name that is allowed there. */
  readonly nearest?: string | undefined;
  /** All of them. */
  readonly allowed?: readonly string[];
  /** The key is known, but not with this: `mode: header`. */
  readonly with?: string | undefined;
}

/** What other releases have or had. */
interface ChangeData {
  readonly what: "key" | "value" | "shape";
  readonly key?: string;
  readonly value?: string;
  /** The first release that has it, or has it again. */
  readonly since?: string | undefined;
  /** The last one that had it, and the one after. */
  readonly until?: string | undefined;
  readonly goneIn?: string | undefined;
  /** The keyword of a limit that the value breaks. */
  readonly rule?: string;
  readonly expected?: readonly string[] | undefined;
  readonly allowed?: readonly string[] | undefined;
  /** What OpenClaw or its doctor does with it. */
  readonly action?: string | undefined;
  /** Dotted path, or the value's new name. */
  readonly replacedBy?: string | undefined;
  /** What replaces it has another form. */
  readonly otherForm?: boolean;
}

/** What is told of each kind of problem. */
interface SchemaData {
  /** A key that no known release has. */
  readonly "unknown-key": KeyData;
  /** A key that belongs elsewhere; `belongs` is a dotted path, in which <id> stands for a name to choose. */
  readonly "misplaced-key": KeyData & { readonly belongs: string };
  /** A key, value or shape that left before the judged release. */
  readonly "retired-key": ChangeData;
  /** One that comes only after it. */
  readonly "future-key": ChangeData;
  /** One that left, and that OpenClaw still moves or drops on reading: not refused. */
  readonly "migrated-key": ChangeData;
  /** JSON types; also "fraction" and "not finite" for what was found. */
  readonly "wrong-type": { readonly expected: readonly string[]; readonly found: string };
  /** The right type, and a value that is not allowed. */
  readonly "invalid-value": {
    /** The keyword that it breaks, or a rule of OpenClaw's own. */
    readonly rule: string;
    readonly key?: string;
    /** Why, as a clause. */
    readonly reason?: string;
    /** The package of a plugin that it needs. */
    readonly plugin?: string;
    readonly allowed?: readonly string[];
    readonly nearest?: string | undefined;
    readonly found?: string | number | undefined;
    readonly limit?: number | undefined;
    readonly pattern?: string;
  };
  readonly "missing-key": {
    readonly key: string;
    readonly reason?: string;
    /** It is needed with this: `mode: header`. */
    readonly with?: string | undefined;
    /** It is needed up to this release. */
    readonly until?: string | undefined;
    /** The object at a secret's place is no SecretRef. */
    readonly strange?: boolean;
  };
}

/** What the schema has against a config, folded to one problem a fault. Each kind is the id of the check that words it. */
export type SchemaProblemKind = keyof SchemaData;

/** A problem of one kind. */
export type SchemaProblemOf<Kind extends SchemaProblemKind> = {
  [One in Kind]: { readonly kind: One; readonly data: SchemaData[One] } & SchemaPlace;
}[Kind];

/** One problem; never holds a value that could be a secret. */
export type SchemaProblem = SchemaProblemOf<SchemaProblemKind>;

interface SchemaPlace {
  /** The faulty value; for an unknown key the key itself; for a missing key the object that lacks it. */
  readonly path: ConfigPath;
  readonly on: "key" | "value";
  /** With a range of releases: the one that has this against the config. */
  readonly release?: string;
  /** True where OpenClaw of the judged release refuses the config for this. */
  readonly refused: boolean;
  /** Present where OpenClaw's own migration corrects it: whether the gateway runs it at its start. */
  readonly mended?: boolean;
}

/** A problem for which OpenClaw refuses the config. */
export function refused<Kind extends SchemaProblemKind>(
  kind: Kind,
  path: ConfigPath,
  on: "key" | "value",
  data: SchemaData[Kind],
): SchemaProblemOf<Kind> {
  // The kind and its data go together by the signature, which the compiler does not follow through a union.
  return {
    kind,
    path,
    on,
    refused: true,
    data,
  } as SchemaProblemOf<SchemaProblemKind> as SchemaProblemOf<Kind>;
}

/** The key that a problem names, where it names one. */
export function keyOf({ data }: SchemaProblem): string | undefined {
  return "key" in data ? data.key : undefined;
}

/** The name that was most likely meant. */
export function nearestOf({ data }: SchemaProblem): string | undefined {
  return "nearest" in data ? data.nearest : undefined;
}
