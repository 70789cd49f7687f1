import { valueAt } from "../../../core/config-path.ts";
import { readVariables } from "../../../core/variable-text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { placed } from "../../../engine/variable-problem.ts";
import { judgeValue } from "../../../resolve/environment/value-verdict.ts";
import { isServed } from "../../../resolve/environment/verdict.ts";
import { canonicalProvider } from "../../../resolve/providers/catalogue.ts";
import { providerOfKey } from "../../../resolve/providers/configured-providers.ts";
import { readEndpoint } from "../../../resolve/providers/endpoints.ts";
import { referencesOf } from "../../../resolve/references/references.ts";
import type { Route } from "../../../resolve/route/route.ts";

export const check = defineCheck({
  id: "placeholder-secret",
  summary: "example text where a key should stand",
  severity: "warning",
  needs: "values",
  wholeConfig: true,
  messages: {
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
  },
  docs: () => ({
    trigger:
      "An apiKey, a secret header or a variable whose value is text such as YOUR_API_KEY, <key> or xxx. Providers on the local network are left alone: their servers take any word.",
    bad: bakery({ apiKey: '"YOUR_API_KEY"' }),
    good: bakery({}),
    why: "OpenClaw sends the text as the key; the provider answers 401.",
    ignore: "In a template that is filled in before use.",
  }),
  check({
    config,
    credentials,
    environment,
    references,
    variableFaults,
    providers,
    usedProviders,
    texts,
    routes,
    home,
    report,
  }) {
    // Sent with the next message, and refused.
    const severityOf = (provider: string): { severity: "error" | "warning" } => ({
      severity: usedProviders.has(provider) ? "error" : "warning",
    });
    const isLocal = (provider: string): boolean => {
      const url = providerOfKey(providers, provider)?.block["baseUrl"];
      return typeof url === "string" && readEndpoint(url)?.local === true;
    };
    for (const { provider, input, at, winner } of credentials.values()) {
      // What wins over it or needs no key leaves it unused; where that cannot be seen, it is example text all the same.
      if (input.kind !== "placeholder" || isServed(winner?.state)) continue;
      if (isKeyInHeader(routes().of(provider))) continue;
      const owner = providerOfKey(providers, provider);
      report({
        messageId: "literal",
        data: { home: home() },
        at: { path: at ?? owner?.path ?? [] },
        ...severityOf(provider),
      });
    }
    for (const { provider, input, at, winner } of credentials.values()) {
      const vendor = vendorAsked(provider, providerOfKey(providers, provider)?.block["baseUrl"]);
      if (vendor === undefined || winner === undefined) continue;
      const isWord = input.kind === "literal" && (input.shape.noKeyWord || input.shape.nameLike);
      if (isWord && isKeyInHeader(routes().of(provider))) continue;
      if (
        input.kind === "literal" &&
        input.shape.noKeyWord &&
        winner.source === "config-key" &&
        at !== undefined
      ) {
        const word = String(valueAt(config, at));
        report({
          messageId: "word",
          data: { word, vendor, home: home() },
          at: { path: at },
          ...severityOf(provider),
        });
      } else if (
        input.kind === "literal" &&
        input.shape.nameLike &&
        winner.source === "config-key" &&
        at !== undefined
      ) {
        report({
          messageId: "name",
          data: { vendor, home: home() },
          at: { path: at },
          ...severityOf(provider),
        });
      } else if (winner.variable !== undefined && environment.shape(winner.variable)?.noKeyWord === true) {
        const place = at ?? referencesOf(references, provider)[0]?.path;
        const layer = environment.lookup(winner.variable).from?.name ?? "the environment";
        if (place !== undefined)
          report({
            messageId: "wordVariable",
            data: { name: winner.variable, layer: words(layer), vendor },
            at: { path: place },
            ...severityOf(provider),
          });
      }
    }
    for (const { path, text, credential, reference } of texts) {
      const provider = String(path[2]).toLowerCase();
      if (credential === undefined || reference || path[1] !== "providers" || path[3] === "apiKey") continue;
      if (judgeValue(withoutScheme(text)) !== "placeholder" || isLocal(provider)) continue;
      report({ messageId: "header", data: { home: home() }, at: { path }, ...severityOf(provider) });
    }
    for (const { fault, at, related } of placed(variableFaults, "placeholder")) {
      const { use, step } = fault;
      report({
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
