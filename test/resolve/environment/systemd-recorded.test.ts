import { describe, expect, it } from "vitest";
import { readEnvironmentFile } from "../../../src/resolve/environment/systemd/environment-file.ts";
import { splitWords } from "../../../src/resolve/environment/systemd/words.ts";
import recorded from "../recorded/systemd-252.json" with { type: "json" };

/** The outcome of a file as `NAME=value`, the last of a name, in order of names. */
function outcome(text: string): readonly string[] {
  const last = new Map(readEnvironmentFile(text).map(({ name, value }) => [name, value]));
  return [...last].map(([name, value]) => `${name}=${value}`).sort();
}

describe("what systemd 252 itself made of generated texts", () => {
  it.each(["file", "words"])("is what we make of them: %s", (kind) => {
    const cases = recorded.cases.filter((entry) => entry.kind === kind);
    expect(cases.length).toBeGreaterThan(250);
    for (const { text, result } of cases) {
      expect(kind === "file" ? outcome(text) : (splitWords(text) ?? null), JSON.stringify(text)).toEqual(
        result,
      );
    }
  });
});
