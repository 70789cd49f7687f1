import { expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

/**
 * Faults that OpenClaw 2026.9.6's own checks (config validate, secrets audit, models status, doctor --lint) miss or
 * misname, and what they flag wrongly. Each is reported at its place, as what it is; the healthy ones stay silent.
 */
interface Case {
  readonly name: string;
  readonly provider?: string;
  readonly primary?: string;
  readonly fallbacks?: readonly string[];
  readonly top?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** `rule /path`, the severity before it; empty: nothing. */
  readonly found: readonly string[];
}

const OVEN = (apiKey: string) =>
  `ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", ${apiKey === "" ? "" : `apiKey: ${apiKey}, `}models: [{ id: "rye-2", name: "Rye 2" }] }`;
const CLOUDFLARE = (url: string, more = 'apiKey: "${CLOUDFLARE_AI_GATEWAY_API_KEY}",') =>
  `"cloudflare-ai-gateway": { baseUrl: "https://gateway.ai.cloudflare.com/v1/${url}", api: "anthropic-messages", ${more} models: [{ id: "claude-sonnet-4-5", name: "Claude" }] }`;
const CF = "cloudflare-ai-gateway/claude-sonnet-4-5";
const CF_KEY = { CLOUDFLARE_AI_GATEWAY_API_KEY: "sk-ant-test-not-a-key" };
const KEY = { OVENAI_API_KEY: "test-not-a-key" };
const ID = "0123456789abcdef0123456789abcdef";
const AT = "/models/providers/ovenai/apiKey";
const CF_AT = "/models/providers/cloudflare-ai-gateway";
const MODEL = "/agents/defaults/model";

const cases: readonly Case[] = [
  { name: "00 control", env: KEY, found: [] },
  { name: "01 ${VAR} unset", found: [`error unset-env ${AT}`] },
  {
    name: "02 unknown provider",
    env: KEY,
    primary: "breadai/rye-2",
    found: ["info unused-provider /models/providers/ovenai", `error unknown-provider ${MODEL}/primary`],
  },
  {
    name: "03 model not in the provider's list",
    env: KEY,
    primary: "ovenai/spelt-1",
    found: [`warning undeclared-model ${MODEL}/primary`],
  },
  {
    name: "04 a literal key in a file nobody tracks",
    provider: OVEN('"sk-test-not-a-real-key-0000"'),
    found: [],
  },
  {
    name: "05 <account_id>/<gateway_id>",
    provider: CLOUDFLARE("<account_id>/<gateway_id>/anthropic"),
    primary: CF,
    env: CF_KEY,
    found: [`error cloudflare-url ${CF_AT}/baseUrl`],
  },
  {
    name: "05b your-account-id",
    provider: CLOUDFLARE("your-account-id/bakery/anthropic"),
    primary: CF,
    env: CF_KEY,
    found: [`error cloudflare-url ${CF_AT}/baseUrl`],
  },
  {
    name: "06 Bearer: in cf-aig-authorization",
    provider: CLOUDFLARE(
      `${ID}/bakery/anthropic`,
      'apiKey: "${CLOUDFLARE_AI_GATEWAY_API_KEY}", headers: { "cf-aig-authorization": "Bearer: test-not-a-token" },',
    ),
    primary: CF,
    env: CF_KEY,
    found: [`error cloudflare-token ${CF_AT}/headers/cf-aig-authorization`],
  },
  { name: "07 an empty key", provider: OVEN('""'), found: [`error missing-credential ${AT}`] },
  {
    name: "08 env SecretRef unset",
    provider: OVEN('{ source: "env", provider: "default", id: "OVENAI_API_KEY" }'),
    found: [`error unset-env ${AT}`],
  },
  {
    name: "09 file SecretRef without its file",
    top: 'secrets: { providers: { drawer: { source: "file", path: "~/.openclaw/drawer.json" } } },',
    provider: OVEN('{ source: "file", provider: "drawer", id: "/a" }'),
    found: [`error secret-reference ${AT}`],
  },
  {
    name: "10 a custom provider without a key",
    provider: OVEN(""),
    found: ["error missing-credential /models/providers/ovenai"],
  },
  {
    name: "11 a bare unknown name",
    provider: OVEN('"OVENAI_API_KEY"'),
    env: KEY,
    found: [`error unfilled-variable ${AT}`],
  },
  {
    name: "12 Cloudflare /openai with anthropic-messages",
    provider: CLOUDFLARE(`${ID}/bakery/openai`),
    primary: CF,
    env: CF_KEY,
    found: [`error cloudflare-url ${CF_AT}/baseUrl`],
  },
  {
    name: "13 Cloudflare without /anthropic",
    provider: CLOUDFLARE(`${ID}/bakery`),
    primary: CF,
    env: CF_KEY,
    found: [`error cloudflare-url ${CF_AT}/baseUrl`],
  },
  {
    name: "14 YOUR_API_KEY_HERE",
    provider: OVEN('"YOUR_API_KEY_HERE"'),
    found: [`error placeholder-secret ${AT}`],
  },
  {
    name: "15 ${lowercase}",
    provider: OVEN('"${ovenai_api_key}"'),
    env: { ovenai_api_key: "test-not-a-key" },
    found: [`error unfilled-variable ${AT}`],
  },
  { name: "16 $VAR unset", provider: OVEN('"$OVENAI_API_KEY"'), found: [`error unset-env ${AT}`] },
  {
    name: "17 secretref-env:VAR",
    provider: OVEN('"secretref-env:OVENAI_API_KEY"'),
    env: KEY,
    found: [`error secret-marker ${AT}`],
  },
  {
    name: "18 __OPENCLAW_REDACTED__",
    provider: OVEN('"__OPENCLAW_REDACTED__"'),
    found: [`error placeholder-secret ${AT}`],
  },
  {
    name: "19 an alias that is not configured",
    provider: OVEN('{ source: "file", provider: "cellar", id: "/a" }'),
    found: [`error secret-reference ${AT}/provider`],
  },
  {
    name: "20 the key only in the working folder's .env",
    provider: CLOUDFLARE(`${ID}/bakery/anthropic`),
    primary: CF,
    files: { ".env": "CLOUDFLARE_AI_GATEWAY_API_KEY=sk-ant-test-not-a-key\n" },
    found: [`error ignored-variable ${CF_AT}/apiKey`],
  },
  {
    name: "21 unknown provider in fallbacks",
    env: KEY,
    fallbacks: ["ghostai/x1"],
    found: [`error unknown-provider ${MODEL}/fallbacks/0`],
  },
  {
    name: "22 primary without a slash",
    env: { ...KEY },
    primary: "m1",
    found: ["info unused-provider /models/providers/ovenai", `error malformed-reference ${MODEL}/primary`],
  },
  {
    name: "23 the key in the state folder's .env (works)",
    files: { "home/.openclaw/.env": "OVENAI_API_KEY=test-not-a-key\n" },
    found: [],
  },
  {
    name: "24 secretref-managed typed by hand",
    provider: OVEN('"secretref-managed"'),
    found: [`error secret-marker ${AT}`],
  },
  {
    // No variable is missing, as config validate and secrets audit say; yet the gateway does not start.
    name: '25 env.vars.X: "${Y}"',
    top: 'env: { vars: { OVENAI_API_KEY: "${REAL_KEY}" } },',
    env: { REAL_KEY: "test-not-a-key" },
    found: [`error late-env ${AT}`],
  },
  {
    name: '25 env.vars.X: "${Y}", named by $X (works)',
    provider: OVEN('"$OVENAI_API_KEY"'),
    top: 'env: { vars: { OVENAI_API_KEY: "${REAL_KEY}" } },',
    env: { REAL_KEY: "test-not-a-key" },
    found: [],
  },
  {
    name: "26 env.vars.GITHUB_TOKEN",
    top: 'env: { vars: { GITHUB_TOKEN: "test-not-a-token" } },',
    provider: OVEN('"${GITHUB_TOKEN}"'),
    found: [`error ignored-variable ${AT}`],
  },
  {
    name: "27 Cloudflare without any key",
    provider: CLOUDFLARE(`${ID}/bakery/anthropic`, ""),
    primary: CF,
    found: [`error missing-credential ${CF_AT}`],
  },
  {
    name: "further: an empty variable hides the state folder's .env",
    env: { OVENAI_API_KEY: "" },
    files: { "home/.openclaw/.env": "OVENAI_API_KEY=test-not-a-key\n" },
    found: [`error unset-env ${AT}`],
  },
  {
    name: "further: ${REAL} in the state folder's .env",
    files: { "home/.openclaw/.env": "OVENAI_API_KEY=${REAL}\n" },
    found: [`error unset-env ${AT}`],
  },
  {
    name: "further: Cloudflare's key in the environment, plugin absent, no apiKey",
    provider: CLOUDFLARE(`${ID}/bakery/anthropic`, ""),
    primary: CF,
    env: CF_KEY,
    files: { "home/.openclaw/notes.txt": "" },
    found: [`warning missing-credential ${CF_AT}`],
  },
  {
    name: "further: Cloudflare's variable written bare, plugin absent",
    provider: CLOUDFLARE(`${ID}/bakery/anthropic`, 'apiKey: "CLOUDFLARE_AI_GATEWAY_API_KEY",'),
    primary: CF,
    env: CF_KEY,
    files: { "home/.openclaw/notes.txt": "" },
    found: [`error unfilled-variable ${CF_AT}/apiKey`],
  },
];

test.each(cases.map((one) => [one.name, one] as const))(
  "%s",
  async (_, {
    provider = OVEN('"${OVENAI_API_KEY}"'),
    primary = "ovenai/rye-2",
    fallbacks = [],
    top = "",
    env = {},
    files = {},
    found,
  }) => {
    const config = `{ ${top} models: { providers: { ${provider} } }, agents: { defaults: { model: { primary: ${JSON.stringify(primary)}, fallbacks: ${JSON.stringify(fallbacks)} } } }, gateway: { mode: "local" } }`;
    const run = await runInMemory(["check", "openclaw.json", "--format", "json"], {
      files: new Map([["openclaw.json", config], ...Object.entries(files)]),
      env,
    });
    const report = JSON.parse(run.stdout) as {
      files: { findings: { severity: string; rule: string; path: string; refused: boolean }[] }[];
    };
    const findings = report.files.flatMap((file) => file.findings);
    expect(findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`)).toEqual(found);
    expect(findings.some(({ refused }) => refused)).toBe(false); // OpenClaw's validation accepts every one of them
  },
);
