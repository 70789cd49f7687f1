import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";

// Each example of docs/library.md is run against the built library; what it exports is what its last comment says.
const root = join(import.meta.dirname, "..", "..");
const page = await readFile(join(root, "docs", "library.md"), "utf8");
const examples = [...page.matchAll(/^## (.+)$[^`]*?^```ts\n([\s\S]*?)^```$/gmu)].map(
  ([, title = "", code = ""]) => ({ title, code }),
);

describe("docs/library.md", () => {
  test("has its examples", () => {
    expect(examples.map(({ title }) => title)).toHaveLength(6);
  });

  test.each(examples)("$title", async ({ code }) => {
    const [, said = ""] = /^export default [\s\S]*?\/\/ (.*)$/mu.exec(code) ?? [];
    expect(said).not.toBe("");
    const folder = await mkdtemp(join(tmpdir(), "clawlint-example-"));
    try {
      const library = pathToFileURL(join(root, "dist", "library", "index.js")).href;
      await writeFile(join(folder, "example.mjs"), code.replace('"clawlint"', JSON.stringify(library)));
      const { default: value } = (await import(pathToFileURL(join(folder, "example.mjs")).href)) as {
        default: unknown;
      };
      // The comment is a literal of this repository's own page.
      expect(value).toEqual(new Function(`return (${said});`)());
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
