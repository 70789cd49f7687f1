import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import reportSchema from "../../schema/report.schema.json" with { type: "json" };
import { BAD, CLI, GOOD, runCli, temporaryFolder } from "./run-cli.ts";

const KEY = { OVENAI_API_KEY: "test-not-a-key" };
const folders: { remove: () => void }[] = [];
const folder = (files: Record<string, string | Uint8Array>) => {
  const made = temporaryFolder(files);
  folders.push(made);
  return made.path;
};
afterAll(() => {
  for (const { remove } of folders) remove();
});

test("a file gets what a pipe gets, and the null device is no hindrance", async () => {
  const cwd = folder({ "openclaw.json": BAD });
  const piped = await runCli(["--format", "compact"], { cwd, env: KEY });
  const into = (sink: string) => {
    const descriptor = openSync(sink, "w");
    const env = { PATH: process.env["PATH"], HOME: join(cwd, ".test-home"), ...KEY };
    const { status } = spawnSync(process.execPath, [CLI, "--format", "compact"], {
      cwd,
      env,
      stdio: ["ignore", descriptor, "inherit"],
    });
    closeSync(descriptor);
    return status;
  };
  expect(into(join(cwd, "report.txt"))).toBe(1);
  expect(readFileSync(join(cwd, "report.txt"), "utf8")).toBe(piped.stdout);
  expect(piped.stdout).toContain("openclaw.json:");
  expect(into(devNull)).toBe(1);
});

describe("exit codes", () => {
  test("0 when nothing is at the fail level", async () => {
    const cwd = folder({ "openclaw.json": GOOD });
    const run = await runCli([], { cwd, env: KEY });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain("no problems found in 1 config");
  });

  test("1 for findings, the same in every format", async () => {
    const cwd = folder({ "openclaw.json": BAD });
    for (const format of ["pretty", "compact", "json"]) {
      expect((await runCli(["--format", format], { cwd, env: KEY })).code).toBe(1);
    }
  });

  test("2 for a wrong option, with the right one named", async () => {
    const cwd = folder({ "openclaw.json": GOOD });
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [["--fromat", "json"], "--format"],
      [["--format", "jason"], "Did you mean json?"],
      [["--gateway", "sytemd"], "Did you mean systemd?"],
      [["--rule", "unset-evn=off"], "Did you mean unset-env?"],
      [["--rule", "unset-env"], "ID=LEVEL"],
      [["--max-warnings", "few"], "whole number"],
      [["--openclaw-version", "9"], "2026.9.6"],
      [["explain", "unset-evn"], "Did you mean unset-env?"],
      [["--report", "json"], "NAME=FILE"],
    ];
    for (const [args, words] of wrong) {
      const run = await runCli(args, { cwd, env: KEY });
      expect(run.code, args.join(" ")).toBe(2);
      expect(run.stdout).toBe("");
      expect(run.stderr).toContain(words);
      expect(run.stderr).not.toMatch(/^\s+at /mu);
    }
  });

  test("3 when there is nothing to look at", async () => {
    const cwd = folder({ "notes.txt": "" });
    for (const args of [[], ["openclaw.json"], ["*.json5"], ["."], [join(cwd, "no", "where.json")]]) {
      const run = await runCli(args, { cwd });
      expect(run.code, args.join(" ")).toBe(3);
      expect(run.stderr).toMatch(/^clawlint: /u);
    }
  });

  test("--fail-on and --max-warnings move the line", async () => {
    const cwd = folder({
      "openclaw.json": GOOD.replace('[{ id: "rye-2"', '[{ id: "rye-2", cost: { input: -1 }'),
    });
    expect((await runCli([], { cwd, env: KEY })).code).toBe(0);
    expect((await runCli(["--fail-on", "warning"], { cwd, env: KEY })).code).toBe(1);
    expect((await runCli(["--max-warnings", "0"], { cwd, env: KEY })).code).toBe(1);
    expect((await runCli(["--max-warnings", "1"], { cwd, env: KEY })).code).toBe(0);
    expect((await runCli(["--rule", "model-cost=error"], { cwd, env: KEY })).code).toBe(1);
    expect((await runCli(["--rule", "model-cost=off", "--fail-on", "info"], { cwd, env: KEY })).code).toBe(0);
    const broken = folder({ "openclaw.json": BAD });
    expect((await runCli(["--fail-on", "never"], { cwd: broken, env: KEY })).code).toBe(0);
  });
});

describe("which file", () => {
  test("the working directory's, openclaw.json before openclaw.json5", async () => {
    const cwd = folder({ "openclaw.json5": BAD, "openclaw.json": GOOD });
    expect((await runCli([], { cwd, env: KEY })).stdout).toContain("openclaw.json: OpenClaw");
  });

  test("else the one OpenClaw would load", async () => {
    const cwd = folder({ ".test-home/.openclaw/openclaw.json": BAD, "elsewhere/own.json": GOOD });
    expect((await runCli([], { cwd, env: KEY })).stdout).toContain(".test-home/.openclaw/openclaw.json");
    const env = { ...KEY, OPENCLAW_CONFIG_PATH: join(cwd, "elsewhere/own.json") };
    expect((await runCli([], { cwd, env })).stdout).toContain("elsewhere/own.json: OpenClaw");
    const none = { ...KEY, OPENCLAW_CONFIG_PATH: join(cwd, "no.json") };
    expect((await runCli([], { cwd, env: none })).code).toBe(3);
    const state = { ...KEY, OPENCLAW_STATE_DIR: join(cwd, "elsewhere") };
    expect((await runCli([], { cwd, env: state })).stdout).toContain(".test-home/.openclaw");
  });

  test("folders and globs, hidden folders when named", async () => {
    const cwd = folder({
      "a/openclaw.json": GOOD,
      "a/b/openclaw.json5": GOOD,
      ".hidden/openclaw.json": GOOD,
      "node_modules/x/openclaw.json": BAD,
    });
    const paths = async (...args: string[]) => {
      const { stdout } = await runCli([...args, "--format", "json"], { cwd, env: KEY });
      return (JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path);
    };
    expect(await paths("a")).toEqual(["a/b/openclaw.json5", "a/openclaw.json"]);
    expect(await paths("**/openclaw.json")).toEqual(["a/openclaw.json"]);
    expect(await paths(".hidden/*.json")).toEqual([".hidden/openclaw.json"]);
    expect(await paths("a/openclaw.json", "a")).toEqual(["a/openclaw.json", "a/b/openclaw.json5"]);
  });

  test("stdin, placed by --stdin-filename", async () => {
    const cwd = folder({ "conf/providers.json5": "{ mode: 'merge' }" });
    const stdin = "{ models: { $include: './providers.json5' } }";
    const placed = await runCli(["-", "--stdin-filename", "conf/openclaw.json"], { cwd, stdin });
    expect(placed.code).toBe(0);
    expect(placed.stdout).toContain("conf/openclaw.json");
    const lost = await runCli(["-"], { cwd, stdin });
    expect(lost.code).toBe(1);
    expect(lost.stdout).toContain("<stdin>:1:");
  });

  test("an included file alone is linted as part of its root", async () => {
    const cwd = folder({
      "openclaw.json": "{ models: { $include: './sub/providers.json5' } }",
      "sub/providers.json5": "{ mode: 'both', providers: {} }",
    });
    const run = await runCli(["sub/providers.json5"], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain("linted as part of openclaw.json");
    expect(run.stdout).toContain("sub/providers.json5:1:9");
  });

  test("a piece of a config that nothing includes is linted as a fragment", async () => {
    const cwd = folder({
      "providers.json5":
        "{ ovenai: { baseUrl: 'https://api.ovenai.example/v1', api: 'openai', models: [] } }",
    });
    const run = await runCli(["providers.json5"], { cwd });
    expect(run.stdout).toContain("linted as a fragment, as if it stood at models.providers");
    expect(run.stdout).toContain("[invalid-value]");
  });
});

describe("reports", () => {
  const validate = new Ajv({ strict: true }).compile(reportSchema);

  test("json holds to its schema, pretty and json at once", async () => {
    const cwd = folder({ "openclaw.json": BAD });
    const run = await runCli(["--report", "json=out.json"], { cwd, env: KEY });
    expect(run.stdout).toContain("error [invalid-value]");
    const report: unknown = JSON.parse(readFileSync(join(cwd, "out.json"), "utf8"));
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  });

  test("the same bytes twice, and no report on stderr", async () => {
    const cwd = folder({ "openclaw.json": BAD, "b/openclaw.json": BAD });
    const [one, two] = await Promise.all([
      runCli([".", "--format", "json"], { cwd }),
      runCli([".", "--format", "json"], { cwd }),
    ]);
    expect(one.stdout).toBe(two.stdout);
    expect(one.stderr).toBe("");
  });

  test("colours only when asked for or on a terminal", async () => {
    const cwd = folder({ "openclaw.json": BAD });
    expect((await runCli([], { cwd })).stdout).not.toContain("\u001b[");
    expect((await runCli(["--color"], { cwd })).stdout).toContain("\u001b[31m");
    expect((await runCli(["--color=false"], { cwd, env: { FORCE_COLOR: "1" } })).stdout).not.toContain(
      "\u001b[",
    );
  });

  test("a report that cannot be written is wrong use", async () => {
    const cwd = folder({ "openclaw.json": GOOD });
    const run = await runCli(["--report", "json=no/such/folder/out.json"], { cwd, env: KEY });
    expect(run.code).toBe(2);
  });

  test("--quiet leaves errors", async () => {
    const cwd = folder({
      "openclaw.json": BAD.replace('name: "Rye 2"', 'name: "Rye 2", cost: { input: -1 }'),
    });
    const run = await runCli(["--quiet", "--format", "compact"], { cwd, env: KEY });
    expect(run.stdout).toContain(": error:");
    expect(run.stdout).not.toContain(": warning:");
  });
});

describe("other commands", () => {
  test("schema prints a schema, of an older release too", async () => {
    const cwd = folder({});
    const newest = JSON.parse((await runCli(["schema"], { cwd })).stdout) as { properties: object };
    expect(Object.keys(newest.properties)).toContain("models");
    const older = await runCli(["schema", "--openclaw-version", "2026.2.10"], { cwd });
    expect(older.stderr).toContain("2026.2.9");
    expect(older.stdout).not.toContain("catalogRefresh");
  });

  test("rules lists them, as JSON too", async () => {
    const cwd = folder({});
    const list = JSON.parse((await runCli(["rules", "--format", "json"], { cwd })).stdout) as {
      id: string;
    }[];
    expect(list.map(({ id }) => id)).toContain("unset-env");
    expect((await runCli(["rules"], { cwd })).stdout).toContain("unset-env");
  });

  test("help shows examples, version the version", async () => {
    const cwd = folder({});
    const help = await runCli(["--help"], { cwd });
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain("Examples:");
    expect((await runCli(["--version"], { cwd })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });

  test("env names each variable, sets gateways side by side", async () => {
    const cwd = folder({ "openclaw.json": GOOD });
    const run = await runCli(["env", "--gateway", "shell", "--gateway", "systemd"], { cwd, env: KEY });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(
      /^OVENAI_API_KEY {2}shell\s+set in the process environment\n\s+systemd\s+cannot be known here: /u,
    );
    expect(run.stdout).not.toContain(KEY.OVENAI_API_KEY);
    expect((await runCli(["env", "--required"], { cwd })).stdout).toBe("OVENAI_API_KEY=\n");
    expect((await runCli(["env", "--required", "--format", "github"], { cwd })).stdout).toContain(
      "OVENAI_API_KEY: ${{ secrets.OVENAI_API_KEY }}",
    );
  });

  test("explain tells where a value comes from, through includes", async () => {
    const cwd = folder({
      "openclaw.json": "{ models: { $include: ['./a.json5', './b.json5'] } }",
      "a.json5": "{ providers: { ovenai: { baseUrl: 'https://one.example/v1' } } }",
      "b.json5": "{\n  providers: { ovenai: { baseUrl: 'https://two.example/v1' } } }",
    });
    const run = await runCli(["explain", "models.providers.ovenai.baseUrl"], { cwd });
    expect(run.stdout).toContain('"https://two.example/v1"\n  from b.json5:2:26');
    expect(run.stdout).toContain('instead of "https://one.example/v1" from a.json5:1:26');
    expect(run.stdout).toContain("included by openclaw.json:1:");
    expect((await runCli(["explain", "models.providers.ovnai"], { cwd })).stderr).toContain(
      "did you mean models.providers.ovenai?",
    );
  });
});

describe("bad input", () => {
  test("folders, links and permissions get a word, not a trace", async () => {
    const cwd = folder({ "locked.json": "{}" });
    mkdirSync(join(cwd, "openclaw.json"));
    symlinkSync("nowhere", join(cwd, "broken.json"));
    symlinkSync("loop.json", join(cwd, "loop.json"));
    chmodSync(join(cwd, "locked.json"), 0);
    for (const name of [
      "openclaw.json",
      "broken.json",
      "loop.json",
      "/dev/null",
      ...(process.getuid?.() === 0 ? [] : ["locked.json"]),
    ]) {
      const run = await runCli([name], { cwd });
      expect([1, 3], name).toContain(run.code);
      expect(run.stderr + run.stdout).not.toMatch(/^\s+at /mu);
    }
    expect(existsSync(join(cwd, "openclaw.json"))).toBe(true);
  });
});
