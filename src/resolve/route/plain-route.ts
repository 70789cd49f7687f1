import { wholeVariable } from "../../core/variable-text.ts";
import { findProvider, normalizeProviderId } from "../providers/catalogue.ts";
import { providerOfKey } from "../providers/configured-providers.ts";
import { parseReference } from "../references/parse-reference.ts";
import type { ModelRoute } from "./route.ts";
import type { RouteContext } from "./route-context.ts";

/** Apis whose requests are alike in all measured releases. */
const APIS: ReadonlySet<string> = new Set([
  "openai-completions",
  "openai-responses",
  "anthropic-messages",
  "google-generative-ai",
]);

/**
 * True for a route that older releases take like the newest, as their agent turns showed: a model that its own provider
 * lists, at a URL and in an api that are written, with a key that is written or named in full; or one of a bundled
 * plugin's catalogue without a block. What else older releases do was not measured in full.
 */
export function isPlainRoute(text: string, route: ModelRoute, context: RouteContext): boolean {
  const { provider, id, verdict, reason, request } = route;
  const parsed = parseReference(text.trim());
  if (provider === undefined || id === undefined || parsed.form !== "qualified") return false;
  if ("profile" in parsed && parsed.profile !== undefined) return false;
  // Older releases take a repeated name of the provider off elsewhere, and Google's ids are rewritten differently.
  if (normalizeProviderId(parsed.provider) !== provider || parsed.model.trim() !== id) return false;
  if (id.toLowerCase().startsWith(`${provider}/`) || context.config["plugins"] !== undefined) return false;
  const owner = providerOfKey(context.providers, provider);
  if (verdict !== "sent" && (verdict !== "not-sent" || reason !== "no-key")) return false;
  if (owner === undefined) {
    const own = context.data.providers[provider];
    // Without a key some say that they do not know the model.
    return own !== undefined && Object.hasOwn(own.models, id) && request?.key.from === "variable";
  }
  if (findProvider(provider) !== undefined || context.data.providers[provider] !== undefined) return false;
  const row = owner.models.find((one) => one.id === id)?.row;
  const { api, auth, apiKey, request: own } = owner.block;
  if (row === undefined || own !== undefined) return false;
  if (row["headers"] !== undefined || row["baseUrl"] !== undefined) return false;
  const apis = [api, row["api"] ?? api];
  if (!apis.every((one) => typeof one === "string" && APIS.has(one))) return false;
  if (auth !== undefined && auth !== "api-key") return false;
  if (verdict === "not-sent") return apiKey === undefined;
  // `$NAME` without braces came later, and so did markers.
  return typeof apiKey !== "string" || !apiKey.includes("$") || wholeVariable(apiKey) !== undefined;
}
