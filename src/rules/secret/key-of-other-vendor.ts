import { isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { wholeVariable } from "../../core/variable-text.ts";
import prefixes from "../../data/environment/key-prefixes.json" with { type: "json" };
import { bakery } from "../../engine/example-config.ts";
import { defineMessages, defineRule, type Problem, words } from "../../engine/rule.ts";
import type { RuleContext } from "../../engine/rule-context.ts";
import type { CredentialResolution } from "../../resolve/credentials/credential-resolution.ts";
import { providersReading } from "../../resolve/environment/provider-variables.ts";
import { isForeignKey, shapeOf, type ValueShape } from "../../resolve/environment/value-verdict.ts";
import { canonicalProvider } from "../../resolve/providers/catalogue.ts";
import { UPSTREAMS, upstreamOf } from "../../resolve/providers/cloudflare.ts";
import { providerOfKey } from "../../resolve/providers/configured-providers.ts";
import { readEndpoint } from "../../resolve/providers/endpoints.ts";
import { vendorOf, vendorOfUpstream } from "../../resolve/providers/vendors.ts";
import { referencesOf } from "../../resolve/references/references.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";

const openrouter = (start: string) => ({
  ...bakery({}),
  config: `{
  env: { vars: { OPENROUTER_API_KEY: "${start}not-a-key-test" } },
  agents: { defaults: { model: { primary: "openrouter/anthropic/claude-sonnet-4.6" } } },
}`,
  env: {},
});

const messages = defineMessages({
  other: {
    message: "By its public prefix this is a key of {vendor}, which {provider} does not take.",
    hint: "Check which key belongs here.",
  },
  variable: {
    message: "By its public prefix {name} holds a key of {vendor}, which {provider} does not take.",
    hint: "Check which key belongs there.",
  },
  cut: {
    message: "This key lacks its beginning: keys of {vendor} start with {prefix}.",
    hint: "Copy the whole key again.",
  },
  quotedVariable: {
    message: "The value of {name} has quotes at its ends in {layer}, which go out with the key.",
    hint: "Take them off there.",
  },
  paddedVariable: {
    message: "The value of {name} begins with white space in {layer}, which goes out with the key.",
    hint: "Take it off there.",
  },
  brokenVariable: {
    message: "The value of {name} has a line break inside it in {layer}, so no request can leave with it.",
    hint: "Put the key on one line there.",
  },
  quoted: {
    message: "This key has quotes at its ends, which go out with it.",
    hint: "Take them off.",
  },
});

type Found = Problem<typeof messages>;

export const rule = defineRule({
  id: "key-of-other-vendor",
  subject: "secret",
  summary: "a key that begins like another vendor's, or lacks its beginning",
  severity: "warning",
  needs: "values",
  wholeConfig: true,
  messages,
  docs: () => ({
    trigger:
      "A key whose public prefix (sk-ant-, sk-or-, AIza, gsk_, …) belongs to another vendor than its provider, or that begins in the middle of its vendor's prefix. Only the prefix is looked at, and providers with an unknown host are left alone.",
    bad: openrouter("v1-"),
    good: openrouter("sk-or-v1-"),
    why: "The provider answers 401, and the key of the other vendor has been sent to a stranger.",
    ignore: "When a proxy behind the provider's baseUrl takes that vendor's key.",
  }),
  check(context) {
    const { config, credentials, release, report } = context;
    const vars = valueAt(config, ["env", "vars"]);
    for (const [name, value] of Object.entries(isObject(vars) ? vars : {})) {
      if (typeof value !== "string") continue;
      const vendor = cutPrefix(value, providersReading(name, release));
      if (vendor !== undefined)
        report({ messageId: "cut", data: vendor, at: { path: ["env", "vars", name] } });
    }
    for (const credential of credentials.values()) {
      const found = flawed(credential, context) ?? foreign(credential, context);
      if (found !== undefined) report(found);
    }
  },
});

/** Quotes, white space or a line break that go out with a key, or keep it from going. */
function flawed(
  { winner, at, input, provider }: CredentialResolution,
  { providers, environment, references, usedProviders, release, showPath }: RuleContext,
): Found | undefined {
  const { baseUrl, apiKey } = providerOfKey(providers, provider)?.block ?? {};
  if (typeof baseUrl === "string" && readEndpoint(baseUrl)?.local === true) return undefined; // takes any key
  const isConfigKey = winner?.source === "config-key";
  const written = typeof apiKey === "string" ? apiKey.trim() : "";
  const isQuoted =
    input.kind === "template"
      ? /^(["'`]).*\1$/u.test(written) && wholeVariable(written.slice(1, -1)) !== undefined
      : input.kind === "literal" && input.shape.quoted;
  if (isQuoted && at !== undefined && isConfigKey) return { messageId: "quoted", at: { path: at } };
  const variable = winner?.variable;
  const shape = variable === undefined ? undefined : environment.shape(variable);
  const path = at ?? referencesOf(references, provider)[0]?.path;
  if (variable === undefined || shape === undefined || path === undefined) return undefined;
  const flaw = flawOf(shape, isConfigKey && holdsIn("space-before-key-goes-out", release));
  if (flaw === undefined) return undefined;
  const { from } = environment.lookup(variable);
  return {
    messageId: flaw,
    data: { name: variable, layer: words(from?.name ?? "its layer") },
    at: { path },
    severity: usedProviders.has(provider) && flaw !== "paddedVariable" ? "error" : "warning",
    ...(from?.file === undefined || from.line === undefined
      ? {}
      : { related: [{ at: { file: showPath(from.file), line: from.line }, message: "the value" }] }),
  };
}

/** A key of another vendor, in the config or in the variable that wins. */
function foreign(
  { winner, at, input, provider }: CredentialResolution,
  { providers, environment, references, usedProviders }: RuleContext,
): Found | undefined {
  const { baseUrl, api } = providerOfKey(providers, provider)?.block ?? {};
  const taker = takerOf(provider, baseUrl ?? addressOf(provider, environment), api);
  if (taker === undefined) return undefined;
  const severity = usedProviders.has(provider) ? "error" : "warning";
  if (input.kind === "literal" && at !== undefined && winner?.source === "config-key") {
    const { shape } = input;
    const data = { vendor: shape.vendor ?? "", provider: vendorName(taker) };
    return isForeignKey(shape, taker) ? { messageId: "other", data, at: { path: at }, severity } : undefined;
  }
  if (winner?.variable === undefined || winner.state !== "set") return undefined;
  const shape = environment.shape(winner.variable);
  const { from } = environment.lookup(winner.variable);
  // In env.vars the value itself is at fault; without a block, the reference that needs the key is told.
  const path = from?.layer === "config-env" ? from.path : (at ?? referencesOf(references, provider)[0]?.path);
  if (shape === undefined || path === undefined || !isForeignKey(shape, taker)) return undefined;
  return {
    messageId: "variable",
    data: { name: winner.variable, vendor: shape.vendor ?? "", provider: vendorName(taker) },
    at: { path },
    severity,
  };
}

/** The address that a variable gives a provider without one in the config (measured: 2026.9.6). */
function addressOf(provider: string, environment: RuleContext["environment"]): string | undefined {
  return canonicalProvider(provider)?.id === "openai" ? environment.setting("OPENAI_BASE_URL") : undefined;
}

/** The vendor whose keys a provider takes: by its host where that is known, else by its id where it keeps its own host. */
function takerOf(provider: string, baseUrl: unknown, api: unknown): string | undefined {
  // A gateway hands the key on to the upstream it is for; whose that is, its URL says.
  if (typeof baseUrl !== "string" || baseUrl.trim() === "")
    return vendorOf(provider)?.passesKeysOn ? undefined : canonicalProvider(provider)?.id;
  const upstream = upstreamOf(baseUrl);
  if (upstream !== undefined)
    return typeof api !== "string" || ownValue(UPSTREAMS, upstream)?.includes(api)
      ? vendorOfUpstream(upstream)?.id
      : undefined;
  const endpoint = readEndpoint(baseUrl);
  return endpoint?.known?.soft ? undefined : endpoint?.known?.vendor;
}

/** A provider as the list of prefixes calls its vendor: Anthropic, and not anthropic. */
function vendorName(id: string): string {
  const vendor = prefixes.prefixes.find(({ providers }) => providers.includes(id))?.vendor;
  return vendor?.replace(/ \([^()]*\)$/u, "") ?? id; // "Anthropic (login token)" says which of its keys
}

/** True beginnings are public; a key that starts in the middle of one was copied without its first letters. */
function cutPrefix(value: string, takers: readonly string[]): { vendor: string; prefix: string } | undefined {
  // What begins as another vendor's key is that: sk-ant-… is no csk-… without its first letter.
  if (shapeOf(value).vendor !== undefined) return undefined;
  const own = prefixes.prefixes.filter(({ providers }) => providers.some((id) => takers.includes(id)));
  for (const { prefix, vendor } of own) {
    for (let cut = 1; prefix.length - cut >= 3; cut += 1) {
      const tail = prefix.slice(cut);
      if (/^[a-z0-9]/iu.test(tail) && /[-_]$/u.test(tail) && value.startsWith(tail))
        return { vendor, prefix };
    }
  }
  return undefined;
}

/** What is wrong with a variable's value around the key. White space before it is not always kept. */
function flawOf(
  { quoted, padded, broken }: ValueShape,
  keepsSpace: boolean,
): "quotedVariable" | "brokenVariable" | "paddedVariable" | undefined {
  if (broken) return "brokenVariable";
  if (quoted) return "quotedVariable";
  return padded && keepsSpace ? "paddedVariable" : undefined;
}
