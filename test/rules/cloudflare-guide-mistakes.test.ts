import { describe, expect, test } from "vitest";
import type { FileReport } from "../../src/report/lint-report.ts";
import { runInMemory } from "../cli/run-in-memory.ts";

/**
 * The Cloudflare AI Gateway guide, block by block: right as it stands, and wrong in the ways that people get it wrong.
 * Every finding is asserted, infos too, for the newest release, one that bundles the plugin and the oldest.
 */
const RELEASES = ["2026.9.6", "2026.5.28", "2026.2.9"] as const;
type Found = readonly string[];

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const KEY = "CLOUDFLARE_AI_GATEWAY_API_KEY";
const TOKEN = "CLOUDFLARE_AI_GATEWAY_TOKEN";
const BLOCK = "/models/providers/cloudflare-ai-gateway";
const MODEL = "/agents/defaults/model/primary";

interface Guide {
  id: string;
  baseUrl: string;
  model: string;
  api: string;
  apiKey: string | undefined;
  headers: Record<string, unknown> | undefined;
  /** Put beside the provider's keys. */
  more: Record<string, unknown>;
  rows: string[];
  env: Record<string, string>;
  dotenv: Record<string, string>;
}

const right = (): Guide => ({
  id: "cloudflare-ai-gateway",
  baseUrl: `https://gateway.ai.cloudflare.com/v1/${ACCOUNT}/bakery/anthropic`,
  model: "cloudflare-ai-gateway/claude-sonnet-4-5",
  api: "anthropic-messages",
  apiKey: `\${${KEY}}`,
  headers: { "cf-aig-authorization": `Bearer \${${TOKEN}}` },
  more: {},
  rows: ["claude-sonnet-4-5"],
  env: {},
  dotenv: { [KEY]: "sk-ant-test-not-a-key", [TOKEN]: "cf-test-not-a-token" },
});

function write(guide: Guide): ReadonlyMap<string, string> {
  const { id, baseUrl, api, apiKey, headers, more, rows, model, dotenv } = guide;
  const block = {
    baseUrl,
    api,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(headers === undefined ? {} : { headers }),
    ...more,
    models: rows.map((row) => ({ id: row, name: row, contextWindow: 200_000, maxTokens: 64_000 })),
  };
  const config = {
    models: { providers: { [id]: block } },
    agents: { defaults: { model: { primary: model } } },
  };
  return new Map([
    ["openclaw.json", JSON.stringify(config, null, 2)],
    [
      "home/.openclaw/.env",
      Object.entries(dotenv)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(""),
    ],
  ]);
}

async function findings(guide: Guide, release: string): Promise<Found> {
  const args = ["check", "openclaw.json", "--openclaw-version", release, "--format", "json"];
  const { stdout } = await runInMemory(args, { files: write(guide), env: guide.env });
  const [report] = (JSON.parse(stdout) as { files: FileReport[] }).files;
  return report?.findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`).sort() ?? [];
}

const RIGHT: readonly (readonly [string, (guide: Guide) => void])[] = [
  ["with authentication", () => {}],
  ["without authentication", (guide) => (guide.headers = undefined)],
  [
    "the key in the process environment",
    (guide) => {
      guide.env = { [KEY]: "sk-ant-test-not-a-key", [TOKEN]: "cf-test-not-a-token" };
      guide.dotenv = {};
    },
  ],
  [
    "/openai with OpenAI's key",
    (guide) => {
      guide.baseUrl = guide.baseUrl.replace("/anthropic", "/openai");
      Object.assign(guide, {
        api: "openai-responses",
        rows: ["gpt-5.4"],
        model: "cloudflare-ai-gateway/gpt-5.4",
      });
      guide.dotenv[KEY] = "sk-proj-test-not-a-key";
    },
  ],
  [
    "/compat",
    (guide) => {
      guide.baseUrl = guide.baseUrl.replace("/anthropic", "/compat");
      Object.assign(guide, {
        api: "openai-completions",
        rows: ["anthropic/claude-sonnet-4-5"],
        model: "cloudflare-ai-gateway/anthropic/claude-sonnet-4-5",
      });
    },
  ],
  [
    "under an id of one's own",
    (guide) => {
      guide.id = "bakery-gateway";
      guide.model = "bakery-gateway/claude-sonnet-4-5";
    },
  ],
];

/** A mistake, and what is told of it in all releases, or in each. */
const WRONG: readonly (readonly [string, (guide: Guide) => void, Found | Readonly<Record<string, Found>>])[] =
  [
    [
      "placeholder in the header",
      (guide) => (guide.headers = { "cf-aig-authorization": "Bearer <cloudflare-ai-gateway-token>" }),
      [`error placeholder-secret ${BLOCK}/headers/cf-aig-authorization`],
    ],
    [
      "YOUR_TOKEN in the header",
      (guide) => (guide.headers = { "cf-aig-authorization": "Bearer YOUR_TOKEN" }),
      [`error placeholder-secret ${BLOCK}/headers/cf-aig-authorization`],
    ],
    [
      "placeholder as the key",
      (guide) => {
        guide.apiKey = "YOUR_API_KEY";
        delete guide.dotenv[KEY];
      },
      [`error placeholder-secret ${BLOCK}/apiKey`],
    ],
    [
      "placeholder in .env",
      (guide) => (guide.dotenv[KEY] = "your-api-key"),
      [`error placeholder-secret ${BLOCK}/apiKey`],
    ],
    [
      "placeholder of the account in the URL",
      (guide) => (guide.baseUrl = guide.baseUrl.replace(ACCOUNT, "<account_id>")),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
    [
      "placeholder of the gateway in the URL",
      (guide) => (guide.baseUrl = guide.baseUrl.replace("bakery", "<gateway_id>")),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
    [
      "model misspelt",
      (guide) => (guide.model = "cloudflare-ai-gateway/claude-sonet-4-5"),
      [`warning undeclared-model ${MODEL}`],
    ],
    [
      "model of another vendor",
      (guide) => (guide.model = "cloudflare-ai-gateway/gpt-5.4"),
      [`warning undeclared-model ${MODEL}`],
    ],
    [
      "model not declared",
      (guide) => (guide.model = "cloudflare-ai-gateway/claude-opus-4-6"),
      [`warning undeclared-model ${MODEL}`],
    ],
    [
      "row of another vendor",
      (guide) => {
        guide.rows = ["gpt-5.4"];
        guide.model = "cloudflare-ai-gateway/gpt-5.4";
      },
      [`warning misspelt-model ${BLOCK}/models/0/id`],
    ],
    [
      "reference in three parts",
      (guide) => (guide.model = "cloudflare-ai-gateway/anthropic/claude-sonnet-4-5"),
      [`error misspelt-model ${MODEL}`],
    ],
    [
      "header misspelt",
      (guide) => (guide.headers = { "cf-aig-authorisation": `Bearer \${${TOKEN}}` }),
      [`error cloudflare-token ${BLOCK}/headers/cf-aig-authorisation`],
    ],
    [
      "header one level too high",
      (guide) => {
        guide.headers = undefined;
        guide.more = { "cf-aig-authorization": `Bearer \${${TOKEN}}` };
      },
      [`error unknown-key ${BLOCK}/cf-aig-authorization`],
    ],
    [
      "Authorization in its place",
      (guide) => (guide.headers = { Authorization: `Bearer \${${TOKEN}}` }),
      [`warning cloudflare-token ${BLOCK}/headers/Authorization`],
    ],
    [
      "Bearer:",
      (guide) => (guide.headers = { "cf-aig-authorization": `Bearer: \${${TOKEN}}` }),
      [`error cloudflare-token ${BLOCK}/headers/cf-aig-authorization`],
    ],
    [
      "no Bearer",
      (guide) => (guide.headers = { "cf-aig-authorization": `\${${TOKEN}}` }),
      [`warning cloudflare-token ${BLOCK}/headers/cf-aig-authorization`],
    ],
    ["key unset", (guide) => delete guide.dotenv[KEY], [`error unset-env ${BLOCK}/apiKey`]],
    ["key empty", (guide) => (guide.dotenv[KEY] = ""), [`error unset-env ${BLOCK}/apiKey`]],
    [
      "key of another vendor",
      (guide) => (guide.dotenv[KEY] = "sk-proj-test-not-a-key"),
      [`error key-of-other-vendor ${BLOCK}/apiKey`],
    ],
    [
      "key in the header, token as the key",
      (guide) => {
        guide.apiKey = `\${${TOKEN}}`;
        guide.headers = { "cf-aig-authorization": `Bearer \${${KEY}}` };
      },
      {
        "2026.9.6": [
          `warning cloudflare-token ${BLOCK}/apiKey`,
          `warning cloudflare-token ${BLOCK}/headers/cf-aig-authorization`,
        ],
        "2026.5.28": [
          `info overridden-key ${BLOCK}/apiKey`,
          `warning cloudflare-token ${BLOCK}/apiKey`,
          `warning cloudflare-token ${BLOCK}/headers/cf-aig-authorization`,
        ],
        "2026.2.9": [
          `info overridden-key ${BLOCK}/apiKey`,
          `warning cloudflare-token ${BLOCK}/apiKey`,
          `warning cloudflare-token ${BLOCK}/headers/cf-aig-authorization`,
        ],
      },
    ],
    [
      "token unset",
      (guide) => delete guide.dotenv[TOKEN],
      [`error unset-env ${BLOCK}/headers/cf-aig-authorization`],
    ],
    [
      "provider id misspelt",
      (guide) => (guide.id = "cloudflare_ai_gateway"),
      ["warning unused-provider /models/providers/cloudflare_ai_gateway"],
    ],
    [
      "provider id of the reference misspelt",
      (guide) => (guide.model = "cloudflare-ai-gatway/claude-sonnet-4-5"),
      [`error unknown-provider ${MODEL}`],
    ],
    [
      "no /anthropic",
      (guide) => (guide.baseUrl = guide.baseUrl.replace("/anthropic", "")),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
    [
      "/v1/messages behind it",
      (guide) => (guide.baseUrl += "/v1/messages"),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
    [
      "/v1 behind it",
      (guide) => (guide.baseUrl += "/v1"),
      { "2026.9.6": [], "2026.5.28": [], "2026.2.9": [`error cloudflare-url ${BLOCK}/baseUrl`] },
    ],
    [
      "/openai with the Anthropic api",
      (guide) => (guide.baseUrl = guide.baseUrl.replace("/anthropic", "/openai")),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
    [
      "/anthropic with the OpenAI api",
      (guide) => (guide.api = "openai-completions"),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
    [
      "account and gateway swapped",
      (guide) => (guide.baseUrl = `https://gateway.ai.cloudflare.com/v1/bakery/${ACCOUNT}/anthropic`),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
    [
      "a key in the gateway's place",
      (guide) => (guide.baseUrl = guide.baseUrl.replace("bakery", "sk-ant-test-not-a-key-000000")),
      [`error literal-secret ${BLOCK}/baseUrl`],
    ],
    [
      "http",
      (guide) => (guide.baseUrl = guide.baseUrl.replace("https:", "http:")),
      [`error cloudflare-url ${BLOCK}/baseUrl`],
    ],
  ];

test("every mistake is told in some release", () => {
  for (const [name, , expected] of WRONG)
    expect(Object.values(expected).flat().length, name).toBeGreaterThan(0);
});

describe.each(RELEASES)("the guide with %s", (release) => {
  test.each(RIGHT)("right: %s", async (_, change) => {
    const guide = right();
    change(guide);
    expect(await findings(guide, release)).toEqual([]);
  });

  test.each(WRONG)("wrong: %s", async (_, change, expected) => {
    const guide = right();
    change(guide);
    const wanted = Array.isArray(expected)
      ? expected
      : (expected as Readonly<Record<string, Found>>)[release];
    expect(await findings(guide, release)).toEqual(wanted);
  });
});
