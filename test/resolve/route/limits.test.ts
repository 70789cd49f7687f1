import { describe, expect, it } from "vitest";
import { ownRoutes } from "../../../conformance/routes/own-routes.ts";

/** Where `params.maxTokens` can stand, and in which case of the reference. Every row was asked of OpenClaw 2026.9.6. */
interface Params {
  readonly api?: string;
  readonly defaults?: number;
  readonly entry?: number;
  readonly entryModel?: number;
  readonly row?: number;
  readonly block?: number;
  readonly model?: number;
  readonly modelKey?: string;
}

function limit({ api = "openai-completions", modelKey = "ovenai/rye-2", ...at }: Params): number | undefined {
  const params = (maxTokens: number | undefined) =>
    maxTokens === undefined ? {} : { params: { maxTokens } };
  const config = {
    agents: {
      ownership: "explicit",
      defaults: {
        model: { primary: "ovenai/rye-2" },
        ...params(at.defaults),
        models: { [modelKey]: params(at.model) },
      },
      entries: { main: { ...params(at.entry), models: { "ovenai/rye-2": params(at.entryModel) } } },
    },
    models: {
      providers: {
        ovenai: {
          baseUrl: "https://api.ovenai.example/v1",
          api,
          apiKey: "not-a-key",
          ...params(at.block),
          models: [{ id: "rye-2", name: "Rye", ...params(at.row) }],
        },
      },
    },
  };
  return ownRoutes({ config, env: {} })[0]?.request?.maxTokens;
}

describe("whose params give the answer's length", () => {
  const rows: readonly (readonly [Params, number])[] = [
    [{}, 8192],
    [{ defaults: 501 }, 501],
    [{ entry: 502, entryModel: 503, defaults: 501 }, 502],
    [{ entryModel: 503, model: 506 }, 503],
    [{ defaults: 501, model: 506 }, 506],
    [{ row: 504, defaults: 501 }, 501],
    [{ row: 504, block: 505 }, 504],
    [{ row: 504, model: 506 }, 506],
    [{ block: 505 }, 505],
    [{ model: 507, modelKey: "OVENAI/RYE-2" }, 507],
    [{ model: 507, modelKey: "OVENAI/RYE-2", defaults: 501 }, 501],
    [{ api: "anthropic-messages", entry: 502 }, 502],
    [{ api: "anthropic-messages", row: 504 }, 8192],
    [{ api: "openai-responses", model: 506, modelKey: "OVENAI/RYE-2" }, 8192],
    [{ defaults: 0 }, 8192],
    [{ defaults: 1_000_000_000 }, 8192],
  ];
  it.each(rows)("%j gives %d", (params, expected) => {
    expect(limit(params)).toBe(expected);
  });
});

describe("OpenAI's models at other hosts", () => {
  const rows: readonly (readonly [provider: string, baseUrl: string, api: string | undefined, string])[] = [
    ["openai", "https://generativelanguage.googleapis.com", undefined, "responses"],
    ["openai", "https://rye.openai.azure.com/openai/v1", "openai-completions", "chat/completions"],
    ["openai", "https://api.anthropic.com", "anthropic-messages", "not-sent"],
    ["openai", "https://api.openai.com/v1", "openai-completions", "chat/completions"],
    ["openai", "https://api.openai.com", "openai-responses", "not-sent"],
    ["azure-openai-responses", "https://rye.openai.azure.com/openai/v1", "openai-responses", "responses"],
    [
      "azure-openai-responses",
      "https://rye.openai.azure.com/openai/v1",
      undefined,
      "responses?api-version=preview",
    ],
    ["azure-openai-responses", "https://rye.openai.azure.com/openai/v1", "pi-messages", "not-sent"],
  ];
  it.each(rows)("%s at %s with %s", (provider, baseUrl, api, expected) => {
    const block = { baseUrl, apiKey: "not-a-key", ...(api === undefined ? {} : { api }) };
    const config = {
      agents: { defaults: { model: `${provider}/gpt-5.5` } },
      models: { providers: { [provider]: { ...block, models: [{ id: "spelt-9", name: "Spelt" }] } } },
    };
    const [found] = ownRoutes({ config, env: {} });
    expect(found?.request?.url ?? found?.verdict).toBe(
      expected === "not-sent" ? expected : `${baseUrl}/${expected}`,
    );
  });
});
