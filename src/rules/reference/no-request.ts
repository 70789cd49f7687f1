import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { nearest } from "../../core/text.ts";
import { bakery } from "../../engine/example-config.ts";
import { defineMessages, defineRule, type ProblemDetails, type Said } from "../../engine/rule.ts";
import type { RuleContext } from "../../engine/rule-context.ts";
import { isServed } from "../../resolve/environment/verdict.ts";
import { findProvider } from "../../resolve/providers/catalogue.ts";
import { type ConfiguredProvider, providerOfKey } from "../../resolve/providers/configured-providers.ts";
import { strayProviders } from "../../resolve/providers/stray-providers.ts";
import { selfHosted } from "../../resolve/providers/vendors.ts";
import { migratedReference } from "../../resolve/references/migrated-models.ts";
import { rowOwner } from "../../resolve/references/row-owners.ts";
import { notSentWords } from "../../resolve/route/not-sent-words.ts";
import type { Route } from "../../resolve/route/route.ts";

const messages = defineMessages({
  noKey: {
    message: 'Nothing is sent for "{text}": OpenClaw finds no key for provider "{provider}".',
    hint: 'Put the key at models.providers.{provider}.apiKey as "${NAME}"; a header alone does not count as one.',
  },
  login: {
    message:
      'Nothing is sent for "{text}": auth "{auth}" asks for a login, and OpenClaw then passes over the key of provider "{provider}".',
    hint: 'Write "api-key", or take auth out.',
  },
  order: {
    message:
      'Nothing is sent for "{text}": auth.order of "{provider}" names no login that is there, and OpenClaw then takes no other key.',
    hint: "Take this out of auth.order, or sign in with openclaw models auth.",
  },
  adapter: {
    message:
      'Nothing is sent for "{text}": OpenClaw has no client for api "{api}" with provider "{provider}".',
    hint: "Write the api that the server speaks, such as openai-completions.",
  },
  unlisted: {
    message:
      'OpenClaw {release} does not list "{text}"; it is asked for only if the vendor\'s own list has it.',
    hint: "Run clawlint route: it shows what would be sent.",
  },
  unlistedNear: {
    message:
      'OpenClaw {release} does not list "{text}"; it is asked for only if the vendor\'s own list has it.',
    hint: 'Did you mean "{right}"?',
  },
  row: {
    message:
      '"{text}" is a model of provider "{owner}", whose name is missing before it; OpenClaw asks provider "{provider}", which does not list it.',
    hint: 'Write "{owner}/{text}".',
  },
  provider: {
    message: 'Nothing is sent for "{text}": OpenClaw {release} knows no provider "{provider}".',
    hint: "Run openclaw doctor --fix, which rewrites references of older releases, or name a provider that it has.",
  },
  other: { message: 'Nothing is sent for "{text}": {reason}.', hint: "Run clawlint route: it shows why." },
});

/** Where a fault takes every provider with it. */
const ABOVE_BLOCKS: readonly ConfigPath[] = [["models"], ["models", "providers"]];

type Found = Said<typeof messages> & Omit<ProblemDetails, "at">;

export const rule = defineRule({
  id: "no-request",
  subject: "reference",
  summary: "a model that OpenClaw cannot ask: no request goes out",
  severity: "error",
  needs: "names",
  wholeConfig: true,
  last: true,
  messages,
  docs: () => ({
    trigger:
      "A model reference for which OpenClaw of the judged release sends no request, where no other rule has told why: no client for the api, no key that counts, a model that it does not know. An info where the vendor's own list of models may know more.",
    bad: bakery({ api: "bedrock-converse-stream" }),
    good: bakery({}),
    why: "The config is accepted and the gateway starts; the first message is answered by an error, or by a fallback that nobody meant.",
    ignore: "When a plugin that clawlint cannot see serves the model.",
  }),
  check({ config, credentials, environment, providers, release, routes, told, report }) {
    if (environment.target === "none") return;
    const done = new Set<string>();
    for (const route of routes().all()) {
      if (route.verdict !== "not-sent" || route.implied === true || done.has(route.reference)) continue;
      const owner = providerOfKey(providers, route.provider);
      const block: ConfigPath = owner?.path ?? ["models", "providers", route.provider ?? ""];
      if (told([route.path]) || told([block], true) || told(ABOVE_BLOCKS)) continue;
      const written = owner?.block["apiKey"];
      const isNamed = isObject(written) || (typeof written === "string" && written.includes("$"));
      // A key that the config does not write, or names a variable for, is told by the rules about keys; they are content
      // with one that is there, whatever `auth` makes of it.
      const isThere = isServed(credentials.get(route.provider ?? "")?.state);
      if (route.reason === "no-key" && !isThere && (owner === undefined || isNamed)) continue;
      if (isOrderTold(config, route, told)) continue;
      done.add(route.reference);
      if (route.reason === "unknown-provider" && strayProviders(config).has(route.provider ?? "")) continue;
      const hasKey = owner !== undefined && "apiKey" in owner.block;
      const problem =
        rowProblem(route, providers) ??
        loginProblem(route, owner, isThere) ??
        problemOf(route, release, hasKey);
      if (problem !== undefined) report({ ...problem, at: { path: placeOf(route, owner) } });
    }
  },
});

/**
 * A key that is there and not taken: OpenAI's provider with `auth` for a login (run in 2026.9.6: 12 of 12), or an order of
 * logins that are not there (test/resolve/route/auth-order.test.ts).
 */
function loginProblem(
  route: Route,
  owner: ConfiguredProvider | undefined,
  isThere: boolean,
): Found | undefined {
  const { reference: text, provider = "", reason } = route;
  if (isThere && keyPlace(route)?.[0] === "auth") return { messageId: "order", data: { text, provider } };
  const auth = owner?.block["auth"];
  if (reason !== "no-key" || !isThere || (auth !== "oauth" && auth !== "token")) return undefined;
  return { messageId: "login", data: { text, auth, provider } };
}

/** True where the order of logins that leaves no key has a finding of its own. */
function isOrderTold(config: unknown, route: Route, told: RuleContext["told"]): boolean {
  const place = keyPlace(route);
  if (place?.[0] !== "auth") return false;
  const order = valueAt(config, place);
  return told([place, ...(Array.isArray(order) ? order.map((_, index) => [...place, index]) : [])]);
}

/** Programs of their owner's own, which alone know what they serve. */
const KNOW_THEMSELVES: ReadonlySet<string> = new Set([...selfHosted, "llama-cpp", "llmman"]);

/** A row's id without its provider before it, where another provider's name is its beginning. */
function rowProblem(
  { reference, provider = "", reason, unless }: Route,
  providers: RuleContext["providers"],
): Found | undefined {
  const owner = rowOwner(providers, reference);
  if (owner === undefined || owner.key === provider || unless === "plugin") return undefined;
  if (reason !== "unknown-model" && reason !== "unknown-provider") return undefined;
  return { messageId: "row", data: { text: reference, provider, owner: owner.id }, severity: "warning" };
}

function problemOf(route: Route, release: string, hasKey: boolean): Found | undefined {
  const { reference: text, provider = "", id = "", reason, unless } = route;
  const api = route.why.find(({ step }) => step === "api")?.value ?? "";
  const known = findProvider(provider);
  const near = unless === undefined ? undefined : likelyMeant(text, provider, id, release);
  const data = {
    text,
    provider,
    api,
    release,
    right: near ?? "",
    reason: notSentWords(reason),
  };
  // The gateway installs it at its start, where it has a network.
  if (unless === "plugin") return undefined;
  if (unless !== undefined)
    return KNOW_THEMSELVES.has(provider)
      ? undefined
      : { messageId: near === undefined ? "unlisted" : "unlistedNear", data, severity: "info" };
  switch (reason) {
    case "no-key":
      return hasKey ? { messageId: "other", data } : { messageId: "noKey", data };
    case "unknown-provider":
      // A gateway that may write its config rewrites older names at its start.
      return { messageId: "provider", data, severity: "warning" };
    case "wrong-adapter":
      return { messageId: "adapter", data };
    case "unknown-model":
      return KNOW_THEMSELVES.has(provider) && known?.kind !== "bundled"
        ? undefined
        : { messageId: "other", data };
    default:
      return { messageId: "other", data };
  }
}

/** An older model's successor; else the name that is nearest: of two versions that is another model. */
function likelyMeant(text: string, provider: string, id: string, release: string): string | undefined {
  const right = migratedReference(text, release);
  if (right !== undefined) return right;
  const near = nearest(id, findProvider(provider)?.models ?? []);
  return near === undefined ? undefined : `${provider}/${near}`;
}

/** The api, the auth or the block that decided it; else the reference. */
function placeOf(route: Route, owner: ConfiguredProvider | undefined): ConfigPath {
  if (route.reason === "wrong-adapter") {
    const api = route.why.find(({ step, path }) => step === "api" && path !== undefined)?.path;
    if (api !== undefined) return api;
  }
  const key = keyPlace(route);
  if (key?.at(-1) === "auth" || key?.[0] === "auth") return key;
  return route.reason === "no-key" ? (owner?.path ?? route.path) : route.path;
}

/** What the config has in the way of a key. */
function keyPlace({ reason, why }: Route): ConfigPath | undefined {
  return reason === "no-key" ? why.find(({ step }) => step === "key")?.path : undefined;
}
