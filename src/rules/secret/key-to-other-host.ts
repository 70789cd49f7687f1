import type { ConfigPath } from "../../core/config-path.ts";
import { parseUrl } from "../../core/url.ts";
import { isTemplated } from "../../core/variable-text.ts";
import { defineRule } from "../../engine/rule.ts";
import { canonicalProvider } from "../../resolve/providers/catalogue.ts";
import { type ConfiguredProvider, providerOfKey } from "../../resolve/providers/configured-providers.ts";
import { readEndpoint } from "../../resolve/providers/endpoints.ts";
import type { Route } from "../../resolve/route/route.ts";

const xai = (api: string) => ({
  config: `{
  models: { providers: { xai: { ${api}apiKey: "\${XAI_API_KEY}", models: [{ id: "grok-9", name: "Grok" }] } } },
  agents: { defaults: { model: { primary: "xai/grok-9" } } },
}`,
  env: { XAI_API_KEY: "xai-test-not-a-key-00" },
});

export const rule = defineRule({
  id: "key-to-other-host",
  subject: "secret",
  summary: "a key that goes to a host which nobody wrote",
  severity: "error",
  needs: "names",
  wholeConfig: true,
  messages: {
    other: {
      message:
        'The key of provider "{provider}" goes to {host}: with api "{api}" and no baseUrl OpenClaw takes the host of that api.',
      hint: "Write the baseUrl of the server that the key is for, or take api out.",
    },
    variable: {
      message: 'The key of provider "{provider}" goes to {host}, which {name} of the environment names.',
      hint: "If that is not meant, unset {name} for the gateway, or write baseUrl in models.providers.{provider}.",
    },
  },
  docs: () => ({
    trigger:
      "A used model whose request, with the key of its provider, goes to a host that stands in neither the provider's block nor OpenClaw's own catalogue: the default host of the api, or one that OPENAI_BASE_URL or ANTHROPIC_BASE_URL names (an info).",
    bad: xai('api: "anthropic-messages", '),
    good: xai(""),
    why: "A key of one vendor in the hands of another, or of a stranger, is a key to be replaced. Neither OpenClaw nor the vendor says a word.",
    ignore: "For a variable: when the relay that it names is yours.",
  }),
  check({ environment, providers, routes, report }) {
    if (environment.target === "none") return;
    const done = new Set<string>();
    const seen = new Set<string>();
    for (const route of routes().all()) {
      const { verdict, request, provider } = route;
      if (verdict !== "sent" || request === undefined || provider === undefined || !carriesKey(route))
        continue;
      const asked = hostOf(request.url);
      if (done.has(provider) || seen.has(`${provider} ${asked}`)) continue;
      seen.add(`${provider} ${asked}`);
      const own = hostOf(canonicalProvider(provider)?.baseUrl ?? "");
      const owner = providerOfKey(providers, provider);
      if (asked === undefined || isWritten(asked, owner) || asked === own) continue;
      const name = (["OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"] as const).find(
        (one) => hostOf(environment.setting(one) ?? "") === asked,
      );
      const home = readEndpoint(request.url)?.known?.vendor;
      // A vendor may have several hosts; only a host of another one, or of nobody that we know, is strange.
      if (name === undefined && (home === undefined || isOf(home, provider))) continue;
      done.add(provider);
      const at = { path: placeOf(route, owner, name !== undefined) };
      report(
        name === undefined
          ? { messageId: "other", data: { provider, host: asked, api: request.api }, at }
          : { messageId: "variable", data: { provider, host: asked, name }, at, severity: "info" },
      );
    }
  },
});

/** True for a provider of the vendor: itself, or one of several of its plans, as minimax-portal. */
function isOf(vendor: string, provider: string): boolean {
  const id = canonicalProvider(provider)?.id ?? provider;
  return id === vendor || provider.startsWith(`${vendor}-`) || vendor.startsWith(`${provider}-`);
}

function carriesKey({ request }: Route): boolean {
  const from = request?.key.from;
  return from === "config" || from === "variable" || from === "secret-ref" || from === "profile";
}

function hostOf(url: string): string | undefined {
  return parseUrl(url)?.host || undefined;
}

/** True for a host that the provider's own block, or one of its rows, names. */
function isWritten(host: string, owner: ConfiguredProvider | undefined): boolean {
  const urls = [owner?.block["baseUrl"], ...(owner?.models.map(({ row }) => row["baseUrl"]) ?? [])];
  return urls.some((url) => typeof url === "string" && (isTemplated(url) || hostOf(url.trim()) === host));
}

function placeOf(route: Route, owner: ConfiguredProvider | undefined, byVariable: boolean): ConfigPath {
  const api = byVariable
    ? undefined
    : route.why.find(({ step, path }) => step === "api" && path !== undefined)?.path;
  return api ?? owner?.path ?? route.path;
}
