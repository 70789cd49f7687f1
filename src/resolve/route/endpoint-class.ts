import { parseUrl } from "../../core/url.ts";
import type { EndpointFacts, RouteData } from "./facts.ts";

/**
 * The class that OpenClaw puts a base URL into: a vendor's by its table, else `local` or `custom`; `default` for no URL,
 * `invalid` for one that cannot be read.
 */
export function endpointClass(baseUrl: string | undefined, { endpoints }: RouteData): string {
  const text = baseUrl?.trim() ?? "";
  if (text === "") return "default";
  const url = parseUrl(withScheme(text));
  if (url === undefined || url.hostname === "") return "invalid";
  const host = url.hostname.toLowerCase();
  const plain = plainUrl(url);
  const known = endpoints.find((endpoint) => isEndpoint(endpoint, host, plain));
  if (known !== undefined) return known.endpointClass;
  return LOCAL.has(host) || /\.(?:localhost|local|internal)$/u.test(host) ? "local" : "custom";
}

function isEndpoint(
  { hosts, hostSuffixes, baseUrls }: EndpointFacts,
  host: string,
  plain: string | undefined,
): boolean {
  return (
    hosts?.includes(host) === true ||
    hostSuffixes?.some((suffix) => host.endsWith(suffix)) === true ||
    (plain !== undefined && baseUrls?.some((one) => one.toLowerCase() === plain) === true)
  );
}

/**
 * True where a plugin's catalogue counts beside a block with this base URL: the URL has to be one of the plugin's own.
 * MiniMax's counts anywhere (measured).
 */
export function isCatalogueUrl(provider: string, baseUrl: string | undefined, data: RouteData): boolean {
  const own = data.providers[provider];
  if (baseUrl === undefined || own === undefined || own.plugin === "minimax") return true;
  const rows = Object.values(own.models);
  const urls =
    rows.length === 0
      ? []
      : [own.baseUrl, ...rows.map((row) => row.baseUrl)].filter((one) => one !== undefined);
  const endpoints = data.endpoints.filter(({ plugin }) => plugin === own.plugin);
  if (urls.length === 0 && endpoints.length === 0) return true;
  const url = parseUrl(withScheme(baseUrl.trim()));
  const plain = url === undefined ? undefined : plainUrl(url);
  if (url === undefined || plain === undefined) return false;
  if (urls.some((one) => one.replace(/\/+$/u, "").toLowerCase() === plain)) return true;
  return endpoints.some((endpoint) => isEndpoint(endpoint, url.hostname.toLowerCase(), plain));
}

const LOCAL: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/** True for a class whose servers may know any model. */
export function isOwnEndpoint(known: string): boolean {
  return known === "custom" || known === "local";
}

function withScheme(text: string): string {
  return /^[a-z0-9.[\]-]+(?::\d+)?(?:[/?#].*)?$/iu.test(text) ? `https://${text}` : text;
}

function plainUrl(url: URL): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  return `${url.protocol}//${url.username === "" ? "" : `${url.username}@`}${url.host}${url.pathname}`
    .replace(/\/+$/u, "")
    .toLowerCase();
}
