import {
  type CloudflareEndpoint,
  cloudflareEndpoints,
  isTemplated,
} from "../resolve/providers/cloudflare.ts";
import { cloudflare } from "./example-config.ts";
import { setBaseUrl } from "./fixes.ts";
import { defineRule } from "./rule.ts";

/** The wire format behind each upstream segment of the gateway. */
const UPSTREAMS: Readonly<Record<string, readonly string[]>> = {
  anthropic: ["anthropic-messages"],
  openai: ["openai-responses", "openai-completions"],
  compat: ["openai-completions"],
  openrouter: ["openai-completions"],
  groq: ["openai-completions"],
  mistral: ["openai-completions"],
  grok: ["openai-completions", "openai-responses"],
  deepseek: ["openai-completions"],
  cerebras: ["openai-completions"],
  "perplexity-ai": ["openai-completions"],
  "google-ai-studio": ["google-generative-ai"],
  "workers-ai": ["openai-completions"],
};

export const rule = defineRule({
  id: "cloudflare-upstream",
  subject: "cloudflare",
  summary: "a Cloudflare AI Gateway URL whose upstream does not fit the api",
  severity: "error",
  fixable: true,
  messages: {
    missing: {
      message: "This gateway URL names no upstream after the gateway id.",
      hint: 'For api: "{api}", end it with {ending}.',
    },
    mismatch: {
      message: "The gateway's /{upstream} endpoint does not speak {api}.",
      hint: "{advice}",
    },
    version: {
      message:
        "This gateway URL goes on with /{rest} after /anthropic; the Anthropic client adds /v1/messages itself.",
      hint: "End the URL with /anthropic.",
    },
  },
  docs: () => ({
    trigger:
      "A base URL on gateway.ai.cloudflare.com without the upstream's part (/anthropic, /openai, /compat), with one that speaks another API than the provider's api, or with /v1 or a request path behind /anthropic.",
    bad: cloudflare({
      baseUrl: "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/openai",
    }),
    good: cloudflare({}),
    why: "The gateway passes the request on as it is: an Anthropic request to /openai answers 400 or 404, and a doubled /v1 answers 404. OpenClaw notices none of it before the first message.",
    ignore: "When a custom provider of your gateway answers under that path.",
  }),
  check({ providers, report }) {
    for (const endpoint of cloudflareEndpoints(providers)) {
      const { provider, account, gateway, baseUrl } = endpoint;
      if (account === "" || gateway === "" || isTemplated(endpoint.upstream)) continue;
      const api =
        provider.block["api"] ??
        (provider.key === "cloudflare-ai-gateway" ? "anthropic-messages" : undefined);
      if (typeof api !== "string") continue;
      const fault = faultOf(endpoint, api);
      if (fault === undefined) continue;
      const { fixed, ...problem } = fault;
      const at = { path: [...provider.path, "baseUrl"] };
      const right =
        fixed === undefined ? undefined : baseUrl.trim().replace(/\/+$/u, "").replace(fixed.from, fixed.to);
      report({
        ...problem,
        at,
        ...(right === undefined ? {} : { fix: setBaseUrl(right, "safe") }),
      });
    }
  },
});

function faultOf({ upstream, rest }: CloudflareEndpoint, api: string) {
  const endings = Object.entries(UPSTREAMS)
    .filter(([, apis]) => apis.includes(api))
    .map(([name]) => `/${name}`);
  if (upstream === "") {
    const to =
      api === "anthropic-messages" ? { fixed: { from: /$/u, to: "/anthropic" } } : { fixed: undefined };
    return { messageId: "missing", data: { api, ending: endings.slice(0, 3) }, ...to };
  }
  const served = UPSTREAMS[upstream.toLowerCase()];
  if (served !== undefined && !served.includes(api)) {
    const known = endings.length > 0 ? `End the URL with ${endings[0]}, or set` : "Set";
    return {
      messageId: "mismatch",
      data: { upstream, api, advice: `${known} api: "${served[0]}".` },
      fixed: undefined,
    };
  }
  if (upstream.toLowerCase() === "anthropic" && rest !== "" && api === "anthropic-messages") {
    return { messageId: "version", data: { rest }, fixed: { from: /\/anthropic\/.*$/iu, to: "/anthropic" } };
  }
  return undefined;
}
