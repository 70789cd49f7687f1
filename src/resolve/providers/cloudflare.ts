import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { isBearer, isTemplated, readVariables } from "../../core/variable-text.ts";
import type { ConfiguredModel, ConfiguredProvider } from "./configured-providers.ts";
import { readEndpoint } from "./endpoints.ts";
import { headersOf } from "./headers.ts";

/** A Cloudflare AI Gateway base URL taken apart: `/v1/<account id>/<gateway id>/<upstream…>`. */
export interface CloudflareEndpoint {
  readonly provider: ConfiguredProvider;
  /** The provider, or the one of its models that has this base URL for itself. */
  readonly path: ConfigPath;
  readonly isRow: boolean;
  readonly api: unknown;
  /** The models that are asked here. */
  readonly models: readonly ConfiguredModel[];
  readonly baseUrl: string;
  readonly account: string;
  readonly gateway: string;
  /** First part after the gateway: `anthropic`, `openai`, `compat`, ...; "" for none. */
  readonly upstream: string;
  /** What follows the upstream, without slashes at its ends. */
  readonly rest: string;
}

const HOST = /^https?:\/\/gateway\.ai\.cloudflare\.com(?:\/|$)/iu;

/** The wire formats behind each upstream segment of the gateway. */
export const UPSTREAMS: Readonly<Record<string, readonly string[]>> = {
  anthropic: ["anthropic-messages"],
  openai: ["openai-responses", "openai-completions"],
  compat: ["openai-completions"],
  openrouter: ["openai-completions"],
  groq: ["openai-completions"],
  mistral: ["openai-completions"],
  grok: ["openai-completions", "openai-responses"],
  deepseek: ["openai-completions"],
  cerebras: ["openai-completions"],
  "perplexity-ai": ["openai-completions"],
  "google-ai-studio": ["google-generative-ai"],
  "workers-ai": ["openai-completions"],
};

/** The base URLs that are a Cloudflare AI Gateway: of providers, and of models that have one of their own. */
export function cloudflareEndpoints(providers: readonly ConfiguredProvider[]): readonly CloudflareEndpoint[] {
  const found: CloudflareEndpoint[] = [];
  for (const provider of providers) {
    const { block, key, models, elsewhere, path } = provider;
    const api = block["api"] ?? (key === "cloudflare-ai-gateway" ? "anthropic-messages" : undefined);
    const parts = takeApart(block["baseUrl"]);
    if (parts !== undefined) {
      const sharing = models.filter(({ row }) => typeof row["baseUrl"] !== "string");
      found.push({ provider, path, isRow: false, api, models: sharing, ...parts });
    }
    for (const model of elsewhere) {
      const own = takeApart(model.row["baseUrl"]);
      if (own === undefined) continue;
      const place = { provider, path: model.path, isRow: true, models: [model] };
      found.push({ ...place, api: model.row["api"] ?? api, ...own });
    }
  }
  return found;
}

function takeApart(baseUrl: unknown) {
  if (typeof baseUrl !== "string" || !HOST.test(baseUrl.trim())) return undefined;
  const path = baseUrl.trim().replace(HOST, "").replace(/\/+$/u, "");
  const [version, account = "", gateway = "", upstream = "", ...rest] = path.split("/");
  return version === "v1"
    ? { baseUrl, account, gateway, upstream, rest: rest.join("/") }
    : { baseUrl, account: "", gateway: "", upstream: "", rest: path };
}

/** The upstream that a base URL of Cloudflare AI Gateway leads to; "" where it names none, undefined on other hosts. */
export function upstreamOf(baseUrl: string): string | undefined {
  return takeApart(baseUrl)?.upstream.toLowerCase();
}

/** True where the account id was left out, and all behind it has moved up: `/v1/<gateway id>/<upstream>`. */
export function lacksAccount({ account, gateway, upstream }: CloudflareEndpoint): boolean {
  return (
    account !== "" &&
    !isAccountId(account) &&
    !isTemplated(account) &&
    Object.hasOwn(UPSTREAMS, gateway) &&
    /^(?:|v1|chat|messages|responses)$/u.test(upstream)
  );
}

/**
 * True for a base URL on another host of Cloudflare's where the gateway is meant, by the provider's id or its
 * `cf-aig-authorization` header. The REST API, which serves Workers AI, is a host of its own right.
 */
export function isMisnamedGateway(provider: ConfiguredProvider, baseUrl: unknown): boolean {
  const endpoint = typeof baseUrl === "string" ? readEndpoint(baseUrl) : undefined;
  if (endpoint === undefined || !/(?:^|\.)cloudflare\.com$/u.test(endpoint.host)) return false;
  if (endpoint.host === "gateway.ai.cloudflare.com" || endpoint.path.startsWith("/client/v4/")) return false;
  return (
    provider.key === "cloudflare-ai-gateway" ||
    /^\/v1\/[0-9a-f]{32}\//iu.test(endpoint.path) ||
    headersOf(provider).some(({ name }) => name.toLowerCase() === "cf-aig-authorization")
  );
}

/** The variable that a key or a header takes its value from, with or without `Bearer`. */
export function variableOf(value: unknown): string | undefined {
  if (typeof value === "string") {
    const read = readVariables(value);
    return read.scheme === undefined || isBearer(read) ? read.variable?.name : undefined;
  }
  if (isObject(value) && value["source"] === "env" && typeof value["id"] === "string") return value["id"];
  return undefined;
}

/** True for a variable that by its name holds a token of Cloudflare's, never an upstream key. */
export function isTokenName(name: string): boolean {
  return /^(?:CLOUDFLARE_(?:API_)?(?:TOKEN|KEY)|CLOUDFLARE_API_TOKEN|CF_(?:API_)?(?:TOKEN|KEY)|CLOUDFLARE_AI_GATEWAY_(?:AUTH_)?TOKEN|CF_AIG_(?:AUTHORIZATION|TOKEN)|AIG_TOKEN)$/u.test(
    name,
  );
}

/** True for what Cloudflare's account ids look like. */
export function isAccountId(text: string): boolean {
  return /^[0-9a-f]{32}$/iu.test(text);
}

/** Text that stands where an id should be put. */
export function isIdPlaceholder(text: string): boolean {
  return /^[<{[(].*[>}\])]$|^your[-_]|^my[-_]account|^x{3,}$|account[-_]?id|gateway[-_]?id|^(?:account|gateway|placeholder|changeme|todo)$/iu.test(
    text,
  );
}
