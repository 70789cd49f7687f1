import { isObject, valueAt } from "../../core/config-path.ts";
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

/**
 * The answer's length that `params` of the config ask for. Those of agents and of `agents.defaults` hold for every api,
 * the later ones first; those of rows, of map keys in another case and of provider blocks only for openai-completions.
 */
export function askedTokens(model: FoundModel, asking: Asking, context: RouteContext): number | undefined {
  const { config, data } = context;
  const { agent } = asking;
  const entry = entryOf(config, agent);
  const models = valueAt(config, ["agents", "defaults", "models"]);
  const ofAgents = [
    valueAt(entry, ["params"]),
    paramsOfKey(valueAt(entry, ["models"]), asking, (key) => key),
    paramsOfKey(models, asking, (key) => readKey(key, data)),
    valueAt(config, ["agents", "defaults", "params"]),
  ];
  const ofModel = [
    model.row?.row["params"],
    paramsInAnyCase(models, model, data),
    model.block?.block["params"],
  ];
  const asked = firstLimit(model.api === "openai-completions" ? [...ofAgents, ...ofModel] : ofAgents);
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

/** Of `agents.defaults` OpenClaw rewrites the map keys, of an agent's own entry it takes them as they are written. */
function paramsOfKey(models: unknown, { provider, id }: Asking, read: (key: string) => string): unknown {
  if (!isObject(models)) return undefined;
  const canonical = id.toLowerCase().startsWith(`${provider}/`) ? id : `${provider}/${id}`;
  const keys = Object.entries(models).map(([key, value]) => [read(key), valueAt(value, ["params"])] as const);
  const of = (wanted: string) => keys.find(([key, params]) => key === wanted && params !== undefined)?.[1];
  return of(canonical) ?? of(`${provider}/${id}`);
}

/** A map key as OpenClaw keeps it: the provider's name in its usual form; of ids it rewrites Google's and Together's. */
function readKey(key: string, data: RouteData): string {
  const slash = key.indexOf("/");
  if (slash <= 0) return key;
  const provider = normalizeProviderId(key.slice(0, slash));
  const id = key.slice(slash + 1).trim();
  const rewritten = /^google(?:-gemini-cli|-vertex)?$|^together$/u.test(provider);
  return `${provider}/${rewritten ? referencedId(provider, id, data) : id}`;
}

function paramsInAnyCase(models: unknown, { provider, id }: FoundModel, data: RouteData): unknown {
  if (!isObject(models)) return undefined;
  const folded = (text: string) => normalizedId(provider, text, data).trim().toLowerCase();
  const wanted = folded(id);
  const found = Object.entries(models).find(([key]) => {
    const slash = key.indexOf("/");
    return (
      slash > 0 &&
      normalizeProviderId(key.slice(0, slash)) === provider &&
      folded(key.slice(slash + 1)) === wanted
    );
  });
  return valueAt(found?.[1], ["params"]);
}

function firstLimit(sources: readonly unknown[]): number | undefined {
  for (const params of sources) {
    for (const name of ["maxTokens", "max_completion_tokens", "max_tokens"]) {
      const value = valueAt(params, [name]);
      if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
    }
  }
  return undefined;
}
