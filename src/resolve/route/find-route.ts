import { ownValue } from "../../core/own-value.ts";
import { parseUrl } from "../../core/url.ts";
import { variablesIn } from "../../core/variable-text.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { findProvider } from "../providers/catalogue.ts";
import { type Asking, askedTokens } from "./asked-tokens.ts";
import { findRow } from "./configured.ts";
import { type FoundModel, findModel, type NoModel } from "./find-model.ts";
import { maskedUrl } from "./masked-url.ts";
import { withoutOwnPrefix } from "./model-id.ts";
import type { ReadReference } from "./read-reference.ts";
import { requestHeaders } from "./request-headers.ts";
import { type FoundKey, requestKey } from "./request-key.ts";
import { type ClientSettings, type RequestUrl, requestUrl } from "./request-url.ts";
import type { ModelRoute, NotSentReason, RouteRequest, RouteStep, UnknownReason } from "./route.ts";
import type { RouteContext } from "./route-context.ts";
import { classifyOpenAiUrl, OPENAI_URL } from "./transport.ts";
import { answersInFull, isLargeClaude, shapedAs } from "./unlisted-models.ts";

/** Context windows below this are refused, in tokens. */
const LEAST_CONTEXT = 4000;
/** Less than OpenClaw's own prompt and tools take, in tokens. */
const SHORTEST_PROMPT = 12_000;

/** Bundled providers whose plugin asks somebody before anything is sent, and whom. */
const ASKS_FIRST: Readonly<Record<string, string>> = {
  "github-copilot": "api.github.com",
  clawrouter: "clawrouter.openclaw.ai",
  "amazon-bedrock": "Amazon's login",
  "amazon-bedrock-mantle": "Amazon's login",
  "anthropic-vertex": "Google's project and location",
};

/** Apis that another program or another plugin speaks. */
const RUNTIMES: Readonly<Record<string, string>> = {
  "claude-cli": "the claude program",
  "google-gemini-cli": "the gemini program",
  "codex-cli": "the codex program",
};

/** Google's own hosts take no key: a project, a location and a login decide. */
const VERTEX_HOST =
  /^https:\/\/(?:\{location\}-|[a-z0-9-]+-)?aiplatform\.(?:[a-z]+\.rep\.)?googleapis\.com/iu;

/** Follows a reference, as it was read, to the request that OpenClaw would send. */
export function findRoute(
  read: ReadReference,
  agent: string | number | undefined,
  runtime: string | undefined,
  context: RouteContext,
): ModelRoute {
  const { provider, id, steps } = read;
  const named = { provider, id };
  const program = runtime ?? ownValue(RUNTIMES, provider);
  if (program !== undefined) return unknown(named, "runtime", program, steps);
  const isBundled = context.data.providers[provider] !== undefined;
  const asked = isBundled ? ownValue(ASKS_FIRST, provider) : undefined;
  if (asked !== undefined) return unknown(named, "live-catalogue", asked, steps);
  const model = findModel(provider, id, context);
  if ("missing" in model) return withoutModel(model, steps, context);
  const all = [...steps, ...model.steps];
  const found = { provider: model.provider, id: model.id };
  const routerUrl =
    model.provider === "openrouter" && model.row === undefined ? model.block?.baseUrl : undefined;
  if (routerUrl !== undefined && !isPlainUrl(context.address(routerUrl.value))) {
    return notSent(found, "invalid-url", [
      ...all,
      { step: "url", value: "OpenRouter's plugin takes no query and no user info", path: routerUrl.path },
    ]);
  }
  if (model.api === "github-copilot") return unknown(named, "live-catalogue", "api.github.com", all);
  const room = window(model);
  const tooSmall = () =>
    notSent(found, "window-too-small", [
      ...all,
      { step: "context-window", value: String(room), path: model.row?.path },
    ]);
  if (room < LEAST_CONTEXT) return tooSmall();
  const unfit = openAiFault(model, context);
  if (unfit !== undefined) return notSent(found, unfit.reason, [...all, unfit.step]);
  const key = requestKey(model, read.profile, context);
  if (key.kind === "none")
    return notSent(found, key.reason, [...all, { step: "key", value: key.why, path: key.path }]);
  if (key.kind === "unknown") return unknown(found, key.reason, key.decidedBy, all);
  if (room < SHORTEST_PROMPT && holdsIn("prompt-must-fit", context.data.release)) return tooSmall();
  return send(model, key, all, { provider: read.provider, id, agent }, context);
}

function isPlainUrl(text: string): boolean {
  const url = parseUrl(text);
  return (
    url !== undefined &&
    /^https?:$/u.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === ""
  );
}

function send(
  model: FoundModel,
  key: Extract<FoundKey, { kind: "key" }>,
  steps: readonly RouteStep[],
  asking: Asking,
  context: RouteContext,
): ModelRoute {
  const { provider, id, api } = model;
  const named = { provider, id };
  const { release } = context.data;
  const login = decidingLogin(model, release);
  if (login !== undefined) return unknown(named, "login", login, steps);
  const url = requestUrl(provider, api, model.baseUrl, id, clientSettings(provider, context));
  if (url.kind !== "url") return withoutUrl(url.kind, model, steps, context);
  const [unset] = variablesIn(model.baseUrl ?? "");
  if (unset !== undefined) return openAddress(named, unset, steps, context);
  const fault = ollamaFault(model, context);
  if (fault !== undefined)
    return notSent(named, "wrong-adapter", [...steps, { step: "client", value: fault }]);
  const { key: sentKey, headers } = requestHeaders(model, key, release);
  const request: RouteRequest = {
    method: "POST",
    url: maskedUrl(url.url),
    ...wireModel(model, context),
    api,
    baseUrl: maskedUrl(model.baseUrl ?? url.url),
    key: sentKey,
    headers,
    maxTokens: maxTokens(
      holdsIn("answers-are-short", release) ? shortened(model) : model,
      askedTokens(model, asking, context),
    ),
    contextWindow: window(model),
  };
  const keyStep: RouteStep = {
    step: "key",
    value: sentKey.from,
    path: sentKey.path,
    variable: sentKey.variable,
  };
  return {
    ...named,
    verdict: "sent",
    request,
    why: [...steps, { step: "url", value: request.url }, keyStep],
  };
}

/** The login without which nothing is sent, where one decides. */
function decidingLogin({ provider, api, baseUrl }: FoundModel, release: string): string | undefined {
  if (
    (api === "google-vertex" && (baseUrl === undefined || VERTEX_HOST.test(baseUrl))) ||
    (provider === "google-vertex" && baseUrl === undefined) ||
    (api === "google-vertex" && provider === "google" && holdsIn("vertex-needs-login", release))
  )
    return "Google's project and location";
  return provider === "openai" && api === "openai-chatgpt-responses"
    ? "a login of ChatGPT in OpenClaw's store"
    : undefined;
}

function clientSettings(provider: string, context: RouteContext): ClientSettings {
  const { environment, data } = context;
  const elsewhere = data.ways.includes("openai-url-for-all") ? OPENAI_URL : undefined;
  return {
    openAiUrl: provider === "openai" ? context.openAiUrl() : elsewhere,
    anthropicUrl: environment.setting("ANTHROPIC_BASE_URL"),
    azureApiVersion:
      environment.setting("AZURE_OPENAI_API_VERSION") ??
      (holdsIn("azure-version-is-v1", data.release) ? "v1" : "preview"),
  };
}

/** No client, or no base URL that its client takes. */
function withoutUrl(
  kind: Exclude<RequestUrl["kind"], "url">,
  model: FoundModel,
  steps: readonly RouteStep[],
  context: RouteContext,
): ModelRoute {
  const { provider, id, api } = model;
  const named = { provider, id };
  if (kind === "invalid-url") return notSent(named, kind, steps);
  const plugin = missingPlugin(provider, context);
  if (kind === "no-base-url") {
    return {
      ...notSent(named, kind, steps),
      ...(plugin === undefined ? {} : { unless: "plugin" as const }),
    };
  }
  const value = `OpenClaw ${context.data.release} has no client for ${api} here`;
  return {
    ...notSent(named, "wrong-adapter", [...steps, { step: "client", value }]),
    ...(bringsClient(plugin, model, context) ? { unless: "plugin" as const } : {}),
  };
}

/** Why Ollama's client does not ask for the model. */
function ollamaFault({ provider, api, block }: FoundModel, context: RouteContext): string | undefined {
  if (api !== "ollama") return undefined;
  if (context.isOff("ollama")) return "Ollama's plugin is switched off";
  if (provider === "ollama" || provider === "ollama-cloud") return undefined;
  const { release, providers } = context.data;
  const mayBeBundled = holdsIn("bundled-speak-ollama", release);
  const isForeign = mayBeBundled ? block?.key !== provider : providers[provider] !== undefined;
  return isForeign || block?.block["api"] !== "ollama"
    ? "a model speaks ollama only where its provider does"
    : undefined;
}

/** A base URL with a variable that is not there. */
function openAddress(
  named: Named,
  name: string,
  steps: readonly RouteStep[],
  { environment }: RouteContext,
): ModelRoute {
  return environment.lookup(name).verdict === "undecidable"
    ? unknown(named, "environment", name, steps)
    : notSent(named, "invalid-url", [...steps, { step: "url", value: `${name} is not set`, variable: name }]);
}

interface Named {
  readonly provider: string;
  readonly id: string;
}

function notSent(named: Named, reason: NotSentReason, why: readonly RouteStep[]): ModelRoute {
  return { ...named, verdict: "not-sent", reason, why };
}

function unknown(
  named: Named,
  reason: UnknownReason,
  decidedBy: string,
  why: readonly RouteStep[],
): ModelRoute {
  return { ...named, verdict: "unknown", reason, decidedBy, why };
}

/** No row, no plugin, no catalogue has the model. */
function withoutModel(model: NoModel, steps: readonly RouteStep[], context: RouteContext): ModelRoute {
  const { provider, id, use, missing } = model;
  const named = { provider, id };
  const { data } = context;
  const hint: RouteStep[] =
    use === undefined ? [] : [{ step: "instead", value: use, fact: `OpenClaw ${data.release}` }];
  const why: RouteStep[] = [
    ...steps,
    { step: "model", value: "not in the release's catalogue", fact: `OpenClaw ${data.release}` },
    ...hint,
  ];
  const plugin = missingPlugin(provider, context);
  if (plugin !== undefined && model.block?.baseUrl === undefined)
    return unknown(named, "plugin", plugin, why);
  const known = data.providers[provider];
  if (known?.hasMore === true && model.block === undefined)
    return unknown(named, "live-catalogue", "a long list of OpenClaw's own", why);
  // Without rows LM Studio's plugin wants a key before it asks its server.
  const lacksKey =
    provider === "lmstudio" &&
    model.block?.block["apiKey"] === undefined &&
    (model.block?.rows ?? []).length === 0 &&
    context.environment.lookup("LM_API_TOKEN").verdict === "unset";
  if (lacksKey) {
    const step: RouteStep = { step: "key", value: "LM_API_TOKEN is not set", variable: "LM_API_TOKEN" };
    return notSent(named, "no-key", [...why, step]);
  }
  if (
    known === undefined &&
    plugin === undefined &&
    model.block === undefined &&
    findProvider(provider) === undefined
  )
    return notSent(named, "unknown-provider", [
      ...steps,
      { step: "provider", value: `no provider is called ${provider}` },
    ]);
  // Older plugins ask their server without a word of it in the manifest.
  const asks = known?.offersWithKey === true || (known?.discovery ?? "static") !== "static";
  const live = asks && use === undefined && !context.isOff(known?.plugin ?? "");
  const unless = live ? ("live-catalogue" as const) : plugin === undefined ? undefined : ("plugin" as const);
  return { ...notSent(named, missing, why), ...(unless === undefined ? {} : { unless }) };
}

/** The package of a provider that is no part of OpenClaw, unless it is seen to be installed. */
function missingPlugin(provider: string, { data }: RouteContext): string | undefined {
  if (data.providers[provider] !== undefined) return undefined;
  const known = findProvider(provider);
  return known?.kind === "external" ? (known.package ?? `the plugin of ${provider}`) : undefined;
}

/** Bedrock's own servers, whatever the provider that asks them is called. */
const BEDROCK_HOST = /^https:\/\/bedrock-runtime(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?(?:[/:]|$)/iu;

/** True where the client comes with a plugin that is not seen here: the provider's own, or Bedrock's for its servers. */
function bringsClient(
  plugin: string | undefined,
  { api, baseUrl = "" }: FoundModel,
  context: RouteContext,
): boolean {
  if (plugin !== undefined) return true;
  return (
    api === "bedrock-converse-stream" &&
    BEDROCK_HOST.test(baseUrl) &&
    missingPlugin("amazon-bedrock", context) !== undefined
  );
}

/** OpenAI's plugin takes only OpenAI's apis, and only URLs that it can place. */
function openAiFault(
  model: FoundModel,
  context: RouteContext,
): { reason: NotSentReason; step: RouteStep } | undefined {
  if (model.provider !== "openai" || context.data.ways.includes("openai-speaks-all")) return undefined;
  const kind = classifyOpenAiUrl(model.baseUrl ?? context.openAiUrl());
  if (kind === "invalid") {
    return {
      reason: "invalid-url",
      step: { step: "url", value: "OpenAI's plugin does not take this base URL", path: model.block?.path },
    };
  }
  const auth = model.block?.block["auth"];
  if ((auth === "oauth" || auth === "token") && model.api !== "openai-chatgpt-responses") {
    const path = [...(model.block?.path ?? []), "auth"];
    return {
      reason: "no-key",
      step: { step: "key", value: "a login of ChatGPT does not serve this api", path },
    };
  }
  // An api that no client speaks counts as not written elsewhere, but not here.
  const written = model.row?.row["api"] ?? model.block?.block["api"];
  const foreign = [model.api, written].find((api) => typeof api === "string" && !isOpenAiApi(api));
  if (foreign !== undefined) {
    return {
      reason: "wrong-adapter",
      step: { step: "client", value: `OpenAI's plugin does not speak ${foreign}`, path: model.block?.path },
    };
  }
  return undefined;
}

function isOpenAiApi(api: string): boolean {
  return api.trim() === "" || /^openai-(?:completions|responses|chatgpt-responses)$/u.test(api.trim());
}

function wireModel(model: FoundModel, { environment }: RouteContext): { model?: string } {
  switch (model.api) {
    case "google-generative-ai":
    case "google-vertex":
      return {};
    case "azure-openai-responses":
      return { model: deploymentOf(model.id, environment.setting("AZURE_OPENAI_DEPLOYMENT_NAME_MAP")) };
    case "anthropic-messages":
      return { model: model.provider === "anthropic" ? model.id.replace(/^anthropic\//iu, "") : model.id };
    case "ollama": {
      const prefix = `${model.provider}/`;
      return { model: model.id.toLowerCase().startsWith(prefix) ? model.id.slice(prefix.length) : model.id };
    }
    default:
      return { model: model.id };
  }
}

/** `model=deployment, …`: as it is written, else in any case. */
function deploymentOf(id: string, map: string | undefined): string {
  const pairs = (map ?? "").split(",").flatMap((pair) => {
    const at = pair.indexOf("=");
    const [name, target] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    return at < 0 || name === "" || target === "" ? [] : [[name, target] as const];
  });
  const exact =
    pairs.findLast(([name]) => name === id) ??
    pairs.findLast(([name]) => name.toLowerCase() === id.toLowerCase());
  return exact?.[1] ?? id;
}

/** Tokens that the request asks for. */
function maxTokens(model: FoundModel, asked: number | undefined): number | undefined {
  const { api, maxTokens: own } = model;
  switch (api) {
    case "anthropic-messages":
      return anthropicTokens(model, asked);
    case "ollama":
      return undefined;
    case "openai-completions":
      // Of a small window the prompt decides what is left.
      return (asked ?? own ?? 0) > window(model) - LONGEST_PROMPT ? undefined : (asked ?? own);
    default:
      return asked ?? own;
  }
}

/** The answer's length that early releases asked for at most, in tokens. */
const SHORT_ANSWER = 32_000;

function shortened(model: FoundModel): FoundModel {
  const { maxTokens: own } = model;
  return own === undefined ? model : { ...model, maxTokens: Math.min(own, SHORT_ANSWER) };
}

/** Anthropic's api always gets a number; answers beyond 32,000 tokens are for the models that OpenClaw knows for them. */
function anthropicTokens(model: FoundModel, asked: number | undefined): number {
  const { provider, row, contextWindow, maxTokens: own } = model;
  const id = provider === "anthropic" && row === undefined ? shapedAs(model.id) : model.id;
  const usual =
    own === undefined
      ? Math.max(1, Math.min(4096, Math.floor(contextWindow / 4)))
      : answersInFull(id)
        ? own
        : Math.min(own, 32_000);
  const base = asked ?? usual;
  return isLargeClaude(id) ? base : Math.min(base + thinkingTokens(model), own ?? base);
}

/** More than OpenClaw's own prompt and tools take, in tokens. */
const LONGEST_PROMPT = 25_000;

/** Room that OpenClaw adds for thoughts, in tokens. MiniMax's plugin has its own mind of it. */
function thinkingTokens({ provider, id, thinks }: FoundModel): number {
  if (!thinks) return 0;
  if (provider.startsWith("minimax")) return /^minimax-m3\b/iu.test(id) ? 16_384 : 0;
  return 8192;
}

/** The context that OpenClaw counts with; a row counts here for an id that repeats the provider's name, too. */
function window({ provider, id, block, row: found, contextTokens, contextWindow }: FoundModel): number {
  const row = found ?? findRow(block, provider, withoutOwnPrefix(provider, id));
  const own = row?.contextWindow;
  const tokens = row?.contextTokens;
  if (tokens !== undefined) return own === undefined ? tokens : Math.min(tokens, own);
  return own ?? contextTokens ?? contextWindow;
}
