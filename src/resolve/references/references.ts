import { isObject } from "../../core/config-path.ts";
import { groupBy } from "../../core/group-by.ts";
import { onceFor } from "../../core/once-for.ts";
import {
  type CatalogueProvider,
  canonicalProvider,
  findProvider,
  normalizeProviderId,
} from "../providers/catalogue.ts";
import type { ConfiguredModel, ConfiguredProvider } from "../providers/configured-providers.ts";
import { type Alias, findAliases } from "./aliases.ts";
import { type ParsedReference, parseReference } from "./parse-reference.ts";
import { findReferenceSites, type ReferenceSite } from "./reference-sites.ts";

/** Where a reference leads. */
export type Target =
  | { readonly state: "off" } // the empty string where that is allowed
  | { readonly state: "templated" } // `${NAME}`: decided by the environment
  | { readonly state: "empty" }
  | { readonly state: "broken"; readonly missing: "provider" | "model" }
  | { readonly state: "wildcard"; readonly provider: string }
  | { readonly state: "alias"; readonly alias: Alias }
  /** A bare name that exactly one configured row or map key explains. */
  | { readonly state: "guessed"; readonly provider: string; readonly model: string }
  /** A bare name that OpenClaw reads as `openai/<name>`. */
  | { readonly state: "bare"; readonly name: string }
  | { readonly state: "unowned"; readonly provider: string; readonly model: string }
  /** The provider is known; whether it has the model cannot be decided offline. */
  | { readonly state: "open"; readonly provider: string; readonly model: string }
  | {
      readonly state: "declared";
      readonly provider: string;
      readonly model: string;
      readonly row: ConfiguredModel;
    }
  /** The provider's model list is closed and does not hold the model. */
  | {
      readonly state: "undeclared";
      readonly provider: string;
      readonly model: string;
      readonly owner: ConfiguredProvider;
    };

/** One model reference of a config, taken apart and followed. */
export interface Reference extends ReferenceSite {
  readonly parsed: ParsedReference;
  readonly target: Target;
}

/** All references and aliases of a merged config. */
export interface References {
  readonly all: readonly Reference[];
  readonly aliases: readonly Alias[];
}

/** Finds and follows every model reference of a config. */
export function resolveReferences(
  config: unknown,
  providers: readonly ConfiguredProvider[],
  release: string,
): References {
  const aliases = findAliases(config, release);
  const sites = findReferenceSites(config);
  const declared = declaredElsewhere(config);
  const context: Context = {
    providers,
    byKey: groupBy(providers, ({ key }) => key),
    aliasesByName: groupBy(aliases, ({ name }) => name.toLowerCase()),
    declared,
    mapKeys: sites.filter((site) => site.kind === "key"),
    bareOwners: undefined,
    rowIndexes: new Map(),
  };
  const all = sites.map((site) => {
    const parsed = parseReference(site.text);
    const target = follow(site, parsed, context);
    // Field by field: there are dozens in each config, and the engine is slow at adding fields to a copied object.
    const { path, on, text, kind, role, fallback, agent, emptyIsOff, collected } = site;
    return { path, on, text, kind, role, fallback, agent, emptyIsOff, collected, parsed, target };
  });
  return { all, aliases };
}

const chosenTexts = new WeakMap<References, ReadonlySet<string>>();

/** True where a map key's text is also chosen by a reference, which is the better place to tell a fault. */
export function isAlsoChosen(references: References, text: string): boolean {
  let chosen = chosenTexts.get(references);
  if (chosen === undefined) {
    chosen = new Set(references.all.flatMap((one) => (one.kind === "selector" ? [one.text.trim()] : [])));
    chosenTexts.set(references, chosen);
  }
  return chosen.has(text.trim());
}

interface Context {
  readonly providers: readonly ConfiguredProvider[];
  readonly byKey: ReadonlyMap<string, readonly ConfiguredProvider[]>;
  /** By the alias in lower case. */
  readonly aliasesByName: ReadonlyMap<string, readonly Alias[]>;
  /** Provider ids that the config vouches for outside `models.providers`. */
  readonly declared: ReadonlySet<string>;
  readonly mapKeys: readonly ReferenceSite[];
  /** Who has a model, by its id in lower case: pairs of provider and id; made when a bare name is first met. */
  bareOwners: BareOwners | undefined;
  readonly rowIndexes: Map<ConfiguredProvider, Rows>;
}

/** The provider a reference finally names, or undefined. Aliases are followed. */
export function providerOf(reference: Reference): string | undefined {
  const { target } = reference;
  switch (target.state) {
    case "alias": {
      const parsed = parseReference(target.alias.target);
      return parsed.form === "qualified" ? normalizeProviderId(parsed.provider) : undefined;
    }
    case "guessed":
    case "open":
    case "declared":
    case "undeclared":
      return target.provider;
    default:
      return reference.parsed.form === "special" ? "openrouter" : undefined;
  }
}

/** The references that run on a provider, in the order of the config. */
export function referencesOf(references: References, provider: string): readonly Reference[] {
  return byProvider(references).get(provider) ?? [];
}

const byProvider = onceFor(({ all }: References) => groupBy(all, providerOf));

function follow(site: ReferenceSite, parsed: ParsedReference, context: Context): Target {
  switch (parsed.form) {
    case "empty":
      return { state: site.emptyIsOff ? "off" : "empty" };
    case "templated":
      return { state: "templated" };
    case "special":
      return { state: "open", provider: parsed.provider, model: parsed.text.slice("openrouter:".length) };
    case "broken":
      return { state: "broken", missing: parsed.missing };
    case "bare":
      return followBare(site, parsed.text, context);
    case "qualified":
      if (/^cli$/iu.test(parsed.provider)) return { state: "open", provider: "cli", model: parsed.model };
      if (parsed.wildcard) return followWildcard(parsed.provider, parsed.model, context);
      return followQualified(parsed.provider, parsed.model, context);
  }
}

function followBare(site: ReferenceSite, name: string, context: Context): Target {
  // `cli:<command>` names a program in the media tools.
  if (site.kind === "literal" && name.startsWith("cli:"))
    return { state: "open", provider: "cli", model: name };
  const wanted = name.toLowerCase();
  const alias = context.aliasesByName
    .get(wanted)
    ?.findLast(({ agent }) => agent === undefined || agent === site.agent);
  if (alias !== undefined) return { state: "alias", alias };
  context.bareOwners ??= bareOwnersOf(context);
  const { byMapKey, byRow } = context.bareOwners;
  // A map key does not explain itself.
  const named = site.kind === "key" ? [] : (byMapKey.get(wanted) ?? []);
  const owners = new Map([...named, ...(byRow.get(wanted) ?? [])]);
  const [only] = owners;
  if (owners.size === 1 && only !== undefined) return { state: "guessed", provider: only[0], model: only[1] };
  return { state: "bare", name };
}

type Owners = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface BareOwners {
  readonly byMapKey: Owners;
  readonly byRow: Owners;
}

function bareOwnersOf({ mapKeys, providers }: Context): BareOwners {
  const [byMapKey, byRow] = [new Map<string, Map<string, string>>(), new Map<string, Map<string, string>>()];
  const ownersIn = (index: Map<string, Map<string, string>>, name: string) => {
    const owners = index.get(name) ?? new Map<string, string>();
    index.set(name, owners);
    return owners;
  };
  for (const { text } of mapKeys) {
    const parsed = parseReference(text);
    if (parsed.form !== "qualified") continue;
    ownersIn(byMapKey, parsed.model.toLowerCase()).set(normalizeProviderId(parsed.provider), parsed.model);
  }
  for (const { key, models } of providers) {
    const own = new Set<string>(); // the first of equal ids
    for (const { id } of models) {
      const name = id.toLowerCase();
      if (!own.has(name)) ownersIn(byRow, name).set(key, id);
      own.add(name);
    }
  }
  return { byMapKey, byRow };
}

function followWildcard(written: string, model: string, context: Context): Target {
  const provider = normalizeProviderId(written);
  return isKnownProvider(provider, context)
    ? { state: "wildcard", provider }
    : { state: "unowned", provider: written, model };
}

function followQualified(written: string, model: string, context: Context): Target {
  const provider = normalizeProviderId(written);
  const owners = context.byKey.get(provider) ?? [];
  const wanted = model.toLowerCase();
  for (const owner of owners) {
    const row = findRow(rowsOf(owner, context), provider, wanted);
    if (row !== undefined) return { state: "declared", provider, model, row };
  }
  // `provider/alias` works too.
  const alias = context.aliasesByName
    .get(wanted)
    ?.find(({ target }) => target.toLowerCase().startsWith(`${provider}/`));
  if (alias !== undefined) return { state: "alias", alias };
  const owner = owners[0];
  if (owner !== undefined && isClosed(owner)) return { state: "undeclared", provider, model, owner };
  if (owner !== undefined || isKnownProvider(provider, context)) return { state: "open", provider, model };
  return { state: "unowned", provider: written, model };
}

/**
 * The first row of a provider that a model's name (in lower case) means: OpenClaw also matches a row that repeats the
 * provider in its id, and a name that repeats it where the row does not.
 */
function findRow(rows: Rows, provider: string, wanted: string): ConfiguredModel | undefined {
  const prefix = `${provider}/`;
  const names = [wanted];
  if (rows.prefixed) names.push(prefix + wanted);
  if (wanted.startsWith(prefix)) names.push(wanted.slice(prefix.length));
  let first: { readonly row: ConfiguredModel; readonly index: number } | undefined;
  for (const name of names) {
    const found = rows.byId.get(name);
    if (found !== undefined && (first === undefined || found.index < first.index)) first = found;
  }
  return first?.row;
}

interface Rows {
  readonly byId: ReadonlyMap<string, { readonly row: ConfiguredModel; readonly index: number }>;
  /** True when some id repeats the provider. */
  readonly prefixed: boolean;
}

/** The rows of a provider by their ids in lower case, the first of equal ones; made once for each provider. */
function rowsOf(owner: ConfiguredProvider, { rowIndexes }: Context): Rows {
  let rows = rowIndexes.get(owner);
  if (rows === undefined) {
    const byId = new Map<string, { row: ConfiguredModel; index: number }>();
    let prefixed = false;
    for (const [index, row] of owner.models.entries()) {
      const id = row.id.trim().toLowerCase();
      prefixed ||= id.startsWith(`${owner.key}/`);
      if (!byId.has(id)) byId.set(id, { row, index });
    }
    rows = { byId, prefixed };
    rowIndexes.set(owner, rows);
  }
  return rows;
}

/**
 * A custom provider has exactly the models it lists; one of the catalogue may have more. Cloudflare AI Gateway has what
 * its upstream has, so what its owner lists is what is meant.
 */
function isClosed(owner: ConfiguredProvider): boolean {
  const isOwn =
    owner.known === undefined || (owner.key === "cloudflare-ai-gateway" && "baseUrl" in owner.block);
  return isOwn && Array.isArray(owner.block["models"]) && owner.models.length > 0;
}

function isKnownProvider(provider: string, context: Context): boolean {
  return (
    context.byKey.has(provider) ||
    context.declared.has(provider) ||
    LEGACY_RUNTIMES.has(provider) ||
    findProvider(provider) !== undefined
  );
}

/** Ids that older releases wrote into references; `openclaw doctor` rewrites them. */
export const LEGACY_RUNTIMES: ReadonlySet<string> = new Set([
  "openai-codex",
  "codex-cli",
  "anthropic-cli",
  "qwen-portal",
  "opencode-zen",
  "kimi-code",
  "qwen-dashscope",
  "anthropic-openai",
]);

/** Providers that `auth.profiles`, plugins or CLI backends of the config bring in. */
function declaredElsewhere(config: unknown): ReadonlySet<string> {
  const declared = new Set<string>();
  if (!isObject(config)) return declared;
  const profiles = isObject(config["auth"]) ? config["auth"]["profiles"] : undefined;
  if (isObject(profiles)) {
    for (const profile of Object.values(profiles)) {
      if (isObject(profile) && typeof profile["provider"] === "string") {
        declared.add(normalizeProviderId(profile["provider"]));
      }
    }
  }
  const entries = isObject(config["plugins"]) ? config["plugins"]["entries"] : undefined;
  if (isObject(entries)) for (const id of Object.keys(entries)) declared.add(normalizeProviderId(id));
  const defaults = isObject(config["agents"]) ? config["agents"]["defaults"] : undefined;
  const backends = isObject(defaults) ? defaults["cliBackends"] : undefined;
  if (isObject(backends)) for (const id of Object.keys(backends)) declared.add(normalizeProviderId(id));
  return declared;
}

/** The catalogue's entry behind a provider id that a reference names; aliases lead to their owner. */
export function catalogueOf(provider: string): CatalogueProvider | undefined {
  return canonicalProvider(provider);
}
