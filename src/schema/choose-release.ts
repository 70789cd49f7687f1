import { isObject } from "../core/config-path.ts";
import { NEWEST_RELEASE, OLDEST_RELEASE, pickRelease, RELEASE_LINES, type ReleaseLine } from "./releases.ts";

/** The release that judges a config, and why that one. */
export interface ChosenRelease {
  readonly line: ReleaseLine;
  /** For people. */
  readonly why: string;
  /** With `A..B`: every known release of the range, `line` being the newest. */
  readonly range?: readonly ReleaseLine[];
}

/**
 * Chooses the release to judge by: the one asked for, else the one that last wrote the config
 * (`meta.lastTouchedVersion`), else the newest known. A release between two known ones is judged by the older.
 */
export function chooseRelease(asked: string | undefined, config: unknown): ChosenRelease {
  const ends = asked?.split("..");
  if (ends?.length === 2) {
    const [from = "", to = ""] = ends.map((end) => end.trim());
    const oldest = fromText(from, "asked for");
    const newest = fromText(to, "asked for");
    if (oldest !== undefined && newest !== undefined) {
      const range = RELEASE_LINES.slice(
        RELEASE_LINES.indexOf(oldest.line),
        RELEASE_LINES.indexOf(newest.line) + 1,
      );
      return { line: newest.line, why: `asked for: ${oldest.line} to ${newest.line}`, range };
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
  return { line: NEWEST_RELEASE, why: "newest known" };
}

function fromText(text: string, source: string): ChosenRelease | undefined {
  const picked = pickRelease(text);
  switch (picked.kind) {
    case "unreadable":
      return undefined;
    case "too-old":
      return { line: OLDEST_RELEASE, why: `${source}: ${picked.version}, older than any known` };
    case "known":
      if (picked.exact) return { line: picked.line, why: source };
      return { line: picked.line, why: `${source}: ${picked.version}, judged by the last known before it` };
  }
}
