import { describe, expect, test } from "vitest";
import { toDotted } from "../../../src/core/config-path.ts";
import { configuredProviders } from "../../../src/resolve/providers/configured-providers.ts";
import { parseReference } from "../../../src/resolve/references/parse-reference.ts";
import { findReferenceSites } from "../../../src/resolve/references/reference-sites.ts";
import { resolveReferences } from "../../../src/resolve/references/references.ts";

describe("grammar", () => {
  const table: readonly (readonly [string, object])[] = [
    ["ovenai/rye-2", { form: "qualified", provider: "ovenai", model: "rye-2", wildcard: false }],
    ["  ovenai / rye-2 ", { form: "qualified", provider: "ovenai", model: "rye-2", wildcard: false }],
    [
      "openrouter/anthropic/claude-opus-5",
      { form: "qualified", provider: "openrouter", model: "anthropic/claude-opus-5", wildcard: false },
    ],
    ["ollama/gemma4:26b", { form: "qualified", provider: "ollama", model: "gemma4:26b", wildcard: false }],
    [
      "ovenai/rye-2@till",
      { form: "qualified", provider: "ovenai", model: "rye-2", profile: "till", wildcard: false },
    ],
    [
      "ovenai/rye-2@20260101",
      { form: "qualified", provider: "ovenai", model: "rye-2@20260101", wildcard: false },
    ],
    [
      "ovenai/rye-2@20260101@till",
      { form: "qualified", provider: "ovenai", model: "rye-2@20260101", profile: "till", wildcard: false },
    ],
    ["ovenai/rye@q4_k_m", { form: "qualified", provider: "ovenai", model: "rye@q4_k_m", wildcard: false }],
    ["ovenai/rye@iq2_xs", { form: "qualified", provider: "ovenai", model: "rye@iq2_xs", wildcard: false }],
    [
      "ovenai/rye@8bit@till",
      { form: "qualified", provider: "ovenai", model: "rye@8bit", profile: "till", wildcard: false },
    ],
    ["ovenai/rye@", { form: "qualified", provider: "ovenai", model: "rye@", wildcard: false }],
    [
      "cloudflare-ai-gateway/@cf/rye",
      { form: "qualified", provider: "cloudflare-ai-gateway", model: "@cf/rye", wildcard: false },
    ],
    ["ovenai/*", { form: "qualified", provider: "ovenai", model: "*", wildcard: true }],
    [
      "openrouter/anthropic/*",
      { form: "qualified", provider: "openrouter", model: "anthropic/*", wildcard: true },
    ],
    ["openrouter:auto", { form: "special", text: "openrouter:auto", provider: "openrouter" }],
    ["opus", { form: "bare", text: "opus" }],
    ["opus@till", { form: "bare", text: "opus", profile: "till" }],
    ["", { form: "empty" }],
    ["  ", { form: "empty" }],
    ["/rye", { form: "broken", missing: "provider" }],
    ["ovenai/", { form: "broken", missing: "model" }],
    ["ovenai/ ", { form: "broken", missing: "model" }],
    ["${MODEL}", { form: "templated", text: "${MODEL}" }],
    ["ovenai/${MODEL}", { form: "templated", text: "ovenai/${MODEL}" }],
  ];
  test.each(table)("%j", (text, parsed) => {
    expect(parseReference(text)).toEqual(parsed);
  });
});

describe("places", () => {
  test("every path that may hold a reference is found", () => {
    const one = "a/b";
    const config = {
      agents: {
        defaults: {
          model: { primary: one, fallbacks: [one, one] },
          utilityModel: one,
          decisionModel: one,
          imageModel: one,
          pdfModel: { primary: one },
          voiceModel: one,
          mediaModels: { image: one, video: { fallbacks: [one] }, music: one },
          subagents: { model: one },
          heartbeat: { model: one },
          compaction: { model: one, memoryFlush: { model: one } },
          embeddedAgent: { cyberFailover: { model: one } },
          models: { [one]: {} },
          modelPolicy: { allow: [one] },
        },
        entries: {
          baker: {
            model: one,
            tools: { exec: { reviewer: { model: one } } },
            tts: { summaryModel: one },
            models: { [one]: {} },
          },
        },
        list: [{ id: "till", model: one }],
      },
      tools: { exec: { reviewer: { model: one } }, media: { image: { preferredModel: one } } },
      tts: { summaryModel: one },
      channels: { modelByChannel: { shop: { door: one } } },
      hooks: { mappings: [{ model: one }], gmail: { model: one } },
    };
    const found = findReferenceSites(config).map(({ path }) => toDotted(path));
    expect(new Set(found).size).toBe(found.length);
    expect(found.sort()).toMatchSnapshot();
  });

  test("what is no reference is left alone", () => {
    const config = {
      models: { providers: { a: { models: [{ id: "x", name: "X" }] } } },
      talk: { realtime: { model: "x" } },
      memory: { search: { model: "x" } },
    };
    expect(findReferenceSites(config)).toEqual([]);
  });
});

describe("where a reference leads", () => {
  const config = (primary: string, more: object = {}) => ({
    models: {
      providers: {
        OvenAI: {
          baseUrl: "https://api.ovenai.example/v1",
          models: [
            { id: "Rye-2", name: "Rye" },
            { id: "ovenai/spelt", name: "Spelt" },
          ],
        },
      },
    },
    agents: {
      defaults: { model: { primary }, models: { "anthropic/claude-opus-5": { alias: "Best" } }, ...more },
    },
  });
  const state = (primary: string, more?: object) => {
    const merged = config(primary, more);
    return resolveReferences(merged, configuredProviders(merged), "2026.9.6").all.find(
      ({ path }) => path.at(-1) === "primary",
    )?.target.state;
  };
  const table: readonly (readonly [string, string])[] = [
    ["ovenai/rye-2", "declared"],
    ["OVENAI/RYE-2", "declared"],
    ["ovenai/spelt", "declared"],
    ["ovenai/wheat", "undeclared"],
    ["anthropic/anything-new", "open"],
    ["z.ai/glm-5", "open"],
    ["deepseek/deepseek-chat", "open"],
    ["nobody/x", "unowned"],
    ["best", "alias"],
    ["anthropic/best", "alias"],
    ["rye-2", "guessed"],
    ["claude-opus-5", "guessed"],
    ["something", "bare"],
    ["ovenai/*", "wildcard"],
    ["${MODEL}", "templated"],
    ["", "empty"],
    ["ovenai/", "broken"],
  ];
  test.each(table)("%j is %s", (text, expected) => {
    expect(state(text)).toBe(expected);
  });

  test("a profile or a plugin vouches for a provider", () => {
    const merged = {
      ...config("shopai/x"),
      auth: { profiles: { "shopai:till": { provider: "shopai", mode: "api_key" } } },
    };
    expect(resolveReferences(merged, [], "2026.9.6").all[0]?.target.state).toBe("open");
  });

  /** OpenClaw's own short names, measured in each release: they hold for the one model they stand for. */
  test.each([
    ["2026.9.6", "sonnet", "anthropic/claude-sonnet-5", {}, "alias"],
    ["2026.9.6", "Sonnet", "anthropic/claude-sonnet-5", {}, "alias"],
    ["2026.9.6", "gpt-nano", "openai/gpt-5.4-nano", {}, "alias"],
    ["2026.9.6", "sonnet", "anthropic/claude-sonnet-4-6", {}, "bare"],
    ["2026.6.11", "sonnet", "anthropic/claude-sonnet-4-6", {}, "alias"],
    ["2026.4.1", "gpt-nano", "openai/gpt-5.4-nano", {}, "bare"],
    ["2026.2.9", "opus", "anthropic/claude-opus-4-6", {}, "alias"],
    ["2026.9.6", "opus", "anthropic/claude-opus-5", { alias: "big" }, "bare"],
    ["2026.9.6", "opus", "anthropic/claude-opus-5", { alias: "" }, "bare"],
  ] as const)("%s: %s beside %s %j is %s", (release, primary, key, settings, expected) => {
    const merged = { agents: { defaults: { model: { primary }, models: { [key]: settings } } } };
    const { all, aliases } = resolveReferences(merged, [], release);
    expect(all.find(({ path }) => path.at(-1) === "primary")?.target.state).toBe(expected);
    expect(aliases.some(({ builtIn }) => builtIn === true)).toBe(expected === "alias");
  });

  test("a built-in name that the config gives away stands for the config's model", () => {
    const models = { "anthropic/claude-opus-5": {}, "openai/gpt-5.4": { alias: "Opus" } };
    const merged = { agents: { defaults: { model: { primary: "opus" }, models } } };
    const { all } = resolveReferences(merged, [], "2026.9.6");
    expect(all.find(({ path }) => path.at(-1) === "primary")?.target).toMatchObject({
      state: "alias",
      alias: { target: "openai/gpt-5.4" },
    });
  });
});
