import data from "../data/run-time-facts.json" with { type: "json" };
import { compareReleases } from "./releases.ts";

/** The name of a fact about what OpenClaw does at run time. */
export type RunTimeFact = keyof typeof data.facts;

/** A fact with the releases in which it holds; both ends belong to it. */
interface Lifetime {
  readonly says?: string;
  readonly since?: string;
  readonly until?: string;
}

/** The number that a fact has in a release; undefined where none was measured. */
export function numberIn(fact: keyof typeof data.numbers, release: string): number | undefined {
  const values: readonly { since?: string; until?: string; value: number }[] = data.numbers[fact].values;
  return values.find((one) => isWithin(one, release))?.value;
}

/** True where a fact holds in a release. */
export function holdsIn(fact: RunTimeFact, release: string): boolean {
  return isWithin(data.facts[fact], release);
}

function isWithin({ since, until }: Lifetime, release: string): boolean {
  return (
    (since === undefined || compareReleases(release, since) >= 0) &&
    (until === undefined || compareReleases(release, until) <= 0)
  );
}
