import { readEndpoint } from "../resolve/providers/endpoints.ts";
import { bakery } from "./example-config.ts";
import { setBaseUrl } from "./fixes.ts";
import { defineRule } from "./rule.ts";

/** Ends of full request URLs that people paste where the root belongs. */
const REQUEST_PATH =
  /\/(?:chat\/completions|completions|responses|messages|embeddings|models|api\/(?:chat|generate|tags)|models\/[^/]+:(?:generateContent|streamGenerateContent))$/u;

/** Hosts whose OpenAI-compatible API is served without a path. */
const ROOT_HOSTS: ReadonlySet<string> = new Set(["api.deepseek.com", "api.perplexity.ai"]);

export const rule = defineRule({
  id: "base-url-path",
  subject: "provider",
  summary: "a baseUrl with a full request path, a doubled /v1, or none where one is needed",
  severity: "error",
  fixable: true,
  messages: {
    request: {
      message: "baseUrl holds a full request path; OpenClaw adds {ending} itself.",
      hint: 'Set baseUrl: "{right}".',
    },
    doubled: { message: "baseUrl holds /v1 twice.", hint: 'Set baseUrl: "{right}".' },
    missing: {
      message:
        "baseUrl has no path; most OpenAI-compatible servers answer under /v1, and this one would be asked for /chat/completions.",
      hint: 'Try baseUrl: "{right}".',
    },
  },
  docs: () => ({
    trigger:
      "A base URL that ends in a request path such as /chat/completions, repeats /v1, or (as a warning, for a public host with an OpenAI-style api) has no path at all. Hosts known to serve their API at the root, and LiteLLM's port 4000, are left alone.",
    bad: bakery({ baseUrl: "https://api.ovenai.example/v1/chat/completions" }),
    good: bakery({}),
    why: "OpenClaw's clients append the request path to baseUrl. The doubled path answers 404, often as a web page that then fails to parse.",
    ignore: "When the server really answers at that place.",
  }),
  check({ providers, report }) {
    for (const { id, path, block, models } of providers) {
      const places = [
        { text: block["baseUrl"], at: [...path, "baseUrl"], api: block["api"] },
        ...models
          .filter(({ row }) => "baseUrl" in row)
          .map(({ row, path: at }) => ({
            text: row["baseUrl"],
            at: [...at, "baseUrl"],
            api: row["api"] ?? block["api"],
          })),
      ];
      for (const { text, at, api } of places) {
        const endpoint = typeof text === "string" ? readEndpoint(text) : undefined;
        if (endpoint === undefined || endpoint.host === "gateway.ai.cloudflare.com") continue; // rules of its own
        const origin = `${endpoint.url.protocol}//${endpoint.url.host}`;
        const request = REQUEST_PATH.exec(endpoint.path);
        if (request !== null) {
          const right = origin + endpoint.path.slice(0, request.index).replace(/(\/v1)+$/u, rootFor(id, api));
          report({
            messageId: "request",
            data: { ending: request[0], right },
            at: { path: at },
            fix: setBaseUrl(right, "safe"),
          });
        } else if (/\/v1\/v1(?:\/|$)/u.test(endpoint.path)) {
          const right = origin + endpoint.path.replace(/(?:\/v1){2,}/u, rootFor(id, api));
          report({ messageId: "doubled", data: { right }, at: { path: at }, fix: setBaseUrl(right, "safe") });
        } else if (
          endpoint.path === "" &&
          endpoint.known === undefined &&
          !endpoint.local &&
          endpoint.port !== "4000" &&
          id.toLowerCase() !== "litellm" &&
          !ROOT_HOSTS.has(endpoint.host) &&
          (api === "openai-completions" || api === "openai-responses")
        ) {
          report({
            messageId: "missing",
            data: { right: `${origin}/v1` },
            at: { path: at },
            severity: "warning",
            fix: setBaseUrl(`${origin}/v1`, "unsafe"),
          });
        }
      }
    }
  },
});

/** The Anthropic client adds /v1 itself. */
function rootFor(id: string, api: unknown): string {
  const isAnthropic = api === "anthropic-messages" || (api === undefined && id.toLowerCase() === "anthropic");
  return isAnthropic ? "" : "/v1";
}
