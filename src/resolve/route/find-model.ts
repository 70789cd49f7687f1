import { ownValue } from "../../core/own-value.ts";
import { parseUrl } from "../../core/url.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import {
  type ConfiguredBlock,
  type ConfiguredRow,
  DEFAULT_CONTEXT,
  findBlock,
  findRow,
  type Placed,
  rowsInAnyCase,
} from "./configured.ts";
import { endpointClass, isCatalogueUrl, isOwnEndpoint } from "./endpoint-class.ts";
import type { ModelFacts, RouteData } from "./facts.ts";
import { maskedUrl } from "./masked-url.ts";
import { normalizedId } from "./model-id.ts";
import { olderModel } from "./older-models.ts";
import type { RouteStep } from "./route.ts";
import type { RouteContext } from "./route-context.ts";
import { classifyOpenAiUrl, GOOGLE_URL, OPENAI_URL, transportOf } from "./transport.ts";
import { isLargeClaude, unlistedModel } from "./unlisted-models.ts";

/** A model as OpenClaw would run it. */
export interface FoundModel {
  readonly provider: string;
  readonly id: string;
  readonly api: string;
  /** Undefined where nothing gives one; the api's client may have a default. */
  readonly baseUrl: string | undefined;
  readonly contextWindow: number;
  readonly contextTokens: number | undefined;
  readonly maxTokens: number | undefined;
  /** It thinks before it answers. */
  readonly thinks: boolean;
  readonly block: ConfiguredBlock | undefined;
  readonly row: ConfiguredRow | undefined;
  /** Another provider's plugin made the model: its variables count, too. */
  readonly maker?: string;
  readonly steps: readonly RouteStep[];
}

/** No model: why, and what to look at. */
export interface NoModel {
  readonly missing: "unknown-model" | "retired-model";
  /** What to take instead, where OpenClaw's package says so. */
  readonly use?: string | undefined;
  readonly block: ConfiguredBlock | undefined;
  readonly provider: string;
  readonly id: string;
}

/**
 * Looks a model up as OpenClaw does: a row that has an api, a model that the plugin takes, the plugin's catalogue, and
 * last a provider whose server may know any id.
 */
export function findModel(provider: string, id: string, context: RouteContext): FoundModel | NoModel {
  const { data, providers } = context;
  const alias = data.catalogAliases[provider];
  const ownBlock = findBlock(providers, provider, data);
  // An alias with a URL of its own stays what it is; without one it is its owner.
  const isTransport =
    alias?.api !== undefined && !data.ways.includes("alias-is-owner") && hasEndpoint(ownBlock);
  const owner = alias === undefined || isTransport ? provider : alias.provider;
  const block = owner === provider ? ownBlock : findBlock(providers, owner, data);
  const wanted = normalizedId(owner, id, data);
  const search: Search = {
    provider: owner,
    id: wanted,
    block,
    row: findRow(block, owner, wanted),
    aliasApi: isTransport ? alias?.api : undefined,
    catalogue: catalogueRow(owner, wanted, block, context),
    context,
  };
  const refused = suppression(search, undefined);
  if (refused !== undefined) return { missing: "unknown-model", use: refused.use, ...where(search) };
  if (isRepeated(search) && unlisted(search) === undefined)
    return { missing: "unknown-model", use: undefined, ...where(search) };
  const model =
    configuredRow(search) ??
    (data.ways.includes("asks-any-id")
      ? olderModel(search, ownBlock, { unlisted, listed, anyModel, overridden, build, listedIn })
      : (unlisted(search) ?? listed(search) ?? anyModel(search) ?? rowInOtherCase(search)));
  if (model === undefined) return { missing: "unknown-model", use: undefined, ...where(search) };
  const retired = suppression(search, model.baseUrl);
  if (retired !== undefined) return { missing: "unknown-model", use: retired.use, ...where(search) };
  // The window is looked up by the name that is written.
  const windowRow = owner === provider ? undefined : findRow(ownBlock, provider, wanted);
  return finished(windowRow === undefined ? model : withWindow(model, windowRow), context);
}

function withWindow(model: FoundModel, { contextWindow, contextTokens }: ConfiguredRow): FoundModel {
  return { ...model, contextWindow: contextWindow ?? model.contextWindow, contextTokens };
}

/** What is looked for, and where. */
export interface Search {
  readonly provider: string;
  readonly id: string;
  readonly block: ConfiguredBlock | undefined;
  readonly row: ConfiguredRow | undefined;
  readonly aliasApi: string | undefined;
  readonly catalogue: Listed | undefined;
  readonly context: RouteContext;
}

/** A model of a catalogue. */
export interface Listed extends ModelFacts {
  readonly id: string;
  readonly api: string | undefined;
  readonly baseUrl: string | undefined;
  /** Names the fact for people. */
  readonly fact: string;
}

function where({ block, provider, id }: Search) {
  return { block, provider, id };
}

function hasEndpoint(block: ConfiguredBlock | undefined): boolean {
  return block?.baseUrl !== undefined || block?.rows.some(({ baseUrl }) => baseUrl !== undefined) === true;
}

/** The base URL that the config says. */
function writtenUrl({ row, block, context }: Search): Placed | undefined {
  return context.data.ways.includes("block-url-first")
    ? (block?.baseUrl ?? row?.baseUrl)
    : (row?.baseUrl ?? block?.baseUrl);
}

/** A row with an api is taken as it is. */
function configuredRow(search: Search): FoundModel | undefined {
  const { row, block, catalogue } = search;
  if (row?.api === undefined) return undefined;
  const own = writtenUrl(search);
  // Of Google's api the default is filled in before the catalogue is asked.
  const usual = row.api.value === "google-generative-ai" ? fromFact(GOOGLE_URL, "Google's own") : undefined;
  const baseUrl =
    (row.api.value === "ollama" ? block?.baseUrl : undefined) ?? own ?? usual ?? catalogueUrl(catalogue);
  return build(search, {
    api: row.api,
    baseUrl,
    facts: catalogue,
    id: isRepeated(search) ? search.id : row.id,
  });
}

/**
 * A row of OpenAI's whose id repeats the provider, asked for by the short id: OpenClaw completes it from its plugin's
 * models, and sends the short id, or nothing where the plugin has none (27 turns of 2026.9.6). Other providers send the
 * id of the row.
 */
function isRepeated(search: Search): boolean {
  const { provider, id, row, context } = search;
  const isLong = row?.id.toLowerCase() === `${provider}/${id.toLowerCase()}`;
  const isOwn = row?.api !== undefined || writtenUrl(search) === undefined;
  return isLong && isOwn && provider === "openai" && !context.data.ways.includes("asks-any-id");
}

/** Where nothing else knows the name, a row of other capitals is taken as it is, its id too. */
function rowInOtherCase(search: Search): FoundModel | undefined {
  const row = nearRow(search.block, search.id, search.provider);
  return row === undefined ? undefined : configuredRow({ ...search, row });
}

/** A model that the plugin takes without listing it. */
function unlisted(search: Search): FoundModel | undefined {
  const { id, context, block, row } = search;
  const { data } = context;
  const own = search.provider;
  const provider =
    data.providers[own] === undefined
      ? (data.pluginAliases[own] ?? data.catalogAliases[own]?.provider ?? own)
      : own;
  const taken = unlistedModel(provider, id, data, keepsCatalogue(search, provider));
  if (taken === undefined || context.isOff(data.providers[provider]?.plugin ?? provider)) return undefined;
  // For a row xAI's plugin takes the block's api as it is written, and one that has no client is none.
  if (provider === "xai" && row !== undefined && block?.block["api"] !== undefined && block.api === undefined)
    return undefined;
  // Google's plugin copies one of its own catalogue.
  if (GOOGLE_PLUGIN.has(provider) && !keepsCatalogue(search, provider)) return undefined;
  const known = data.providers[provider];
  const fact = `${known?.plugin ?? provider} takes it`;
  // Two plugins make the model at the block's own URL, so that any URL is the model's.
  const written = provider === "xai" || provider === "openrouter" ? block?.baseUrl?.value : undefined;
  const isBare = provider === "xai" && block !== undefined && holdsIn("xai-block-needs-url", data.release);
  const usual = taken.baseUrl ?? known?.baseUrl ?? ownValue(PLUGIN_URLS, provider);
  const baseUrl = provider === "openai" ? context.openAiUrl() : (written ?? (isBare ? undefined : usual));
  const ownApi = provider === "xai" ? block?.api?.value : undefined;
  const model = overridden(search, {
    ...taken,
    api: ownApi ?? taken.api ?? known?.api ?? ownValue(PLUGIN_APIS, provider),
    baseUrl,
    fact: `${fact} (${data.release})`,
  });
  return model === undefined || provider === own ? model : { ...model, maker: provider };
}

/** A block with rows or with another URL takes a plugin's catalogue away. */
function keepsCatalogue({ block, context }: Search, provider: string): boolean {
  const { data } = context;
  const url = block?.baseUrl === undefined ? undefined : context.address(block.baseUrl.value);
  if ((block?.rows.length ?? 0) > 0) return false;
  return data.ways.includes("asks-any-id") ? url === undefined : isCatalogueUrl(provider, url, data);
}

/** The plugin's catalogue, with the block's own api and URL put over it. */
function listed(search: Search): FoundModel | undefined {
  const { catalogue, row, block } = search;
  // Beside a row or a base URL the manifest's catalogue only completes what is written.
  const alone = row === undefined && block?.baseUrl === undefined ? catalogue : undefined;
  const model = alone ?? codedRow(search);
  return model === undefined ? undefined : overridden(search, model);
}

function overridden(search: Search, model: Listed): FoundModel | undefined {
  const { row, block, aliasApi } = search;
  const api = row?.api ?? block?.api ?? fromFact(aliasApi, "its alias") ?? fromFact(model.api, model.fact);
  const baseUrl = writtenUrl(search) ?? fromFact(model.baseUrl, model.fact);
  const built = build(search, { api, baseUrl, facts: model, id: model.id });
  return isServed(search, built, model) ? built : undefined;
}

/** A block with a URL, or a row without an api: its server decides what it knows. */
function anyModel(search: Search): FoundModel | undefined {
  const { row, block, catalogue, aliasApi } = search;
  const { ways } = search.context.data;
  const isAsked = ways.includes("any-block-asks") ? block !== undefined : block?.baseUrl !== undefined;
  if (row === undefined && !isAsked) return undefined;
  const api =
    row?.api ??
    block?.api ??
    (ways.includes("asks-any-id") ? undefined : nearRow(block, search.id, search.provider)?.api) ??
    fromFact(aliasApi, "its alias") ??
    fromFact(catalogue?.api, catalogue?.fact ?? "") ??
    (block?.baseUrl === undefined ? undefined : fromFact(apiOfUrl(search), "a base URL without an api"));
  const baseUrl = writtenUrl(search) ?? catalogueUrl(catalogue);
  const isLastResort = ways.includes("asks-any-id");
  const built = build(search, { api, baseUrl, facts: catalogue, id: search.id, isLastResort });
  return isServed(search, built, catalogue) ? built : undefined;
}

/** The api that OpenClaw takes for a base URL without one. */
function apiOfUrl({ provider, block }: Search): string {
  return transportOf(provider, undefined, block?.baseUrl?.value).api ?? "openai-completions";
}

/** An id without a row is asked for only at a server of the user's own, or where the catalogue's own model lies. */
function isServed(
  { row, context, provider, block, aliasApi, id }: Search,
  built: FoundModel,
  known: Listed | undefined,
): boolean {
  if (row !== undefined || context.data.ways.includes("asks-any-id")) return true;
  const near = nearRow(block, id, provider);
  const own = { api: near?.api?.value, baseUrl: (near?.baseUrl ?? block?.baseUrl)?.value };
  if (near !== undefined && sameRoute(own, built)) return true;
  if (isOwnEndpoint(endpointClass(built.baseUrl, context.data))) return true;
  if (known === undefined) return false;
  if (sameRoute(known, built)) return true;
  // Past the same route an api that no client speaks is not put aside.
  if (block?.block["api"] !== undefined && block.api === undefined) return false;
  // An alias brings an api of its own, and with it any URL.
  if (aliasApi !== undefined && built.api === aliasApi) return true;
  const isOpenAi = provider === "openai" || context.data.catalogAliases[provider]?.provider === "openai";
  return isOpenAi && OPENAI_APIS.has(built.api) && isOpenAiRoute(id, built, block, context);
}

const OPENAI_APIS: ReadonlySet<string> = new Set([
  "openai-completions",
  "openai-responses",
  "openai-chatgpt-responses",
]);

/** OpenAI's plugin serves its models over all of its apis, at any server that is not OpenAI's own and at its platform. */
function isOpenAiRoute(
  id: string,
  { api, baseUrl }: FoundModel,
  block: ConfiguredBlock | undefined,
  { address, openAiUrl }: RouteContext,
): boolean {
  const written = block?.baseUrl === undefined ? openAiUrl() : address(block.baseUrl.value);
  switch (classifyOpenAiUrl(written)) {
    case "custom":
      return true;
    case "platform":
      return api !== "openai-chatgpt-responses" && (baseUrl ?? written).replace(/\/+$/u, "") === OPENAI_URL;
    case "chatgpt":
      return api === "openai-chatgpt-responses" && id !== "chat-latest" && id !== "gpt-5.6";
    default:
      return false;
  }
}

function sameRoute(known: Pick<Listed, "api" | "baseUrl">, built: FoundModel): boolean {
  const url = (text: string | undefined) => text?.trim().replace(/\/+$/u, "").toLowerCase() ?? "";
  return (
    (known.api === undefined || known.api === built.api) &&
    (url(built.baseUrl) === "" || url(built.baseUrl) === url(known.baseUrl))
  );
}

/** What a model is made of. */
export interface Parts {
  readonly api: Placed | Fact | undefined;
  readonly baseUrl: Placed | Fact | undefined;
  readonly facts: ModelFacts | undefined;
  readonly id: string;
  /** Nothing else knows the model: the block's first row says what it can hold. */
  readonly isLastResort?: boolean;
}

interface Fact {
  readonly value: string;
  readonly fact: string;
  readonly path?: undefined;
}

function fromFact(value: string | undefined, fact: string): Fact | undefined {
  return value === undefined ? undefined : { value, fact };
}

function catalogueUrl(catalogue: Listed | undefined): Fact | undefined {
  return fromFact(catalogue?.baseUrl, catalogue?.fact ?? "");
}

function build(search: Search, { api, baseUrl, facts, id, isLastResort = false }: Parts): FoundModel {
  const { provider, block, row, context } = search;
  const address = baseUrl === undefined ? undefined : context.address(baseUrl.value);
  const written = { api: api?.value ?? "openai-responses", baseUrl: address };
  const transport = transportOf(provider, written.api, written.baseUrl, {
    rowApi: row?.api?.value,
    blockApi: block?.api?.value,
  });
  const loose = context.data.ways.includes("asks-any-id");
  const near = row ?? (loose ? undefined : nearRow(block, search.id, provider));
  const limits = near ?? (isLastResort ? block?.rows[0] : undefined);
  const thinks = near === undefined ? facts?.thinks === true : near.thinks;
  const contextWindow = limits?.contextWindow ?? facts?.context ?? DEFAULT_CONTEXT;
  const wanted = near?.maxTokens ?? block?.maxTokens ?? limits?.maxTokens ?? facts?.max;
  const steps: RouteStep[] = [
    near === undefined
      ? { step: "model", value: id, fact: factOf(search, facts) }
      : { step: "model", value: id, path: near.path },
    stepOf("api", transport.api ?? written.api, api, written.api),
    ...(transport.baseUrl === undefined ? [] : [urlStep(transport.baseUrl, baseUrl, address)]),
  ];
  return {
    provider,
    id,
    api: transport.api ?? written.api,
    baseUrl: transport.baseUrl,
    contextWindow,
    contextTokens: limits?.contextTokens ?? facts?.tokens,
    maxTokens: wanted === undefined ? undefined : Math.min(wanted, contextWindow),
    thinks,
    block,
    row: near,
    steps,
  };
}

/**
 * A row whose id differs in case only: its limits and headers count, its URL does not, and its api where the block has
 * none. It has an api, by itself, by its block or as one of Anthropic's. (Run in 2026.9.6: 31 of 31,
 * test/resolve/route/other-capitals.test.ts.)
 */
function nearRow(
  block: ConfiguredBlock | undefined,
  id: string,
  provider: string,
): ConfiguredRow | undefined {
  return rowsInAnyCase(block, id).find(
    ({ row, api }) => row["api"] !== undefined || api !== undefined || provider === "anthropic",
  );
}

function factOf({ context, block }: Search, facts: ModelFacts | undefined): string {
  if (facts !== undefined && "fact" in facts && typeof facts.fact === "string") return facts.fact;
  return block === undefined ? `OpenClaw ${context.data.release}` : "its server is asked for any id";
}

function stepOf(
  step: string,
  value: string,
  from: Placed | Fact | undefined,
  before: string | undefined,
): RouteStep {
  if (before !== undefined && before !== value)
    return { step, value, fact: "the provider's plugin puts it in place of what is written" };
  if (from === undefined) return { step, value, fact: "OpenClaw's default" };
  if (from.path !== undefined) return { step, value, path: from.path };
  return { step, value, fact: "fact" in from ? from.fact : "OpenClaw's default" };
}

function urlStep(url: string, from: Placed | Fact | undefined, before: string | undefined): RouteStep {
  return { ...stepOf("base-url", url, from, before), value: maskedUrl(url) };
}

/** What the plugin's own code changes at the very end. */
function finished(model: FoundModel, { data, isOff }: RouteContext): FoundModel {
  if (isOff(data.providers[model.provider]?.plugin ?? "")) return model;
  switch (model.provider) {
    case "ollama":
      return holdsIn("ollama-provider-speaks-ollama", data.release) ? { ...model, api: "ollama" } : model;
    case "openrouter": {
      const id = openRouterId(model.id);
      return id === model.id ? model : { ...model, id };
    }
    case "openai":
      return model.id.toLowerCase() === "gpt-5.4-codex" ? { ...model, id: "gpt-5.4" } : model;
    case "microsoft-foundry":
      return foundryModel(model);
    case "anthropic": {
      // Older plugins say all of it in the model itself.
      if (!isLargeClaude(model.id) || data.ways.includes("asks-any-id")) return model;
      const fixed = model.row?.row["contextWindow"] === undefined ? 1_000_000 : model.contextWindow;
      const configured = model.row !== undefined || model.block?.maxTokens !== undefined;
      const maxTokens = configured ? model.maxTokens : Math.max(model.maxTokens ?? 0, 128_000);
      return { ...model, contextWindow: fixed, maxTokens };
    }
    default:
      return model;
  }
}

/** Microsoft's plugin builds the URL anew: OpenAI's dialect below /openai/v1, Anthropic's below /anthropic. */
function foundryModel(model: FoundModel): FoundModel {
  const { baseUrl, row, id } = model;
  const endpoint = baseUrl === undefined ? undefined : foundryEndpoint(baseUrl);
  if (endpoint === undefined) return model;
  const written = row?.row["name"];
  const name = (typeof written === "string" && written.trim() !== "" ? written : id).trim().toLowerCase();
  const own = /^(?:openai-(?:completions|responses)|anthropic-messages)$/u.test(model.api)
    ? model.api
    : undefined;
  const usual = /^(?:gpt-|o[134]|deepseek-v4|computer-use-preview$)/u.test(name)
    ? "openai-responses"
    : "openai-completions";
  const api = own ?? (name.startsWith("claude") ? "anthropic-messages" : usual);
  const tail = api === "anthropic-messages" ? "/anthropic" : "/openai/v1";
  return { ...model, api, baseUrl: endpoint + tail };
}

function foundryEndpoint(text: string): string | undefined {
  const url = parseUrl(text);
  if (url === undefined || !/^https?:$/u.test(url.protocol)) return undefined;
  const path = url.pathname.replace(/\/(?:openai|anthropic)(?:$|\/).*/iu, "").replace(/\/+$/u, "");
  return url.origin + path;
}

/** OpenRouter's plugin writes ids in small letters, and drops its own name from those that name a vendor too. */
function openRouterId(written: string): string {
  const id = written.trim().toLowerCase();
  if (!id.startsWith("openrouter/")) return id;
  const bare = id.slice("openrouter/".length);
  const known = ownValue(OPENROUTER_SHORT, bare);
  if (known !== undefined) return known;
  return bare.includes("/") ? bare : id;
}

const OPENROUTER_SHORT: Readonly<Record<string, string>> = {
  "deepseek-v4-flash": "deepseek/deepseek-v4-flash",
  "deepseek-v4-pro": "deepseek/deepseek-v4-pro",
};

const GOOGLE_PLUGIN: ReadonlySet<string> = new Set(["google", "google-vertex", "google-gemini-cli"]);

/** Of plugins that take ids their manifest has no provider entry for. */
const PLUGIN_APIS: Readonly<Record<string, string>> = { "google-gemini-cli": "google-generative-ai" };
const PLUGIN_URLS: Readonly<Record<string, string>> = {
  "google-gemini-cli": "https://generativelanguage.googleapis.com/v1beta",
};

/** The manifest's catalogue, which counts only at the plugin's own URLs. */
function catalogueRow(
  provider: string,
  id: string,
  block: ConfiguredBlock | undefined,
  context: RouteContext,
): Listed | undefined {
  const { data } = context;
  const own = data.providers[provider];
  if (data.ways.includes("asks-any-id")) {
    const fixed = own?.discovery === "static" || own?.discovery === "runtime";
    return fixed && !data.ways.includes("library-models") && !context.isOff(own.plugin)
      ? listedIn(own.models, provider, id, data)
      : undefined;
  }
  if (own === undefined) return donor(id, block, data);
  if (context.isOff(own.plugin)) return undefined;
  const url = block?.baseUrl === undefined ? undefined : context.address(block.baseUrl.value);
  return isCatalogueUrl(provider, url, data) ? listedIn(own.models, provider, id, data) : undefined;
}

/** What a plugin lists in code: for the config's rows too, and what it offers where there is no row. */
function codedRow({ provider, id, row, block, context }: Search): Listed | undefined {
  const { data } = context;
  const own = data.providers[provider];
  const url = block?.baseUrl === undefined ? undefined : context.address(block.baseUrl.value);
  if (own === undefined || context.isOff(own.plugin) || !isCatalogueUrl(provider, url, data))
    return undefined;
  const coded = listedIn(own.inCode, provider, id, data);
  return coded ?? (row === undefined ? listedIn(own.offered, provider, id, data) : undefined);
}

function listedIn(
  models: Readonly<Record<string, ModelFacts>> | undefined,
  provider: string,
  id: string,
  data: RouteData,
): Listed | undefined {
  const own = data.providers[provider];
  if (models === undefined || own === undefined) return undefined;
  const wanted = normalizedId(provider, id, data).toLowerCase();
  const key = Object.hasOwn(models, id) ? id : foldedIds(models, provider, data).get(wanted);
  if (key === undefined) return undefined;
  const facts = models[key] ?? {};
  return {
    ...facts,
    id: key,
    api: facts.api ?? own.api,
    baseUrl: facts.baseUrl ?? own.baseUrl,
    fact: `catalogue of ${own.plugin} ${data.release}`,
  };
}

const folded = new WeakMap<object, ReadonlyMap<string, string>>();

/** The ids of a catalogue by what OpenClaw makes of them, in small letters. */
function foldedIds(
  models: Readonly<Record<string, ModelFacts>>,
  provider: string,
  data: RouteData,
): ReadonlyMap<string, string> {
  let ids = folded.get(models);
  if (ids === undefined) {
    const made = new Map<string, string>();
    for (const id of Object.keys(models)) {
      const name = normalizedId(provider, id, data).toLowerCase();
      if (!made.has(name)) made.set(name, id);
    }
    folded.set(models, made);
    ids = made;
  }
  return ids;
}

/** For a custom id at a vendor's own URL, that vendor's row gives the limits. */
function donor(id: string, block: ConfiguredBlock | undefined, data: RouteData): Listed | undefined {
  const { api, baseUrl } = block ?? {};
  if (block === undefined || api === undefined || baseUrl === undefined) return undefined;
  if (findRow(block, block.key, id) !== undefined) return undefined;
  const url = baseUrl.value.replace(/\/+$/u, "").toLowerCase();
  for (const own of Object.values(data.providers)) {
    const facts = ownFacts(own.models, id) ?? ownFacts(own.inCode, id);
    if (facts === undefined || (facts.api ?? own.api) !== api.value) continue;
    if ((facts.baseUrl ?? own.baseUrl)?.toLowerCase() !== url) continue;
    const fact = `catalogue of ${own.plugin} ${data.release}, by its URL`;
    return { ...facts, id, api: api.value, baseUrl: baseUrl.value, fact };
  }
  return undefined;
}

function ownFacts(
  models: Readonly<Record<string, ModelFacts>> | undefined,
  id: string,
): ModelFacts | undefined {
  return models !== undefined && Object.hasOwn(models, id) ? models[id] : undefined;
}

/** A model that OpenClaw refuses: anywhere, or at the host of this URL. */
function suppression({ provider, id, context, row }: Search, baseUrl: string | undefined) {
  const wanted = id.toLowerCase();
  return context.data.suppressed.find((one) => {
    if (one.provider !== provider || one.model !== wanted) return false;
    if (one.hosts === undefined) return true;
    if (baseUrl === undefined || (row !== undefined && one.retired !== true)) return false;
    const host = /^https?:\/\/([^/?#:]+)/iu.exec(baseUrl)?.[1]?.toLowerCase();
    return host !== undefined && one.hosts.includes(host);
  });
}
