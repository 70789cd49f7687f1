import type { Example } from "./rule.ts";

/** What the examples of the rules' pages vary: one provider of a bakery, its models, and what an agent runs on. */
export interface ExampleParts {
  readonly id?: string;
  readonly baseUrl?: string;
  readonly api?: string;
  readonly apiKey?: string;
  /** Further lines of the provider's block. */
  readonly extra?: string;
  readonly models?: string;
  readonly model?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A small whole config around one provider, for a rule's page. Everything but the given parts is in order. */
export function bakery(parts: ExampleParts): Example {
  const {
    id = "ovenai",
    baseUrl = "https://api.ovenai.example/v1",
    api = "openai-completions",
    apiKey = '"${OVENAI_API_KEY}"',
    extra = "",
    models = '{ id: "rye-2", name: "Rye 2" }',
    model = `${id}/rye-2`,
    env = { OVENAI_API_KEY: "test-not-a-key" },
  } = parts;
  const lines = [
    baseUrl === "" ? "" : `baseUrl: ${JSON.stringify(baseUrl)},`,
    api === "" ? "" : `api: ${JSON.stringify(api)},`,
    apiKey === "" ? "" : `apiKey: ${apiKey},`,
    extra,
    `models: [${models}],`,
  ].filter((line) => line !== "");
  const key = /^[A-Za-z_$][\w$]*$/u.test(id) ? id : JSON.stringify(id);
  return {
    config: `{
  models: { providers: { ${key}: {
    ${lines.join("\n    ")}
  } } },
  agents: { defaults: { model: { primary: ${JSON.stringify(model)} } } },
}`,
    env,
  };
}

/** The Cloudflare AI Gateway provider of the bakery. */
export function cloudflare(parts: Omit<ExampleParts, "id" | "model"> & { readonly model?: string }): Example {
  return bakery({
    id: "cloudflare-ai-gateway",
    baseUrl: "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/anthropic",
    api: "anthropic-messages",
    apiKey: '"${CLOUDFLARE_AI_GATEWAY_API_KEY}"',
    models: '{ id: "claude-sonnet-4-5", name: "Claude Sonnet 4.5" }',
    model: "cloudflare-ai-gateway/claude-sonnet-4-5",
    env: {
      CLOUDFLARE_AI_GATEWAY_API_KEY: "sk-ant-test-not-a-key",
      CLOUDFLARE_AI_GATEWAY_TOKEN: "test-not-a-token",
    },
    ...parts,
  });
}
