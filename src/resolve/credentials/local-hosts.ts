import { isObject } from "../../core/config-path.ts";
import { parseUrl } from "../../core/url.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";

/**
 * True when OpenClaw takes a provider at this URL for a local one, which needs no key: localhost, `*.local`, loopback,
 * private IPv4 addresses, and the names by which containers call their host; in early releases loopback only.
 */
export function isLocalUrl(text: string, release: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  const bare = url.hostname.toLowerCase().replace(/^\[|\]$/gu, "");
  if (bare === "localhost" || bare === "127.0.0.1" || bare === "0.0.0.0" || bare === "::1") return true;
  if (bare === "::ffff:7f00:1" || bare === "::ffff:127.0.0.1") return true;
  if (!holdsIn("private-hosts-are-local", release)) return false;
  if (bare.endsWith(".local")) return true;
  if (/^(?:docker\.orb|host\.docker|host\.orb)\.internal$/u.test(bare))
    return holdsIn("container-host-names-are-local", release);
  if (/^::ffff:(?:127\.|7f)/u.test(bare)) return true;
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/u.exec(bare);
  if (parts === null) return false;
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  return (
    first === 127 ||
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}

/** What LM Studio's plugin takes for no key. */
const LM_STUDIO_NONE: ReadonlySet<unknown> = new Set(["", "lmstudio-local", "custom-local"]);

/**
 * True where a local server's own plugin goes without a key, on hosts that OpenClaw itself does not take for local
 * ones: Ollama anywhere, later at names without a dot (a Compose service), as does any provider with its api; LM Studio
 * anywhere with models of its own. Run: six providers on six hosts in agent turns of 2026.4.15, 5.5, 6.11, 7.35, 8.2
 * and 9.6 (test/resolve/credentials/local-plugins.test.ts); the first and last releases by the packages' code.
 *
 * @param id the provider as OpenClaw reads it
 * @param block its block of models.providers
 */
export function pluginNeedsNoKey(
  id: string,
  { baseUrl, api, models, apiKey, headers, auth }: Readonly<Record<string, unknown>>,
  release: string,
): boolean {
  const url = typeof baseUrl === "string" ? baseUrl.trim() : "";
  const hasModels = Array.isArray(models) && models.length > 0;
  if (id === "lmstudio")
    return (
      holdsIn("lmstudio-goes-keyless", release) &&
      hasModels &&
      (apiKey === undefined || LM_STUDIO_NONE.has(apiKey)) &&
      !(isObject(headers) && Object.keys(headers).some((name) => name.toLowerCase() === "authorization"))
    );
  if (auth !== undefined && auth !== "api-key") return false;
  const isTold = hasModels || url !== "" || (typeof api === "string" && api.trim() !== "");
  if (id === "ollama" && holdsIn("ollama-goes-keyless", release)) return isTold;
  if (id !== "ollama" && api !== "ollama") return false;
  const host = parseUrl(url)?.hostname ?? "";
  return isTold && holdsIn("ollama-short-names-are-local", release) && /^[^.:]+$/u.test(host);
}
