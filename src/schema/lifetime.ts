import { compareReleases } from "./releases.ts";

/** The releases in which something holds; both ends belong to it, and an end that is not given is open. */
export interface Lifetime {
  /** What it is, for the reader of the data. */
  readonly says?: string;
  readonly since?: string;
  readonly until?: string;
}

/** True where a release lies within a lifetime. */
export function isWithin({ since, until }: Lifetime, release: string): boolean {
  return (
    (since === undefined || compareReleases(release, since) >= 0) &&
    (until === undefined || compareReleases(release, until) <= 0)
  );
}
