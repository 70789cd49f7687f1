import { type ConfigPath, isObject, toDotted, valueAt } from "../core/config-path.ts";
import { gateNodeAt } from "./gate-lookup.ts";

const ROOT: Readonly<Record<string, string>> = {
  providers: "models.providers",
  provider: "models.providers",
  agent: "agents.defaults",
  defaults: "agents.defaults",
  model: "agents.defaults.model",
  primary: "agents.defaults.model.primary",
  fallbacks: "agents.defaults.model.fallbacks",
  imageModel: "agents.defaults.imageModel",
  identity: "agents.entries.<id>.identity",
  routing: "bindings",
  heartbeat: "agents.defaults.heartbeat",
  sandbox: "agents.defaults.sandbox",
  workspace: "agents.defaults.workspace",
  memorySearch: "memory.search",
  entries: "agents.entries",
  apiKey: "models.providers.<id>.apiKey",
  baseUrl: "models.providers.<id>.baseUrl",
  vars: "env.vars",
  apiKeys: "env.vars",
  profiles: "auth.profiles",
  llm: "agents.defaults.model",
  defaultModel: "agents.defaults.model",
};

const DEFAULTS: Readonly<Record<string, string>> = {
  provider: "models.providers",
  providers: "models.providers",
  apiKey: "models.providers.<id>.apiKey",
  baseUrl: "models.providers.<id>.baseUrl",
  headers: "models.providers.<id>.headers",
  primary: "agents.defaults.model.primary",
  fallbacks: "agents.defaults.model.fallbacks",
  tools: "tools",
  tts: "tts",
  memory: "memory",
  channels: "channels",
  temperature: "agents.defaults.params.temperature",
  maxTokens: "models.providers.<id>.models[].maxTokens",
  contextWindow: "models.providers.<id>.models[].contextWindow",
};

/** What people write into a login of auth.profiles, which names one and holds nothing of it. */
const PROFILE: Readonly<Record<string, string>> = {
  baseUrl: "models.providers.<id>.baseUrl",
  api: "models.providers.<id>.api",
  apiKey: "models.providers.<id>.apiKey",
  headers: "models.providers.<id>.headers",
  models: "models.providers.<id>.models",
};

/** Keys that only a provider has; a block that holds one is a provider. */
const PROVIDER_MARKS = ["baseUrl", "baseURL", "apiKey", "api", "models"];

/**
 * Where a key that nobody knows at its place belongs, as a dotted path; `undefined` where that cannot be said. The
 * path ends with the key itself, at its place.
 */
export function whereItBelongs(path: ConfigPath, value: unknown): string | undefined {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  if (parent.length === 0) {
    if (key === "model" && isObject(value) && isObject(value["providers"])) return "models";
    if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u.test(key) && typeof value === "string") return `env.vars.${key}`;
    return own(ROOT, key) ?? (looksLikeProvider(value) ? `models.providers.${key}` : undefined);
  }
  if (parent[0] === "agents" && parent.length === 1) return belowAgents(key, value);
  if (parent[0] === "models" && parent.length === 1) return belowModels(key, value);
  if (parent[0] === "agents" && parent[1] === "defaults" && parent.length === 2) {
    return own(DEFAULTS, key) ?? (isEntryKey(key) ? `agents.entries.<id>.${key}` : undefined);
  }
  if (parent[0] === "agents" && parent.length === 3 && (parent[1] === "entries" || parent[1] === "list")) {
    if (key === "primary" || key === "fallbacks") return toDotted([...parent, "model", key]);
    if (isDefaultsKey(key)) return `agents.defaults.${key}`;
    return key === "id" ? undefined : own({ ...DEFAULTS, tools: "", tts: "", memory: "" }, key);
  }
  if (parent[0] === "models" && parent[1] === "providers" && parent.length === 3) {
    return knows(["models", "providers", "x", "models", 0], key) && key !== "id" && key !== "name"
      ? `models.providers.${String(parent[2])}.models[].${key}`
      : undefined;
  }
  if (parent[0] === "auth" && parent[1] === "profiles" && parent.length === 3) return own(PROFILE, key);
  if (parent[0] === "models" && parent[1] === "providers" && parent.length === 5) {
    if (key === "alias") return "agents.defaults.models.<provider/model>.alias";
    if (key === "temperature" || key === "topP") return toDotted([...parent, "params", key]);
  }
  return undefined;
}

/** Records of names, the key beside them that slips in among the names, and a key that only an entry of them has. */
const BESIDE: readonly (readonly [record: string, key: string, belongs: string, mark: string])[] = [
  ["auth.profiles", "order", "auth.order", "provider"],
  ["auth.profiles", "cooldowns", "auth.cooldowns", "provider"],
  ["models.providers", "mode", "models.mode", "baseUrl"],
  ["models.providers", "providers", "models.providers", "baseUrl"],
  ["secrets.providers", "defaults", "secrets.defaults", "source"],
  ["agents.entries", "defaults", "agents.defaults", "name"],
];

/** Of these the record takes each, since any text may be a name there: the slip changes what happens, and is no refusal. */
const TAKEN: ReadonlySet<string> = new Set(["agents.entries"]);

/** The places of a config at which a key stands that belongs beside the record that it stands in. */
export function slippedIn(
  config: unknown,
): readonly { readonly path: ConfigPath; readonly belongs: string; readonly isTaken: boolean }[] {
  return BESIDE.flatMap(([record, key, belongs, mark]) => {
    const path = [...record.split("."), key];
    const value = valueAt(config, path);
    return value === undefined || (isObject(value) && Object.hasOwn(value, mark))
      ? []
      : [{ path, belongs, isTaken: TAKEN.has(record) }];
  });
}

/**
 * Where a model choice belongs that was written into the map of models, which takes any key: `models: { primary: "x/y" }`
 * stands for `model: { primary: "x/y" }`.
 */
export function whereChoiceBelongs(path: ConfigPath): string | undefined {
  const key = path.at(-1);
  if (path[0] !== "agents" || path.at(-2) !== "models" || (key !== "primary" && key !== "fallbacks"))
    return undefined;
  return toDotted([...path.slice(0, -2), "model", key]);
}

function belowAgents(key: string, value: unknown): string | undefined {
  if (key === "models")
    return isObject(value) && holdsProviders(value) ? "models.providers" : "agents.defaults.models";
  if (key === "providers") return "models.providers";
  if (key === "default") return isObject(value) ? "agents.defaults" : undefined;
  if (isDefaultsKey(key)) return `agents.defaults.${key}`;
  const fromDefaults = own(DEFAULTS, key);
  if (fromDefaults !== undefined) return fromDefaults;
  return isObject(value) && /^[a-z0-9_][a-z0-9_-]{0,63}$/iu.test(key) ? `agents.entries.${key}` : undefined;
}

function belowModels(key: string, value: unknown): string | undefined {
  if (key === "default" || key === "primary" || key === "model") return "agents.defaults.model";
  if (key === "fallbacks" || key === "fallback") return "agents.defaults.model.fallbacks";
  if (key === "aliases" || key === "alias") return "agents.defaults.models.<provider/model>.alias";
  if (key === "allow" || key === "allowlist") return "agents.defaults.modelPolicy.allow";
  return looksLikeProvider(value) ? `models.providers.${key}` : undefined;
}

function holdsProviders(value: Readonly<Record<string, unknown>>): boolean {
  return isObject(value["providers"]) || Object.values(value).some(looksLikeProvider);
}

function looksLikeProvider(value: unknown): boolean {
  return isObject(value) && PROVIDER_MARKS.some((mark) => Object.hasOwn(value, mark));
}

function isDefaultsKey(key: string): boolean {
  return knows(["agents", "defaults"], key);
}

function isEntryKey(key: string): boolean {
  return knows(["agents", "entries", "x"], key);
}

function knows(path: ConfigPath, key: string): boolean {
  const keys = gateNodeAt(path).k;
  return keys !== undefined && Object.hasOwn(keys, key);
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  const found = Object.hasOwn(table, key) ? table[key] : undefined;
  return found === "" ? undefined : found;
}
