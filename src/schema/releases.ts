import { memo } from "../core/memo.ts";
import measured from "../data/openclaw-releases.json" with { type: "json" };
import { measuredLines } from "../data/release-lines.ts";

/** Every release whose schema has been taken out of its package (schema/generated), oldest first. */
export const RELEASES: readonly string[] = measured.releases;

/**
 * The releases that the hand-written sections (schema/source) and the rules beyond the schema have been measured with,
 * oldest first. There a release between two of them is judged by the older one, where the generated schema of the
 * release itself has nothing against it.
 */
export const RELEASE_LINES: readonly ReleaseLine[] = Object.keys(measuredLines) as ReleaseLine[];

/** A measured release, as `RELEASE_LINES` writes it. */
export type ReleaseLine = keyof typeof measuredLines;

/** The newest measured release. */
export const NEWEST_RELEASE: ReleaseLine = RELEASE_LINES[RELEASE_LINES.length - 1] as ReleaseLine;

/** The oldest measured release. */
export const OLDEST_RELEASE: ReleaseLine = RELEASE_LINES[0] as ReleaseLine;

/** What a text says about a release: the release that judges it, or that it names none. */
export type PickedRelease =
  | {
      readonly kind: "known";
      /** The one of RELEASES that judges: the last that is no newer, or the oldest. */
      readonly release: string;
      /** The line that judges hand-written sections. */
      readonly line: ReleaseLine;
      /** True where the text names exactly that release. */
      readonly exact: boolean;
      /** True where the text names a release after the newest measured one. */
      readonly newer: boolean;
      /** True where the text names a release before the oldest measured one. */
      readonly older: boolean;
      /** The release in its plain form, without `v` and prerelease. */
      readonly version: string;
    }
  | { readonly kind: "unreadable" };

/**
 * Orders two releases such as `2026.9.6`: negative where `a` is older. `2026.2.3-1`, a second packaging, comes after
 * `2026.2.3`.
 */
export function compareReleases(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const partsOf = memo((release): readonly number[] => release.split(/[.-]/u).map(Number));

/** The place of a line in `RELEASE_LINES`; later is larger. */
export function releaseIndex(line: ReleaseLine): number {
  return RELEASE_LINES.indexOf(line);
}

/** True where the text is exactly a measured release. */
export function isReleaseLine(text: string): text is ReleaseLine {
  return (RELEASE_LINES as readonly string[]).includes(text);
}

/** The line that judges the hand-written sections of a release: the last that is no newer, or the oldest. */
export function lineOf(release: string): ReleaseLine {
  return RELEASE_LINES.findLast((line) => compareReleases(line, release) <= 0) ?? OLDEST_RELEASE;
}

/** The place of the release that judges a release, in RELEASES. */
export function releasePlace(release: string): number {
  const found = RELEASES.findLastIndex((one) => compareReleases(one, release) <= 0);
  return Math.max(found, 0);
}

/**
 * Finds the measured release that judges a release given as text: `2026.9.6`, `v2026.9.7`, `2026.2.3-1`,
 * `2026.9.6-beta.2` (a prerelease counts as its release). `exact` tells whether it is that very release.
 */
export function pickRelease(text: string): PickedRelease {
  const match = /^\s*v?(\d{4})\.(\d{1,2})\.(\d{1,3})(?:-(\d{1,3})|[-+][0-9A-Za-z.+-]+)?\s*$/u.exec(text);
  if (match === null) return { kind: "unreadable" };
  const [, year, month, patch, again] = match;
  const plain = [year, month, patch].map(Number).join(".");
  const version = again === undefined ? plain : `${plain}-${Number(again)}`;
  const release = RELEASES[releasePlace(version)] ?? NEWEST_RELEASE;
  const order = compareReleases(version, release);
  return {
    kind: "known",
    release,
    line: lineOf(version),
    exact: order === 0,
    newer: order > 0 && release === RELEASES.at(-1),
    older: order < 0,
    version,
  };
}
