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

  test("names its rules", () => {
    expect(rules.length).toBeGreaterThan(50);
  });
});
