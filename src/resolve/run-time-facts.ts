import data from "../data/run-time-facts.json" with { type: "json" };
import { compareReleases } from "../schema/releases.ts";

/** The name of a fact about what OpenClaw does at run time. */
export type RunTimeFact = keyof typeof data.facts;

/** A fact with the releases in which it holds; both ends belong to it. */
interface Lifetime {
  readonly says: string;
  readonly since?: string;
  readonly until?: string;
}

/** True where a fact holds in a release. */
export function holdsIn(fact: RunTimeFact, release: string): boolean {
  const { since, until }: Lifetime = data.facts[fact];
  return (
    (since === undefined || compareReleases(release, since) >= 0) &&
    (until === undefined || compareReleases(release, until) <= 0)
  );
}
