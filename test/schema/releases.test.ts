import { describe, expect, it } from "vitest";
import { compareReleases, pickRelease, RELEASE_LINES } from "../../src/schema/releases.ts";

describe("releases", () => {
  it("are in order", () => {
    expect([...RELEASE_LINES].sort(compareReleases)).toEqual([...RELEASE_LINES]);
  });

  it.each([
    ["2026.9.6", "2026.9.6", true, false],
    ["v2026.9.6", "2026.9.6", true, false],
    ["2026.9.7", "2026.9.6", false, true],
    ["2026.5.28-1", "2026.5.5", false, false],
    ["2026.3.30", "2026.3.13", false, false],
    ["2026.9.6-beta.2", "2026.9.6", true, false],
    ["2027.1.1", "2026.9.6", false, true],
  ])("%s is judged by %s", (text, line, exact, newer) => {
    expect(pickRelease(text)).toMatchObject({ kind: "known", line, exact, newer });
  });

  it("says when a release is too old or no release", () => {
    expect(pickRelease("2026.1.30")).toEqual({ kind: "too-old", version: "2026.1.30" });
    for (const text of ["", "latest", "2026", "1.2", "2026.9.6.1", "9.6"])
      expect(pickRelease(text).kind).toBe("unreadable");
  });
});
