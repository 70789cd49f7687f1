import type { ConfigPath } from "../core/config-path.ts";
import data from "../data/retired-keys.json" with { type: "json" };

/** What OpenClaw's own migration does with a key or a value that left. */
export interface FateData {
  /** `moves`: to another key, or another value; `removes`: it is taken away. */
  readonly does: "moves" | "removes";
  /** Where to, as a dotted path with `*` for names that stay; absent where several places take parts of it. */
  readonly to?: string;
  /** The value that takes its place, for a value that was renamed. */
  readonly value?: unknown;
}

/** Written from FateData by `npm run upstream -- --fates`. */
const fates = data.fates as Readonly<Record<string, FateData>>;

/** A pattern of places, and what stands there. */
interface Pattern {
  readonly segments: readonly string[];
  readonly fate: FateData;
}

let bySuffix: ReadonlyMap<string, readonly Pattern[]> | undefined;

/**
 * What becomes of a key that left, or of a value (given as text with its quotes) or a type that is no longer taken.
 *
 * @param what `""` for the key, else ` = "value"` or ` is object`
 */
export function fateOf(path: ConfigPath, what: string): FateData | undefined {
  bySuffix ??= patterns();
  return bySuffix
    .get(what)
    ?.find(
      ({ segments }) =>
        segments.length === path.length &&
        segments.every((segment, index) =>
          segment === "*"
            ? typeof path[index] === "string"
            : segment === (typeof path[index] === "number" ? "[]" : path[index]),
        ),
    )?.fate;
}

function patterns(): Map<string, Pattern[]> {
  const all = new Map<string, Pattern[]>();
  for (const [place, fate] of Object.entries(fates)) {
    const [, dotted = "", suffix = ""] = /^(.*?)( (?:=|is) .*)?$/u.exec(place) ?? [];
    const segments = dotted.replaceAll("[]", ".[]").split(".");
    all.set(suffix, [...(all.get(suffix) ?? []), { segments, fate }]);
  }
  return all;
}
