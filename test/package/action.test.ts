import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { BAD, GOOD } from "../cli/run-cli.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}
// Our own file; the tests look at what they use of it.
const manifest = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Manifest;

/** A release as the runner downloads it: no node_modules beside it. */
const release = mkdtempSync(join(tmpdir(), "clawlint action "));
for (const path of ["action.yml", "action", "dist", "package.json"])
  cpSync(join(ROOT, path), join(release, path), { recursive: true });
afterAll(() => rmSync(release, { recursive: true, force: true }));

interface ActionRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly file: (name: string) => string | undefined;
}

/** Runs the entry as the runner does: inputs and files by environment variables, the workspace as working folder. */
function act(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  links: Readonly<Record<string, string>> = {},
): ActionRun {
  const folder = mkdtempSync(join(tmpdir(), "clawlint-workspace-"));
  const workspace = join(folder, "work space");
  for (const [name, text] of Object.entries({ "README.md": "", ...files })) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    writeFileSync(join(workspace, name), text);
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(workspace, name));
  const runner = { output: join(folder, "output"), summary: join(folder, "summary") };
  for (const file of Object.values(runner)) writeFileSync(file, "");
  const given = Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, one]) => [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      inputs[name] ?? one.default,
    ]),
  );
  const run = spawnSync(process.execPath, [join(release, manifest.runs.main)], {
    cwd: workspace,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: runner.output,
      GITHUB_STEP_SUMMARY: runner.summary,
      ...given,
    },
  });
  const outputs: Record<string, string> = {};
  for (const match of readFileSync(runner.output, "utf8").matchAll(/^([\w-]+)<<(.+)\n([\s\S]*?)\n\2$/gmu)) {
    outputs[match[1] ?? ""] = match[3] ?? "";
  }
  const kept = new Map<string, string>();
  for (const name of Object.values(inputs)) {
    if (existsSync(join(workspace, name)) && name.endsWith(".sarif"))
      kept.set(name, readFileSync(join(workspace, name), "utf8"));
  }
  const summary = readFileSync(runner.summary, "utf8");
  rmSync(folder, { recursive: true });
  const { status: code, stdout, stderr } = run;
  return { code, stdout, stderr, outputs, summary, file: (name) => kept.get(name) };
}

test("the manifest names what it takes and gives, and an entry that needs no install", () => {
  expect(Object.keys(manifest.inputs)).toEqual([
    "paths",
    "gateway",
    "env-names",
    "service-file",
    "service",
    "fail-on",
    "fail-on-unknown",
    "sarif-file",
    "version",
  ]);
  expect(Object.keys(manifest.outputs)).toEqual(["errors", "warnings", "sarif-file"]);
  expect(manifest.runs.using).toMatch(/^node\d\d$/u);
  for (const { description } of [...Object.values(manifest.inputs), ...Object.values(manifest.outputs)])
    expect(description).not.toBe("");
});

describe("a run", () => {
  test("of a good config: no annotation, a short summary, zeros", () => {
    const run = act({ "openclaw.json": GOOD });
    expect(run).toMatchObject({ code: 0, stdout: "", stderr: "", outputs: { errors: "0", warnings: "0" } });
    expect(run.summary).toContain("clawlint: no problems in 1 config");
  });

  test("of a bad one: annotations, a table, outputs, SARIF", () => {
    const files = { "gate way/openclaw.json": BAD, "good/openclaw.json": GOOD };
    const run = act(files, { "sarif-file": "clawlint.sarif" });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain("::error file=gate way/openclaw.json,line=3,");
    expect(run.outputs).toEqual({ errors: "1", warnings: "0", "sarif-file": "clawlint.sarif" });
    expect(run.summary).toContain("1 error, 0 warnings, 0 infos in 2 configs");
    expect(run.summary).toMatch(
      /^\| ❌ error \| gate way\/openclaw.json.*\[invalid-value\]\(https:.+\) \|$/mu,
    );
    expect(run.file("clawlint.sarif")).toContain('"ruleId": "invalid-value"');
  });

  test("a table that names cannot break", () => {
    const text = BAD.replace('api: "openai"', 'api: "| <img src=x> `@team` [x](y)"');
    const row = act({ "openclaw.json": text })
      .summary.split("\n")
      .find((line) => line.includes("invalid-value"));
    expect(row).not.toMatch(/<img|@team|\]\(y/u);
    expect(row?.split("|")).toHaveLength(6);
  });

  test("the service of a Compose file reaches the command", () => {
    const compose = "services:\n  till: { image: bakery/till }\n  oven: { image: bakery/oven }\n";
    const files = { "openclaw.json": GOOD, "compose.yaml": compose };
    const inputs = { gateway: "container", "service-file": "compose.yaml" };
    expect(act(files, inputs).stdout).toContain("compose.yaml defines several services");
    expect(act(files, { "service-file": "compose.yaml" }).stdout).toContain(
      "compose.yaml defines several services",
    );
    expect(act(files, { ...inputs, service: "oven" }).stdout).not.toContain("several services");
  });

  test("fail-on, paths and version reach the command", () => {
    expect(act({ "openclaw.json": BAD }, { "fail-on": "never" }).code).toBe(0);
    // Without an environment nobody knows whether the key will be there.
    expect(act({ "openclaw.json": GOOD }, { "fail-on-unknown": "true" }).code).toBe(1);
    expect(act({ "openclaw.json": GOOD }, { "fail-on-unknown": "false" }).code).toBe(0);
    const files = { "a/openclaw.json": GOOD, "b/openclaw.json": BAD };
    expect(act(files, { paths: "a" }).code).toBe(0);
    expect(act(files, { paths: "a\nb\n" }).code).toBe(1);
    const older = act({ "openclaw.json": GOOD }, { version: "latest" });
    expect(older.code).toBe(2);
    expect(older.stdout).toContain("::error title=clawlint::");
  });

  test("nothing to lint is no pass", () => {
    expect(act({ "menu.json": "{}" }).code).toBe(3);
  });

  test("without secrets: names are enough, and a renamed variable is caught", () => {
    const example = { ".env.example": "OVENAI_API_KEY=\n" };
    expect(act({ "openclaw.json": GOOD, ...example }, { "env-names": "@.env.example" }).code).toBe(0);
    const renamed = act(
      { "openclaw.json": GOOD.replace("OVENAI_API_KEY", "OVENAI_KEY"), ...example },
      { "env-names": "@.env.example" },
    );
    expect(renamed.code).toBe(1);
    expect(renamed.stdout).toContain("OVENAI_KEY is not set");
  });
});

test("a sarif-file that is a config, or a link out of the checkout, is left alone", () => {
  const config = act({ "openclaw.json": BAD }, { "sarif-file": "openclaw.json" });
  expect([config.code, config.stderr]).toEqual([2, expect.stringContaining("was read by this run")]);
  const out = act({ "openclaw.json": BAD }, { "sarif-file": "out.sarif" }, { "out.sarif": "../summary" });
  expect([out.code, out.stderr]).toEqual([2, expect.stringContaining("by a link")]);
  expect(out.summary).not.toContain("$schema");
});
