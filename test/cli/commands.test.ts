import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { createProgress } from "../../src/cli/progress.ts";
import { GOOD } from "./run-cli.ts";
import { runInMemory } from "./run-in-memory.ts";

const NONE: ReadonlyMap<string, string> = new Map();
const ONE = new Map([["openclaw.json", GOOD]]);
const run = (args: readonly string[], files = NONE, env?: Readonly<Record<string, string>>) =>
  runInMemory(args, env === undefined ? { files } : { files, env });

describe("the right name for what is misspelt", () => {
  test.each([
    [["chek"], "Did you mean check?"],
    [["Explian"], "Did you mean explain?"],
    [["rout", "openclaw.json"], "Did you mean route?"],
    [["--gatway", "none"], "Did you mean --gateway?"],
    [["--no-confg"], "--no-confg. Did you mean --no-config?"],
    [["explain", "unset-evn"], "Did you mean unset-env?"],
    [["--rule", "unset-evn=off"], "Did you mean unset-env?"],
    [["--rule", "unset-env=warn"], "Did you mean warning?"],
    [["rules", "--format", "jsn"], "Did you mean json?"],
    [["--gateway", "sytemd"], "Did you mean systemd?"],
    [["onboard", "--auth-choice", "cloudflare"], "Did you mean cloudflare-ai-gateway-api-key?"],
  ])("%j", async (args, words) => {
    const { code, stderr } = await run(args);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  test("a file of that name is a file, and other words stay paths", async () => {
    expect((await run(["chek"], new Map([["chek", GOOD]]), { OVENAI_API_KEY: "x-not-a-key" })).code).toBe(0);
    const { code, stderr } = await run(["till"]);
    expect(stderr).toContain("till: there is no such file");
    expect(code).toBe(3);
  });
});

test.each([
  [["explain"], "explain takes a rule, a config path, a variable or a model reference"],
  [["--format"], "--format needs a value."],
  [["onboard", "--mode", "remote"], '--mode does not take "remote". It takes local.'],
  [["schema", "till"], 'schema has no use for "till".'],
  [["env", "a.json", "b.json"], 'env has no use for "b.json".'],
  [["--schema", "broken.json", "openclaw.json"], "--schema broken.json is not JSON."],
  [["--schema", "odd.json", "openclaw.json"], "is no JSON Schema of draft-07: see what stands at /type."],
  [["--schema", "lost.json", "openclaw.json"], "refers to #/$defs/till, which it does not hold."],
])("no library speaks: %j", async (args, words) => {
  const files = new Map([
    ...ONE,
    ["broken.json", "{ a: 1 }"],
    ["odd.json", '{ "type": "loaf" }'],
    ["lost.json", '{ "properties": { "a": { "$ref": "#/$defs/till" } } }'],
  ]);
  const { code, stderr } = await run(args, files);
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(
    /non-option|Argument:|Invalid values|data\/|Unexpected token|resolve reference/u,
  );
  expect(code).toBe(2);
});

test("help and version are commands too", async () => {
  expect((await run(["help"])).stdout).toBe((await run(["--help"])).stdout);
  expect((await run(["help", "env"])).stdout).toContain("--required");
  expect((await run(["version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  const { stdout } = await run(["help"]);
  for (const command of COMMANDS)
    if (command !== "help" && command !== "version") expect(stdout).toContain(`clawlint ${command}`);
});

describe("a machine without a config", () => {
  test.each([[[]], [["env"]], [["route"]]])("%j is told what begins one", async (args) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(3);
    expect(stderr).toContain("clawlint onboard sets a provider up, clawlint init begins a config");
    expect(stderr).toContain("~/.openclaw/openclaw.json");
  });

  test("who named the missing one is told", async () => {
    for (const args of [[], ["env"]]) {
      const { stderr } = await run(args, NONE, { OPENCLAW_CONFIG_PATH: "/nope/till.json" });
      expect(stderr).toContain("/nope/till.json: there is no such file (OPENCLAW_CONFIG_PATH names it)");
    }
  });
});

describe("a service's definition says whose environment counts", () => {
  const COMPOSE = `services:\n  openclaw:\n    image: ghcr.io/openclaw/openclaw\n    command: gateway\n`;
  test.each([
    [["--service-file", "compose.yaml"], "environment: container"],
    [["--service-file", "gateway.service"], "environment: systemd"],
    [["--service-file", "till.plist"], "environment: launchd"],
  ])("%j", async (args, words) => {
    const files = new Map([
      ...ONE,
      ["compose.yaml", COMPOSE],
      ["gateway.service", "[Service]\nExecStart=/usr/bin/openclaw gateway\n"],
      ["till.plist", "<plist><dict/></plist>"],
    ]);
    expect((await run(["openclaw.json", ...args], files)).stdout).toContain(words);
  });

  test("where its name does not, the exact option is told", async () => {
    const { code, stderr } = await run(["--service-file", "till"], new Map([["till", ""]]));
    expect(code).toBe(2);
    expect(stderr).toContain("goes with --gateway systemd, --gateway launchd or --gateway container.");
  });
});

describe("explain takes a model reference", () => {
  const KEY = { OVENAI_API_KEY: "test-not-a-key" };
  test("provider/model", async () => {
    const { stdout, code } = await run(["explain", "ovenai/rye-2"], ONE, KEY);
    expect(code).toBe(0);
    expect(stdout).toContain("used at agents.defaults.model.primary");
    expect(stdout).toContain("POST https://api.ovenai.example/v1/chat/completions");
  });
  test("one that the config does not use", async () => {
    const { stdout } = await run(["explain", "ovenai/rye-3"], ONE, KEY);
    expect(stdout).toContain("nothing in this config uses it");
    expect(stdout).toContain("(its server is asked for any id)");
  });
  test("an alias", async () => {
    const text = GOOD.replace(
      "agents: { defaults: {",
      'agents: { defaults: { models: { "ovenai/rye-2": { alias: "loaf" } },',
    );
    const { stdout } = await run(["explain", "loaf"], new Map([["openclaw.json", text]]), KEY);
    expect(stdout).toContain("POST https://api.ovenai.example/v1/chat/completions");
  });
  test("a word that is nothing", async () => {
    const block = await run(["explain", "ovenai"], ONE, KEY);
    expect(block.stdout).toContain("models.providers.ovenai = an object\n");
    expect(block.stdout).toContain("the key of ovenai: ready");
    const gateway =
      '{ agents: { defaults: { model: { primary: "cloudflare-ai-gateway/claude-sonnet-4-5", fallbacks: ["my-oven/rye-2"] } } }, models: { providers: { "my-oven": { baseUrl: "https://api.ovenai.example/v1", models: [] } } } }';
    const files = new Map([["openclaw.json", gateway]]);
    const used = await run(["explain", "cloudflare-ai-gateway"], files);
    expect(used.stdout).toContain("has no block in models.providers\n  the key of cloudflare-ai-gateway: ");
    expect((await run(["explain", "my-oven"], files)).stdout).toContain("the key of my-oven: missing");
    const near = await run(["explain", "unset-envs"], files);
    expect([near.code, near.stderr]).toEqual([2, expect.stringContaining("Did you mean unset-env?")]);
    const { stderr, code } = await run(["explain", "all"], ONE);
    expect(code).toBe(1);
    expect(stderr).toContain('has nothing at "all"');
  });
});

test("explain prints a rule's page without Markdown's marks", async () => {
  const { stdout } = await run(["explain", "unset-env"]);
  expect(stdout).not.toMatch(/^#|```|\]\(/mu);
  expect(stdout).toMatch(/^Bad$/mu);
});

describe("env", () => {
  test("has one line a variable, and the trail with --verbose", async () => {
    const plain = await run(["env", "openclaw.json"], ONE);
    expect(plain.stdout.split("\n")[0]).toMatch(/^OVENAI_API_KEY {2}shell {2}not set$/u);
    expect(plain.stdout.trim().split("\n")).toHaveLength(2);
    const verbose = await run(["env", "--verbose", "openclaw.json"], ONE);
    expect(verbose.stdout).toContain("the process environment: not there");
    expect(verbose.stdout).toContain("wanted by models.providers.ovenai.apiKey");
    expect(verbose.stdout).toContain("Providers (shell)");
  });
});

describe("completion", () => {
  const words = async (...line: readonly string[]) =>
    (await run(["completion", "bash", "--", ...line])).stdout.trim().split("\n");
  test("commands, options, values, rules", async () => {
    expect(await words("")).toEqual(expect.arrayContaining(["check", "onboard", "completion"]));
    expect(await words("check", "--ga")).toContain("--gateway");
    expect(await words("env", "--re")).toContain("--required");
    expect(await words("--gateway", "")).toEqual(["shell", "systemd", "launchd", "container", "none"]);
    expect(await words("route", "--format", "")).toEqual(["pretty", "json", "mermaid"]);
    expect(await words("explain", "uns")).toContain("unset-env");
    expect(await words("check", "open")).toEqual([""]);
  });
  test("a shell that it has no script for", async () => {
    expect((await run(["completion", "tcsh"])).stderr).toContain("only for bash, zsh and fish");
    expect((await run(["completion"], NONE, { SHELL: "/usr/bin/fish" })).stdout).toContain(
      "complete -c clawlint",
    );
    expect((await run(["completion"], NONE, {})).code).toBe(2);
  });
});

test("a run tells how far it is after two seconds, and takes the line away", () => {
  const shown: string[] = [];
  let time = 0;
  const progress = createProgress({ progress: (text) => shown.push(text) }, "configs", 400, () => time);
  for (let step = 0; step < 400; step += 1) {
    progress.step();
    time += 10;
  }
  progress.end();
  expect(shown[0]).toBe("clawlint: 200 of 400 configs");
  expect(shown.length).toBeLessThan(13);
  expect(shown.at(-1)).toBe("");
});
