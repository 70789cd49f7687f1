import { isObject } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { wholeVariable } from "../../core/variable-text.ts";
import prefixes from "../../data/environment/key-prefixes.json" with { type: "json" };
import { bakery } from "../../engine/example-config.ts";
import { defineRule, words } from "../../engine/rule.ts";
import type { RuleContext } from "../../engine/rule-context.ts";
import { providersReading } from "../../resolve/environment/provider-variables.ts";
import { isForeignKey, type ValueShape } from "../../resolve/environment/value-verdict.ts";
import { canonicalProvider } from "../../resolve/providers/catalogue.ts";
import { UPSTREAMS, upstreamOf } from "../../resolve/providers/cloudflare.ts";
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

export const rule = defineRule({
  id: "key-of-other-vendor",
  subject: "secret",
  summary: "a key that begins like another vendor's, or lacks its beginning",
  severity: "warning",
  needs: "values",
  wholeConfig: true,
  messages: {
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
  },
  docs: () => ({
    trigger:
      "A key whose public prefix (sk-ant-, sk-or-, AIza, gsk_, …) belongs to another vendor than its provider, or that begins in the middle of its vendor's prefix. Only the prefix is looked at, and providers with an unknown host are left alone.",
    bad: openrouter("v1-"),
    good: openrouter("sk-or-v1-"),
    why: "The provider answers 401, and the key of the other vendor has been sent to a stranger.",
    ignore: "When a proxy behind the provider's baseUrl takes that vendor's key.",
  }),
  check({
    config,
    credentials,
    providers,
    usedProviders,
    references,
    environment,
    release,
    showPath,
    report,
  }) {
    const env = config["env"];
    const vars = isObject(env) && isObject(env["vars"]) ? env["vars"] : {};
    for (const [name, value] of Object.entries(vars)) {
      if (typeof value !== "string") continue;
      const takers = providersReading(name, release);
      const vendor = cutPrefix(value, takers);
      if (vendor !== undefined)
        report({ messageId: "cut", data: vendor, at: { path: ["env", "vars", name] } });
    }
    const owners = new Map(providers.toReversed().map((one) => [one.key, one]));
    for (const credential of credentials.values()) {
      const { winner, at, input, provider } = credential;
      const owner = owners.get(provider);
      const apiKey = owner?.block["apiKey"];
      const written = typeof apiKey === "string" ? apiKey.trim() : "";
      const quoted =
        input.kind === "template"
          ? /^(["'`]).*\1$/u.test(written) && wholeVariable(written.slice(1, -1)) !== undefined
          : input.kind === "literal" && input.shape.quoted;
      const baseUrl = owner?.block["baseUrl"];
      const local = typeof baseUrl === "string" && readEndpoint(baseUrl)?.local === true; // takes any key
      if (quoted && !local && at !== undefined && winner?.source === "config-key") {
        report({ messageId: "quoted", at: { path: at } });
        continue;
      }
      const held = winner?.variable === undefined || local ? undefined : environment.shape(winner.variable);
      const flaw =
        held === undefined
          ? undefined
          : flawOf(held, winner?.source === "config-key" && holdsIn("space-before-key-goes-out", release));
      if (winner?.variable !== undefined && flaw !== undefined) {
        const { from } = environment.lookup(winner.variable);
        const place = at ?? referencesOf(references, provider)[0]?.path;
        if (place !== undefined)
          report({
            messageId: flaw,
            data: { name: winner.variable, layer: words(from?.name ?? "its layer") },
            at: { path: place },
            severity: usedProviders.has(provider) && flaw !== "paddedVariable" ? "error" : "warning",
            ...(from?.file === undefined || from.line === undefined
              ? {}
              : { related: [{ at: { file: showPath(from.file), line: from.line }, message: "the value" }] }),
          });
        continue;
      }
      const taker = takerOf(provider, baseUrl ?? addressOf(provider, environment), owner?.block["api"]);
      if (taker === undefined) continue;
      if (input.kind === "literal" && at !== undefined && winner?.source === "config-key") {
        const { shape } = input;
        if (isForeignKey(shape, taker))
          report({
            messageId: "other",
            data: { vendor: shape.vendor ?? "", provider: vendorName(taker) },
            at: { path: at },
            severity: usedProviders.has(provider) ? "error" : "warning",
          });
      } else if (winner?.variable !== undefined && winner.state === "set") {
        const shape = environment.shape(winner.variable);
        const { from } = environment.lookup(winner.variable);
        // In env.vars the value itself is at fault; without a block, the reference that needs the key is told.
        const place =
          from?.layer === "config-env" ? from.path : (at ?? referencesOf(references, provider)[0]?.path);
        if (shape !== undefined && place !== undefined && isForeignKey(shape, taker)) {
          report({
            messageId: "variable",
            data: { name: winner.variable, vendor: shape.vendor ?? "", provider: vendorName(taker) },
            at: { path: place },
            severity: usedProviders.has(provider) ? "error" : "warning",
          });
        }
      }
    }
  },
});

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
