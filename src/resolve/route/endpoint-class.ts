import { parseUrl } from "../providers/endpoints.ts";
import type { RouteData } from "./facts.ts";

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
  for (const { endpointClass: known, hosts, hostSuffixes, baseUrls } of endpoints) {
    if (hosts?.includes(host) === true) return known;
    if (hostSuffixes?.some((suffix) => host.endsWith(suffix)) === true) return known;
    if (plain !== undefined && baseUrls?.some((one) => one.toLowerCase() === plain) === true) return known;
  }
  return LOCAL.has(host) || /\.(?:localhost|local|internal)$/u.test(host) ? "local" : "custom";
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
