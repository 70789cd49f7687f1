import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { groupBy } from "../../core/group-by.ts";
import { otherRuntime } from "../credentials/other-runtimes.ts";
import { providerOfKey } from "../providers/configured-providers.ts";
import { parseReference } from "../references/parse-reference.ts";
import type { ReferenceSite } from "../references/reference-sites.ts";
import type { Reference } from "../references/references.ts";
import type { ResolvedConfig } from "../resolve-config.ts";
import { findBrokenSecret } from "./broken-secret.ts";
import { routeDataOf } from "./facts.ts";
import { findRoute } from "./find-route.ts";
import { readReference } from "./read-reference.ts";
import type { ModelRoute, Route, RouteRole } from "./route.ts";
import type { RouteContext } from "./route-context.ts";
import { switchedOff } from "./switched-off.ts";

/**
 * The routes of one config, each found when it is first asked for. This is what rules and commands use:
 *
 * - `all()`: one route a reference that runs a model, in the order of the references. `path` is where a finding points;
 *   `why` has a `path` (or `variable`, or `fact`) for each decision: the api's, the base URL's, the key's.
 * - `at(path)`: the route of the reference at a path.
 * - `of(provider)`: the routes of a provider, by its id as OpenClaw reads it.
 * - `ask(text, agent)`: the route of a reference that the config does not hold.
 *
 * A route with `verdict: "not-sent"` and without `unless` sends nothing in any case. `request.url` and `request.baseUrl`
 * are final and masked; `request.key.from` says where the key comes from; `request.headers` never hold a value.
 */
export interface Routes {
  all(): readonly Route[];
  at(path: ConfigPath): Route | undefined;
  of(provider: string): readonly Route[];
  ask(text: string, agent?: string): ModelRoute;
}

const made = new WeakMap<ResolvedConfig, Routes>();

/** The routes of a resolved config; made once, and nothing is computed before it is asked for. Runs nothing. */
export function routesOf(resolved: ResolvedConfig, config: Readonly<Record<string, unknown>>): Routes {
  let routes = made.get(resolved);
  if (routes === undefined) {
    routes = createRoutes(resolved, config);
    made.set(resolved, routes);
  }
  return routes;
}

function createRoutes(resolved: ResolvedConfig, config: Readonly<Record<string, unknown>>): Routes {
  const { references, credentialContext } = resolved;
  const data = routeDataOf(credentialContext.release);
  const { environment } = credentialContext;
  const context: RouteContext | undefined =
    data === undefined
      ? undefined
      : {
          data,
          config,
          providers: resolved.providers,
          aliases: references.aliases,
          environment,
          credentials: credentialContext,
          isOff: switchedOff(config["plugins"]),
          address: (text) => environment.address(text).text.trim().replace(/\/+$/u, ""),
          openAiUrl: () => environment.setting("OPENAI_BASE_URL") ?? "https://api.openai.com/v1",
        };
  let blocked: ModelRoute | undefined | null = null;
  const known = new Map<string, ModelRoute>();
  const follow = (text: string, agent: string | number | undefined): ModelRoute => {
    const key = `${agent ?? ""}\n${text}`;
    let route = known.get(key);
    if (route === undefined) {
      if (blocked === null) blocked = context === undefined ? undefined : brokenSecret(context);
      route = blocked === undefined ? followText(text, agent, context, config) : { ...blocked };
      known.set(key, route);
    }
    return route;
  };
  let all: readonly Route[] | undefined;
  let places: ReadonlyMap<string, Route> | undefined;
  let owned: ReadonlyMap<string | undefined, readonly Route[]> | undefined;
  const collect = () => {
    if (all !== undefined) return all;
    const lists = fallbackLists(references.all);
    const written = references.all
      .filter(({ kind, target }) => kind !== "key" && kind !== "allow" && target.state !== "off")
      .map((reference) => toRoute(reference, lists, config, follow));
    const implied = impliedDefault(written, context, follow);
    const first = implied === undefined ? written : [implied, ...written];
    all = [...first, ...impliedByAgents(first, references.all, lists, config, follow)];
    return all;
  };
  return {
    all: collect,
    at: (path) => {
      places ??= new Map(
        collect()
          .map((route) => [placeKey(route.path), route] as const)
          .reverse(),
      );
      return places.get(placeKey(path));
    },
    of: (provider) => {
      owned ??= groupBy(collect(), (route) => route.provider);
      return owned.get(provider) ?? [];
    },
    ask: (text, agent) => follow(text, agent === undefined ? undefined : agentKey(agent, config)),
  };
}

function placeKey(path: ConfigPath): string {
  return JSON.stringify(path.map(String));
}

function followText(
  text: string,
  agent: string | number | undefined,
  context: RouteContext | undefined,
  config: unknown,
): ModelRoute {
  if (context === undefined) {
    return {
      verdict: "unknown",
      reason: "release",
      decidedBy: "a release whose requests were not measured",
      why: [],
    };
  }
  const read = readReference(text, agent, context);
  if (read === undefined) {
    const parsed = parseReference(text);
    return parsed.form === "templated"
      ? { verdict: "unknown", reason: "environment", decidedBy: "a variable in the reference", why: [] }
      : { verdict: "not-sent", reason: "empty-reference", why: [] };
  }
  return findRoute(read, agent, otherRuntime(read, agent, config), context);
}

/** Without a default model OpenClaw takes the first row of the config, or its own default where OpenAI has rows. */
function impliedDefault(
  written: readonly Route[],
  context: RouteContext | undefined,
  follow: Follow,
): Route | undefined {
  const path: ConfigPath = ["agents", "defaults", "model", "primary"];
  if (context === undefined || written.some((one) => one.role === "primary" && one.path[1] === "defaults"))
    return undefined;
  const { data, providers } = context;
  const usual = data.defaultModel.slice(data.defaultModel.indexOf("/") + 1);
  const own = providerOfKey(providers, "openai");
  const first =
    own?.models.some(({ id }) => id === usual) === true
      ? undefined
      : providers.find(({ models }) => models.length > 0);
  const [row] = first?.models ?? [];
  const reference = first === undefined || row === undefined ? data.defaultModel : `${first.key}/${row.id}`;
  return { path, reference, role: "primary", implied: true, fallbacks: [], ...follow(reference, undefined) };
}

/** An agent with fallbacks of its own and no model runs on the default model, and then on its own fallbacks. */
function impliedByAgents(
  routes: readonly Route[],
  all: readonly Reference[],
  lists: FallbackLists,
  config: unknown,
  follow: Follow,
): readonly Route[] {
  const shared = routes.find((one) => one.role === "primary" && one.agent === undefined);
  if (shared === undefined) return [];
  return all.flatMap((reference): readonly Route[] => {
    const { agent, fallback, path } = reference;
    if (agent === undefined || fallback !== 0 || roleOf(reference) !== "fallback" || path.length !== 6)
      return [];
    const own: ConfigPath = [...path.slice(0, -2), "primary"];
    if (valueAt(config, own) !== undefined) return [];
    const id = agentId(agent, config);
    const fallbacks = [path, ...fallbacksOf(reference, lists)];
    const place = {
      path: own,
      reference: shared.reference,
      role: "primary" as const,
      implied: true as const,
      fallbacks,
    };
    return [{ ...place, ...(id === undefined ? {} : { agent: id }), ...follow(shared.reference, agent) }];
  });
}

/** A SecretRef of any provider that cannot be resolved stops OpenClaw before any request. */
function brokenSecret(context: RouteContext): ModelRoute | undefined {
  const fault = findBrokenSecret(context);
  if (fault === undefined) return undefined;
  const { path, why } = fault;
  return { verdict: "not-sent", reason: "no-key", why: [{ step: "secrets", value: why, path }] };
}

type Follow = (text: string, agent: string | number | undefined) => ModelRoute;

function toRoute(reference: Reference, lists: FallbackLists, config: unknown, follow: Follow): Route {
  const role = roleOf(reference);
  const agent = agentId(reference.agent, config);
  const place = {
    path: reference.path,
    reference: reference.text,
    role,
    ...(agent === undefined ? {} : { agent }),
    fallbacks: fallbacksOf(reference, lists),
  };
  if (!MEASURED.has(role)) {
    return {
      ...place,
      verdict: "unknown",
      reason: "role",
      decidedBy: `the code behind ${role} models`,
      why: [],
    };
  }
  return { ...place, ...follow(reference.text, reference.agent) };
}

/** The fallbacks of each list, in order. */
type FallbackLists = ReadonlyMap<string, readonly Reference[]>;

/** Nobody waits for more; of a list of thousands every entry would name all behind it. */
const MOST_FALLBACKS = 100;

function fallbackLists(all: readonly Reference[]): FallbackLists {
  const lists = new Map<string, Reference[]>();
  for (const reference of all) {
    if (reference.fallback === undefined) continue;
    const key = listOf(reference);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [reference]);
    else list.push(reference);
  }
  for (const list of lists.values()) list.sort((a, b) => (a.fallback ?? 0) - (b.fallback ?? 0));
  return lists;
}

function listOf({ path, fallback, agent }: Reference): string {
  return JSON.stringify([agent, fallback === undefined ? stem(path) : path.slice(0, -2)]);
}

/** What is tried after a reference: the rest of its own list. */
function fallbacksOf(reference: Reference, lists: FallbackLists): readonly ConfigPath[] {
  const list = lists.get(listOf(reference)) ?? [];
  const { fallback } = reference;
  // Places in a list are numbers from 0 on; of those that a config leaves out none comes before its own.
  let from = fallback === undefined ? 0 : Math.min(fallback + 1, list.length);
  while (from > 0 && fallback !== undefined && (list[from - 1]?.fallback ?? 0) > fallback) from -= 1;
  return list.slice(from, from + MOST_FALLBACKS).map((one) => one.path);
}

function stem(path: ConfigPath): ConfigPath {
  return path.at(-1) === "primary" ? path.slice(0, -1) : path;
}

/** Roles whose requests were recorded (`primary`, `fallback`), or that are turns of an agent like those. */
const MEASURED: ReadonlySet<RouteRole> = new Set([
  "primary",
  "fallback",
  "heartbeat",
  "subagents",
  "channel",
  "hook",
]);

/** The role of a place, by the names on its path, the more special ones first. */
const ROLES: readonly (readonly [name: string, role: RouteRole])[] = [
  ["plugins", "utility"],
  ["heartbeat", "heartbeat"],
  ["subagents", "subagents"],
  ["channels", "channel"],
  ["hooks", "hook"],
  ["utilityModel", "utility"],
  ["decisionModel", "decision"],
  ["compaction", "compaction"],
  ["cyberFailover", "failover"],
  ["reviewer", "reviewer"],
  ["media", "media"],
  ["tts", "summary"],
  ["imageModel", "image"],
  ["pdfModel", "pdf"],
  ["voiceModel", "voice"],
  ["mediaModels", "generation"],
  ["imageGenerationModel", "generation"],
  ["videoGenerationModel", "generation"],
  ["musicGenerationModel", "generation"],
];

function roleOf({ fallback, path }: ReferenceSite): RouteRole {
  if (path.at(-1) === "summaryModel") return "summary";
  if (path[0] === "channels" && path.includes("voice", 2)) return "voice";
  // Agents and channels may be called anything.
  const names = path[0] === "agents" ? path.slice(path[1] === "defaults" ? 2 : 3) : path.slice(0, 4);
  const special = ROLES.find(([name]) => names.includes(name))?.[1];
  return special ?? (fallback === undefined ? "primary" : "fallback");
}

function agentId(agent: string | number | undefined, config: unknown): string | undefined {
  if (typeof agent !== "number") return agent;
  const entry = valueAt(config, ["agents", "list", agent]);
  return isObject(entry) && typeof entry["id"] === "string" ? entry["id"] : String(agent);
}

/** How references name an agent: by its key, or by its place in the older list. */
function agentKey(agent: string, config: unknown): string | number {
  const list = valueAt(config, ["agents", "list"]);
  const index = Array.isArray(list) ? list.findIndex((one) => isObject(one) && one["id"] === agent) : -1;
  return index < 0 ? agent : index;
}
