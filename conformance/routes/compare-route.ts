import { valueAt } from "../../src/core/config-path.ts";
import type { Route, RouteKey, RouteRequest } from "../../src/resolve/route/route.ts";
import type { RouteCase } from "./generate.ts";
import type { SentRequest, TurnAnswer } from "./messages.ts";

/** How a route and a turn stand to each other. */
export type Comparison =
  | { readonly kind: "equal" }
  | { readonly kind: "unknown"; readonly decidedBy: string }
  /** OpenClaw refuses the config: there is nothing to compare. */
  | { readonly kind: "refused" }
  | { readonly kind: "different"; readonly cause: string; readonly detail: string };

/** Headers in which a key goes out. */
const KEY_HEADERS = ["authorization", "x-api-key", "api-key", "x-goog-api-key"];
/** Headers that cases are made with. */
const OWN_HEADERS = ["x-oven", "x-row", "x-t", "cf-aig-authorization"];

const CLASSES: readonly (readonly [string, RegExp])[] = [
  ["no-key", /No API key|API key is required|resolve secrets|has no usable profiles/iu],
  ["invalid-url", /Invalid URL|Invalid OpenRouter API base URL/iu],
  ["no-base-url", /base URL/iu],
  ["wrong-adapter", /not an OpenAI-compatible|not an OpenAI Platform|No API provider registered/iu],
  ["window-too-small", /context window too small/iu],
  ["unknown-model", /Unknown model|Unable to materialize/iu],
];

/**
 * Compares the routes of an agent's model and of its fallbacks with what a turn sent: the first of them that is sent is
 * the one that went out.
 *
 * @param routes the agent's own model first, then its fallbacks
 */
export function compareRoute(
  routes: readonly Route[],
  turn: Omit<TurnAnswer, "id">,
  one: RouteCase,
): Comparison {
  if (/Invalid config|config is invalid/iu.test(turn.error ?? "")) return { kind: "refused" };
  // A client that looks its host up before it asks: there is no network to ask it.
  if (/DNS lookup/u.test(turn.error ?? "")) return { kind: "refused" };
  const sent = turn.sent.find(({ url }) => !/\/embeddings|\/api\/show/u.test(url));
  for (const route of routes) {
    if (route.verdict === "unknown")
      return { kind: "unknown", decidedBy: route.decidedBy ?? route.reason ?? "" };
    if (route.verdict === "sent") return difference(route, sent, turn.error, one);
  }
  const [first] = routes;
  if (sent !== undefined)
    return different("not sent, yet it is", `${first?.reason} but ${sent.url} ${sent.model}`);
  const wanted =
    routes.length > 1 ? undefined : CLASSES.find(([, pattern]) => pattern.test(turn.error ?? ""))?.[0];
  const ours = first?.reason === "unknown-provider" ? "unknown-model" : first?.reason;
  return wanted === undefined || wanted === ours
    ? { kind: "equal" }
    : different("reason", `${first?.reason} but ${wanted}: ${turn.error}`);
}

function difference(
  { request }: Route,
  sent: SentRequest | undefined,
  error: string | undefined,
  one: RouteCase,
): Comparison {
  if (request === undefined) return different("no request", "");
  if (sent === undefined)
    return different("sent, yet nothing is", `${request.url} but ${error ?? "nothing"}`);
  if (request.url !== sent.url) return different("url", `${request.url} but ${sent.url}`);
  if (request.model !== sent.model) return different("model", `${request.model} but ${sent.model}`);
  const key = keyDifference(request, sent, one);
  if (key !== undefined) return different("key", key);
  const names = (list: readonly string[]) => list.filter((name) => OWN_HEADERS.includes(name)).sort();
  const ours = names(request.headers.map(({ name }) => name).concat(request.key.header ?? "")).join(" ");
  const theirs = names(Object.keys(sent.headers)).join(" ");
  if (ours !== theirs) return different("headers", `${ours} but ${theirs}`);
  // Without a number of ours the prompt decides.
  if (sent.maxTokens !== undefined && request.maxTokens !== undefined && request.maxTokens !== sent.maxTokens)
    return different("limit", `${request.maxTokens} but ${sent.maxTokens}`);
  return { kind: "equal" };
}

function keyDifference(
  { key, headers: others }: RouteRequest,
  { headers }: SentRequest,
  one: RouteCase,
): string | undefined {
  const carriers = KEY_HEADERS.filter((name) => headers[name] !== undefined);
  if (carriers.length === 0) return key.header === undefined ? undefined : `${key.header} but none`;
  const whole = key.header === undefined ? undefined : headers[key.header];
  // A header of the same name goes out behind the key's.
  const isFirst = others.some(({ name }) => name === key.header);
  const value = (isFirst ? whole?.split(", ")[0] : whole)?.replace(/^Bearer /iu, "");
  if (value === undefined) return `${key.header} but ${carriers.join(" ")}`;
  switch (key.from) {
    case "marker":
      return /^(?:custom|ollama|lmstudio)-local$|^__aws/u.test(value) ? undefined : `a marker but ${value}`;
    case "none":
      return `none but ${carriers.join(" ")}`;
    default: {
      const { variable } = key;
      const written = variable === undefined ? textAt(one, key) : variableOf(one, variable);
      return written === value ? undefined : `${variable ?? key.path?.join(".")} but ${value}`;
    }
  }
}

function variableOf({ env, config }: RouteCase, name: string): unknown {
  return env[name] ?? valueAt(config, ["env", "vars", name]);
}

function textAt({ config, files }: RouteCase, { path = [] }: RouteKey): unknown {
  const included = files?.["models.json5"];
  const whole = included === undefined ? config : { ...config, models: JSON.parse(included) as unknown };
  const text = valueAt(whole, path);
  return typeof text === "string" ? text.trim().replace(/^Bearer /iu, "") : text;
}

function different(cause: string, detail: string): Comparison {
  return { kind: "different", cause, detail };
}
