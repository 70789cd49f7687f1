/** The test files that SchemaStore wants beside a schema: configs that must pass, and configs that must not. */
export function schemaStoreTests(): { path: string; value: unknown }[] {
  const file = (folder: string, name: string, value: unknown) => ({
    path: `schema/schemastore/${folder}/openclaw/${name}.json`,
    value,
  });
  const models = [{ id: "rye-1", name: "Rye" }];
  const custom = {
    baseUrl: "https://oven.example/v1",
    apiKey: "${BAKERY_API_KEY}",
    api: "openai-completions",
    models,
  };
  const provider = (settings: unknown) => ({ models: { providers: { bakery: settings } } });
  return [
    file("test", "two-agents", {
      env: { vars: { BAKERY_REGION: "eu" } },
      models: { mode: "merge", providers: { bakery: custom, openai: {} } },
      agents: {
        ownership: "explicit",
        defaults: { model: { primary: "bakery/rye-1", fallbacks: ["openai/gpt-5.4-mini"] } },
        entries: { baker: { name: "Baker" }, till: { model: "openai/gpt-5.4" } },
      },
    }),
    file("test", "cloudflare-ai-gateway", {
      models: {
        providers: {
          "cloudflare-ai-gateway": {
            baseUrl: "https://gateway.ai.cloudflare.com/v1/<account_id>/<gateway_id>/anthropic",
            api: "anthropic-messages",
            apiKey: "${CLOUDFLARE_AI_GATEWAY_API_KEY}",
            headers: { "cf-aig-authorization": "Bearer ${CLOUDFLARE_AI_GATEWAY_TOKEN}" },
            models: [{ id: "claude-sonnet-5", name: "Claude Sonnet 5" }],
          },
        },
      },
      agents: { defaults: { model: { primary: "cloudflare-ai-gateway/claude-sonnet-5" } } },
    }),
    file("test", "includes", {
      $include: "./base.json5",
      models: { providers: { bakery: { $include: "./bakery.json5" } } },
      agents: { $include: ["./agents.json5", "./more.json5"] },
    }),
    file("test", "secrets", {
      ...provider({ ...custom, apiKey: { source: "file", provider: "vault", id: "/bakery/key" } }),
      secrets: { providers: { vault: { source: "file", path: "~/.openclaw/secrets.json" } } },
    }),
    file("negative_test", "misspelt-key", provider({ baseURL: "https://oven.example/v1", models })),
    file("negative_test", "missing-endpoint", provider({ apiKey: "${BAKERY_API_KEY}" })),
    file("negative_test", "unknown-api", provider({ ...custom, api: "openai" })),
    file("negative_test", "providers-at-the-root", { providers: { bakery: custom } }),
    file(
      "negative_test",
      "secret-reference",
      provider({ ...custom, apiKey: { source: "env", id: "bakery" } }),
    ),
    file("negative_test", "model-without-name", provider({ ...custom, models: [{ id: "rye-1" }] })),
  ];
}
