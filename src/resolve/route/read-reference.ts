import { isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { normalizeProviderId } from "../providers/catalogue.ts";
import type { ConfiguredProvider } from "../providers/configured-providers.ts";
import type { Alias } from "../references/aliases.ts";
import { parseReference } from "../references/parse-reference.ts";
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
  const profile = "profile" in parsed ? parsed.profile : undefined;
  const bare = parsed.form === "qualified" ? `${parsed.provider}/${parsed.model}` : parsed.text;
  const aliases = [...implicitAliases(context), ...context.aliases].filter(
    (one) => one.agent === undefined || one.agent === agent,
  );
  const named = findAlias(aliases, trimmed) ?? (profile === undefined ? undefined : findAlias(aliases, bare));
  if (named !== undefined) return followAlias(named, profile, context);
  if (parsed.form === "special") {
    return { provider: "openrouter", id: normalizedId("openrouter", "auto", data), profile, steps: [] };
  }
  if (parsed.form === "bare") return readBare(parsed.text, agent, profile, context);

  const provider = normalizeProviderId(parsed.provider);
  const own = providers.find(({ key }) => key === provider);
  const exact = own !== undefined && idsOf(own).has(parsed.model);
  const scoped = exact ? undefined : findScoped(aliases, parsed.model, provider, context);
  if (scoped !== undefined) return followAlias(scoped, profile, context);
  return {
    provider,
    id: readId(provider, parsed.model, context),
    profile,
    steps: changed(provider, parsed.model, context),
  };
}

const rowIds = new WeakMap<ConfiguredProvider, ReadonlySet<string>>();

function idsOf(provider: ConfiguredProvider): ReadonlySet<string> {
  let ids = rowIds.get(provider);
  if (ids === undefined) {
    ids = new Set(provider.models.map(({ id }) => id.trim()));
    rowIds.set(provider, ids);
  }
  return ids;
}

/** The id of a `provider/model`: under a block with an api of its own it may begin with the provider's name. */
function readId(provider: string, model: string, { data, providers }: RouteContext): string {
  const api = providers.find(({ key }) => key === provider)?.block["api"];
  const owner = typeof api === "string" ? normalizeProviderId(api) : "";
  return owner !== "" && owner !== provider
    ? configuredId(provider, model.trim(), data)
    : referencedId(provider, model.trim(), data);
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
  const { providers, data, config } = context;
  const own =
    agent === undefined
      ? undefined
      : valueAt(config, ["agents", typeof agent === "number" ? "list" : "entries", agent, "models"]);
  const mine = matcher(name);
  if (isObject(own)) for (const key of Object.keys(own)) addKey(mine, key, context);
  const special = mine.found();
  if (special.size > 0) return only(special);
  const all = matcher(name);
  const shared = valueAt(config, ["agents", "defaults", "models"]);
  if (isObject(shared)) for (const key of Object.keys(shared)) addKey(all, key, context);
  for (const key of anthropicDefaults(context)) addKey(all, key, context);
  for (const { key, models } of providers) {
    for (const { id } of models) all.add(key, [configuredId(key, id.trim(), data)]);
  }
  return only(all.found());
}

function addKey(to: ReturnType<typeof matcher>, key: string, { data }: RouteContext): void {
  const slash = key.indexOf("/");
  if (slash <= 0 || key.endsWith("/*")) return;
  const provider = normalizeProviderId(key.slice(0, slash));
  to.add(provider, [referencedId(provider, key.slice(slash + 1).trim(), data)]);
}

function matcher(name: string) {
  const exact = new Set<string>();
  const folded = new Set<string>();
  const lower = name.toLowerCase();
  return {
    add(provider: string, ids: readonly string[]) {
      if (ids.includes(name)) exact.add(provider);
      else if (ids.some((id) => id.toLowerCase() === lower)) folded.add(provider);
    },
    found: () => (exact.size > 0 ? exact : folded),
  };
}

function only(found: ReadonlySet<string>): string | undefined {
  const [first] = found;
  return found.size === 1 ? first : undefined;
}

function findAlias(aliases: readonly Alias[], text: string): Alias | undefined {
  const wanted = text.toLowerCase();
  return aliases.findLast(({ name }) => name.toLowerCase() === wanted);
}

/** `provider/alias` means the alias, where its target is of that provider. */
function findScoped(
  aliases: readonly Alias[],
  name: string,
  provider: string,
  context: RouteContext,
): Alias | undefined {
  const wanted = name.toLowerCase();
  return aliases.findLast(
    (one) => one.name.toLowerCase() === wanted && targetOf(one, context)?.provider === provider,
  );
}

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
