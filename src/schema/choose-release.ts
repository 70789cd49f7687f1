import { isObject } from "../core/config-path.ts";
import { compareReleases, NEWEST_RELEASE, pickRelease, RELEASE_LINES, type ReleaseLine } from "./releases.ts";

/** The release that judges a config, and why that one. */
export interface ChosenRelease {
  /** One of RELEASES. */
  readonly release: string;
  /** The line that judges what is measured by lines only. */
  readonly line: ReleaseLine;
  /** For people. */
  readonly why: string;
  /** With `A..B`: both ends and every line between them, oldest first. */
  readonly range?: readonly string[];
}

/**
 * Chooses the release to judge by: the one asked for, else the one that last wrote the config
 * (`meta.lastTouchedVersion`), else the newest known. A release that is not known is judged by its nearest older one, or
 * by the oldest.
 */
export function chooseRelease(asked: string | undefined, config: unknown): ChosenRelease {
  const ends = asked?.split("..");
  if (ends?.length === 2) {
    const [from = "", to = ""] = ends.map((end) => end.trim());
    const oldest = fromText(from, "asked for");
    const newest = fromText(to, "asked for");
    if (oldest !== undefined && newest !== undefined) {
      const between = RELEASE_LINES.filter(
        (line) => compareReleases(line, oldest.release) > 0 && compareReleases(line, newest.release) < 0,
      );
      const range = [...new Set([oldest.release, ...between, newest.release])];
      return { ...newest, why: `asked for: ${oldest.release} to ${newest.release}`, range };
    }
  }
  if (asked !== undefined) {
    const chosen = fromText(asked, "asked for");
    if (chosen !== undefined) return chosen;
  }
  const meta = isObject(config) ? config["meta"] : undefined;
  const touched = isObject(meta) ? meta["lastTouchedVersion"] : undefined;
  if (typeof touched === "string") {
    const chosen = fromText(touched, "meta.lastTouchedVersion");
    if (chosen !== undefined) return chosen;
  }
  return { release: NEWEST_RELEASE, line: NEWEST_RELEASE, why: "newest known" };
}

function fromText(text: string, source: string): ChosenRelease | undefined {
  const picked = pickRelease(text);
  if (picked.kind === "unreadable") return undefined;
  const { release, line, exact, older, version } = picked;
  if (exact) return { release, line, why: source };
  const nearest = older ? "older than any known, judged by the oldest" : "judged by the last known before it";
  return { release, line, why: `${source}: ${version}, ${nearest}` };
}
