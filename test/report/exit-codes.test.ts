import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/formats.ts";
import { BAD, GOOD, runCli, temporaryFolder } from "../cli/run-cli.ts";

const KEY = { OVENAI_API_KEY: "sk-test-not-a-key" };
const folder = temporaryFolder({
  "good/openclaw.json": GOOD,
  "bad/openclaw.json": BAD,
  "note/openclaw.json": GOOD.replace(
    "} } },",
    "},\n    spare: { baseUrl: 'https://spare.example/v1', api: 'openai-completions', apiKey: '${OVENAI_API_KEY}', models: [] },\n  } },",
  ),
});
afterAll(folder.remove);

/** What is run, and the exit code it must give whatever the format. */
const table: readonly (readonly [number, readonly string[]])[] = [
  [0, ["good"]],
  [0, ["note"]],
  [1, ["note", "--fail-on", "info"]],
  [1, ["bad"]],
  [1, ["good", "bad"]],
  [0, ["bad", "--fail-on", "never"]],
  [2, ["bad", "--fail-on", "sometimes"]],
  [2, ["bad", "--report", "nonsense=x"]],
  [3, ["missing.json"]],
  [3, ["bad", "missing.json"]],
];

describe.each(FORMATS)("%s", (format) => {
  test("exit codes are those of every format", async () => {
    const codes = await Promise.all(
      table.map(
        async ([, args]) =>
          (await runCli([...args, "--format", format], { cwd: folder.path, env: KEY })).code,
      ),
    );
    expect(codes).toEqual(table.map(([code]) => code));
  });
});

test("with a reporter of every format at once: the same exit codes, the same texts as on stdout", async () => {
  const reports = FORMATS.flatMap((format) => ["--report", `${format}=out.${format}`]);
  for (const [code, args] of table) {
    const run = await runCli([...args, ...reports], { cwd: folder.path, env: KEY });
    expect([args, run.code]).toEqual([args, code]);
  }
  expect((await runCli(["bad", "good", ...reports], { cwd: folder.path, env: KEY })).code).toBe(1);
  for (const format of FORMATS) {
    const file = join(folder.path, `out.${format}`);
    expect(existsSync(file)).toBe(true);
    const alone = await runCli(["bad", "good", "--format", format], { cwd: folder.path, env: KEY });
    expect(readFileSync(file, "utf8")).toBe(alone.stdout);
  }
});

test("one broken file does not hide the 199 others", async () => {
  const files: Record<string, string> = {};
  for (let index = 0; index < 200; index += 1)
    files[`a${index % 7}/b${index}/openclaw.json`] = index % 2 === 0 ? GOOD : BAD;
  files["a3/b94/openclaw.json"] = "{ models: { providers: [[[ 'never closed";
  const many = temporaryFolder(files);
  const run = await runCli([".", "--format", "json"], { cwd: many.path, env: KEY });
  many.remove();
  const report = JSON.parse(run.stdout) as {
    readonly files: readonly {
      readonly path: string;
      readonly findings: readonly { readonly rule: string }[];
    }[];
  };
  expect(run.code).toBe(1);
  expect(report.files).toHaveLength(200);
  for (const { path, findings } of report.files) {
    const rules = new Set(findings.map(({ rule }) => rule));
    if (path === "a3/b94/openclaw.json") expect(rules).toEqual(new Set(["syntax"]));
    else expect([path, rules.has("invalid-value")]).toEqual([path, files[path] === BAD]);
  }
});
