import { routeDataOf } from "../../src/resolve/route/facts.ts";
import { type Random, seeded } from "../random.ts";
import { inOlderForm, type RouteCase } from "./generate.ts";
import { BUNDLED, CUSTOM } from "./kinds.ts";

const APIS = ["openai-completions", "openai-responses", "anthropic-messages", "google-generative-ai"];
const ENDINGS = ["", "/", "/v1", "/v1/", "/api", "/openai/v1"];
const MODELS = ["rye-2", "wheat/spelt-1", "Rye-2", "claude-sonnet-5", "gpt-5.5"];

/**
 * A config as most people write it, for releases whose requests are known for such only: a provider of one's own with
 * URL, api, key and row, or a bundled one without a block.
 */
export function plainCase(index: number, seed: string, release: string): RouteCase {
  const random = seeded(`${seed} plain ${index}`);
  const one = random.below(3) === 0 ? bundled(index, random, release) : custom(index, random);
  return { ...one, config: inOlderForm(one.config, release) };
}

function bundled(index: number, random: Random, release: string): RouteCase {
  const known = routeDataOf(release)?.providers ?? {};
  const kinds = BUNDLED.filter(({ id }) => Object.keys(known[id]?.models ?? {}).length > 0);
  const kind = random.pick(kinds);
  const model = random.pick(Object.keys(known[kind.id]?.models ?? {}));
  const env: Record<string, string> = {};
  if (random.below(5) > 0) env[kind.variable] = `not-a-key-${kind.id}`;
  return {
    index,
    config: { agents: { defaults: { model: `${kind.id}/${model}` } } },
    env,
    traits: [kind.id, "no block"],
  };
}

function custom(index: number, random: Random): RouteCase {
  const kind = random.pick(CUSTOM);
  const model = random.pick(MODELS);
  const env: Record<string, string> = {};
  const api = random.pick(APIS);
  const block: Record<string, unknown> = { baseUrl: new URL(kind.url).origin + random.pick(ENDINGS), api };
  const config: Record<string, unknown> = {};
  const key = random.pick(["literal", "variable", "reference", "env.vars", "none"]);
  if (key === "literal") block["apiKey"] = "not-a-key-written";
  if (key === "variable") {
    block["apiKey"] = `\${${kind.variable}}`;
    env[kind.variable] = "not-a-key-variable";
  }
  if (key === "reference") {
    block["apiKey"] = { source: "env", provider: "default", id: kind.variable };
    env[kind.variable] = "not-a-key-reference";
  }
  if (key === "env.vars") {
    block["apiKey"] = `\${${kind.variable}}`;
    config["env"] = { vars: { [kind.variable]: "not-a-key-config-env" } };
  }
  const row: Record<string, unknown> = { id: model, name: "Rye" };
  if (random.once(3)) row["contextWindow"] = random.pick([32_000, 128_000]);
  if (random.once(3)) row["maxTokens"] = random.pick([4000, 8192]);
  block["models"] = [row, { id: "malt-7", name: "Malt" }];
  if (random.once(4)) block["headers"] = { "X-Oven": "warm" };
  if (random.once(6)) row["api"] = random.pick(APIS);
  if (random.once(8)) block["authHeader"] = random.below(2) === 0;
  if (random.once(8)) block["auth"] = "api-key";
  if (random.once(4)) env["OPENAI_API_KEY"] = "not-a-key-openai";
  const reference = `${kind.id}/${model}`;
  const agent = random.once(4);
  const defaults = agent
    ? { model: `${kind.id}/malt-7` }
    : { model: random.below(2) === 0 ? reference : { primary: reference } };
  return {
    index,
    config: {
      ...config,
      models: { providers: { [kind.id]: block } },
      agents: agent
        ? { defaults, ownership: "explicit", entries: { main: {}, ada: { model: reference } } }
        : { defaults },
    },
    env,
    ...(agent ? { agent: "ada" } : {}),
    traits: [kind.id, api, key],
  };
}
