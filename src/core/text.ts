import { distance } from "fastest-levenshtein";
import { memo } from "./memo.ts";

/** Of a longer list, the first so many are looked at: many wrong names held against many right ones take long. */
const MOST_NAMES = 300;

/** Nobody misspells a name longer than this, and comparing two of them takes the product of their lengths. */
const MAX_NAME = 200;

/**
 * The allowed name nearest to what was written, or undefined when none is near. Near means: equal but for case,
 * `-`, `_`, `.` and spaces, or at most two edits away (one for short words), so that a guess is nearly always right.
 */
export function nearest(written: string, allowed: Iterable<string>): string | undefined {
  if (written.length > MAX_NAME) return undefined;
  const folded = fold(written);
  let best: string | undefined;
  let bestDistance = folded.length <= 4 ? 2 : 3; // first distance that is too far
  let seen = 0;
  for (const name of allowed) {
    seen += 1;
    if (seen > MOST_NAMES) break;
    if (name === written || name.length > MAX_NAME) continue;
    const candidate = fold(name);
    if (candidate === folded) return name;
    if (Math.abs(candidate.length - folded.length) >= bestDistance) continue;
    const edits = distance(folded, candidate);
    if (edits < bestDistance) {
      best = name;
      bestDistance = edits;
    }
  }
  return best;
}

/** The same for what people type at a command line: also the first name that begins with it. */
export function nearestTyped(written: string, allowed: readonly string[]): string | undefined {
  const near = nearest(written, allowed);
  return near ?? (written.length < 3 ? undefined : allowed.find((name) => name.startsWith(written)));
}

const fold = memo((name) => name.toLowerCase().replace(/[-_.\s]/gu, ""), 2 * MOST_NAMES);

/** So many of a list are told, and how many more there are. */
export const MOST_LISTED = 12;

/** `a`, `a or b`, `a, b or c`; a long list is cut with the number of the rest. `word` gives an item as it is written. */
export function orList(
  items: readonly string[],
  most = MOST_LISTED,
  word = (item: string): string => item,
): string {
  const told = items.slice(0, most).map(word);
  if (items.length > most) return `${told.join(", ")} and ${items.length - most} more`;
  const last = told.at(-1) ?? "";
  return told.length < 2 ? last : `${told.slice(0, -1).join(", ")} or ${last}`;
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function andList(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
