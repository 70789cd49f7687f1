import { describe, expect, it } from "vitest";
import { compareReleases, pickRelease, RELEASE_LINES, RELEASES } from "../../src/schema/releases.ts";

describe("releases", () => {
  it("are in order", () => {
    expect([...RELEASE_LINES].sort(compareReleases)).toEqual([...RELEASE_LINES]);
    expect([...RELEASES].sort(compareReleases)).toEqual([...RELEASES]);
    expect(RELEASE_LINES.filter((line) => !RELEASES.includes(line))).toEqual([]);
  });

  it.each([
    ["2026.9.6", "2026.9.6", "2026.9.6", true, false],
    ["v2026.9.6", "2026.9.6", "2026.9.6", true, false],
    ["2026.9.7", "2026.9.6", "2026.9.6", false, true],
    ["2026.6.8", "2026.6.8", "2026.5.5", true, false],
    ["2026.6.8-1", "2026.6.8", "2026.5.5", false, false],
    ["2026.2.3-1", "2026.2.3-1", "2026.2.9", true, false],
    ["2026.3.30", "2026.3.28", "2026.3.13", false, false],
    ["2026.9.6-beta.2", "2026.9.6", "2026.9.6", true, false],
    ["2027.1.1", "2026.9.6", "2026.9.6", false, true],
    ["2026.1.2", "2026.1.29", "2026.2.9", false, false],
  ])("%s is judged by %s", (text, release, line, exact, newer) => {
    expect(pickRelease(text)).toMatchObject({ kind: "known", release, line, exact, newer });
  });

  it("says when a text is no release", () => {
    for (const text of ["", "latest", "2026", "1.2", "2026.9.6.1", "9.6"])
      expect(pickRelease(text).kind).toBe("unreadable");
  });
});
