import { compareReleases, pickRelease } from "../schema/releases.ts";
import { UsageError } from "./exit-codes.ts";

/** Judges the text of `--openclaw-version`. Throws `UsageError` for one that is no known release or range. */
export function judgeRelease(text: string | undefined): void {
  if (text === undefined) return;
  const ends = text.split("..");
  for (const end of ends) {
    const picked = pickRelease(end);
    if (picked.kind === "unreadable" || ends.length > 2) {
      throw new UsageError(
        `--openclaw-version takes a release such as 2026.9.6, or a range A..B; got "${text}".`,
      );
    }
  }
  const [from = "", to = from] = ends;
  if (compareReleases(plain(from), plain(to)) > 0) {
    throw new UsageError(`--openclaw-version: the range ${text} runs backwards.`);
  }
}

function plain(text: string): string {
  const picked = pickRelease(text);
  return picked.kind === "known" ? picked.version : "0";
}
