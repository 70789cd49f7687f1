import { describe, expect, it } from "vitest";
import { ownRoutes } from "../../../conformance/routes/own-routes.ts";
import type { ModelRoute } from "../../../src/resolve/route/route.ts";

/** What a config of one provider and one reference leads to, in one line. Every row was asked of OpenClaw 2026.9.6. */
function route(
  reference: string,
  providers: Readonly<Record<string, unknown>> = {},
  env: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): string {
  const { agents, ...rest } = more;
  const config = {
    ...(Object.keys(providers).length === 0 ? {} : { models: { providers } }),
    agents: { defaults: { model: reference, ...Object(agents) } },
    ...rest,
  };
  return words(ownRoutes({ config, env })[0]);
}

function words(found: ModelRoute | undefined): string {
  if (found === undefined) return "no route";
  const { verdict, reason, decidedBy, unless, request } = found;
  if (request === undefined)
    return [verdict, reason, decidedBy ?? unless].filter((part) => part !== undefined).join(" ");
  const { url, model = "-", key } = request;
  const from = key.variable ?? key.path?.join(".") ?? key.from;
  return [url, model, key.header ?? "no header", from].join(" ");
}

const OVEN = {
  baseUrl: "https://api.ovenai.example/v1",
  api: "openai-completions",
  apiKey: "not-a-key",
  models: [{ id: "rye-2", name: "Rye" }],
};
const oven = (more: Readonly<Record<string, unknown>> = {}) => ({ ovenai: { ...OVEN, ...more } });
const KEY = "models.providers.ovenai.apiKey";
const CHAT = "https://api.ovenai.example/v1/chat/completions";

describe("where each api's client asks", () => {
  const rows: readonly (readonly [api: string, baseUrl: string, expected: string])[] = [
    ["openai-completions", "https://api.ovenai.example/v1//", `${CHAT} rye-2 authorization ${KEY}`],
    [
      "openai-completions",
      "https://api.ovenai.example/v1?tray=3&oven=",
      `${CHAT}?tray=3 rye-2 authorization ${KEY}`,
    ],
    ["openai-completions", "api.ovenai.example/v1", "not-sent invalid-url"],
    ["openai-completions", "ftp://api.ovenai.example/v1", "not-sent invalid-url"],
    [
      "openai-responses",
      "https://api.ovenai.example/v1",
      `https://api.ovenai.example/v1/responses rye-2 authorization ${KEY}`,
    ],
    [
      "openai-responses",
      "https://api.ovenai.example/v1?tray=3",
      `https://api.ovenai.example/v1?tray=3%2Fresponses rye-2 authorization ${KEY}`,
    ],
    [
      "anthropic-messages",
      "https://api.ovenai.example/v1",
      `https://api.ovenai.example/v1/messages rye-2 x-api-key ${KEY}`,
    ],
    [
      "anthropic-messages",
      "HTTPS://API.OvenAI.example:443/V1/",
      `https://api.ovenai.example/V1/v1/messages rye-2 x-api-key ${KEY}`,
    ],
    [
      "google-generative-ai",
      "https://generativelanguage.googleapis.com",
      `https://generativelanguage.googleapis.com/v1beta/models/rye-2:streamGenerateContent?alt=sse - x-goog-api-key ${KEY}`,
    ],
    [
      "google-vertex",
      "https://api.ovenai.example",
      `https://api.ovenai.example/v1/publishers/google/models/rye-2:streamGenerateContent?alt=sse - x-goog-api-key ${KEY}`,
    ],
    [
      "azure-openai-responses",
      "https://rye.openai.azure.com/openai/v1",
      `https://rye.openai.azure.com/openai/v1/responses?api-version=preview rye-2 api-key ${KEY}`,
    ],
    [
      "azure-openai-responses",
      "https://rye.services.ai.azure.com/openai/v1/",
      `https://rye.services.ai.azure.com/openai/v1/responses rye-2 authorization ${KEY}`,
    ],
    ["ollama", "http://127.0.0.1:11434/v1", `http://127.0.0.1:11434/api/chat rye-2 authorization ${KEY}`],
    ["pi-messages", "https://api.ovenai.example/v1", `${CHAT} rye-2 authorization ${KEY}`],
    ["bedrock-converse-stream", "https://api.ovenai.example/v1", "not-sent wrong-adapter"],
    ["github-copilot", "https://api.ovenai.example/v1", "unknown live-catalogue api.github.com"],
  ];
  it.each(rows)("%s at %s", (api, baseUrl, expected) => {
    expect(route("ovenai/rye-2", oven({ api, baseUrl }))).toBe(expected);
  });
});

describe("how a reference is read", () => {
  const spelt = [{ id: "wheat/spelt-1", name: "Spelt" }];
  it.each([
    ["OVENAI/rye-2", oven(), "rye-2"],
    [" ovenai / rye-2 ", oven(), "rye-2"],
    ["rye-2", oven(), "rye-2"],
    ["ovenai/wheat/spelt-1", oven({ models: spelt }), "wheat/spelt-1"],
    // Under a block with an api of its own the provider's name may be part of the id.
    ["ovenai/ovenai/rye-2", oven(), "ovenai/rye-2"],
    ["ovenai/ovenai/rye-2", oven({ api: undefined }), "rye-2"],
    ["ovenai/unlisted", oven(), "unlisted"],
  ] as const)("%s", (reference, providers, model) => {
    expect(route(reference, providers)).toContain(` ${model} authorization`);
  });

  it("follows an alias in any case, and below its provider", () => {
    const models = { "ovenai/rye-2": { alias: "Loaf" } };
    for (const reference of ["loaf", "Loaf", "ovenai/loaf"])
      expect(route(reference, oven(), {}, { agents: { models } }), reference).toBe(
        `${CHAT} rye-2 authorization ${KEY}`,
      );
  });

  it("takes a bare name of two providers for OpenAI's", () => {
    expect(route("rye-2", { ...oven(), hearth: OVEN }, { OPENAI_API_KEY: "not-a-key" })).toBe(
      "not-sent unknown-model live-catalogue",
    );
  });

  it("takes a bare Claude for Anthropic's where Anthropic has a key", () => {
    const sonnet = "https://api.anthropic.com/v1/messages claude-sonnet-5 x-api-key ANTHROPIC_API_KEY";
    for (const name of ["claude-sonnet-5", "sonnet"])
      expect(route(name, {}, { ANTHROPIC_API_KEY: "not-a-key" }), name).toBe(sonnet);
    expect(route("claude-sonnet-5", {}, { OPENAI_API_KEY: "not-a-key" })).toBe(
      "not-sent unknown-model live-catalogue",
    );
    expect(route("haiku", {}, { ANTHROPIC_API_KEY: "not-a-key", OPENAI_API_KEY: "not-a-key" })).toContain(
      "not-sent unknown-model",
    );
  });

  it("does not send where the login behind @ is not there", () => {
    expect(route("ovenai/rye-2@bakery", oven())).toBe("not-sent profile-missing");
  });
});

describe("ids that OpenClaw rewrites", () => {
  it.each([
    [
      "together/moonshotai/Kimi-K2.5",
      "TOGETHER_API_KEY",
      "https://api.together.xyz/v1/chat/completions moonshotai/Kimi-K2.6",
    ],
    ["openrouter/Rye/Rye-2", "OPENROUTER_API_KEY", "https://openrouter.ai/api/v1/chat/completions rye/rye-2"],
    [
      "openrouter/auto",
      "OPENROUTER_API_KEY",
      "https://openrouter.ai/api/v1/chat/completions openrouter/auto",
    ],
    ["xai/grok-code-fast-1", "XAI_API_KEY", "https://api.x.ai/v1/responses grok-build-0.1"],
    ["x-ai/grok-4.5", "XAI_API_KEY", "https://api.x.ai/v1/responses grok-4.5"],
    [
      "anthropic/claude-opus-4.6",
      "ANTHROPIC_API_KEY",
      "https://api.anthropic.com/v1/messages claude-opus-4.6",
    ],
    ["openai/GPT-5.5", "OPENAI_API_KEY", "https://api.openai.com/v1/responses GPT-5.5"],
    [
      "google/gemini-3-pro",
      "GEMINI_API_KEY",
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-3.1-pro-preview:streamGenerateContent?alt=sse -",
    ],
    [
      "google/models/gemini-2.5-flash",
      "GEMINI_API_KEY",
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse -",
    ],
    ["minimax/minimax-m2.7", "MINIMAX_API_KEY", "https://api.minimax.io/anthropic/v1/messages MiniMax-M2.7"],
  ])("%s", (reference, variable, expected) => {
    expect(route(reference, {}, { [variable]: "not-a-key" })).toContain(expected);
  });
});

describe("which key goes out", () => {
  const CLAUDE = "https://api.anthropic.com/v1/messages claude-sonnet-5";
  const anthropic = (block: Readonly<Record<string, unknown>>) => ({ anthropic: block });
  it("the variable beats what is written, unless auth says api-key", () => {
    const env = { ANTHROPIC_API_KEY: "not-a-key" };
    const reference = "anthropic/claude-sonnet-5";
    expect(route(reference, anthropic({ apiKey: "not-a-key-2" }), env)).toBe(
      `${CLAUDE} x-api-key ANTHROPIC_API_KEY`,
    );
    expect(route(reference, anthropic({ apiKey: "not-a-key-2", auth: "api-key" }), env)).toBe(
      `${CLAUDE} x-api-key models.providers.anthropic.apiKey`,
    );
  });

  it.each([
    ["${OVEN_KEY}", { OVEN_KEY: "not-a-key" }, "authorization OVEN_KEY"],
    ["$OVEN_KEY", { OVEN_KEY: "not-a-key" }, "authorization OVEN_KEY"],
    ["${OVEN_KEY}", {}, "not-sent no-key"],
    ["OPENAI_API_KEY", { OPENAI_API_KEY: "not-a-key" }, "authorization OPENAI_API_KEY"],
    ["OPENAI_API_KEY", {}, "not-sent no-key"],
    ["OVEN_KEY", { OVEN_KEY: "not-a-key" }, `authorization ${KEY}`],
    ["", {}, "not-sent no-key"],
    ["ollama-local", {}, "not-sent no-key"],
    [
      { source: "env", provider: "default", id: "OVEN_KEY" },
      { OVEN_KEY: "not-a-key" },
      "authorization OVEN_KEY",
    ],
    [{ source: "env", provider: "default", id: "OVEN_KEY" }, {}, "not-sent no-key"],
  ] as const)("apiKey %j with %j", (apiKey, env, expected) => {
    expect(route("ovenai/rye-2", oven({ apiKey }), env)).toContain(expected);
  });

  it("a SecretRef that fails stops every model", () => {
    const broken = { ...OVEN, apiKey: { source: "env", provider: "default", id: "NOT_THERE" } };
    expect(route("ovenai/rye-2", { ...oven(), hearth: broken })).toBe("not-sent no-key");
  });

  it("a login token of Anthropic's goes out as a bearer token", () => {
    const providers = oven({ api: "anthropic-messages", apiKey: "sk-ant-oat-not-a-key" });
    expect(route("ovenai/rye-2", providers)).toContain("/v1/messages rye-2 authorization");
  });

  it("a local server needs none, where api, URL and models are written", () => {
    const local = { baseUrl: "http://127.0.0.1:8080/v1", apiKey: undefined };
    expect(route("ovenai/rye-2", oven(local))).toContain("no header");
    expect(route("ovenai/rye-2", oven({ ...local, api: "anthropic-messages" }))).toContain(
      "x-api-key marker",
    );
    expect(route("ovenai/rye-2", oven({ ...local, api: undefined }))).toBe("not-sent no-key");
  });

  it("a header of the config takes the place of the key's own, and does not stand for a key", () => {
    const headers = { Authorization: "Bearer not-a-key" };
    expect(route("ovenai/rye-2", oven({ headers }))).toBe(
      `${CHAT} rye-2 authorization models.providers.ovenai.headers.Authorization`,
    );
    expect(route("ovenai/rye-2", oven({ headers, apiKey: undefined }))).toBe("not-sent no-key");
    const request = { auth: { mode: "authorization-bearer", token: "not-a-key" } };
    expect(route("ovenai/rye-2", oven({ request }))).toContain(
      "authorization models.providers.ovenai.request.auth.token",
    );
  });

  it("auth.order without a login that is there leaves none", () => {
    const more = { auth: { order: { anthropic: [] } } };
    expect(route("anthropic/claude-sonnet-5", {}, { ANTHROPIC_API_KEY: "not-a-key" }, more)).toBe(
      "not-sent no-key",
    );
  });
});

describe("hosts that nobody wrote", () => {
  it("OPENAI_BASE_URL takes OpenAI's key with it", () => {
    const env = { OPENAI_API_KEY: "not-a-key", OPENAI_BASE_URL: "https://env.ovenai.example/v1" };
    expect(route("openai/gpt-5.5", {}, env)).toBe(
      "https://env.ovenai.example/v1/responses gpt-5.5 authorization OPENAI_API_KEY",
    );
  });

  it("a block with an api and no URL asks the api's own host with another vendor's key", () => {
    const vllm = {
      vllm: { api: "anthropic-messages", apiKey: "not-a-key", models: [{ id: "rye-2", name: "Rye" }] },
    };
    expect(route("vllm/rye-2", vllm)).toBe(
      "https://api.anthropic.com/v1/messages rye-2 x-api-key models.providers.vllm.apiKey",
    );
  });

  it("a deployment map renames the model", () => {
    const providers = oven({
      api: "azure-openai-responses",
      baseUrl: "https://rye.openai.azure.com/openai/v1",
    });
    const env = {
      AZURE_OPENAI_DEPLOYMENT_NAME_MAP: "RYE-2=tray-1, x=y",
      AZURE_OPENAI_API_VERSION: "2025-04-01",
    };
    expect(route("ovenai/rye-2", providers, env)).toContain(
      "responses?api-version=2025-04-01 tray-1 api-key",
    );
  });
});

describe("nothing is sent", () => {
  it.each([
    ["openai/gpt-4o", {}, "not-sent unknown-model live-catalogue"],
    ["nobody/rye-2", {}, "not-sent unknown-provider"],
    [
      "vllm/rye-2",
      { vllm: { apiKey: "not-a-key", models: [{ id: "rye-2", name: "Rye" }] } },
      "not-sent no-base-url",
    ],
    ["openai/rye-2", { openai: { ...OVEN, api: "anthropic-messages" } }, "not-sent wrong-adapter"],
    [
      "ovenai/rye-2",
      oven({ models: [{ id: "rye-2", name: "Rye", contextWindow: 3999 }] }),
      "not-sent window-too-small",
    ],
    ["xai/spelt-9", { xai: { apiKey: "not-a-key" } }, "not-sent unknown-model live-catalogue"],
  ] as const)("%s", (reference, providers, expected) => {
    const env = { OPENAI_API_KEY: "not-a-key" };
    expect(route(reference, providers, env)).toBe(expected);
  });
});

describe("a plugin that is switched off", () => {
  const off = (id: string) => ({ plugins: { entries: { [id]: { enabled: false } } } });
  const row = {
    baseUrl: "https://api.x.ai/v1",
    api: "openai-completions",
    models: [{ id: "grok-4.5", name: "Grok" }],
  };
  const env = { XAI_API_KEY: "not-a-key" };
  it("leaves what the config says, and the variable", () => {
    expect(route("xai/grok-4.5", {}, env, off("xai"))).toBe("not-sent unknown-model");
    expect(route("xai/grok-4.5", {}, env, { plugins: { deny: ["xai"] } })).toContain(
      "not-sent unknown-model",
    );
    expect(route("xai/grok-4.5", {}, env, { plugins: { enabled: false } })).toContain(
      "not-sent unknown-model",
    );
    expect(route("xai/grok-4.5", {}, env, { plugins: { allow: ["telegram"] } })).toContain(
      "https://api.x.ai/v1/responses",
    );
    expect(route("xai/grok-4.5", { xai: row }, env, off("xai"))).toBe(
      "https://api.x.ai/v1/chat/completions grok-4.5 authorization XAI_API_KEY",
    );
    expect(route("ovenai/rye-2", oven({ api: "ollama" }), {}, off("ollama"))).toBe("not-sent wrong-adapter");
  });
});

describe("Cloudflare AI Gateway", () => {
  const GATEWAY = "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery";
  const ID = "cloudflare-ai-gateway";
  const PLUGIN = "unknown plugin @openclaw/cloudflare-ai-gateway-provider";
  const env = { CLOUDFLARE_AI_GATEWAY_API_KEY: "not-a-key" };
  const headers = { "cf-aig-authorization": "Bearer not-a-key-2" };
  const block = (more: Readonly<Record<string, unknown>>) => ({
    [ID]: { apiKey: "not-a-key", models: [{ id: "claude-sonnet-5", name: "Sonnet" }], ...more },
  });
  const at = `models.providers.${ID}.apiKey`;

  it.each([
    ["no block", {}, PLUGIN],
    ["a block with headers only", { [ID]: { headers } }, PLUGIN],
    ["rows and no URL", block({}), "not-sent no-base-url plugin"],
    [
      "anthropic",
      block({ baseUrl: `${GATEWAY}/anthropic`, api: "anthropic-messages", headers }),
      `${GATEWAY}/anthropic/v1/messages claude-sonnet-5 x-api-key ${at}`,
    ],
    [
      "anthropic/v1",
      block({ baseUrl: `${GATEWAY}/anthropic/v1`, api: "anthropic-messages" }),
      `${GATEWAY}/anthropic/v1/messages claude-sonnet-5 x-api-key ${at}`,
    ],
    [
      "anthropic without an api",
      block({ baseUrl: `${GATEWAY}/anthropic` }),
      `${GATEWAY}/anthropic/chat/completions claude-sonnet-5 authorization ${at}`,
    ],
    [
      "openai",
      block({ baseUrl: `${GATEWAY}/openai`, api: "openai-responses" }),
      `${GATEWAY}/openai/responses claude-sonnet-5 authorization ${at}`,
    ],
    [
      "compat",
      block({ baseUrl: `${GATEWAY}/compat`, api: "openai-completions" }),
      `${GATEWAY}/compat/chat/completions claude-sonnet-5 authorization ${at}`,
    ],
    [
      "workers-ai",
      block({ baseUrl: `${GATEWAY}/workers-ai/v1`, api: "openai-completions" }),
      `${GATEWAY}/workers-ai/v1/chat/completions claude-sonnet-5 authorization ${at}`,
    ],
    [
      "a variable that only the plugin reads",
      block({ baseUrl: `${GATEWAY}/anthropic`, api: "anthropic-messages", apiKey: undefined }),
      "not-sent no-key",
    ],
  ] as const)("%s", (_name, providers, expected) => {
    expect(route(`${ID}/claude-sonnet-5`, providers, env)).toBe(expected);
  });

  it("sends the gateway's own token beside the key", () => {
    const config = {
      models: { providers: block({ baseUrl: `${GATEWAY}/anthropic`, api: "anthropic-messages", headers }) },
      agents: { defaults: { model: `${ID}/claude-sonnet-5` } },
    };
    const [found] = ownRoutes({ config, env });
    expect(found?.request?.headers).toEqual([
      { name: "cf-aig-authorization", path: ["models", "providers", ID, "headers", "cf-aig-authorization"] },
    ]);
  });
});

describe("agents and what is tried next", () => {
  const second = { ...OVEN, baseUrl: "https://llm.crumb.example", models: [{ id: "malt", name: "Malt" }] };
  const providers = { ...oven(), crumbworks: second };
  const config = (agents: Readonly<Record<string, unknown>>) => ({ models: { providers }, agents });
  const defaults = { model: { primary: "ovenai/rye-2", fallbacks: ["crumbworks/malt", "openai/gpt-5.5"] } };

  it("lists fallbacks in order", () => {
    const found = ownRoutes({ config: config({ defaults }), env: {} });
    expect(found.map(({ reference }) => reference)).toEqual([
      "ovenai/rye-2",
      "crumbworks/malt",
      "openai/gpt-5.5",
    ]);
    expect(found[1]?.fallbacks).toEqual([["agents", "defaults", "model", "fallbacks", 1]]);
  });

  it("an agent's own model drops the defaults' fallbacks, unless it has its own", () => {
    const own = (model: unknown) =>
      ownRoutes({
        config: config({ defaults, ownership: "explicit", entries: { main: {}, ada: { model } } }),
        env: {},
        agent: "ada",
      });
    expect(own("crumbworks/malt").map(({ reference }) => reference)).toEqual(["crumbworks/malt"]);
    expect(own({ primary: "crumbworks/malt" })).toHaveLength(1);
    expect(
      own({ primary: "crumbworks/malt", fallbacks: ["ovenai/rye-2"] }).map(({ agent }) => agent),
    ).toEqual(["ada", "ada"]);
  });

  it("an agent with fallbacks and no model runs on the default one first", () => {
    const entries = { main: {}, ada: { model: { fallbacks: ["crumbworks/malt"] } } };
    const found = ownRoutes({
      config: config({ defaults, ownership: "explicit", entries }),
      env: {},
      agent: "ada",
    });
    expect(found.map(({ reference, agent }) => [reference, agent])).toEqual([
      ["ovenai/rye-2", "ada"],
      ["crumbworks/malt", "ada"],
    ]);
  });

  it("without a default model the first row of the config is taken, else OpenClaw's own", () => {
    expect(words(ownRoutes({ config: { models: { providers } }, env: {} })[0])).toBe(
      `${CHAT} rye-2 authorization ${KEY}`,
    );
    expect(words(ownRoutes({ config: {}, env: { OPENAI_API_KEY: "not-a-key" } })[0])).toBe(
      "https://api.openai.com/v1/responses gpt-6-astra authorization OPENAI_API_KEY",
    );
  });
});

describe("a row of OpenAI's whose id repeats the provider, asked for by the short id", () => {
  const OPENAI = "https://api.openai.com/v1";
  const RELAY = "https://relay.bakery.example/v1";
  const lost = "not-sent unknown-model";
  const rows: readonly (readonly [
    url: string | undefined,
    api: string | undefined,
    id: string,
    sent: string,
  ])[] = [OPENAI, RELAY, undefined].flatMap((url) =>
    (["openai-responses", "openai-completions", undefined] as const).flatMap((api) => {
      const base = url ?? OPENAI;
      const chat = `${base}/chat/completions`;
      const known = `${api === "openai-completions" ? chat : `${base}/responses`} gpt-5.4`;
      const loose =
        url === undefined || api !== undefined ? lost : url === RELAY ? chat : `${base}/responses`;
      return [
        [url, api, "gpt-5.4", known] as const,
        ...["zzz-1", "gpt-4o"].map((id) => [url, api, id, loose === lost ? lost : `${loose} ${id}`] as const),
      ];
    }),
  );
  it.each(rows)("at %s with %s: %s", (baseUrl, api, id, sent) => {
    const models = [{ id: `openai/${id}`, name: "GPT" }];
    const block = { apiKey: "sk-test-not-a-key", models, ...(baseUrl && { baseUrl }), ...(api && { api }) };
    expect(route(`openai/${id}`, { openai: block })).toContain(sent);
  });

  it("goes out as it is where it is asked for by its whole id, and for other providers", () => {
    const row = (id: string, more = {}) => ({
      apiKey: "sk-test-not-a-key",
      models: [{ id, name: "M" }],
      ...more,
    });
    const openai = row("openai/gpt-5.4", { baseUrl: OPENAI, api: "openai-responses" });
    expect(route("openai/openai/gpt-5.4", { openai })).toContain("/responses openai/gpt-5.4 ");
    const mistral = row("mistral/m", { baseUrl: "https://api.mistral.ai/v1", api: "openai-completions" });
    expect(route("mistral/m", { mistral })).toContain("/chat/completions mistral/m ");
  });
});
