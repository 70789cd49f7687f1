import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");
const scripts = readdirSync(dist, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".js"));

describe("what the package holds", () => {
  test("the command, its parts and the library", () => {
    expect(scripts).toContain("cli.js");
    expect(scripts).toContain("library/index.js");
    expect(scripts.filter((name) => name.startsWith("parts/")).length).toBeGreaterThan(5);
  });

  test.each(scripts)("%s: no compressed text", (name) => {
    const text = readFileSync(join(dist, name), "utf8");
    expect(text).not.toMatch(/brotliDecompress|gunzipSync|inflateRaw/u);
    // Base64 of code is long; tables of letters are not.
    expect(text).not.toMatch(/["'`][A-Za-z0-9+/]{600,}={0,2}["'`]/u);
  });

  test("nothing is evaluated but the validators that ajv compiles from a schema it is given", () => {
    const evaluating = scripts.filter((name) =>
      /\bnew Function\b|\beval\(/u.test(readFileSync(join(dist, name), "utf8")),
    );
    expect(evaluating.filter((name) => name !== "library/index.js")).toEqual(["parts/ajv.js"]);
    const library = readFileSync(join(dist, "library/index.js"), "utf8");
    expect(library.match(/\bnew Function\b|\beval\(/gu)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test("the library has its names, and a source map", () => {
    const text = readFileSync(join(dist, "library/index.js"), "utf8");
    for (const name of ["createLinter", "lintText", "findVariableUses"])
      expect(text).toContain(`function ${name}(`);
    expect(text.trimEnd().split("\n").at(-1)).toBe("//# sourceMappingURL=index.js.map");
    const { sources } = JSON.parse(readFileSync(join(dist, "library/index.js.map"), "utf8"));
    expect(sources).toContain("../../src/index.ts");
  });

  test("a library that speaks of the files it reads is quiet", () => {
    for (const name of ["parts/plist-binary.parse.js", "library/index.js"])
      expect(readFileSync(join(dist, name), "utf8")).not.toMatch(/console\.\w+\(.{0,40}LENGTH-INT/u);
  });

  test("every bundled package with the text of its licence", () => {
    const text = readFileSync(join(dist, "THIRD_PARTY_LICENSES.txt"), "utf8");
    const { sources } = JSON.parse(readFileSync(join(dist, "library/index.js.map"), "utf8"));
    const bundled = new Set(
      sources.flatMap((source: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(source)?.[1] ?? []),
    );
    for (const name of [...bundled, "yargs", "yargs-parser", "diff", "@clack/prompts"])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "mu"));
    expect(text.match(/copyright/giu)?.length).toBeGreaterThan(bundled.size);
  });
});
