import { valueAt } from "../../../core/config-path.ts";
import { readVariables } from "../../../core/variable-text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck, defineMessages, type Problem, words } from "../../../engine/rule.ts";
import type { RuleContext } from "../../../engine/rule-context.ts";
import { placed } from "../../../engine/variable-problem.ts";
import type { CredentialResolution } from "../../../resolve/credentials/credential-resolution.ts";
import { judgeValue } from "../../../resolve/environment/value-verdict.ts";
import { isServed } from "../../../resolve/environment/verdict.ts";
import { canonicalProvider } from "../../../resolve/providers/catalogue.ts";
import { providerOfKey } from "../../../resolve/providers/configured-providers.ts";
import { readEndpoint } from "../../../resolve/providers/endpoints.ts";
import { referencesOf } from "../../../resolve/references/references.ts";
import type { Route } from "../../../resolve/route/route.ts";

const messages = defineMessages({
  literal: {
    message: "This is example text, not a key.",
    hint: 'Put the key into {home} and write "${NAME}" here.',
  },
  word: {
    message: '"{word}" is a word for no key, and {vendor} needs a real one.',
    hint: 'Put the real key into {home} and write "${NAME}" here.',
  },
  wordVariable: {
    message: "{name} holds a word for no key in {layer}, and {vendor} needs a real one.",
    hint: "Put the real key there.",
  },
  name: {
    message: "This is a name, not a key of {vendor}: OpenClaw sends the text itself.",
    hint: 'Put the real key into {home} and write "${NAME}" here.',
  },
  header: {
    message: "This header holds example text where its secret should stand.",
    hint: 'Put the secret into {home} and write "${NAME}" in its place, behind the scheme word if there is one.',
  },
  variable: {
    message: "{name} holds example text in {layer}, not a key.",
    hint: "Put the real key there.",
  },
});

type Found = Problem<typeof messages>;

export const check = defineCheck({
  id: "placeholder-secret",
  summary: "example text where a key should stand",
  severity: "warning",
  needs: "values",
  wholeConfig: true,
  messages,
  docs: () => ({
    trigger:
      "An apiKey, a secret header or a variable whose value is text such as YOUR_API_KEY, <key> or xxx. Providers on the local network are left alone: their servers take any word.",
    bad: bakery({ apiKey: '"YOUR_API_KEY"' }),
    good: bakery({}),
    why: "OpenClaw sends the text as the key; the provider answers 401.",
    ignore: "In a template that is filled in before use.",
  }),
  check(context) {
    for (const credential of context.credentials.values()) {
      const found = exampleKey(credential, context) ?? wordForKey(credential, context);
      if (found !== undefined) context.report(found);
    }
    for (const { path, text, credential, reference } of context.texts) {
      const provider = String(path[2]).toLowerCase();
      if (credential === undefined || reference || path[1] !== "providers" || path[3] === "apiKey") continue;
      if (judgeValue(withoutScheme(text)) !== "placeholder" || isLocal(provider, context)) continue;
      context.report({
        messageId: "header",
        data: { home: context.home() },
        at: { path },
        severity: severityOf(provider, context),
      });
    }
    for (const { fault, at, related } of placed(context.variableFaults, "placeholder")) {
      const { use, step } = fault;
      context.report({
        messageId: "variable",
        data: { name: use.name, layer: step?.name ?? "the environment" },
        at,
        // Examples are handed on with such values in env.vars; in the gateway's own files they are a slip.
        severity: fault.fatal && step?.layer !== "config-env" ? "error" : "warning",
        ...(related.length === 0 ? {} : { related }),
      });
    }
  },
});

/** What is sent with the next message is refused. */
function severityOf(provider: string, { usedProviders }: RuleContext): "error" | "warning" {
  return usedProviders.has(provider) ? "error" : "warning";
}

function isLocal(provider: string, { providers }: RuleContext): boolean {
  const url = providerOfKey(providers, provider)?.block["baseUrl"];
  return typeof url === "string" && readEndpoint(url)?.local === true;
}

/** Example text at apiKey. What wins over it, or needs no key, leaves it unused. */
function exampleKey(
  { provider, input, at, winner }: CredentialResolution,
  context: RuleContext,
): Found | undefined {
  // Where it cannot be seen whether something wins, it is example text all the same.
  if (input.kind !== "placeholder" || isServed(winner?.state)) return undefined;
  if (isKeyInHeader(context.routes().of(provider))) return undefined;
  return {
    messageId: "literal",
    data: { home: context.home() },
    at: { path: at ?? providerOfKey(context.providers, provider)?.path ?? [] },
    severity: severityOf(provider, context),
  };
}

/** A word for no key, or a name, where a vendor is asked that takes real keys alone. */
function wordForKey(
  { provider, input, at, winner }: CredentialResolution,
  context: RuleContext,
): Found | undefined {
  const { providers, environment, references } = context;
  const vendor = vendorAsked(provider, providerOfKey(providers, provider)?.block["baseUrl"]);
  if (vendor === undefined || winner === undefined) return undefined;
  const severity = severityOf(provider, context);
  if (input.kind === "literal" && (input.shape.noKeyWord || input.shape.nameLike)) {
    if (isKeyInHeader(context.routes().of(provider))) return undefined;
    if (winner.source === "config-key" && at !== undefined) {
      const home = context.home();
      return input.shape.noKeyWord
        ? {
            messageId: "word",
            data: { word: String(valueAt(context.config, at)), vendor, home },
            at: { path: at },
            severity,
          }
        : { messageId: "name", data: { vendor, home }, at: { path: at }, severity };
    }
  }
  if (winner.variable === undefined || environment.shape(winner.variable)?.noKeyWord !== true)
    return undefined;
  const path = at ?? referencesOf(references, provider)[0]?.path;
  const layer = environment.lookup(winner.variable).from?.name ?? "the environment";
  return (
    path && {
      messageId: "wordVariable",
      data: { name: winner.variable, layer: words(layer), vendor },
      at: { path },
      severity,
    }
  );
}

/** True where a header takes the place of apiKey in every request to a provider. */
function isKeyInHeader(routes: readonly Route[]): boolean {
  const own = routes.filter(({ verdict }) => verdict === "sent");
  return own.length > 0 && own.every(({ request }) => request?.key.from === "header");
}

/** The vendor that is asked for a provider's models, where its keys are known to be real ones; undefined elsewhere. */
function vendorAsked(provider: string, baseUrl: unknown): string | undefined {
  if (typeof baseUrl === "string" && baseUrl.trim() !== "") {
    const endpoint = readEndpoint(baseUrl);
    return endpoint?.known === undefined || endpoint.known.soft || endpoint.local
      ? undefined
      : endpoint.known.vendor;
  }
  const own = canonicalProvider(provider);
  const home = own?.baseUrl === undefined ? undefined : readEndpoint(own.baseUrl);
  return home?.known === undefined || home.known.soft || home.local ? undefined : own?.id;
}

const SCHEMES: ReadonlySet<string> = new Set(["bearer", "basic", "token", "key", "apikey"]);

/** The text behind `Bearer`, `Basic` or another word of an authorization scheme. */
function withoutScheme(text: string): string {
  const { scheme, value } = readVariables(text);
  return scheme?.spaced === true && SCHEMES.has(scheme.word.toLowerCase()) ? value : text.trim();
}
