import type { ConfiguredProvider } from "./configured-providers.ts";

/** A Cloudflare AI Gateway base URL taken apart: `/v1/<account id>/<gateway id>/<upstream…>`. */
export interface CloudflareEndpoint {
  readonly provider: ConfiguredProvider;
  readonly baseUrl: string;
  readonly account: string;
  readonly gateway: string;
  /** First part after the gateway: `anthropic`, `openai`, `compat`, ...; "" for none. */
  readonly upstream: string;
  /** What follows the upstream, without slashes at its ends. */
  readonly rest: string;
}

const HOST = /^https?:\/\/gateway\.ai\.cloudflare\.com(?:\/|$)/iu;

/** The providers whose base URL is a Cloudflare AI Gateway. */
export function cloudflareEndpoints(providers: readonly ConfiguredProvider[]): readonly CloudflareEndpoint[] {
  const found: CloudflareEndpoint[] = [];
  for (const provider of providers) {
    const baseUrl = provider.block["baseUrl"];
    if (typeof baseUrl !== "string" || !HOST.test(baseUrl.trim())) continue;
    const path = baseUrl.trim().replace(HOST, "").replace(/\/+$/u, "");
    const [version, account = "", gateway = "", upstream = "", ...rest] = path.split("/");
    if (version !== "v1") {
      found.push({ provider, baseUrl, account: "", gateway: "", upstream: "", rest: path });
    } else found.push({ provider, baseUrl, account, gateway, upstream, rest: rest.join("/") });
  }
  return found;
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

/** True for a part that only the environment decides. */
export function isTemplated(text: string): boolean {
  return text.includes("${");
}
