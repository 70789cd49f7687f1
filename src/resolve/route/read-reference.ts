import { isObject, valueAt } from "../../core/config-path.ts";
import { onceFor } from "../../core/once-for.ts";
import { ownValue } from "../../core/own-value.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { normalizeProviderId } from "../providers/catalogue.ts";
import { type ConfiguredProvider, providerOfKey } from "../providers/configured-providers.ts";
import type { Alias } from "../references/aliases.ts";
import { parseReference } from "../references/parse-reference.ts";
import type { RouteData } from "./facts.ts";
import { configuredId, normalizedId, referencedId } from "./model-id.ts";
import type { RouteStep } from "./route.ts";
import type { RouteContext } from "./route-context.ts";

/** A reference as OpenClaw reads it. */
export interface ReadReference {
  readonly provider: string;
  readonly id: string;
  /** The auth profile behind `@`. */
  readonly profile: string | undefined;
  readonly steps: readonly RouteStep[];
}

/** The provider of a bare name that nothing explains. */
const DEFAULT_PROVIDER = "openai";

/**
 * Reads the text of a reference: alias first, then `provider/model`, then a bare name by the config's rows and map keys.
 * Undefined where the text names nothing (`/x`, `x/`, an empty text).
 */
export function readReference(
  text: string,
  agent: string | number | undefined,
  context: RouteContext,
): ReadReference | undefined {
  const trimmed = text.trim();
  const parsed = parseReference(trimmed);
  if (parsed.form === "empty" || parsed.form === "broken" || parsed.form === "templated") return undefined;
  const { data, providers } = context;
  const behind = "profile" in parsed ? parsed.profile : undefined;
  const profile = holdsIn("reference-names-profile", data.release) ? behind : undefined;
  const bare = parsed.form === "qualified" ? `${parsed.provider}/${parsed.model}` : parsed.text;
  const named =
    findAlias(trimmed, agent, context) ??
    (behind === undefined ? undefined : findAlias(bare, agent, context));
  if (named !== undefined) return followAlias(named, profile, context);
  if (parsed.form === "special") {
    return { provider: "openrouter", id: normalizedId("openrouter", "auto", data), profile, steps: [] };
  }
  if (parsed.form === "bare") return readBare(parsed.text, agent, profile, context);

  const provider = normalizeProviderId(parsed.provider);
  const own = providerOfKey(providers, provider);
  const exact = own !== undefined && idsOf(own).has(parsed.model);
  const scoped = exact ? undefined : findAlias(parsed.model, agent, context, provider);
  if (scoped !== undefined) return followAlias(scoped, profile, context);
  return {
    provider,
    id: readId(provider, parsed.model, context),
    profile,
    steps: changed(provider, parsed.model, context),
  };
}

const idsOf = onceFor(
  ({ models }: ConfiguredProvider): ReadonlySet<string> => new Set(models.map(({ id }) => id.trim())),
);

/** The id of a `provider/model`: under a block with an api of its own it may begin with the provider's name. */
function readId(provider: string, model: string, { data, providers }: RouteContext): string {
  const block = providerOfKey(providers, provider);
  const api = block?.block["api"];
  const owner = typeof api === "string" ? normalizeProviderId(api) : "";
  // Before, xAI's plugin leaves an id alone that a row has (run in 2026.6.11 and 2026.7.35).
  const isOwn = holdsIn("own-prefix-stays", data.release)
    ? owner !== "" && owner !== provider
    : provider === "xai" && block !== undefined && idsOf(block).has(model.trim());
  return isOwn ? configuredId(provider, model.trim(), data) : referencedId(provider, model.trim(), data);
}

function changed(provider: string, model: string, context: RouteContext): readonly RouteStep[] {
  const id = readId(provider, model, context);
  return id === model.trim() ? [] : [{ step: "id", value: id, fact: `OpenClaw reads ${model.trim()} so` }];
}

function readBare(
  name: string,
  agent: string | number | undefined,
  profile: string | undefined,
  context: RouteContext,
): ReadReference {
  const found = inferProvider(name, agent, context);
  const provider = found ?? DEFAULT_PROVIDER;
  const fact =
    found === undefined
      ? "a bare name that nothing in the config explains"
      : "the only provider that has the name";
  return {
    provider,
    id: readId(provider, name, context),
    profile,
    steps: [{ step: "provider", value: provider, fact }],
  };
}

/** The one provider whose rows or map keys have a name: as it is written, else in any case. */
function inferProvider(
  name: string,
  agent: string | number | undefined,
  context: RouteContext,
): string | undefined {
  const own =
    agent === undefined
      ? undefined
      : valueAt(context.config, ["agents", typeof agent === "number" ? "list" : "entries", agent, "models"]);
  const special = isObject(own) ? ownersOf(ownNames(context)(own), name) : undefined;
  return only(special ?? ownersOf(sharedNames(context), name) ?? new Set());
}

/** The providers that have a name. */
interface Owners {
  readonly exact: Map<string, Set<string>>;
  /** By the name in small letters. */
  readonly folded: Map<string, Set<string>>;
}

/** The names that hold for all agents. */
const sharedNames = onceFor((context: RouteContext): Owners => {
  const { providers, data, config } = context;
  const names: Owners = { exact: new Map(), folded: new Map() };
  const shared = valueAt(config, ["agents", "defaults", "models"]);
  for (const key of [...(isObject(shared) ? Object.keys(shared) : []), ...anthropicDefaults(context)])
    addKey(names, key, data);
  for (const { key, models } of providers) {
    for (const { id } of models) addName(names, key, configuredId(key, id.trim(), data));
  }
  return names;
});

/** The names of an agent's own map. */
const ownNames = onceFor(({ data }: RouteContext) =>
  onceFor((models: object): Owners => {
    const names: Owners = { exact: new Map(), folded: new Map() };
    for (const key of Object.keys(models)) addKey(names, key, data);
    return names;
  }),
);

function addKey(names: Owners, key: string, data: RouteData): void {
  const slash = key.indexOf("/");
  if (slash <= 0 || key.endsWith("/*")) return;
  const provider = normalizeProviderId(key.slice(0, slash));
  addName(names, provider, referencedId(provider, key.slice(slash + 1).trim(), data));
}

function addName({ exact, folded }: Owners, provider: string, id: string): void {
  for (const [names, name] of [
    [exact, id],
    [folded, id.toLowerCase()],
  ] as const) {
    const owners = names.get(name);
    if (owners === undefined) names.set(name, new Set([provider]));
    else owners.add(provider);
  }
}

function ownersOf({ exact, folded }: Owners, name: string): ReadonlySet<string> | undefined {
  return exact.get(name) ?? folded.get(name.toLowerCase());
}

function only(found: ReadonlySet<string>): string | undefined {
  const [first] = found;
  return found.size === 1 ? first : undefined;
}

/**
 * The last alias of a name that an agent has. `provider/alias` means the alias only where its target is of that
 * provider.
 */
function findAlias(
  name: string,
  agent: string | number | undefined,
  context: RouteContext,
  provider?: string,
): Alias | undefined {
  const places = aliasPlaces(context);
  const shared = places.get(aliasKey(name, undefined, provider));
  const own = agent === undefined ? undefined : places.get(aliasKey(name, agent, provider));
  return own === undefined || (shared?.place ?? -1) > own.place ? shared?.alias : own.alias;
}

function aliasKey(name: string, agent: string | number | undefined, provider: string | undefined): string {
  return JSON.stringify([name.toLowerCase(), agent ?? null, provider ?? null]);
}

/** The aliases by name and agent, and by these and the provider of their target; of several the last. */
const aliasPlaces = onceFor((context: RouteContext) => {
  const places = new Map<string, { readonly alias: Alias; readonly place: number }>();
  for (const [place, alias] of [...implicitAliases(context), ...context.aliases].entries()) {
    places.set(aliasKey(alias.name, alias.agent, undefined), { alias, place });
    const provider = targetOf(alias, context)?.provider;
    if (provider !== undefined) places.set(aliasKey(alias.name, alias.agent, provider), { alias, place });
  }
  return places;
});

function followAlias(
  alias: Alias,
  profile: string | undefined,
  context: RouteContext,
): ReadReference | undefined {
  const target = targetOf(alias, context);
  return target === undefined
    ? undefined
    : { ...target, profile, steps: [{ step: "alias", value: alias.target, path: alias.path }] };
}

/** The key of a map is taken as it is: an @ in it is part of the id. */
function targetOf({ target }: Alias, context: RouteContext) {
  const slash = target.indexOf("/");
  const [provider, id] =
    slash < 0
      ? [DEFAULT_PROVIDER, target.trim()]
      : [normalizeProviderId(target.slice(0, slash)), target.slice(slash + 1).trim()];
  return provider === "" || id === "" ? undefined : { provider, id: readId(provider, id, context) };
}

/** Short names that come with the map entries which OpenClaw adds for Anthropic. */
function implicitAliases(context: RouteContext): readonly Alias[] {
  const written = valueAt(context.config, ["agents", "defaults", "models"]);
  return anthropicDefaults(context).flatMap((target) => {
    if (isObject(written) && Object.hasOwn(written, target)) return [];
    const name = ownValue(ANTHROPIC_ALIASES, target);
    if (name === undefined || context.aliases.some((one) => one.name.toLowerCase() === name)) return [];
    return [
      { name, target, path: ["agents", "defaults", "model"], agent: undefined, builtIn: true as const },
    ];
  });
}

const ANTHROPIC_ALIASES: Readonly<Record<string, string>> = {
  "anthropic/claude-opus-5": "opus",
  "anthropic/claude-sonnet-5": "sonnet",
};

/**
 * The keys that OpenClaw adds to `agents.defaults.models` where Anthropic has an API key: of the default model when it is
 * bare or Anthropic's, and of two models that it likes.
 */
function anthropicDefaults({ config, environment, data }: RouteContext): readonly string[] {
  const defaults = valueAt(config, ["agents", "defaults"]);
  if (!isObject(defaults) || !usesAnthropicKey(config, environment.lookup)) return [];
  const model = defaults["model"];
  const written = typeof model === "string" ? model : isObject(model) ? model["primary"] : undefined;
  const primary = typeof written === "string" ? written.trim() : "";
  const slash = primary.indexOf("/");
  const isOwn = slash < 0 ? primary !== "" : normalizeProviderId(primary.slice(0, slash)) === "anthropic";
  const models = defaults["models"];
  const named = isObject(models) && Object.keys(models).some((key) => /^\s*anthropic\s*\//iu.test(key));
  if (!isOwn && !named) return [];
  const own = isOwn ? [`anthropic/${normalizedId("anthropic", primary.slice(slash + 1), data)}`] : [];
  return [...own, "anthropic/claude-sonnet-5", "anthropic/claude-sonnet-4-6"];
}

function usesAnthropicKey(config: unknown, lookup: (name: string) => { readonly verdict: string }): boolean {
  const profiles = valueAt(config, ["auth", "profiles"]);
  const modes = isObject(profiles)
    ? Object.values(profiles).flatMap((one) =>
        isObject(one) && one["provider"] === "anthropic" ? [one["mode"]] : [],
      )
    : [];
  const hasKey = modes.includes("api_key");
  const hasLogin = modes.includes("oauth") || modes.includes("token");
  if (hasKey !== hasLogin) return hasKey;
  const there = (name: string) => !["unset", "empty", "undecidable"].includes(lookup(name).verdict);
  return !there("ANTHROPIC_OAUTH_TOKEN") && there("ANTHROPIC_API_KEY");
}
