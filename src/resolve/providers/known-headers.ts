import { parseUrl } from "../../core/url.ts";
import data from "../../data/known-headers.json" with { type: "json" };
import { normalizeProviderId } from "./catalogue.ts";
import type { ConfiguredProvider } from "./configured-providers.ts";

/** A header that a server knows, with what it is for, and how its value begins where there is a usual one. */
export interface KnownHeader {
  readonly name: string;
  readonly why: string;
  readonly value: string;
}

interface HeaderGroup {
  readonly hosts: readonly string[];
  /** Ids of OpenClaw's catalogue. */
  readonly providers: readonly string[];
  readonly names: readonly { readonly name: string; readonly why: string; readonly value?: string }[];
}

const groups: readonly HeaderGroup[] = data.headers;

/**
 * The header names that a provider's server knows, those of its host first. In: its block as configured, if it can be
 * read, and its id. Cloudflare's gateway comes before the vendor behind it.
 */
export function knownHeaders(provider: ConfiguredProvider | undefined, id: string): readonly KnownHeader[] {
  const host = hostOf(provider);
  const key = normalizeProviderId(id);
  const own = groups.filter(({ hosts, providers }) => hosts.includes(host) || providers.includes(key));
  const further = groups.filter(
    (one) => !own.includes(one) && (one.hosts.length === 0 || isCloudflareUrl(provider)),
  );
  return [...own, ...further].flatMap(({ names }) =>
    names.map(({ name, why, value = "" }) => ({ name, why, value })),
  );
}

/** True where a provider's URL is that of Cloudflare's AI Gateway. */
export function isCloudflareUrl(provider: ConfiguredProvider | undefined): boolean {
  return hostOf(provider) === "gateway.ai.cloudflare.com";
}

function hostOf(provider: ConfiguredProvider | undefined): string {
  const url = provider?.block["baseUrl"];
  return typeof url === "string" ? (parseUrl(url)?.host.toLowerCase() ?? "") : "";
}
