import { ownValue } from "../../core/own-value.ts";
import { isLacking } from "../environment/verdict.ts";
import { type ConfiguredBlock, findRow, positive } from "./configured.ts";
import type { ModelFacts, ProviderFacts, RouteData } from "./facts.ts";
import type { FoundModel, Listed, Parts, Search } from "./find-model.ts";
import { readVariables } from "./request-key.ts";
import type { RouteContext } from "./route-context.ts";

/** The steps of a search that all releases share. */
export interface Steps {
  unlisted(search: Search): FoundModel | undefined;
  listed(search: Search): FoundModel | undefined;
  anyModel(search: Search): FoundModel | undefined;
  overridden(search: Search, model: Listed): FoundModel | undefined;
  build(search: Search, parts: Parts): FoundModel;
  listedIn(
    models: Readonly<Record<string, ModelFacts>> | undefined,
    provider: string,
    id: string,
    data: RouteData,
  ): Listed | undefined;
}

/**
 * Looks a model up as releases before 2026.9 do, past the rows with an api: a block with a URL is asked for any id, and
 * only for what is left a plugin's catalogue counts.
 *
 * @param ownBlock the block of the name that is written, where the provider has another
 */
export function olderModel(
  search: Search,
  ownBlock: ConfiguredBlock | undefined,
  steps: Steps,
): FoundModel | undefined {
  return (
    fromLibrary(search, steps) ??
    steps.unlisted(search) ??
    steps.anyModel(search) ??
    fromCatalogue(search, steps) ??
    aliasRow(search, ownBlock, steps)
  );
}

/** A model of the library that early releases are built on, and with a key one of the plugin's catalogues. */
function fromLibrary(search: Search, steps: Steps): FoundModel | undefined {
  const { provider, id, context } = search;
  const { data } = context;
  const own = data.providers[provider];
  if (own === undefined || own.any !== undefined || !data.ways.includes("library-models")) return undefined;
  const found = steps.listedIn(own.library, provider, id, data) ?? withKey(search, steps);
  // The library's names are compared as they are written.
  const model = found?.id === id || provider === "openrouter" ? found : undefined;
  return model === undefined ? undefined : steps.overridden(search, model);
}

/** A key is wanted for every catalogue, or for those that the plugin completes at run time. */
function fromCatalogue(search: Search, steps: Steps): FoundModel | undefined {
  const { ways, providers } = search.context.data;
  const own = providers[search.provider];
  const needsKey =
    !ways.includes("catalogue-without-key") ||
    own?.discovery === "runtime" ||
    (own?.offersWithKey === true && search.catalogue === undefined);
  if (!needsKey) return steps.listed(search);
  const model = withKey(search, steps);
  return model === undefined ? undefined : steps.overridden(search, model);
}

/** A model of the plugin's catalogues, where a variable holds a key. */
function withKey({ provider, id, context }: Search, { listedIn }: Steps): Listed | undefined {
  const { data } = context;
  const own = data.providers[provider];
  if (own === undefined || context.isOff(own.plugin) || !hasVariable(provider, context)) return undefined;
  return (
    listedIn(own.models, provider, id, data) ??
    listedIn(own.inCode, provider, id, data) ??
    listedIn(own.offered, provider, id, data)
  );
}

/**
 * The block of another name of a provider is written into models.json as the provider's own, once that has a key, and
 * the file is read where nothing else knows a model. It has defaults of its own.
 */
function aliasRow(search: Search, block: ConfiguredBlock | undefined, steps: Steps): FoundModel | undefined {
  const { provider, id, context } = search;
  if (block === undefined || block === search.block || !hasVariable(provider, context)) return undefined;
  const row = findRow(block, block.key, id);
  const { api } = row ?? {};
  const baseUrl = row?.baseUrl ?? block.baseUrl;
  if (row === undefined || api === undefined || baseUrl === undefined) return undefined;
  const facts = {
    context: positive(row.row["contextWindow"]) ?? 128_000,
    max: positive(row.row["maxTokens"]) ?? 16_384,
  };
  return steps.build(search, { api, baseUrl, facts, id });
}

/** True where a variable of a provider may be set. */
function hasVariable(provider: string, context: RouteContext): boolean {
  const { lookup } = context.environment;
  return readVariables(provider, context).some((name) => !isLacking(lookup(name).verdict));
}

/** A model among the names that a plugin took when it was asked, alone or beside its catalogue. */
export function takenModel(
  id: string,
  { taken, copied, takesCase }: ProviderFacts,
  withCatalogue: boolean,
): (ModelFacts & { readonly id: string }) | undefined {
  for (const names of withCatalogue ? [taken, copied] : [taken]) {
    const exact = ownValue(names, id);
    if (exact !== undefined) return { id, ...exact };
    const lower = id.toLowerCase();
    const folded = takesCase === undefined ? undefined : ownValue(names, lower);
    if (folded !== undefined) return { id: takesCase === "written" ? id : lower, ...folded };
  }
  return undefined;
}
