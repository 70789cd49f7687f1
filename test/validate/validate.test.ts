import { describe, expect, it } from "vitest";
import { toPointer } from "../../src/core/config-path.ts";
import type { ReleaseLine } from "../../src/schema/releases.ts";
import { validateConfig } from "../../src/validate/validate.ts";

const NEWEST: ReleaseLine = "2026.9.6";
const bakery = {
  baseUrl: "https://oven.example/v1",
  apiKey: "${BAKERY_API_KEY}",
  api: "openai-completions",
  models: [{ id: "rye-1", name: "Rye" }],
};
/** A config with one provider; keys set to `undefined` are left out. */
const withProvider = (more: object) => {
  const entries = Object.entries({ ...bakery, ...more }).filter(([, value]) => value !== undefined);
  return { models: { providers: { bakery: Object.fromEntries(entries) } } };
};

/** Each problem as `kind pointer`, with the data that matters. */
function problems(config: unknown, release: ReleaseLine = NEWEST) {
  return validateConfig(config, release).map((problem) => ({
    is: `${problem.kind} ${toPointer(problem.path)}`,
    refused: problem.refused,
    ...problem.data,
  }));
}

describe("a config that works", () => {
  it.each([
    ["nothing", {}],
    ["a custom provider", withProvider({})],
    [
      "a known provider without an endpoint",
      { models: { providers: { openai: {}, " Anthropic ": { apiKey: "${A}" } } } },
    ],
    [
      "two agents",
      { agents: { ownership: "explicit", entries: { baker: { model: "bakery/rye-1" }, till: {} } } },
    ],
    ["variables in place of words", withProvider({ api: "${BAKERY_API}" })],
    ["other sections", { gateway: { port: 18789 }, channels: { telegram: {} }, plugins: {} }],
    [
      "a SecretRef of each kind",
      {
        models: {
          providers: {
            a: { ...bakery, apiKey: { source: "env", provider: "default", id: "BAKERY_API_KEY" } },
            b: { ...bakery, apiKey: { source: "file", provider: "vault", id: "/bakery/key" } },
            c: { ...bakery, apiKey: { source: "exec", provider: "vault", id: "bakery/key" } },
            d: { ...bakery, apiKey: { source: "store", provider: "default", id: "BAKERY_API_KEY" } },
          },
        },
      },
    ],
  ])("%s", (_name, config) => {
    expect(problems(config)).toEqual([]);
  });
});

describe("one fault is one problem", () => {
  it.each<[string, unknown, object]>([
    [
      "a misspelt key",
      { models: { providers: { bakery: { baseURL: "https://oven.example", models: [] } } } },
      { is: "unknown-key /models/providers/bakery/baseURL", nearest: "baseUrl" },
    ],
    [
      "a synonym",
      withProvider({ api: undefined, type: "openai-completions" }),
      { is: "unknown-key /models/providers/bakery/type", nearest: "api" },
    ],
    [
      "a key without a neighbour",
      withProvider({ crumbs: 1 }),
      { is: "unknown-key /models/providers/bakery/crumbs", nearest: undefined },
    ],
    [
      "fallback for fallbacks",
      { agents: { defaults: { model: { primary: "a/b", fallback: "c/d" } } } },
      { is: "unknown-key /agents/defaults/model/fallback", nearest: "fallbacks" },
    ],
    [
      "fallbacks as text",
      { agents: { defaults: { model: { primary: "a/b", fallbacks: "c/d" } } } },
      { is: "wrong-type /agents/defaults/model/fallbacks", expected: ["array"], found: "string" },
    ],
    [
      "a row without a name",
      withProvider({ models: [{ id: "rye-1" }] }),
      { is: "missing-key /models/providers/bakery/models/0", key: "name" },
    ],
    [
      "a bad value",
      withProvider({ api: "openai-completion" }),
      { is: "invalid-value /models/providers/bakery/api", nearest: "openai-completions", rule: "enum" },
    ],
    [
      "a number that is text",
      withProvider({ timeoutSeconds: "30" }),
      { is: "wrong-type /models/providers/bakery/timeoutSeconds", found: "string" },
    ],
    [
      "infinity",
      withProvider({ maxTokens: Number.POSITIVE_INFINITY }),
      { is: "wrong-type /models/providers/bakery/maxTokens", found: "not finite" },
    ],
    [
      "a fraction",
      withProvider({ timeoutSeconds: 1.5 }),
      { is: "wrong-type /models/providers/bakery/timeoutSeconds", found: "fraction" },
    ],
    [
      "zero where more is needed",
      withProvider({ timeoutSeconds: 0 }),
      { is: "invalid-value /models/providers/bakery/timeoutSeconds", rule: "exclusiveMinimum", limit: 0 },
    ],
    [
      "a SecretRef without provider",
      withProvider({ apiKey: { source: "env", id: "BAKERY_API_KEY" } }),
      { is: "missing-key /models/providers/bakery/apiKey", key: "provider" },
    ],
    [
      "a SecretRef with a small name",
      withProvider({ apiKey: { source: "env", provider: "default", id: "bakery" } }),
      { is: "invalid-value /models/providers/bakery/apiKey/id" },
    ],
    [
      "a field of another mode",
      withProvider({ request: { auth: { mode: "provider-default", token: "sk-test-not-a-key" } } }),
      { is: "unknown-key /models/providers/bakery/request/auth/token", with: "mode: provider-default" },
    ],
    [
      "an agent id that is none",
      { agents: { entries: { "the baker": {} } } },
      { is: "invalid-value /agents/entries/the baker", rule: "key" },
    ],
    ["a section that is null", { models: null }, { is: "wrong-type /models", found: "null" }],
    ["a root that is a list", [], { is: "wrong-type ", found: "array" }],
  ])("%s", (_name, config, wanted) => {
    const found = problems(config);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ refused: true, ...wanted });
  });
});

describe("blocks at the wrong place", () => {
  it.each<[unknown, string, string]>([
    [{ providers: { bakery } }, "/providers", "models.providers"],
    [{ agent: {} }, "/agent", "agents.defaults"],
    [{ model: "a/b" }, "/model", "agents.defaults.model"],
    [{ heartbeat: {} }, "/heartbeat", "agents.defaults.heartbeat"],
    [{ agents: { main: {} } }, "/agents/main", "agents.entries.main"],
    [{ agents: { models: { "a/b": {} } } }, "/agents/models", "agents.defaults.models"],
    [{ agents: { models: { bakery } } }, "/agents/models", "models.providers"],
    [{ models: { bakery } }, "/models/bakery", "models.providers.bakery"],
    [{ models: { default: "a/b" } }, "/models/default", "agents.defaults.model"],
    [{ agents: { defaults: { provider: "bakery" } } }, "/agents/defaults/provider", "models.providers"],
    [
      { agents: { defaults: { apiKey: "sk-test-not-a-key" } } },
      "/agents/defaults/apiKey",
      "models.providers.<id>.apiKey",
    ],
    [{ agents: { defaults: { tools: {} } } }, "/agents/defaults/tools", "tools"],
    [{ agents: { defaults: { identity: {} } } }, "/agents/defaults/identity", "agents.entries.<id>.identity"],
    [
      { agents: { entries: { baker: { imageModel: "a/b" } } } },
      "/agents/entries/baker/imageModel",
      "agents.defaults.imageModel",
    ],
    [
      withProvider({ reasoning: true }),
      "/models/providers/bakery/reasoning",
      "models.providers.bakery.models[].reasoning",
    ],
  ])("%j", (config, pointer, belongs) => {
    expect(problems(config)).toMatchObject([{ is: `misplaced-key ${pointer}`, belongs, refused: true }]);
  });
});

describe("releases", () => {
  it.each<[string, unknown, ReleaseLine, object[]]>([
    [
      "the model of 2026.2.9 is an object",
      { agents: { defaults: { model: "a/b" } } },
      "2026.2.9",
      [{ is: "future-key /agents/defaults/model", since: "2026.3.13" }],
    ],
    [
      "SecretRefs come with 2026.3.13",
      withProvider({ apiKey: { source: "env", provider: "default", id: "A" } }),
      "2026.2.9",
      [{ is: "future-key /models/providers/bakery/apiKey", since: "2026.3.13" }],
    ],
    [
      "endpoints are needed until 2026.6.11",
      { models: { providers: { openai: { models: [] } } } },
      "2026.5.5",
      [{ is: "missing-key /models/providers/openai", key: "baseUrl" }],
    ],
    ["and then not", { models: { providers: { openai: { models: [] } } } }, "2026.6.11", []],
    [
      "a missing endpoint is said once",
      { models: { providers: { bakery: { models: [] } } } },
      "2026.2.9",
      [{ is: "missing-key /models/providers/bakery", key: "baseUrl" }],
    ],
    ["variables stand in env until 2026.7.35", { env: { BAKERY: "x" } }, "2026.7.35", []],
    [
      "and then in env.vars",
      { env: { BAKERY: "x" } },
      "2026.8.2",
      [
        {
          is: "retired-key /env/BAKERY",
          until: "2026.7.35",
          goneIn: "2026.8.2",
          replacedBy: "env.vars.BAKERY",
          refused: true,
        },
      ],
    ],
    [
      "the list of agents moves on read",
      { agents: { list: [{ id: "baker" }] } },
      NEWEST,
      [{ is: "migrated-key /agents/list", refused: false, replacedBy: "agents.entries" }],
    ],
    [
      "unless an id is not in its normal form",
      { agents: { list: [{ id: "Baker" }] } },
      NEWEST,
      [{ is: "retired-key /agents/list", refused: true }],
    ],
    [
      "an old setting is dropped whatever it holds",
      { agents: { defaults: { contextTokens: "many" } } },
      NEWEST,
      [{ is: "migrated-key /agents/defaults/contextTokens", refused: false }],
    ],
    [
      "an old api has a new name",
      withProvider({ api: "openai-codex-responses" }),
      NEWEST,
      [{ is: "retired-key /models/providers/bakery/api", replacedBy: "openai-chatgpt-responses" }],
    ],
    [
      "a value went and came back",
      withProvider({ models: [{ id: "a", name: "a", compat: { thinkingFormat: "qwen" } }] }),
      "2026.4.29",
      [
        {
          is: "retired-key /models/providers/bakery/models/0/compat/thinkingFormat",
          until: "2026.4.15",
          since: "2026.6.11",
        },
      ],
    ],
    [
      "a key is too new",
      { agents: { defaults: { decisionModel: "a/b" } } },
      "2026.9.1",
      [{ is: "future-key /agents/defaults/decisionModel", since: "2026.9.6" }],
    ],
    [
      "a block that left is one problem",
      { agents: { defaults: { memorySearch: { provider: 7, crumbs: true } } } },
      NEWEST,
      [
        {
          is: "retired-key /agents/defaults/memorySearch",
          action: "doctor moves",
          replacedBy: "memory.search",
        },
      ],
    ],
  ])("%s", (_name, config, release, wanted) => {
    expect(problems(config, release)).toMatchObject(wanted);
    expect(problems(config, release)).toHaveLength(wanted.length);
  });
});

it("never carries a value from a secret's place", () => {
  const secret = "crust-and-crumb";
  const config = {
    env: { vars: { A: { deep: secret } } },
    models: {
      providers: {
        bakery: {
          ...bakery,
          apiKey: [secret],
          headers: { "x-key": { source: secret, provider: secret, id: secret } },
          request: { auth: { mode: secret, token: secret } },
        },
      },
    },
  };
  const text = JSON.stringify(validateConfig(config, NEWEST).map((problem) => problem.data));
  expect(text).not.toContain(secret);
});
