import { isObject, valueAt } from "../../core/config-path.ts";
import { onceFor } from "../../core/once-for.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { normalizeProviderId } from "../providers/catalogue.ts";
import type { RouteData } from "./facts.ts";
import type { FoundModel } from "./find-model.ts";
import { normalizedId, referencedId } from "./model-id.ts";
import type { RouteContext } from "./route-context.ts";

/** A reference as OpenClaw reads it, and the agent whose turn it is. */
export interface Asking {
  readonly provider: string;
  readonly id: string;
  readonly agent: string | number | undefined;
}

const SHARED_MODELS = ["agents", "defaults", "models"];

/**
 * The answer's length that `params` of the config ask for. Those of agents and of `agents.defaults` hold for every api,
 * the later ones first; those of rows, of map keys in another case and of provider blocks only for openai-completions.
 */
export function askedTokens(model: FoundModel, asking: Asking, context: RouteContext): number | undefined {
  const { config, data } = context;
  const { agent } = asking;
  const entry = entryOf(config, agent);
  const own = valueAt(entry, ["models"]);
  const ofAgents = [
    valueAt(entry, ["params"]),
    isObject(own) && holdsIn("agents-own-params", data.release)
      ? paramsOfKey(asWritten(own), asking)
      : undefined,
    paramsOfKey(asKept(context), asking),
    valueAt(config, ["agents", "defaults", "params"]),
  ];
  const ofModel = [
    model.row?.row["params"],
    inAnyCase(context).get(foldedName(model.provider, model.id, data)),
    model.block?.block["params"],
  ];
  const readsModels = model.api === "openai-completions" && holdsIn("models-have-params", data.release);
  const names = holdsIn("params-have-other-names", data.release) ? NAMES : NAMES.slice(0, 1);
  const asked = firstLimit(readsModels ? [...ofAgents, ...ofModel] : ofAgents, names);
  return asked === undefined ? undefined : Math.min(asked, model.maxTokens ?? asked);
}

/** The agent of a turn; where none is named, the one that OpenClaw starts. */
function entryOf(config: unknown, agent: string | number | undefined): unknown {
  if (typeof agent === "number") return valueAt(config, ["agents", "list", agent]);
  const entries = valueAt(config, ["agents", "entries"]);
  if (agent !== undefined) return valueAt(entries, [agent]);
  if (isObject(entries)) return entries["main"] ?? onlyOne(Object.values(entries));
  const list = valueAt(config, ["agents", "list"]);
  if (!Array.isArray(list)) return undefined;
  return list.find((one) => valueAt(one, ["default"]) === true) ?? list[0];
}

function onlyOne(all: readonly unknown[]): unknown {
  return all.length === 1 ? all[0] : undefined;
}

/** The `params` of a map's keys; of several that are read as the same key the first that has some. */
function paramsOf(models: object, read: (key: string) => string): ReadonlyMap<string, unknown> {
  const params = new Map<string, unknown>();
  for (const [key, value] of Object.entries(models)) {
    const own = valueAt(value, ["params"]);
    const name = read(key);
    if (own !== undefined && !params.has(name)) params.set(name, own);
  }
  return params;
}

/** Of `agents.defaults` OpenClaw rewrites the map keys, of an agent's own entry it takes them as they are written. */
const asWritten = onceFor((models: object) => paramsOf(models, (key) => key));

const asKept = onceFor(({ config, data }: RouteContext) => {
  const models = valueAt(config, SHARED_MODELS);
  return isObject(models) ? paramsOf(models, (key) => readKey(key, data)) : NO_PARAMS;
});

const NO_PARAMS: ReadonlyMap<string, unknown> = new Map();

function paramsOfKey(params: ReadonlyMap<string, unknown>, { provider, id }: Asking): unknown {
  const canonical = id.toLowerCase().startsWith(`${provider}/`) ? id : `${provider}/${id}`;
  return params.get(canonical) ?? params.get(`${provider}/${id}`);
}

/** A map key as OpenClaw keeps it: the provider's name in its usual form; of ids it rewrites Google's and Together's. */
function readKey(key: string, data: RouteData): string {
  const slash = key.indexOf("/");
  if (slash <= 0) return key;
  const provider = normalizeProviderId(key.slice(0, slash));
  const id = key.slice(slash + 1).trim();
  // Older releases take a repeated name of the provider off.
  const rewritten =
    !holdsIn("own-prefix-stays", data.release) ||
    /^google(?:-gemini-cli|-vertex)?$|^together$/u.test(provider);
  return `${provider}/${rewritten ? referencedId(provider, id, data) : id}`;
}

/** The `params` of the first key that names a model in any case, even where it has none. */
const inAnyCase = onceFor(({ config, data }: RouteContext) => {
  const params = new Map<string, unknown>();
  const models = valueAt(config, SHARED_MODELS);
  for (const [key, value] of isObject(models) ? Object.entries(models) : []) {
    const slash = key.indexOf("/");
    if (slash <= 0) continue;
    const name = foldedName(normalizeProviderId(key.slice(0, slash)), key.slice(slash + 1), data);
    if (!params.has(name)) params.set(name, valueAt(value, ["params"]));
  }
  return params;
});

function foldedName(provider: string, id: string, data: RouteData): string {
  return `${provider}/${normalizedId(provider, id, data).trim().toLowerCase()}`;
}

/** What `params` call the answer's length. */
const NAMES = ["maxTokens", "max_completion_tokens", "max_tokens"];

function firstLimit(sources: readonly unknown[], names: readonly string[]): number | undefined {
  for (const params of sources) {
    for (const name of names) {
      const value = valueAt(params, [name]);
      if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
    }
  }
  return undefined;
}
