import { isObject } from "../../src/core/config-path.ts";
import { readEndpoint } from "../../src/resolve/providers/endpoints.ts";
import { compareReleases } from "../../src/schema/releases.ts";
import { type Random, seeded } from "../random.ts";
import { APIS, BUNDLED, CUSTOM, EXTERNAL, type Kind, URLS } from "./kinds.ts";

/** A config with what is around it, for one turn of an agent. */
export interface RouteCase {
  readonly index: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Whose turn it is; the default agent's where undefined. */
  readonly agent?: string;
  /** Files beside the config, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the case is about, for the table. */
  readonly traits: readonly string[];
}

/**
 * The case of an index for a release: the same for the same seed, but for keys that had another place.
 *
 * @param plain whether the block names one of the places where its vendor serves an api, with that api
 */
export function routeCase(index: number, seed: string, release: string, plain = false): RouteCase {
  const random = seeded(`${seed} route ${index}`);
  const bundled = plain ? 7 : 5;
  const pool = random.below(10) < bundled ? BUNDLED : random.below(5) < 3 && !plain ? CUSTOM : EXTERNAL;
  const kind = random.pick(pool);
  const maker = new Maker(random, kind, plain);
  const one = { index, ...maker.make() };
  return { ...one, config: inOlderForm(one.config, release) };
}

/** A config as a release wants it: before 2026.8.2 agents stood in a list. */
function inOlderForm(config: RouteCase["config"], release: string): RouteCase["config"] {
  if (compareReleases(release, "2026.8.2") >= 0) return config;
  const { agents, ...rest } = config;
  if (!isObject(agents) || !isObject(agents["entries"])) return config;
  const list = Object.entries(agents["entries"]).map(([id, entry]) => ({ id, ...(entry as object) }));
  return { ...rest, agents: { defaults: agents["defaults"], list } };
}

class Maker {
  readonly #random: Random;
  readonly #kind: Kind;
  readonly #plain: boolean;
  readonly #env: Record<string, string> = {};
  readonly #traits: string[] = [];
  readonly #config: Record<string, unknown> = {};
  readonly #providers: Record<string, unknown> = {};

  constructor(random: Random, kind: Kind, plain: boolean) {
    this.#random = random;
    this.#kind = kind;
    this.#plain = plain;
  }

  make(): Omit<RouteCase, "index"> {
    const random = this.#random;
    const kind = this.#kind;
    const model = random.pick(kind.models);
    if (random.below(10) < 6) this.#env[kind.variable] = `not-a-key-${kind.id}`;
    const isBundled = BUNDLED.includes(kind);
    if (!isBundled || random.below(10) < 6) this.#block(kind, model);
    if (random.once(6)) this.#second();
    const agents = this.#agents(kind, model);
    this.#surroundings();
    if (Object.keys(this.#providers).length > 0) this.#config["models"] = { providers: this.#providers };
    const files = this.#include();
    return {
      config: this.#config,
      env: this.#env,
      ...(agents === undefined ? {} : { agent: agents }),
      ...(files === undefined ? {} : { files }),
      traits: [kind.id, ...this.#traits],
    };
  }

  #trait(name: string): void {
    if (!this.#traits.includes(name)) this.#traits.push(name);
  }

  #block(kind: Kind, model: string): void {
    const random = this.#random;
    const block: Record<string, unknown> = {};
    const isCustom = CUSTOM.includes(kind);
    if (isCustom || random.below(10) < 7) block["baseUrl"] = random.below(3) === 0 ? this.#url() : kind.url;
    if (random.below(10) < 7) block["api"] = random.pick(APIS);
    if (this.#plain) Object.assign(block, this.#vendorsForm(kind));
    this.#key(block, kind);
    if (random.once(8)) this.#set(block, "auth", random.pick(["api-key", "api-key", "oauth", "token"]));
    if (random.once(14)) this.#set(block, "authHeader", random.below(2) === 0);
    if (random.once(5)) this.#set(block, "headers", this.#headers());
    if (random.once(7)) this.#set(block, "request", this.#request());
    if (random.once(12)) this.#set(block, "maxTokens", random.pick([2048, 64_000]));
    const rows = random.below(10) < 7 ? [model] : ["spelt-9"];
    if (random.once(6)) rows.push("malt-7");
    if (isCustom || random.below(10) < 8) block["models"] = rows.map((id) => this.#row(id));
    const name = random.once(15) ? kind.id.toUpperCase() : kind.id;
    if (name !== kind.id) this.#trait("case of key");
    this.#providers[name] = block;
  }

  /** A place where the vendor serves an api, and that api; a key that is left out is the release's to fill. */
  #vendorsForm({ url }: Kind): Record<string, unknown> {
    const random = this.#random;
    const endpoint = readEndpoint(url);
    const forms = endpoint?.known?.forms ?? [];
    if (endpoint === undefined || forms.length === 0) return { baseUrl: url };
    const { path, apis } = random.pick(forms);
    this.#trait("vendor's form");
    const slash = random.once(6) ? "/" : "";
    return { baseUrl: `${endpoint.origin}${path}${slash}`, api: random.pick(apis) };
  }

  #set(block: Record<string, unknown>, key: string, value: unknown): void {
    block[key] = value;
    this.#trait(key);
  }

  #url(): string {
    const random = this.#random;
    this.#trait("url");
    if (random.once(10)) {
      this.#env["OVEN_URL"] = "https://oven-7.example";
      this.#trait("variable in url");
      return random.once(3) ? "${OVEN_MISSING}/v1" : "${OVEN_URL}/v1";
    }
    return random.pick(URLS);
  }

  #key(block: Record<string, unknown>, kind: Kind): void {
    const random = this.#random;
    const variable = "BAKERY_TOKEN";
    switch (random.below(16)) {
      case 0:
      case 1:
      case 2:
        break;
      case 3:
      case 4:
      case 5:
      case 6:
        block["apiKey"] = "not-a-key-written-1";
        break;
      case 7:
        block["apiKey"] = `\${${kind.variable}}`;
        this.#trait("variable key");
        break;
      case 8:
        if (!random.once(4)) this.#env[variable] = "not-a-key-variable";
        block["apiKey"] = random.below(2) === 0 ? `\${${variable}}` : `$${variable}`;
        this.#trait("variable key");
        break;
      case 9:
        if (!random.once(4)) this.#env[variable] = "not-a-key-reference";
        block["apiKey"] = { source: "env", provider: "default", id: variable };
        this.#trait("SecretRef");
        break;
      case 10:
        this.#config["env"] = { vars: { [variable]: "not-a-key-config-env" } };
        block["apiKey"] = `\${${variable}}`;
        this.#trait("env.vars");
        break;
      case 11:
        block["apiKey"] = random.pick(["", "   ", "ollama-local", "custom-local", "lmstudio-local"]);
        this.#trait("marker or empty");
        break;
      case 12:
        block["apiKey"] = random.pick(["OPENAI_API_KEY", "BAKERY_TOKEN", "ANTHROPIC_API_KEY"]);
        if (random.below(2) === 0) this.#env["OPENAI_API_KEY"] = "not-a-key-openai";
        this.#trait("bare name");
        break;
      case 13:
        block["apiKey"] = "sk-ant-oat-not-a-key-0000";
        this.#trait("login token");
        break;
      default:
        block["apiKey"] = "not-a-key-written-2";
    }
  }

  #headers(): Record<string, unknown> {
    const random = this.#random;
    const some: Record<string, unknown> = {};
    if (random.below(2) === 0) some["X-Oven"] = "warm";
    if (random.once(3)) some["Authorization"] = "Bearer not-a-key-header";
    if (random.once(4)) some["x-api-key"] = "not-a-key-header-2";
    if (random.once(5)) some["api-key"] = "not-a-key-header-3";
    if (random.once(6)) some["X-Goog-Api-Key"] = "not-a-key-header-4";
    if (random.once(10)) some["User-Agent"] = "bakery/1";
    if (random.once(5)) some["cf-aig-authorization"] = "Bearer not-a-key-header-5";
    if (random.once(8)) {
      this.#env["OVEN_HEADER"] = "crisp";
      some["X-Crust"] = { source: "env", provider: "default", id: "OVEN_HEADER" };
    }
    return some;
  }

  #request(): Record<string, unknown> {
    const random = this.#random;
    const request: Record<string, unknown> = {};
    if (random.below(2) === 0)
      request["headers"] = {
        "X-T": "request",
        ...(random.once(3) ? { authorization: "Bearer not-a-key-request" } : {}),
      };
    if (random.below(2) === 0)
      request["auth"] =
        random.below(2) === 0
          ? { mode: "authorization-bearer", token: "not-a-key-request-2" }
          : {
              mode: "header",
              headerName: random.pick(["X-T", "x-api-key", "api-key", "Authorization"]),
              value: "not-a-key-request-3",
              ...(random.once(3) ? { prefix: random.pick(["Token", "Bearer "]) } : {}),
            };
    return request;
  }

  #row(id: string): Record<string, unknown> {
    const random = this.#random;
    const row: Record<string, unknown> = { id, name: "Rye" };
    if (random.once(6)) this.#set(row, "api", random.pick(APIS));
    if (random.once(8))
      this.#set(row, "baseUrl", random.below(2) === 0 ? "https://row.ovenai.example/v1" : this.#url());
    if (random.once(6)) this.#set(row, "maxTokens", random.pick([1000, 40_000, 300_000]));
    if (random.once(8)) this.#set(row, "contextWindow", random.pick([3999, 4000, 128_000, 1_000_000]));
    if (random.once(12)) this.#set(row, "contextTokens", random.pick([2000, 90_000]));
    if (random.once(8))
      this.#set(
        row,
        "headers",
        random.pick([
          { "X-Row": "crust" },
          { Authorization: "Bearer not-a-key-row" },
          { "X-Api-Key": "not-a-key-row" },
        ]),
      );
    if (random.once(14)) this.#set(row, "params", { maxTokens: 666 });
    if (random.once(8)) this.#set(row, "reasoning", true);
    return row;
  }

  /** Another provider, so that there is something to be taken for another. */
  #second(): void {
    const random = this.#random;
    this.#trait("second provider");
    const id = random.pick(["crumbworks", "ovenai", "openai"]);
    if (id === this.#kind.id) return;
    this.#providers[id] = {
      baseUrl: "https://second.crumb.example/v1",
      api: "openai-completions",
      apiKey: "not-a-key-second",
      models: [{ id: random.pick(["rye-2", "malt-7"]), name: "Rye" }],
    };
  }

  #agents(kind: Kind, model: string): string | undefined {
    const random = this.#random;
    const reference = this.#reference(kind, model);
    const defaults: Record<string, unknown> = {};
    const models: Record<string, unknown> = {};
    let text = reference;
    if (random.once(8)) {
      this.#trait("alias");
      models[reference] = { alias: "Loaf" };
      text = random.pick(["Loaf", "loaf", `${kind.id}/loaf`]);
    }
    if (random.once(14)) {
      const key = random.pick([reference, reference.toLowerCase(), `${kind.id}/${model}`]);
      models[key] = { ...Object(models[key]), params: { maxTokens: 777 } };
      this.#trait("params");
    }
    if (random.once(20)) {
      defaults["params"] = random.pick([{ maxTokens: 555 }, { max_tokens: 444 }, { maxTokens: 0 }]);
      this.#trait("default params");
    }
    const chain = random.once(7) ? ["crumbworks/malt-7"] : [];
    if (chain.length > 0) this.#trait("fallbacks");
    defaults["model"] =
      random.below(2) === 0 && chain.length === 0
        ? text
        : { primary: text, ...(chain.length === 0 ? {} : { fallbacks: chain }) };
    if (Object.keys(models).length > 0) defaults["models"] = models;
    this.#config["agents"] = { defaults };
    if (!random.once(7)) return undefined;
    this.#trait("agents");
    const own = this.#reference(kind, random.pick(kind.models));
    defaults["model"] = "crumbworks/malt";
    this.#config["agents"] = {
      defaults,
      ownership: "explicit",
      entries: {
        main: {},
        ada: {
          model: random.below(2) === 0 ? own : { primary: own },
          ...(random.once(5) ? { params: { maxTokens: 333 } } : {}),
          ...(random.once(5) ? { models: { [own]: { params: { maxTokens: 222 } } } } : {}),
        },
      },
    };
    return "ada";
  }

  #reference(kind: Kind, model: string): string {
    const random = this.#random;
    switch (random.below(20)) {
      case 0:
        this.#trait("bare reference");
        return model;
      case 1:
        this.#trait("case of reference");
        return `${kind.id.toUpperCase()}/${model}`;
      case 2:
        this.#trait("doubled prefix");
        return `${kind.id}/${kind.id}/${model}`;
      case 3:
        this.#trait("spaces");
        return ` ${kind.id} / ${model} `;
      case 4:
        if (random.below(2) === 0) return `${kind.id}/${model}`;
        this.#trait("profile");
        return `${kind.id}/${model}@loaf`;
      default:
        return `${kind.id}/${model}`;
    }
  }

  #surroundings(): void {
    const random = this.#random;
    const { id } = this.#kind;
    if (random.once(25)) {
      this.#trait("auth profile");
      this.#config["auth"] = {
        profiles: { [`${id}:bakery`]: { provider: id, mode: random.pick(["api_key", "oauth", "token"]) } },
        ...(random.once(3) ? { order: { [id]: [`${id}:bakery`] } } : {}),
      };
    }
    if (random.once(20)) {
      this.#trait("plugins");
      this.#config["plugins"] = random.pick([
        { entries: { [id]: { enabled: false } } },
        { deny: [id] },
        { allow: ["telegram"] },
        { enabled: false },
      ]);
    }
    const settings: readonly (readonly [string, string])[] = [
      ["OPENAI_BASE_URL", "https://env.ovenai.example/v1"],
      ["ANTHROPIC_BASE_URL", "https://env.crumb.example"],
      ["AZURE_OPENAI_API_VERSION", "2025-04-01"],
      ["AZURE_OPENAI_DEPLOYMENT_NAME_MAP", "rye-2=tray-1, gpt-5.5=tray-2"],
      ["OPENAI_API_KEY", "not-a-key-openai"],
      ["ANTHROPIC_API_KEY", "not-a-key-anthropic"],
      ["ANTHROPIC_OAUTH_TOKEN", "sk-ant-oat-not-a-key-1111"],
    ];
    for (const [name, value] of settings) {
      if (!random.once(14) || this.#env[name] !== undefined) continue;
      this.#env[name] = value;
      this.#trait(name);
    }
  }

  /** Sometimes the providers stand in a file of their own. */
  #include(): Record<string, string> | undefined {
    if (this.#config["models"] === undefined || !this.#random.once(15)) return undefined;
    this.#trait("$include");
    const text = JSON.stringify(this.#config["models"], undefined, 2);
    this.#config["models"] = { $include: "./models.json5" };
    return { "models.json5": text };
  }
}
