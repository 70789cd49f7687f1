import { chmodSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import JSON5 from "json5";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Asker, Cancelled } from "../../src/core/asker.ts";
import { type BakeryOnDisk, bakeryOnDisk } from "./bakery-on-disk.ts";

const KEY = "sk-ant-test-not-a-key-7e1f";
const TOKEN = "tok-test-not-a-token-3b9c";
const CONFIG = "home/.openclaw/openclaw.json";
const DOTENV = "home/.openclaw/.env";
/** The guide's command line for scripts. */
const GUIDE = [
  "onboard",
  "--non-interactive",
  "--mode",
  "local",
  "--auth-choice",
  "cloudflare-ai-gateway-api-key",
  "--cloudflare-ai-gateway-account-id",
  "0123456789abcdef0123456789abcdef",
  "--cloudflare-ai-gateway-gateway-id",
  "bakery",
];
const WITH_KEY = [...GUIDE, "--cloudflare-ai-gateway-api-key", KEY];
const BASE_URL = "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/anthropic";
const REFERENCE = "cloudflare-ai-gateway/claude-sonnet-4-6";

const COMMENTED = `// The bakery's gateway. Mind the order!
{
  /* agents first */
  agents: {
    defaults: {
      model: { primary: 'ovenai/rye-2', fallbacks: ['ovenai/rye-1'], }, // the old oven
    },
    entries: { baker: { default: true, model: 'ovenai/rye-2' }, till: {} },   // two of them
  },
  models: {
    providers: {
      ovenai: {
        baseUrl: 'https://api.ovenai.example/v1', api: 'openai-completions',
        apiKey: '\${OVENAI_API_KEY}', // see .env
        models: [{ id: 'rye-2', name: 'Rye 2' }, { id: 'rye-1', name: 'Rye 1' }],
      },
      // more to come
    },
  },
  gateway: { mode: 'local' },
}
`;

let bakery: BakeryOnDisk;
beforeEach(() => {
  bakery = bakeryOnDisk();
});
afterEach(() => bakery.remove());

const configOf = (text: string): unknown => JSON5.parse(text);
const OVEN = { env: { OVENAI_API_KEY: "sk-test-not-a-key" } };

/** The secret is in `.env` and nowhere else. */
function expectHidden(run: { stdout: string; stderr: string }, secret = KEY): void {
  expect(run.stdout + run.stderr).not.toContain(secret);
  for (const name of bakery.files()) if (name !== DOTENV) expect(bakery.read(name)).not.toContain(secret);
}

function scripted(answers: readonly (string | boolean)[]): Asker & { readonly asked: string[] } {
  const asked: string[] = [];
  const rest = [...answers];
  const next = (question: string): string | boolean => {
    asked.push(question);
    const answer = rest.shift();
    if (answer === undefined) throw new Cancelled();
    return answer;
  };
  const judged = (question: string, judge: (text: string) => string | undefined): string => {
    for (;;) {
      const answer = String(next(question));
      const fault = judge(answer);
      if (fault === undefined) return answer;
      asked.push(fault);
    }
  };
  return {
    asked,
    choose: async (question) => String(next(question)),
    text: async (question, judge) => judged(question, judge),
    secret: async (question, judge) => judged(question, judge),
    confirm: async (question) => next(question) === true,
    tell: () => {},
  };
}

describe("the guide's command line", () => {
  test("makes a config where there is none", async () => {
    const run = await bakery.run(WITH_KEY);
    expect(run).toMatchObject({ code: 0 });
    expectHidden(run);
    expect(bakery.files()).toEqual([DOTENV, CONFIG]);
    expect(bakery.read(DOTENV)).toBe(`CLOUDFLARE_AI_GATEWAY_API_KEY=${KEY}\n`);
    for (const name of [DOTENV, CONFIG]) expect(statSync(join(bakery.folder, name)).mode & 0o777).toBe(0o600);
    expect(configOf(bakery.read(CONFIG))).toEqual({
      models: {
        mode: "merge",
        providers: {
          "cloudflare-ai-gateway": {
            baseUrl: BASE_URL,
            api: "anthropic-messages",
            apiKey: "${CLOUDFLARE_AI_GATEWAY_API_KEY}",
            models: [
              {
                id: "claude-sonnet-4-6",
                name: "Claude Sonnet 4.6",
                reasoning: true,
                input: ["text", "image"],
                cost: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
                contextWindow: 200000,
                maxTokens: 64000,
              },
            ],
          },
        },
      },
      agents: {
        defaults: {
          models: { [REFERENCE]: { alias: "Cloudflare AI Gateway" } },
          modelPolicy: { allow: [REFERENCE] },
          model: { primary: REFERENCE },
        },
      },
      gateway: { mode: "local" },
    });
  });

  test.each([
    ["an empty file", ""],
    ["a file with only a comment", "// the bakery\n"],
    ["an empty object", "{}\n"],
  ])("fills %s", async (_, text) => {
    bakery.write(CONFIG, text);
    expect(await bakery.run(WITH_KEY)).toMatchObject({ code: 0 });
    expect(bakery.read(CONFIG).startsWith(text.replace("{}\n", "{"))).toBe(true);
    expect(configOf(bakery.read(CONFIG))).toMatchObject({
      agents: { defaults: { model: { primary: REFERENCE } } },
    });
  });

  test("leaves every line of a commented config alone but the default model's", async () => {
    bakery.write(CONFIG, COMMENTED);
    const run = await bakery.run(WITH_KEY, OVEN);
    expect(run).toMatchObject({ code: 0 });
    expectHidden(run);
    const lines = bakery.read(CONFIG).split("\n");
    const changed = COMMENTED.split("\n").filter((line) => !lines.includes(line));
    expect(changed).toEqual([
      "      model: { primary: 'ovenai/rye-2', fallbacks: ['ovenai/rye-1'], }, // the old oven",
    ]);
    expect(lines).toContain(
      `      model: { primary: '${REFERENCE}', fallbacks: ['ovenai/rye-2', 'ovenai/rye-1'], }, // the old oven`,
    );
    // The map of short names is a list of allowed models too; the agents name others.
    expect(bakery.read(CONFIG)).not.toContain("alias");
    expect(run.stderr).toContain("it was ovenai/rye-2, now the first fallback");
  });

  test("writes into the file that holds the providers", async () => {
    const root =
      "{\n  $include: './agents.json5',\n  models: { $include: './ovens.json5' },\n  gateway: { mode: 'local' },\n}\n";
    bakery.write(CONFIG, root);
    bakery.write("home/.openclaw/agents.json5", "{ agents: { defaults: {} } } // agents\n");
    bakery.write("home/.openclaw/ovens.json5", "{\n  // ovens\n  providers: {},\n}\n");
    const run = await bakery.run(WITH_KEY);
    expect(run).toMatchObject({ code: 0 });
    expectHidden(run);
    expect(bakery.read("home/.openclaw/ovens.json5")).toContain(BASE_URL);
    expect(bakery.read("home/.openclaw/ovens.json5")).toContain("// ovens");
    expect(bakery.read("home/.openclaw/agents.json5")).toContain(REFERENCE);
    expect(bakery.read(CONFIG)).toBe(root);
  });

  test("says once what was done, whatever files it went to", async () => {
    bakery.write("home/.openclaw/ovens.json5", "{ providers: {} }\n");
    bakery.write(CONFIG, "{ models: { $include: './ovens.json5' } }\n");
    const { stderr } = await bakery.run(WITH_KEY);
    expect(stderr.match(/default model/gu)).toHaveLength(1);
    expect(stderr).toMatch(/openclaw\.json and .*ovens\.json5: |ovens\.json5 and .*openclaw\.json: /u);
  });

  test("leaves a read-only config, and the key, where they are", async () => {
    bakery.write(CONFIG, COMMENTED);
    chmodSync(join(bakery.folder, CONFIG), 0o444);
    const run = await bakery.run(WITH_KEY, OVEN);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("read-only");
    expect(bakery.files()).toEqual([CONFIG]);
    expect(bakery.read(CONFIG)).toBe(COMMENTED);
  });

  test("changes nothing the second time", async () => {
    for (const text of ["{}\n", COMMENTED]) {
      bakery.write(CONFIG, text);
      await bakery.run(WITH_KEY, OVEN);
      const before = [bakery.read(CONFIG), bakery.read(DOTENV)];
      const again = await bakery.run(WITH_KEY, OVEN);
      expect(again).toMatchObject({ code: 0 });
      expect(again.stderr).toContain("nothing to change");
      // Nor without the key, which is in .env by now.
      expect(await bakery.run(GUIDE, OVEN)).toMatchObject({ code: 0 });
      expect([bakery.read(CONFIG), bakery.read(DOTENV)]).toEqual(before);
    }
  });

  test("takes the options of OpenClaw's own command that mean nothing here", async () => {
    expect(await bakery.run([...WITH_KEY, "--accept-risk", "--skip-health"])).toMatchObject({ code: 0 });
  });
});

describe("the key", () => {
  test("comes from the environment, and goes where the service finds it", async () => {
    const run = await bakery.run(GUIDE, { env: { CLOUDFLARE_AI_GATEWAY_API_KEY: KEY } });
    expect(run).toMatchObject({ code: 0 });
    expectHidden(run);
    expect(bakery.read(DOTENV)).toBe(`CLOUDFLARE_AI_GATEWAY_API_KEY=${KEY}\n`);
  });

  test("is missing: nothing is written", async () => {
    const run = await bakery.run(GUIDE);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("set CLOUDFLARE_AI_GATEWAY_API_KEY");
    expect(bakery.files()).toEqual([]);
  });

  test("of another vendor, or a placeholder, is refused and not repeated", async () => {
    for (const [bad, word] of [
      ["gsk_test-not-a-key-55aa", "Groq"],
      ["YOUR_API_KEY", "placeholder"],
      ["$CLOUDFLARE_AI_GATEWAY_API_KEY", "variable"],
    ] as const) {
      const run = await bakery.run([...GUIDE, "--cloudflare-ai-gateway-api-key", bad]);
      expect(run.code).toBe(2);
      expect(run.stderr).toContain(word);
      expect(run.stderr.replace("--cloudflare-ai-gateway-api-key", "")).not.toContain(bad);
    }
    expect(bakery.files()).toEqual([]);
  });

  test("in .env is replaced only with --force, and its neighbours stay", async () => {
    const dotenv = "# the bakery\nOTHER=1\nCLOUDFLARE_AI_GATEWAY_API_KEY=sk-ant-test-not-a-key-old\n";
    bakery.write(DOTENV, dotenv);
    const run = await bakery.run(WITH_KEY);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("--force");
    expect(bakery.files()).toEqual([DOTENV]);
    expect(bakery.read(DOTENV)).toBe(dotenv);
    expect(await bakery.run([...WITH_KEY, "--force"])).toMatchObject({ code: 0 });
    expect(bakery.read(DOTENV)).toBe(dotenv.replace("sk-ant-test-not-a-key-old", KEY));
  });

  test("written out in the config is not lost, unless it is the same or with --force", async () => {
    const withKey = (key: string) =>
      `{ models: { providers: { "cloudflare-ai-gateway": { baseUrl: "${BASE_URL}", apiKey: "${key}", models: [] } } } }\n`;
    bakery.write(CONFIG, withKey("sk-ant-test-not-a-key-old"));
    const refused = await bakery.run(WITH_KEY);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("models.providers.cloudflare-ai-gateway.apiKey holds something else");
    expect(bakery.files()).toEqual([CONFIG]);

    bakery.write(CONFIG, withKey(KEY));
    expectHidden(await bakery.run(WITH_KEY));
    expect(bakery.read(CONFIG)).toContain("${CLOUDFLARE_AI_GATEWAY_API_KEY}");
  });

  test("that the config takes from a file is left there", async () => {
    const text = `{ models: { providers: { "cloudflare-ai-gateway": { baseUrl: "${BASE_URL}", api: "anthropic-messages",
      apiKey: { source: "file", provider: "vault", id: "value" }, models: [] } } } }\n`;
    bakery.write(CONFIG, text);
    const run = await bakery.run([...GUIDE, "--gateway", "none", "--dry-run"]);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('+      apiKey: { source: "file", provider: "vault", id: "value" }');
    expect(run.stdout).not.toContain("CLOUDFLARE_AI_GATEWAY_API_KEY");
  });

  test("stands in the config with --secret-input-mode plaintext, and not in a dry run's diff", async () => {
    const plain = [...WITH_KEY, "--secret-input-mode", "plaintext"];
    const dry = await bakery.run([...plain, "--dry-run"]);
    expectHidden(dry);
    expect(dry.stdout).toContain("+++ b/");
    expect(bakery.files()).toEqual([]);
    const run = await bakery.run(plain);
    expect(run.stdout + run.stderr).not.toContain(KEY);
    expect(bakery.read(CONFIG)).toContain(KEY);
    expect(bakery.files()).toEqual([CONFIG]);
  });
});

describe("more options", () => {
  test("a token makes the header of an authenticated gateway", async () => {
    for (const options of [
      { args: ["--cloudflare-ai-gateway-token", TOKEN], env: {} },
      { args: [], env: { CLOUDFLARE_AI_GATEWAY_TOKEN: TOKEN } },
    ]) {
      const run = await bakery.run([...WITH_KEY, ...options.args], options);
      expect(run).toMatchObject({ code: 0 });
      expectHidden(run, TOKEN);
      expect(configOf(bakery.read(CONFIG))).toMatchObject({
        models: {
          providers: {
            "cloudflare-ai-gateway": {
              headers: { "cf-aig-authorization": "Bearer ${CLOUDFLARE_AI_GATEWAY_TOKEN}" },
            },
          },
        },
      });
      expect(bakery.read(DOTENV)).toContain(`CLOUDFLARE_AI_GATEWAY_TOKEN=${TOKEN}\n`);
      bakery.remove();
      bakery = bakeryOnDisk();
    }
  });

  test("--no-set-default leaves the default model, --model takes another", async () => {
    bakery.write(CONFIG, COMMENTED);
    const args = [...WITH_KEY, "--no-set-default", "--model", "cloudflare-ai-gateway/claude-sonnet-4-5"];
    expect(await bakery.run(args, OVEN)).toMatchObject({ code: 0 });
    expect(configOf(bakery.read(CONFIG))).toMatchObject({
      agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
      models: {
        providers: { "cloudflare-ai-gateway": { models: [{ id: "claude-sonnet-4-5", maxTokens: 64000 }] } },
      },
    });
  });

  test("--json says what was done", async () => {
    const run = await bakery.run([...WITH_KEY, "--json"]);
    expect(JSON.parse(run.stdout)).toEqual({
      version: 1,
      config: CONFIG,
      openclawVersion: { value: "2026.9.6", why: "newest known" },
      provider: "cloudflare-ai-gateway",
      model: REFERENCE,
      secretInputMode: "ref",
      variable: "CLOUDFLARE_AI_GATEWAY_API_KEY",
      variablesWritten: ["CLOUDFLARE_AI_GATEWAY_API_KEY"],
      changed: [DOTENV, CONFIG],
      written: true,
      route: `→ POST ${BASE_URL}/v1/messages  claude-sonnet-4-6  x-api-key from CLOUDFLARE_AI_GATEWAY_API_KEY (${DOTENV}:1)`,
      check: { errors: 0, warnings: 0, infos: 0, findings: [] },
    });
  });

  test("--json names the errors that are left", async () => {
    bakery.write(CONFIG, COMMENTED);
    const run = await bakery.run([...WITH_KEY, "--json"]);
    expect(run.code).toBe(1);
    const { check } = JSON.parse(run.stdout);
    expect(check.errors).toBe(1);
    expect(check.findings).toContainEqual(
      expect.objectContaining({ rule: "unset-env", severity: "error", file: CONFIG, line: 14 }),
    );
  });

  test("the old default model is kept as a fallback, or not", async () => {
    const text = COMMENTED.replace(
      "model: { primary: 'ovenai/rye-2', fallbacks: ['ovenai/rye-1'], }",
      "model: 'ovenai/rye-2'",
    );
    bakery.write(CONFIG, text);
    expect(await bakery.run(WITH_KEY, OVEN)).toMatchObject({ code: 0 });
    expect(configOf(bakery.read(CONFIG))).toMatchObject({
      agents: { defaults: { model: { primary: REFERENCE, fallbacks: ["ovenai/rye-2"] } } },
    });
    bakery.write(CONFIG, text);
    const run = await bakery.run([...WITH_KEY, "--no-keep-old-default"], OVEN);
    expect(run.stderr).toContain("it was ovenai/rye-2, no longer used");
    expect(configOf(bakery.read(CONFIG))).toMatchObject({ agents: { defaults: { model: REFERENCE } } });
  });

  test("a model that worked is never shut out by a new list of short names", async () => {
    bakery.write(CONFIG, "{ agents: { defaults: { model: 'anthropic/claude-opus-5' } } }");
    await bakery.run(WITH_KEY, { env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" } });
    expect(configOf(bakery.read(CONFIG))).not.toHaveProperty("agents.defaults.models");
  });

  test("what was there and is used, and what changes in a block, is said", async () => {
    await bakery.run(WITH_KEY);
    bakery.write(DOTENV, `${bakery.read(DOTENV)}CLOUDFLARE_AI_GATEWAY_TOKEN=${TOKEN}\n`);
    const run = await bakery.run(GUIDE.map((word) => (word === "bakery" ? "bakery-2" : word)));
    expect(run.stderr).toContain(`CLOUDFLARE_AI_GATEWAY_TOKEN is taken from ${DOTENV}`);
    expect(run.stderr).toContain(`CLOUDFLARE_AI_GATEWAY_API_KEY is taken from ${DOTENV}`);
    expect(run.stderr).toContain("provider cloudflare-ai-gateway: another baseUrl; more in headers");
    const again = await bakery.run(GUIDE.map((word) => (word === "bakery" ? "bakery-2" : word)));
    expect(again.stderr).toContain("nothing to change");
    expect(again.stderr).not.toContain("restart");
    const shell = await bakery.run([...GUIDE, "--state-dir", join(bakery.folder, "s")], {
      env: { CLOUDFLARE_AI_GATEWAY_API_KEY: KEY },
    });
    expect(shell.stderr).toContain(
      "CLOUDFLARE_AI_GATEWAY_API_KEY is taken from the environment of this command",
    );
  });

  test.each([
    ["cloudflare-ai-gateway-openai", "gpt-5.4", "openai", "openai-responses", "cloudflare-openai"],
    [
      "cloudflare-ai-gateway-compat",
      "anthropic/claude-sonnet-4-5",
      "compat",
      "openai-completions",
      "cloudflare-compat",
    ],
  ])("%s asks the gateway's other upstream", async (choice, model, path, api, provider) => {
    const args = [
      ...GUIDE.map((word) => (word === "cloudflare-ai-gateway-api-key" ? choice : word)),
      "--custom-model-id",
      model,
    ];
    const run = await bakery.run([...args, "--cloudflare-ai-gateway-api-key", "test-not-a-key-0c4d"]);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain("no problems found");
    expect(configOf(bakery.read(CONFIG))).toMatchObject({
      models: {
        providers: {
          [provider]: { baseUrl: BASE_URL.replace("anthropic", path), api, models: [{ id: model }] },
        },
      },
    });
    expect(run.stderr).toContain(
      `clawlint: ${provider}/${model} → POST ${BASE_URL.replace("anthropic", path)}/`,
    );
  });

  test("the same text for token and key is refused", async () => {
    const run = await bakery.run([
      ...GUIDE,
      "--cloudflare-ai-gateway-token",
      TOKEN,
      "--cloudflare-ai-gateway-api-key",
      TOKEN,
    ]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("the key is another secret");
    expect(run.stderr).toContain("Nothing was written.");
    expect(run.stderr).not.toContain("for OpenClaw");
    expect(bakery.files()).toEqual([]);
  });

  test("--backup keeps the old config, and --state-dir moves everything", async () => {
    bakery.write("state/openclaw.json", COMMENTED);
    const args = [...WITH_KEY, "--state-dir", join(bakery.folder, "state"), "--backup"];
    expect(await bakery.run(args, OVEN)).toMatchObject({ code: 0 });
    expect(bakery.files()).toEqual(["state/.env", "state/openclaw.json", "state/openclaw.json.bak"]);
    expect(bakery.read("state/openclaw.json.bak")).toBe(COMMENTED);
  });

  test.each([
    [["--auth-choice", "cloudflare-ai-gateway"], "Did you mean cloudflare-ai-gateway-api-key?"],
    [["--auth-choice", "cloudflare"], "Did you mean cloudflare-ai-gateway-api-key?"],
    [[], "no terminal to ask at. Say what to set up with --auth-choice"],
    [["--auth-choice", "cloudflare-ai-gateway-api-key"], "Give --cloudflare-ai-gateway-account-id"],
    [
      [
        "--auth-choice",
        "cloudflare-ai-gateway-api-key",
        "--cloudflare-ai-gateway-account-id",
        "your-account-id",
      ],
      "placeholder",
    ],
    [["--auth-choice", "openai-api-key", "--cloudflare-ai-gateway-apikey", KEY], "Did you mean"],
    [[KEY], "no words"],
  ])("used wrongly: %j", async (args, words) => {
    const run = await bakery.run(["onboard", ...args]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(words);
    expect(run.stderr).not.toContain(KEY);
    expect(bakery.files()).toEqual([]);
  });

  test("a config with faults in its text is left alone", async () => {
    bakery.write(CONFIG, "{ models: ");
    const run = await bakery.run(WITH_KEY);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("clawlint check");
    expect(bakery.files()).toEqual([CONFIG]);
  });

  test("another endpoint gets a provider, and a server at home needs no key", async () => {
    const custom = [
      "onboard",
      "--non-interactive",
      "--auth-choice",
      "custom-api-key",
      "--custom-model-id",
      "rye",
    ];
    const near = await bakery.run([...custom, "--custom-base-url", "http://127.0.0.1:8080/v1"]);
    expect(near).toMatchObject({ code: 0 });
    expect(bakery.files()).toEqual([CONFIG]);
    const far = [
      ...custom,
      "--custom-base-url",
      "https://llm.bakery.example/v1",
      "--custom-provider-id",
      "oven",
    ];
    expect(await bakery.run(far)).toMatchObject({ code: 2 });
    expect(
      await bakery.run([...far, "--custom-compatibility", "anthropic", "--custom-api-key", KEY]),
    ).toMatchObject({ code: 0 });
    expect(bakery.read(DOTENV)).toBe(`OVEN_API_KEY=${KEY}\n`);
    expect(configOf(bakery.read(CONFIG))).toMatchObject({
      models: { providers: { oven: { api: "anthropic-messages", apiKey: "${OVEN_API_KEY}" } } },
    });
  });
});

describe("at a terminal", () => {
  /** Answers in order; every question is kept. */
  const ACCOUNT = "0123456789abcdef0123456789abcdef";

  test("asks for what is missing, and again for what will not do", async () => {
    bakery.write(CONFIG, COMMENTED);
    const asker = scripted([
      "cloudflare-ai-gateway-api-key",
      "<account_id>",
      ACCOUNT,
      ACCOUNT,
      "bakery",
      true,
      `Bearer ${TOKEN}`,
      TOKEN,
      "gsk_test-not-a-key-55aa",
      KEY,
      false,
      true,
    ]);
    const run = await bakery.run(["onboard"], { ...OVEN, asker });
    expect(run).toMatchObject({ code: 0 });
    expectHidden(run);
    expectHidden(run, TOKEN);
    expect(asker.asked.join("\n")).not.toContain(KEY);
    expect(asker.asked).toContain(
      "This looks like the account id; the gateway id is the name on the AI Gateway page.",
    );
    expect(asker.asked).toContain("Only the token itself; Bearer is put before it.");
    expect(asker.asked.join("\n")).toContain("a key of Groq");
    expect(asker.asked).toContain(`Make ${REFERENCE} the default model? It is ovenai/rye-2 now.`);
    expect(bakery.read(CONFIG)).toContain("primary: 'ovenai/rye-2'");
    expect(bakery.read(CONFIG)).toContain("cf-aig-authorization");
  });

  test("broken off, or not confirmed: nothing is written", async () => {
    for (const answers of [["openai-api-key"], ["openai-api-key", "sk-test-not-a-key", false]]) {
      const run = await bakery.run(["onboard"], { asker: scripted(answers) });
      expect(run.code).toBe(3);
      expect(run.stderr).toContain("nothing was written");
      expect(bakery.files()).toEqual([]);
    }
  });

  test("--non-interactive asks nothing", async () => {
    const asker = scripted([]);
    expect(await bakery.run(GUIDE, { asker })).toMatchObject({ code: 2 });
    expect(asker.asked).toEqual([]);
  });
});

test("an option that several choices take is described for all of them", async () => {
  const { stdout } = await bakery.run(["onboard", "--help"]);
  const text = stdout.replace(/\s+/gu, " ");
  expect(text).toContain("--cloudflare-ai-gateway-gateway-id Cloudflare AI Gateway: Gateway id [string]");
  expect(text).toContain("--custom-model-id Model id [string]");
  expect(text).toContain("--anthropic-api-key Anthropic: API key [string]");
});

describe("init", () => {
  test("writes a commented config with $schema, and never over another", async () => {
    const args = ["init", "--non-interactive", "--auth-choice", "cloudflare-ai-gateway-api-key"];
    expect(await bakery.run(args)).toMatchObject({ code: 0 });
    const text = bakery.read("home/.openclaw/openclaw.json");
    expect(configOf(text)).toMatchObject({
      $schema: expect.stringContaining("openclaw.schema.json"),
      models: { providers: { "cloudflare-ai-gateway": { apiKey: "${CLOUDFLARE_AI_GATEWAY_API_KEY}" } } },
    });
    expect(text.match(/\/\//gu)?.length).toBeGreaterThan(5);
    const again = await bakery.run(args);
    expect(again.code).toBe(3);
    expect(again.stderr).toContain("clawlint onboard adds a provider to it");
    expect(bakery.read("home/.openclaw/openclaw.json")).toBe(text);
    const named = await bakery.run([...args, "openclaw.json"]);
    expect(named.stderr).toContain("OpenClaw loads home/.openclaw/openclaw.json, not this file");
    expect(bakery.read("openclaw.json")).toBe(text);
  });

  test("says that nothing was written where it cannot ask", async () => {
    for (const args of [["init"], ["init", "--auth-choice", "bread"], ["init", "--openclaw-version", "x"]]) {
      const run = await bakery.run(args);
      expect(run.code).toBe(2);
      expect(run.stderr).toMatch(/ Nothing was written\.\n$/u);
    }
    expect(bakery.files()).toEqual([]);
  });

  test("what it leaves open is told by check", async () => {
    const dry = await bakery.run([
      "init",
      "--non-interactive",
      "--auth-choice",
      "cloudflare-ai-gateway-api-key",
      "--dry-run",
    ]);
    expect(bakery.files()).toEqual([]);
    bakery.write("openclaw.json", dry.stdout);
    const { stdout } = await bakery.run(["check", "openclaw.json", "--format", "compact"]);
    expect(stdout).toContain("[cloudflare-url]");
    expect(stdout).toContain("[unset-env]");
  });
});

describe("the .env that is there", () => {
  test("keeps its byte order mark", async () => {
    bakery.write(DOTENV, "\ufeffOVENAI_API_KEY=not-a-key\n");
    expect(await bakery.run(WITH_KEY)).toMatchObject({ code: 0 });
    expect(bakery.read(DOTENV)).toBe(
      `\ufeffOVENAI_API_KEY=not-a-key\nCLOUDFLARE_AI_GATEWAY_API_KEY=${KEY}\n`,
    );
  });
  test("with a quote that never closes gets nothing that it would swallow", async () => {
    bakery.write(DOTENV, "OVENAI_API_KEY='not-a-key");
    const run = await bakery.run([...GUIDE, "--cloudflare-ai-gateway-api-key", "sk-ant-test-not'#a-key"]);
    expect([run.code, run.stderr]).toEqual([3, expect.stringContaining("a quote that is never closed")]);
    expect(bakery.read(DOTENV)).toBe("OVENAI_API_KEY='not-a-key");
  });
  test("that is not all UTF-8 is left alone, for that reason", async () => {
    bakery.write(DOTENV, "");
    writeFileSync(join(bakery.folder, DOTENV), Buffer.from("A=\xff\n", "latin1"));
    const run = await bakery.run(WITH_KEY);
    expect([run.code, run.stderr]).toEqual([3, expect.stringContaining("not all UTF-8")]);
  });
});

describe("--repair", () => {
  const UNIT = "home/.config/systemd/user/openclaw-gateway.service";
  const REPAIR = ["onboard", "--repair", "--gateway", "systemd"];
  beforeEach(() => {
    bakery.write(UNIT, "[Service]\nExecStart=/usr/bin/openclaw gateway\n");
    bakery.write(CONFIG, COMMENTED);
  });
  const SECRET = "test-not-a-key-5e0b";

  test("puts a key that the service lacks where it finds it", async () => {
    const run = await bakery.run(REPAIR, { env: { OVENAI_API_KEY: SECRET } });
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout + run.stderr).not.toContain(SECRET);
    expect(run.stderr).toContain("OVENAI_API_KEY is taken from the environment of this command");
    expect(run.stderr).toContain(`${DOTENV}: OVENAI_API_KEY`);
    expect(run.stderr).toContain("has to be restarted: openclaw gateway restart");
    expect(bakery.read(DOTENV)).toBe(`OVENAI_API_KEY=${SECRET}\n`);
    expect(bakery.read(CONFIG)).toBe(COMMENTED);
    const again = await bakery.run(REPAIR);
    expect(again.stderr).toContain("has every variable that the config needs");
    expect(again.code).toBe(0);
  });

  test("asks for what is nowhere, and restarts the gateway", async () => {
    const bin = join(bakery.folder, "bin");
    bakery.write("bin/openclaw", `#!/bin/sh\necho "$@" > "${join(bakery.folder, "ran")}"\n`);
    chmodSync(join(bin, "openclaw"), 0o755);
    const asker = scripted([SECRET, true, true]);
    const run = await bakery.run(REPAIR, { asker, env: { PATH: `${bin}:/usr/bin:/bin` } });
    expect(run).toMatchObject({ code: 0 });
    expect(asker.asked).toEqual([
      "Value of OVENAI_API_KEY",
      `Write OVENAI_API_KEY into ${DOTENV}?`,
      "Restart the gateway now (openclaw gateway restart)?",
    ]);
    expect(bakery.read("ran")).toBe("gateway restart\n");
    expect(run.stderr).toContain("the gateway is restarted");
    expect(bakery.read(DOTENV)).toBe(`OVENAI_API_KEY=${SECRET}\n`);
  });

  test("example text is no key: it is replaced, or told where it hides the key", async () => {
    bakery.write(DOTENV, "OVENAI_API_KEY=…\n");
    const run = await bakery.run(REPAIR);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("OVENAI_API_KEY is missing: set it for this command");
    expect(await bakery.run(REPAIR, { env: { OVENAI_API_KEY: SECRET } })).toMatchObject({ code: 0 });
    expect(bakery.read(DOTENV)).toBe(`OVENAI_API_KEY=${SECRET}\n`);
    bakery.write(
      UNIT,
      "[Service]\nEnvironment=OVENAI_API_KEY=changeme\nExecStart=/usr/bin/openclaw gateway\n",
    );
    bakery.write(DOTENV, "");
    const hidden = await bakery.run(REPAIR, { env: { OVENAI_API_KEY: SECRET } });
    expect(hidden.code).toBe(1);
    expect(hidden.stderr).toContain("OVENAI_API_KEY is example text in");
    expect(bakery.read(DOTENV)).toBe("");
  });

  test("without a terminal says what is missing, and writes nothing", async () => {
    const run = await bakery.run(REPAIR);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("OVENAI_API_KEY is missing: set it for this command");
    expect(bakery.files()).not.toContain(DOTENV);
  });

  test("an empty line of the unit is not hidden by it", async () => {
    bakery.write(UNIT, "[Service]\nEnvironment=OVENAI_API_KEY=\nExecStart=/usr/bin/openclaw gateway\n");
    const run = await bakery.run(REPAIR, { env: { OVENAI_API_KEY: SECRET } });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("which hides any other value; take it out there");
    expect(bakery.files()).not.toContain(DOTENV);
  });

  test("--dry-run writes nothing, and a machine without a config is told so", async () => {
    const dry = await bakery.run([...REPAIR, "--dry-run"], { env: { OVENAI_API_KEY: SECRET } });
    expect(dry.stderr).toContain(`${DOTENV} would get OVENAI_API_KEY`);
    expect(bakery.files()).not.toContain(DOTENV);
    bakery.remove();
    bakery = bakeryOnDisk();
    const none = await bakery.run(REPAIR);
    expect(none.code).toBe(3);
    expect(none.stderr).toContain("clawlint onboard makes one");
  });
});
