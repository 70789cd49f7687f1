import { memo } from "../../core/memo.ts";
import { ownValue } from "../../core/own-value.ts";
import { parseUrl } from "../../core/url.ts";
import { isTemplated } from "../../core/variable-text.ts";
import data from "../../data/endpoints.json" with { type: "json" };
import { holdsIn } from "../../schema/run-time-facts.ts";
import { canonicalProvider } from "./catalogue.ts";

/** A base URL taken apart. */
export interface Endpoint {
  readonly url: URL;
  /** Scheme and authority as they are written: a host's capitals are its owner's. */
  readonly origin: string;
  readonly host: string;
  readonly port: string;
  /** Without trailing slashes; "" for none. */
  readonly path: string;
  readonly local: boolean;
  readonly known: KnownHost | undefined;
  /** The vendor's API, where the host is a website of its: a console, a chat, a home page. */
  readonly website: KnownHost | undefined;
  /** Set where the host was such an API once and answers no more. */
  readonly closed: boolean;
  /** Where a host that is one of many, such as an Azure resource, serves its OpenAI-compatible API. */
  readonly openAiPath: string | undefined;
}

/** What a known host serves: under each path, which `api` values. */
export interface KnownHost {
  readonly host?: string;
  readonly port?: string;
  readonly vendor: string;
  /** Known by its port only: a mismatch is likely, not certain. */
  readonly soft?: boolean;
  readonly localOnly?: boolean;
  /** True where the forms are all that the host serves; elsewhere there may be an API that we do not know. */
  readonly complete?: boolean;
  /** The form that OpenClaw itself uses for this vendor comes first. */
  readonly forms: readonly { readonly path: string; readonly apis: readonly string[] }[];
}

// A test checks the file against this shape.
const hosts = data.hosts as readonly KnownHost[];
const websites: readonly { readonly host: string; readonly api: string; readonly closed?: boolean }[] =
  data.websites;
const resources: readonly { readonly start: string; readonly end: string; readonly path: string }[] =
  data.resources;

/** Wire formats that only their own vendor's hosts speak. */
const NATIVE: ReadonlySet<string> = new Set([
  "google-generative-ai",
  "google-vertex",
  "bedrock-converse-stream",
  "ollama",
]);

/** Ends of full request URLs that people paste where the root belongs. */
const REQUEST_PATH =
  /\/(?:chat\/completions|completions|responses|messages|embeddings|models|api\/(?:chat|generate|tags)|models\/[^/]+:(?:generateContent|streamGenerateContent))$/u;

/** Reads a base URL; undefined when it is no URL, or holds a `${NAME}` that only the environment decides. */
export const readEndpoint = memo((baseUrl): Endpoint | undefined => {
  if (isTemplated(baseUrl)) return undefined;
  const url = parseUrl(baseUrl.trim());
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) return undefined;
  const host = url.hostname.toLowerCase();
  const path = url.pathname.replace(/\/+$/u, "");
  const local = isLocalHost(host);
  const known = hosts.find((one) =>
    one.host === undefined ? one.port === url.port && (!one.localOnly || local) : one.host === host,
  );
  const site = websites.find((one) => one.host === host);
  const website = site === undefined ? undefined : hosts.find((one) => one.host === site.api);
  const closed = site?.closed === true;
  const openAiPath = resources.find(({ start, end }) => host.startsWith(start) && host.endsWith(end))?.path;
  const origin = /^[^/]*\/\/[^/?#]*/u.exec(baseUrl.trim())?.[0] ?? `${url.protocol}//${url.host}`;
  return { url, origin, host, port: url.port, path, local, known, website, closed, openAiPath };
});

/** The path as a server would want it: without empty segments. A URL inside the path keeps its own two slashes. */
export function plainPath({ path }: Endpoint): string {
  return path.replace(/(?<!:)\/{2,}/gu, "/");
}

/** The path that requests are put behind: of some apis OpenClaw takes a /v1 off first. */
export function pathAsUsed(endpoint: Endpoint, api: unknown, release: string): string {
  const path = plainPath(endpoint);
  const drops =
    (api === "anthropic-messages" && holdsIn("anthropic-drops-version", release)) ||
    (api === "ollama" && holdsIn("ollama-drops-version", release));
  return drops ? path.replace(/\/v1$/u, "") : path;
}

/** The request path that a base URL ends in, such as `/chat/completions`; undefined for none. */
export function requestEnding(endpoint: Endpoint): string | undefined {
  return requestEndingOf(plainPath(endpoint));
}

/** The same for a path, which begins with a slash. */
export function requestEndingOf(path: string): string | undefined {
  return REQUEST_PATH.exec(path)?.[0];
}

/** True for a base URL that repeats `/v1`. */
export function hasDoubledVersion(endpoint: Endpoint): boolean {
  return /\/v1\/v1(?:\/|$)/u.test(plainPath(endpoint));
}

/**
 * Where the host of a base URL serves an api: of several places the one that has most of the path in common, so that a
 * plan of its own (`/api/coding/…`) stays that plan; else the first.
 */
export function formServing(endpoint: Endpoint, api: unknown, path?: string): string | undefined {
  const { known } = endpoint;
  const fitting = known?.forms.filter(({ apis }) => apis.some((one) => one === api)) ?? [];
  const written = path ?? plainPath(endpoint);
  const exact = fitting.find((form) => form.path === written);
  if (exact !== undefined) return exact.path;
  let best = fitting[0];
  for (const form of fitting)
    if (best !== undefined && shared(form.path, written) > shared(best.path, written)) best = form;
  return best?.path;
}

/** How many parts two paths begin with in common. */
function shared(one: string, other: string): number {
  const parts = other.split("/");
  const differs = one.split("/").findIndex((part, index) => part !== parts[index]);
  return differs < 0 ? one.split("/").length : differs;
}

/** True for an api that the known host of a base URL serves nowhere. */
export function isForeignApi(endpoint: Endpoint, api: unknown): boolean {
  const { known } = endpoint;
  if (known === undefined || typeof api !== "string" || formServing(endpoint, api) !== undefined)
    return false;
  if (known.forms.some(({ path }) => path === plainPath(endpoint))) return true;
  return known.complete === true || (known.soft !== true && NATIVE.has(api));
}

/** The API that OpenClaw itself uses for a vendor, by the vendor's name in our table. */
export function ownForm(
  vendor: string,
): { readonly apis: readonly string[]; readonly baseUrl: string } | undefined {
  const own = hosts.find((one) => one.vendor === vendor);
  const form = own?.forms[0];
  if (own === undefined || form === undefined) return undefined;
  const origin = own.host === undefined ? `http://127.0.0.1:${own.port}` : `https://${own.host}`;
  return { apis: form.apis, baseUrl: origin + form.path };
}

/** What each client puts behind the base URL. */
const CLIENT_PATH: Readonly<Record<string, RegExp>> = {
  "openai-completions": /\/chat\/completions$/u,
  "openai-responses": /\/responses$/u,
  "anthropic-messages": /\/v1\/messages$/u,
  "google-generative-ai": /\/models\/[^/]*$/u,
  ollama: /\/api\/chat$/u,
};

/** A request that the server at its URL does not understand. */
export interface Unserved {
  /** Host, and path where the base URL has one. */
  readonly place: string;
  /** What it speaks there instead; never empty. */
  readonly apis: readonly [string, ...string[]];
  /** False where only a port or a path tells what the server is. */
  readonly certain: boolean;
  /** The base URL at which it serves the api, where it does. */
  readonly right?: string | undefined;
}

/**
 * Whether the server of a request's URL is known not to answer the api that it is asked in.
 * @param provider the key of its block: one that names the program behind a port makes that sure
 */
export function unserved(url: string, api: string, provider: string): Unserved | undefined {
  const client = ownValue(CLIENT_PATH, api);
  const endpoint = readEndpoint(url);
  if (client === undefined || endpoint === undefined || !client.test(endpoint.path)) return undefined;
  const { known, url: read } = endpoint;
  const base = endpoint.path.replace(client, "");
  const place = read.host + base;
  const here = known?.forms.find(({ path }) => path === base);
  if (here?.apis.includes(api)) return undefined;
  const apis = here?.apis ?? (known?.complete ? known.forms[0]?.apis : undefined) ?? [];
  const [first, ...more] = apis.filter((one) => one !== api);
  if (known !== undefined && first !== undefined)
    return {
      place,
      apis: [first, ...more],
      certain: !known.soft || provider.includes(known.vendor),
      right: rightOf(endpoint, api, base),
    };
  // Servers of several formats name Anthropic's this way (Cloudflare, DeepSeek, MiniMax, Moonshot, Z.AI).
  if (known === undefined && api !== "anthropic-messages" && /\/anthropic$/u.test(base))
    return { place, apis: ["anthropic-messages"], certain: endpoint.host === "gateway.ai.cloudflare.com" };
  return undefined;
}

/** True for a request's URL at which its known host serves the api that it is asked in. */
export function servesRequest({ known, path }: Endpoint, api: string): boolean {
  const client = ownValue(CLIENT_PATH, api);
  if (client === undefined || !client.test(path)) return false;
  const base = path.replace(client, "");
  return known?.forms.some((form) => form.path === base && form.apis.includes(api)) === true;
}

function rightOf(endpoint: Endpoint, api: string, base: string): string | undefined {
  const path = formServing(endpoint, api, base);
  return path === undefined ? undefined : `${endpoint.url.origin}${path}`;
}

/**
 * True for hosts of a private network: loopback, private ranges, names that no public DNS has (bare ones, `.lan`,
 * `.home`, `.box` of a home router, names of a cluster). OpenClaw's own notion of local is narrower: local-hosts.ts.
 */
export function isLocalHost(host: string): boolean {
  if (host === "localhost" || host === "0.0.0.0" || host === "[::1]" || host.endsWith(".localhost"))
    return true;
  if (
    /\.(?:local|localdomain|lan|home|internal|intranet|corp|private|box|home\.arpa|svc|cluster\.local|ts\.net|test)$/u.test(
      host,
    )
  )
    return true;
  // Two plain words, as a Kubernetes service and its namespace: no top-level domain repeats the name before it.
  const [service = "", namespace = "", ...more] = host.split(".");
  if (more.length === 0 && service === namespace) return true;
  if (!host.includes(".") && !host.startsWith("[")) return true;
  return (
    /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/u.test(
      host,
    ) || /^\[f[cd]/u.test(host)
  );
}

/** True for a query parameter that carries a key. */
export function isSecretName(name: string): boolean {
  return /^(?:api[-_]?)?key$|token|secret|password/iu.test(name);
}

/** The api that a provider of OpenClaw's own has by itself, and where it serves it. */
export function ownApi(
  id: string,
): { readonly apis: readonly string[]; readonly baseUrl: string } | undefined {
  const own = canonicalProvider(id);
  if (own === undefined) return undefined;
  const form = ownForm(own.id);
  if (own.api === undefined || own.baseUrl === undefined) return form;
  return { apis: [own.api, ...(form?.apis ?? [])], baseUrl: own.baseUrl };
}
