import { expect, test } from "vitest";
import type { FileReport } from "../../src/report/lint-report.ts";
import { runInMemory } from "../cli/run-in-memory.ts";

/**
 * The configs of OpenClaw's Cloudflare AI Gateway guide, and the one its onboarding of 2026.2.9 writes, with the key
 * where people put it. Verdicts: OpenClaw 2026.9.6 and 2026.2.9, run with these configs.
 */
const KEY = "CLOUDFLARE_AI_GATEWAY_API_KEY";
const MODEL = "cloudflare-ai-gateway/claude-sonnet-4-5";
const URL_OF_GATEWAY =
  "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/anthropic";
const DEFAULT_MODEL = { defaults: { model: { primary: MODEL } } };
const HEADERS = { "cf-aig-authorization": `Bearer \${CLOUDFLARE_AI_GATEWAY_TOKEN}` };
const SONNET = {
  id: "claude-sonnet-4-5",
  name: "Claude Sonnet 4.5",
  reasoning: true,
  input: ["text", "image"],
  cost: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  contextWindow: 200_000,
  maxTokens: 64_000,
};
const PROVIDER = { baseUrl: URL_OF_GATEWAY, api: "anthropic-messages", models: [SONNET] };
const provider = (one: object) => ({ providers: { "cloudflare-ai-gateway": one } });

const CONFIGS = {
  "default model": { agents: DEFAULT_MODEL },
  headers: { models: provider({ headers: HEADERS }), agents: DEFAULT_MODEL },
  onboarding: {
    agents: {
      defaults: { models: { [MODEL]: { alias: "Cloudflare AI Gateway" } }, model: { primary: MODEL } },
    },
    gateway: { mode: "local", port: 18789, bind: "loopback" },
    auth: {
      profiles: { "cloudflare-ai-gateway:default": { provider: "cloudflare-ai-gateway", mode: "api_key" } },
    },
    models: { mode: "merge", ...provider(PROVIDER) },
  },
  "written out": {
    models: provider({ ...PROVIDER, apiKey: `\${${KEY}}`, headers: HEADERS }),
    agents: DEFAULT_MODEL,
  },
};

const CREDENTIAL = "missing-credential";
const SHAPE = ["missing-key"];

/** Config, release, then the errors with the key set, unset, empty, only in the working folder's `.env`. */
const TABLE: readonly (readonly [keyof typeof CONFIGS, string, string[], string[], string[], string[]])[] = [
  ["default model", "2026.9.6", [], [CREDENTIAL], [CREDENTIAL], [CREDENTIAL]],
  ["default model", "2026.2.9", [], [CREDENTIAL], [CREDENTIAL], []],
  ["headers", "2026.9.6", [], [CREDENTIAL], [CREDENTIAL], [CREDENTIAL]],
  ["headers", "2026.2.9", SHAPE, [CREDENTIAL, ...SHAPE], [CREDENTIAL, ...SHAPE], SHAPE],
  // The key is in the profile that onboarding stored; the variable is not asked.
  ["onboarding", "2026.9.6", [], [], [], []],
  ["onboarding", "2026.2.9", [], [], [], []],
  ["written out", "2026.9.6", [], ["unset-env"], ["unset-env"], ["ignored-variable"]],
  ["written out", "2026.2.9", [], ["unset-env"], ["unset-env"], []],
];

const STATES = ["set", "unset", "empty", "only in the working folder's .env"] as const;

test.each(
  TABLE.flatMap(([config, release, ...expected]) =>
    STATES.map((state, index) => [config, release, state, expected[index] ?? []] as const),
  ),
)("%s, %s, key %s", async (config, release, state, expected) => {
  const files = new Map([["openclaw.json", JSON.stringify(CONFIGS[config], null, 2)]]);
  if (state === "only in the working folder's .env") files.set(".env", `${KEY}=sk-test-fake-0000\n`);
  const env: Record<string, string> = { CLOUDFLARE_AI_GATEWAY_TOKEN: "cf-test-fake-0000" };
  if (state === "set") env[KEY] = "sk-test-fake-0000";
  if (state === "empty") env[KEY] = "";

  const args = ["check", "openclaw.json", "--openclaw-version", release, "--format", "json"];
  const { code, stdout } = await runInMemory(args, { files, env });
  const [report] = (JSON.parse(stdout) as { files: FileReport[] }).files;
  const errors = report?.findings.filter(({ severity }) => severity === "error") ?? [];

  expect(errors.map(({ rule }) => rule).sort()).toEqual([...expected].sort());
  expect(code).toBe(expected.length === 0 ? 0 : 1);
  if (state === "only in the working folder's .env" && release === "2026.9.6" && expected.length > 0)
    expect(`${errors[0]?.message} ${errors[0]?.hint}`).toMatch(/working folder's \.env.* does not take/u);
});

test("up to 2026.5.5, headers alone are refused, and the finding says from when on they stand", async () => {
  const files = new Map([["openclaw.json", JSON.stringify(CONFIGS.headers)]]);
  const env = { [KEY]: "sk-test-fake-0000", CLOUDFLARE_AI_GATEWAY_TOKEN: "cf-test-fake-0000" };
  const args = ["check", "openclaw.json", "--openclaw-version", "2026.2.9", "--format", "compact"];
  const { stdout } = await runInMemory(args, { files, env });
  expect(stdout).toContain('lacks "baseUrl" and "models", which OpenClaw demands up to 2026.5.5');
});
