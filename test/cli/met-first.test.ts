import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GOOD } from "./run-cli.ts";
import { runInMemory } from "./run-in-memory.ts";

// What people who met clawlint for the first time were stopped by, and has no other test.

const ROOT = join(import.meta.dirname, "../..");
const UNIT = "home/.config/systemd/user/openclaw-gateway.service";
const PLAIN_UNIT = "[Service]\nExecStart=/usr/bin/openclaw gateway\n";

/** A run over one config, with further files and variables. */
function check(
  config: string,
  args: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
) {
  const all = new Map([["openclaw.json", config], ...Object.entries(files)]);
  return runInMemory(["check", "openclaw.json", ...args], { files: all, env });
}

const GATEWAY = (block: string, model = "claude-sonnet-4-5") =>
  `{ models: { providers: { "cloudflare-ai-gateway": { ${block} } } }, agents: { defaults: { model: "cloudflare-ai-gateway/${model}" } } }`;
const ADDRESS =
  'baseUrl: "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/anthropic", api: "anthropic-messages"';

describe("an ignore comment is right in every mode, or in none", () => {
  const config = GOOD.replace(
    "baseUrl:",
    "// clawlint-ignore unset-env -- systemd-creds supplies it\n    baseUrl:",
  );
  test.each([[], ["none"], ["systemd"], ["launchd"], ["container"]])("%s", async (gateway = "shell") => {
    const { stdout } = await check(config, ["--gateway", gateway, "--max-warnings", "0"]);
    expect(stdout).not.toContain("[ignore-comment]");
  });
  test("names only", async () => {
    const { stdout, code } = await check(config, ["--env-names", "OVENAI_API_KEY", "--max-warnings", "0"]);
    expect([stdout.includes("[ignore-comment]"), code]).toEqual([false, 0]);
  });
});

test("a key that only the shell has is brought to the service by what really copies it", async () => {
  const env = { OVENAI_API_KEY: "test-not-a-key-5e0b" };
  const { stdout } = await check(GOOD, ["--gateway", "systemd"], { [UNIT]: PLAIN_UNIT }, env);
  expect(stdout).toContain("Put OVENAI_API_KEY=… into ~/.openclaw/.env and run openclaw gateway restart.");
  expect(stdout).toContain("openclaw gateway install --force");
});

describe("whose key it is, behind a gateway", () => {
  const CLAUDE = { CLOUDFLARE_AI_GATEWAY_API_KEY: "sk-ant-api03-test-not-a-key-0123456789" };
  const OPENAI = { CLOUDFLARE_AI_GATEWAY_API_KEY: "sk-proj-test-not-a-key-0123456789" };
  const KEY = `apiKey: "\${CLOUDFLARE_AI_GATEWAY_API_KEY}"`;
  test("the right one is not accused, whatever the block says besides", async () => {
    for (const block of [KEY, `${ADDRESS}, ${KEY}, models: [{ id: "claude-sonnet-4-5", name: "x" }]`]) {
      const { stdout } = await check(GATEWAY(block), [], {}, CLAUDE);
      expect(stdout).not.toContain("[key-of-other-vendor]");
    }
  });
  test("the wrong one is, with the vendor that it goes to", async () => {
    const { stdout, code } = await check(GATEWAY(`${ADDRESS}, ${KEY}, models: []`), [], {}, OPENAI);
    expect(stdout).toContain("holds a key of OpenAI, which Anthropic does not take.");
    expect(code).toBe(1);
  });
});

describe("what cannot be known is no silence", () => {
  const config =
    '{ env: { shellEnv: { enabled: true } }, agents: { defaults: { model: "openai/gpt-5.5" } } }';
  test.each([[[]], [["--env-names", "FOO"]], [["--env-names", "@deploy.yml"]]])("%j", async (args) => {
    const { stdout } = await check(config, args, { "deploy.yml": "env:\n  FOO: x\n" });
    expect(stdout).toContain("key of openai cannot be known here: would be asked of your login shell");
    expect(stdout).toContain("the key of 1 provider in use cannot be known here");
  });
  test("the usual name comes first, and alone where one is to be set", async () => {
    const { stdout } = await check('{ agents: { defaults: { model: "anthropic/claude-opus-5" } } }');
    expect(stdout).toContain("neither ANTHROPIC_API_KEY nor ANTHROPIC_OAUTH_TOKEN is set");
    const files = new Map([["openclaw.json", config]]);
    const { stdout: names } = await runInMemory(["env", "openclaw.json", "--required"], { files });
    expect(names).toBe("OPENAI_API_KEY=\n");
  });
});

test("the settings of the page work as they are copied", async () => {
  const [, settings = ""] =
    /^```json5\n(.*?)^```$/msu.exec(readFileSync(join(ROOT, "docs/settings.md"), "utf8")) ?? [];
  const files = { "clawlint.config.json5": settings, [UNIT]: PLAIN_UNIT };
  const before = await check(GOOD, [], files);
  expect([before.code, before.stderr]).toEqual([
    2,
    expect.stringContaining('("baseline" in clawlint.config.json5) does not exist'),
  ]);
  const made = await check(GOOD, ["--write-baseline", "clawlint-baseline.json"], files);
  const after = await check(GOOD, [], { ...files, "clawlint-baseline.json": made.written });
  expect([after.code, after.stderr]).toEqual([0, ""]);
});

test("places are listed once in a report, and in no hint", async () => {
  const { stdout } = await check(
    GATEWAY(`${ADDRESS}, apiKey: "\${OVEN_A}", headers: { "x-b": "\${OVEN_B}" }`),
  );
  expect(stdout.match(/\[unset-env\]/gu)).toHaveLength(2);
  expect(stdout.match(/gateway\.env/gu)).toHaveLength(1);
});

test("a service that is not installed is told by the first place, not by all", async () => {
  const { stdout } = await check(GOOD, ["--gateway", "systemd"]);
  expect(stdout).toContain("there is no ~/.config/systemd/user/openclaw-gateway.service.");
  expect(stdout).not.toMatch(/and \d+ more/u);
});

test("a provider id that is misspelt in one of two places is told as that", async () => {
  const block = `${ADDRESS}, apiKey: "none-of-yours", headers: { Authorization: "Bearer \${CLOUDFLARE_AI_GATEWAY_TOKEN}" }, models: [{ id: "claude-sonnet-4-5", name: "x" }]`;
  const config = GATEWAY(block).replace('"cloudflare-ai-gateway": {', "cloudflare_ai_gateway: {");
  const { stdout } = await check(config, ["--gateway", "none"]);
  expect(stdout).toContain('rename it to "cloudflare-ai-gateway"');
  expect(stdout).toContain("Rename it to cf-aig-authorization.");
  expect(stdout).not.toContain("plugins install");
});

test("a file in place of names is told with the sign that is missing", async () => {
  const { code, stderr } = await check(GOOD, ["--env-names", ".env.example"], { ".env.example": "FOO=\n" });
  expect(code).toBe(2);
  expect(stderr).toContain("for the names in a file write @.env.example");
});

test("a frame shows what is wrong, where that is no secret", async () => {
  const config =
    '{ agents: { defaults: { model: "ovenai/rye-2", imageModel: "anthropic/claude-sonet-4-5" } } }';
  const { stdout } = await check(config, ["--gateway", "none"]);
  expect(stdout).toContain('imageModel: "anthropic/claude-sonet-4-5"');
  for (const [text, frame] of [
    ["{ gateway: { port: True } }", "{ gateway: { port: True } }"],
    ["{ models = {} }", "{ models = {} }"],
    ["# bread\n{}", "# ·"],
    ['{ gateway: { bind: "lan, port: 1 } }', '{ gateway: { bind: "(hidden)'],
  ] as const)
    expect((await check(text, ["--gateway", "none"])).stdout).toContain(`1 │ ${frame}\n`);
});

test("a fresh clone is tested and packed by one command each", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  // npm passes over pretest and the like where scripts are ignored, and says nothing.
  expect(scripts).not.toHaveProperty("pretest");
  expect(scripts["test"]).toMatch(/^node scripts\/bootstrap\.mjs && /u);
  expect(scripts["prepack"]).toBe("node scripts/bootstrap.mjs");
  expect(existsSync(join(ROOT, ".npmrc"))).toBe(false);
});

describe("a service that runs the gateway is named to who looked at the shell's environment", () => {
  const HOME_CONFIG = "home/.openclaw/openclaw.json";
  const run = (args: readonly string[], files: Readonly<Record<string, string>> = {}) =>
    runInMemory(["check", "/home/baker/.openclaw/openclaw.json", ...args], {
      files: new Map([
        [HOME_CONFIG, GOOD],
        [UNIT, PLAIN_UNIT],
        ["openclaw.json", GOOD],
        ...Object.entries(files),
      ]),
      env: { OVENAI_API_KEY: "oven-test-not-a-key" },
    });
  const TOLD = "--gateway systemd looks at what it has";
  test("where nobody said whose counts", async () => {
    expect((await run([])).stderr).toContain(TOLD);
  });
  test.each([
    ["an option did", ["--gateway", "shell"], {}],
    ["the settings did", [], { "clawlint.config.json5": "{ gateway: 'shell' }" }],
    ["less is asked for", ["--quiet"], {}],
  ])("not where %s", async (_, args, files) => {
    expect((await run(args, files)).stderr).not.toContain(TOLD);
  });
  test("not for another config", async () => {
    const files = new Map([
      [HOME_CONFIG, GOOD],
      [UNIT, PLAIN_UNIT],
      ["openclaw.json", GOOD],
    ]);
    const { stderr } = await runInMemory(["check", "openclaw.json"], { files });
    expect(stderr).not.toContain(TOLD);
  });
});
