import { compareReleases, pickRelease } from "./releases.ts";

/** What is wrong with a text that should name a release or a range `A..B`, in words that go on from where it was written; undefined for a good one. */
export function releaseFault(text: string): string | undefined {
  const ends = text.split("..");
  for (const end of ends) {
    if (pickRelease(end).kind === "unreadable" || ends.length > 2)
      return ` takes a release such as 2026.9.6, or a range A..B; got "${text}".`;
  }
  const [from = "", to = from] = ends;
  return compareReleases(plain(from), plain(to)) > 0 ? `: the range ${text} runs backwards.` : undefined;
}

function plain(text: string): string {
  const picked = pickRelease(text);
  return picked.kind === "known" ? picked.version : "0";
}
