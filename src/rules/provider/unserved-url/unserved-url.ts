import type { ConfigPath } from "../../../core/config-path.ts";
import { put } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { type ConfiguredProvider, providerOfKey } from "../../../resolve/providers/configured-providers.ts";
import { unserved } from "../../../resolve/providers/endpoints.ts";
import type { Route } from "../../../resolve/route/route.ts";

const minimax = (api: string) => ({
  config: `{
  models: { providers: { minimax: {
    baseUrl: "https://api.minimax.io/anthropic",
    ${api}apiKey: "\${MINIMAX_API_KEY}",
    models: [{ id: "MiniMax-M9", name: "MiniMax M9" }],
  } } },
  agents: { defaults: { model: { primary: "minimax/MiniMax-M9" } } },
}`,
  env: { MINIMAX_API_KEY: "minimax-test-not-a-key" },
});

export const check = defineCheck({
  id: "unserved-url",
  summary: "a request that its server does not answer: the api of the model is not the one of its URL",
  severity: "error",
  fixable: true,
  needs: "names",
  wholeConfig: true,
  last: true,
  messages: {
    unserved: {
      message: '"{text}" is asked at {url} with {api}; {place} speaks {served}.',
      hint: 'Set api: "{first}" for provider "{provider}".',
    },
    path: {
      message: '"{text}" is asked at {url} with {api}, which {host} serves at {right}.',
      hint: 'Set baseUrl: "{right}" for provider "{provider}".',
    },
    either: {
      message: '"{text}" is asked at {url} with {api}; {place} speaks {served}.',
      hint: 'Set api: "{first}" for provider "{provider}", or baseUrl: "{right}".',
    },
  },
  docs: () => ({
    trigger:
      "A used model whose request, worked out as OpenClaw would send it, goes to a path of a known host that serves another api, or behind a base URL that ends in /anthropic in another format than Anthropic's. A warning where only a port or that path tells.",
    bad: minimax(""),
    good: minimax('api: "anthropic-messages", '),
    why: "A block with a baseUrl and no api does not take the api of OpenClaw's own provider of that name: it takes openai-completions. The server answers 404.",
    ignore: "When a proxy of yours answers at that path.",
  }),
  check({ environment, providers, routes, told, report }) {
    if (environment.target === "none") return;
    const done = new Set<string>();
    for (const route of routes().all()) {
      const { verdict, request, provider, reference: text } = route;
      if (verdict !== "sent" || request === undefined || provider === undefined) continue;
      const owner = providerOfKey(providers, provider);
      // Without a block it is OpenClaw's own URL and api.
      if (owner === undefined || done.has(provider)) continue;
      const problem = unserved(request.url, request.api, provider);
      if (problem === undefined || told([[...owner.path, "api"], [...owner.path, "baseUrl"], owner.path]))
        continue;
      done.add(provider);
      const { place, apis, certain, right } = problem;
      const [first] = apis;
      const host = place.replace(/\/.*$/u, "");
      // OpenAI's own plugin adds /v1 for some of its models.
      const isMended = provider === "openai" && place === "api.openai.com";
      const { url, api } = request;
      const data = { text, url, api, place, host, right: right ?? "", served: apis, first, provider };
      report({
        messageId: right === undefined ? "unserved" : place === host ? "path" : "either",
        data,
        at: placeOf(route, owner),
        ...(certain && !isMended ? {} : { severity: "warning" as const }),
        ...("api" in owner.block || place === host
          ? {}
          : { fix: put(`add api: ${first}`, [...owner.path, "api"], first, "unsafe") }),
      });
    }
  },
});

function placeOf(route: Route, owner: ConfiguredProvider): { path: ConfigPath; on?: "key" } {
  const api = route.why.find(({ step, path }) => step === "api" && path !== undefined)?.path;
  return api === undefined || api.length <= owner.path.length
    ? { path: owner.path, on: "key" }
    : { path: api };
}
