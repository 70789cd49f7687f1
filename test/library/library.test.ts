import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";

/** The built file, with the types of its source: the build's own types may not be there yet when types are checked. */
const built: string = "../../dist/library/index.js";
const { createMemoryHost, formatJson, formatPretty, lintFiles, lintText, rules, summarize } = (await import(
  built
)) as typeof import("../../src/index.ts");

import { BAD, GOOD } from "../cli/run-cli.ts";

describe("the built library", () => {
  test("lints a text on a host in memory", async () => {
    const host = createMemoryHost({ env: { OVENAI_API_KEY: "test-not-a-key" }, cwd: "/bakery" });
    expect((await lintText(GOOD, { host })).findings).toEqual([]);
    const report = await lintText(BAD, { host, file: "conf/openclaw.json" });
    expect(report.findings.map(({ rule, file }) => [rule, file])).toEqual([
      ["invalid-value", "conf/openclaw.json"],
    ]);
  });

  test("lints files, and names what it could not look at", async () => {
    const host = createMemoryHost({
      files: { "/bakery/a/openclaw.json": BAD, "/bakery/b/openclaw.json": GOOD },
      cwd: "/bakery",
    });
    const { report, failures } = await lintFiles(["a", "**/openclaw.json", "no.json"], {
      host,
      gateway: "none",
    });
    expect(report.files.map(({ path }) => path)).toEqual(["a/openclaw.json", "b/openclaw.json"]);
    expect(failures).toEqual([{ path: "no.json", reason: "missing" }]);
    expect(summarize(report)).toMatchObject({ files: 2, errors: 1 });
    expect(formatPretty(report, { color: false })).toContain("invalid-value");
    expect(JSON.parse(formatJson(report))).toMatchObject({ version: 1 });
  });

  test.each(["shell", "systemd", "launchd", "container", "none"] as const)(
    "lints for the gateway %s",
    async (gateway) => {
      const host = createMemoryHost({ files: { "/bakery/openclaw.json": BAD }, cwd: "/bakery" });
      const report = await lintText(BAD, { host, gateway });
      expect(report.findings.map(({ rule }) => rule)).toContain("invalid-value");
      const run = await lintFiles(["openclaw.json"], { host, gateway });
      expect(run.report).toMatchObject({ gateway, files: [{ path: "openclaw.json" }] });
    },
  );

  test("a text given for an included file is what is linted", async () => {
    const host = createMemoryHost({
      files: {
        "/bakery/openclaw.json": "{ models: { $include: './models.json5' } }",
        "/bakery/models.json5": "{}",
      },
      cwd: "/bakery",
    });
    const rulesFor = async (text: string) =>
      (await lintText(text, { host, file: "models.json5", gateway: "none" })).findings.map(
        ({ rule }) => rule,
      );
    expect(await rulesFor("{ providers: { ovenai: { nope: 1 } } }")).toContain("unknown-key");
    expect(await rulesFor("{ providers: { ovenai: { nope: 1 }")).toEqual(["include"]);
    expect(await rulesFor("{}")).toEqual([]);
  });

  test("runs where there is no process, as in a browser", async () => {
    const code = await readFile(join(import.meta.dirname, built), "utf8");
    // What browsers and workers have of what Node has; nothing else is in reach.
    const context = createContext({ TextEncoder, TextDecoder, URL });
    const script = await transform(code, { format: "iife", globalName: "library" });
    runInContext(script.code, context);
    const library = context["library"] as typeof import("../../src/index.ts");
    const host = library.createMemoryHost({ cwd: "/bakery" });
    for (const gateway of ["shell", "systemd", "launchd", "container", "none"] as const) {
      const report = await library.lintText(BAD, { host, gateway });
      expect(library.formatPretty({ files: [report], gateway }, { color: true })).toContain("invalid-value");
    }
  });

  test("names its rules", () => {
    expect(rules.length).toBeGreaterThan(40);
  });
});
