import { toPointer } from "../../src/core/config-path.ts";
import type { Finding } from "../../src/core/finding.ts";
import { canonicalProvider } from "../../src/resolve/providers/catalogue.ts";
import { readEndpoint, servesRequest } from "../../src/resolve/providers/endpoints.ts";
import type { Route } from "../../src/resolve/route/route.ts";
import type { SentRequest, TurnAnswer } from "./messages.ts";

/** Rules that say that nothing leaves. */
const NOTHING_LEAVES: ReadonlySet<string> = new Set(["no-request", "missing-credential"]);

/**
 * How findings fail a turn: `silent` where nothing was sent, nothing else could yet make it go out, and no error or
 * warning says a word; `false alarm` where the request of the agent's model went out and one says that it does not.
 *
 * @param routes the agent's own model first, then its fallbacks
 */
export function judgeFindings(
  routes: readonly Route[],
  findings: readonly Finding[],
  turn: Omit<TurnAnswer, "id">,
): "silent" | "false alarm" | undefined {
  if (/Invalid config|config is invalid|DNS lookup/iu.test(turn.error ?? "")) return undefined;
  const [first] = routes;
  const isSent = turn.sent.some(({ url }) => !/\/embeddings|\/api\/show/u.test(url));
  const loud = findings.filter(({ severity }) => severity !== "info");
  if (!isSent) {
    const isSure = first?.verdict === "not-sent" && first.unless === undefined;
    return isSure && loud.length === 0 ? "silent" : undefined;
  }
  if (first?.verdict !== "sent") return undefined;
  const places = [toPointer(first.path), toPointer(["models", "providers", first.provider ?? ""])];
  const wrong = loud.some(
    ({ rule, path }) =>
      NOTHING_LEAVES.has(rule) && places.some((place) => path === place || path.startsWith(`${place}/`)),
  );
  return wrong ? "false alarm" : undefined;
}

/** What a finding says nothing of: whether a request is right. */
const BESIDE: ReadonlySet<string> = new Set(["literal-secret", "unused-provider", "duplicate-entry"]);

/** Headers that a vendor's client puts its key in, by api; the usual one for the others. */
const KEY_HEADERS: Readonly<Record<string, string>> = {
  "anthropic-messages": "x-api-key",
  "google-generative-ai": "x-goog-api-key",
};

/**
 * Errors and warnings about a request that went to a place where the vendor is known to serve its api, as its own
 * provider or where the block says so, with one real key in the vendor's header: they are about something else, or wrong.
 */
export function loudOnServed(
  routes: readonly Route[],
  findings: readonly Finding[],
  turn: Omit<TurnAnswer, "id">,
): readonly Finding[] {
  const [first] = routes;
  const { request, provider = "" } = first ?? {};
  const sent = turn.sent.find(({ url }) => !/\/embeddings|\/api\/show/u.test(url));
  if (first === undefined || request === undefined || sent === undefined || sent.url !== request.url)
    return [];
  const isWritten = first.why.some(({ step, path }) => step === "baseUrl" && path !== undefined);
  if (!isVendorsForm(sent, request.api, isWritten ? undefined : provider)) return [];
  const block = toPointer(["models", "providers", provider]);
  const rows = first.why.flatMap(({ path = [] }) =>
    path.length > 5 && path[3] === "models" ? [toPointer(path.slice(0, 5))] : [],
  );
  return findings.filter(({ severity, rule, path }) => {
    if (severity === "info" || BESIDE.has(rule)) return false;
    if (path === toPointer(first.path) || path === block) return true;
    if (!path.startsWith(`${block}/`)) return false;
    return !path.startsWith(`${block}/models/`) || rows.some((row) => path.startsWith(row));
  });
}

/** @param owner the provider whose own place it has to be; undefined where the config names the place */
function isVendorsForm({ url, headers }: SentRequest, api: string, owner: string | undefined): boolean {
  const endpoint = readEndpoint(url);
  if (endpoint?.known === undefined || !servesRequest(endpoint, api)) return false;
  if (owner !== undefined && canonicalProvider(owner)?.id !== endpoint.known.vendor) return false;
  const wanted = KEY_HEADERS[api] ?? "authorization";
  const keys = ["authorization", "x-api-key", "x-goog-api-key", "api-key"].filter((name) => name in headers);
  return (
    keys.length === 1 &&
    keys[0] === wanted &&
    /^(?:Bearer )?not-a-key-[a-z0-9-]+$/u.test(headers[wanted] ?? "")
  );
}
