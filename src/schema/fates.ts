import type { ConfigPath } from "../core/config-path.ts";
import data from "../data/retired-keys.json" with { type: "json" };
import { placeLookup } from "./place-patterns.ts";

/** What OpenClaw's own migration does with a key or a value that left. */
export interface FateData {
  /** `moves`: to another key, or another value; `removes`: it is taken away. */
  readonly does: "moves" | "removes";
  /** Where to, as a dotted path with `*` for names that stay; absent where several places take parts of it. */
  readonly to?: string;
  /** The value that takes its place, for a value that was renamed. */
  readonly value?: unknown;
  /** What is written elsewhere: beside `to`, or in place of it. Dotted paths with `*` for names that stay. */
  readonly writes?: Readonly<Record<string, unknown>>;
  /** True where it is only taken out when something stands at `to` already. */
  readonly yields?: true;
  /** So many objects around it go with it, where it was all that they held. */
  readonly empties?: number;
}

/** Written from FateData by `npm run upstream -- --fates`. */
const fates = data.fates as Readonly<Record<string, FateData>>;

/**
 * What becomes of a key that left, or of a value (given as text with its quotes) or a type that is no longer taken.
 *
 * @param what `""` for the key, else ` = "value"` or ` is object`
 */
export function fateOf(path: ConfigPath, what: string): FateData | undefined {
  return lookup(path, what);
}

const lookup = placeLookup(() => fates);
