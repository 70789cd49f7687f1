import type { KeyAction, OnlyLimit } from "./source.ts";

/**
 * What changed between releases, as a graph over the schema. A config is walked along it: `keys` for the named keys
 * of an object, `rest` for all others, `items` for lists. Numbers are places in `GateTable.nodes`; a release is its
 * place in `RELEASE_LINES`. Node 0 knows nothing and has no children. Names are short because the table is shipped.
 */
export interface GateNode {
  /** Keys the schema names. */
  readonly k?: Readonly<Record<string, GateLink>> | undefined;
  /** Keys it does not name, where it takes such. */
  readonly r?: GateLink | undefined;
  /** Items of a list. */
  readonly i?: number | undefined;
  /** Releases in which a value lives, for values that come or go. */
  readonly v?:
    | Readonly<Record<string, readonly (readonly [since: number, until: number | null])[]>>
    | undefined;
  /** New names of values that were renamed. */
  readonly n?: Readonly<Record<string, string>> | undefined;
  /** Limits that hold only in some releases. */
  readonly o?: readonly OnlyLimit[] | undefined;
  /** 1 where the value is a secret, 2 where it may be anything and is not shown. */
  readonly s?: 1 | 2 | undefined;
}

/** A child, with the lifetime of its key where it has one. */
export type GateLink = number | readonly [node: number, gate: KeyGate];

/** Lifetime of a key. */
export interface KeyGate {
  readonly s?: number;
  readonly u?: number;
  readonly a?: KeyAction;
  /** What replaces it. */
  readonly r?: string;
  readonly o?: readonly OnlyLimit[];
}

/** The whole table; node 1 is the root of a config. */
export interface GateTable {
  readonly nodes: readonly GateNode[];
}

/** The node a link leads to. */
export function linkedNode(link: GateLink): number {
  return typeof link === "number" ? link : link[0];
}

/** The lifetime on a link, if any. */
export function linkedGate(link: GateLink): KeyGate | undefined {
  return typeof link === "number" ? undefined : link[1];
}
