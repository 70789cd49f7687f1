import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { CLI, GOOD, runCli, temporaryFolder } from "./run-cli.ts";

const BOMB = `{ a: { $include: "./b.json5" }, ${"x: [".repeat(300)}${"]".repeat(300)} }`;
const { path: cwd, remove } = temporaryFolder({
  "openclaw.json": GOOD.replace('"${OVENAI_API_KEY}"', '"not-a-key-but-a-long-text"'),
  "keys.json": "{".repeat(1900),
  "include-keys.json": `${'{$include:"x",a:'.repeat(1900)}1${"}".repeat(1900)}`,
  "braces.json": `{ a: ${"${".repeat(1900)}`,
  "deep.json": `${"{a:".repeat(499)}1${"}".repeat(499)}`,
  "parts/openclaw.json": `${"{a:".repeat(400)}{ $include: './part.json5' }${"}".repeat(400)}`,
  "parts/part.json5": `${"{b:".repeat(400)}1${"}".repeat(400)}`,
  "bomb.json": BOMB,
  "text.json": "{ models: { providers: { x: { apiKey: { toString: 1 } } } } }",
  "text-id.json": "{ agents: { list: [{ id: { toString: 1, valueOf: 2 } }, { id: 'a' }] } }",
});
afterAll(remove);

describe("nesting", () => {
  test.each([
    "keys.json",
    "include-keys.json",
    "braces.json",
    "deep.json",
    "parts/openclaw.json",
    "bomb.json",
  ])("%s is a finding in every command", async (name) => {
    const [check, fix] = await Promise.all([
      runCli(["check", name, "--format", "json"], { cwd }),
      runCli(["check", "--fix", name], { cwd }),
    ]);
    expect([check.code, fix.code]).toEqual([1, 1]);
    for (const command of [["env"], ["explain", "models"]]) {
      const run = await runCli([...command, name], { cwd });
      expect([0, 1, 3]).toContain(run.code);
      expect(run.stderr).not.toContain("bug in clawlint");
    }
  });

  test("half of the usual stack is enough", () => {
    const run = spawnSync(process.execPath, ["--stack-size=500", CLI, "check", "deep.json"], {
      cwd,
      encoding: "utf8",
    });
    expect([run.status, run.stderr]).toEqual([1, ""]);
  });
});

test.each(["text.json", "text-id.json"])(
  "%s: a value is not turned to text by its own method",
  async (name) => {
    const run = await runCli(["check", name], { cwd });
    expect([run.code, run.stderr]).toEqual([1, ""]);
  },
);

describe.runIf(process.platform === "linux")("outputs that take nothing", () => {
  const full = (words: readonly string[], which: "stdout" | "stderr") => {
    const descriptor = openSync("/dev/full", "w");
    const run = spawnSync(process.execPath, [CLI, ...words], {
      cwd,
      stdio: ["ignore", which === "stdout" ? descriptor : "pipe", which === "stderr" ? descriptor : "pipe"],
      encoding: "utf8",
    });
    closeSync(descriptor);
    return run;
  };

  test.each([["check"], ["rules"], ["schema"], ["explain", "syntax"], ["check", "--format", "json"]])(
    "a full stdout: %s %s",
    (...words) => {
      const { status, stderr } = full(words, "stdout");
      expect([status, stderr.trim().split("\n").at(-1)]).toEqual([
        3,
        "clawlint: not all of the report could be written (ENOSPC)",
      ]);
      expect(stderr).not.toMatch(/^\s+at /mu);
    },
  );

  test("a full stderr changes no exit code", () => {
    expect(full(["check", "missing.json"], "stderr").status).toBe(3);
    expect(full(["check", "--nope"], "stderr").status).toBe(2);
  });

  test("a reader that goes away changes no exit code", async () => {
    const child = spawn(process.execPath, [CLI, "check", "text.json", "openclaw.json"], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const code = await new Promise((done) => child.on("close", done));
    expect([code, stderr]).toEqual([1, ""]);
  });

  test.each([
    ["check", "-"],
    ["check", "openclaw.json", "--schema", "-"],
  ])("an endless stdin: %s %s", (...words) => {
    const descriptor = openSync("/dev/zero", "r");
    const run = spawnSync(process.execPath, [CLI, ...words], {
      cwd,
      stdio: [descriptor, "pipe", "pipe"],
      encoding: "utf8",
      timeout: 10_000,
    });
    closeSync(descriptor);
    expect([2, 3]).toContain(run.status);
    expect(run.stderr).toContain("larger than 16 MiB");
  });
});
