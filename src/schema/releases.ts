import { memo } from "../core/memo.ts";

/**
 * The OpenClaw releases whose configs have been measured, oldest first. A release between two of them is judged by
 * the older one.
 */
export const RELEASE_LINES = [
  "2026.2.9",
  "2026.3.13",
  "2026.3.31",
  "2026.4.1",
  "2026.4.15",
  "2026.4.29",
  "2026.5.5",
  "2026.6.11",
  "2026.7.35",
  "2026.8.2",
  "2026.9.1",
  "2026.9.6",
] as const;

/** A measured release, as `RELEASE_LINES` writes it. */
export type ReleaseLine = (typeof RELEASE_LINES)[number];

/** The newest measured release. */
export const NEWEST_RELEASE: ReleaseLine = "2026.9.6";

/** The oldest measured release. */
export const OLDEST_RELEASE: ReleaseLine = "2026.2.9";

/** What a text says about a release: the line that judges it, or why there is none. */
export type PickedRelease =
  | {
      readonly kind: "known";
      /** The measured release whose rules are used. */
      readonly line: ReleaseLine;
      /** True where the text names exactly that release. */
      readonly exact: boolean;
      /** True where the text names a release after the newest measured one. */
      readonly newer: boolean;
      /** The release in its plain form, without `v` and packaging suffix. */
      readonly version: string;
    }
  | { readonly kind: "too-old"; readonly version: string }
  | { readonly kind: "unreadable" };

/** Orders two releases such as `2026.9.6`: negative where `a` is older. Only numbers count. */
export function compareReleases(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const partsOf = memo((release): readonly number[] => release.split(".").map(Number));

/** The place of a line in `RELEASE_LINES`; later is larger. */
export function releaseIndex(line: ReleaseLine): number {
  return RELEASE_LINES.indexOf(line);
}

/** True where the text is exactly a measured release. */
export function isReleaseLine(text: string): text is ReleaseLine {
  return (RELEASE_LINES as readonly string[]).includes(text);
}

/**
 * Finds the measured release that judges a release given as text: `2026.9.6`, `v2026.9.7`, `2026.5.28-1`,
 * `2026.9.6-beta.2` (a prerelease counts as its release). `exact` tells whether it is that very release.
 */
export function pickRelease(text: string): PickedRelease {
  const match = /^\s*v?(\d{4}\.\d{1,2}\.\d{1,3})(?:[-+][0-9A-Za-z.+-]+)?\s*$/u.exec(text);
  const version = match?.[1];
  if (version === undefined) return { kind: "unreadable" };
  const plain = version.split(".").map(Number).join(".");
  const line = RELEASE_LINES.findLast((candidate) => compareReleases(candidate, plain) <= 0);
  if (line === undefined) return { kind: "too-old", version: plain };
  const order = compareReleases(plain, line);
  return {
    kind: "known",
    line,
    exact: order === 0,
    newer: line === NEWEST_RELEASE && order > 0,
    version: plain,
  };
}
