import { cloudflare } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import {
  type CloudflareEndpoint,
  cloudflareEndpoints,
  isTokenName,
  variableOf,
} from "../../../resolve/providers/cloudflare.ts";
import { headersOf } from "../../../resolve/providers/headers.ts";

/** Variables that hold an upstream key. */
const KEY_NAMES =
  /^(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE|GROQ|MISTRAL|OPENROUTER|XAI)_API_KEY$|^CLOUDFLARE_AI_GATEWAY_API_KEY$/u;

export const check = defineCheck({
  id: "cloudflare-token-as-key",
  summary: "the gateway token where the upstream key belongs, or the reverse",
  severity: "warning",
  messages: {
    token: {
      message: "apiKey takes the upstream provider's key, but {name} is by its name a token of Cloudflare's.",
      hint: 'Set apiKey to the upstream\'s key (for Anthropic, sk-ant-…), and send the token as headers: { "cf-aig-authorization": "Bearer ${{name}}" }.',
    },
    key: {
      message:
        "cf-aig-authorization takes the gateway's own token, but {name} is by its name the upstream's key.",
      hint: "Put the key in apiKey, and the token of the gateway's authentication settings here.",
    },
  },
  docs: () => ({
    trigger:
      "A Cloudflare AI Gateway provider whose apiKey names a Cloudflare token, or whose cf-aig-authorization names an upstream key.",
    bad: cloudflare({
      apiKey: '"${CLOUDFLARE_API_TOKEN}"',
      env: { CLOUDFLARE_API_TOKEN: "test-not-a-token" },
    }),
    good: cloudflare({}),
    why: "Despite its name, CLOUDFLARE_AI_GATEWAY_API_KEY is the upstream's key. With the token in its place the upstream answers 401.",
    ignore: "When the gateway stores the upstream keys itself and takes its token as x-api-key.",
  }),
  check({ providers, report }) {
    for (const endpoint of cloudflareEndpoints(providers)) {
      // The key belongs to the provider, whatever URLs its models have.
      if (endpoint.isRow) continue;
      const { provider } = endpoint;
      const name = variableOf(provider.block["apiKey"]);
      if (name !== undefined && isTokenName(name) && !servesWorkersAi(endpoint)) {
        report({ messageId: "token", data: { name }, at: { path: [...provider.path, "apiKey"] } });
      }
      for (const header of headersOf(provider)) {
        if (header.name.toLowerCase() !== "cf-aig-authorization") continue;
        const used = variableOf(header.value);
        if (used === undefined || !KEY_NAMES.test(used) || used === name) continue;
        report({ messageId: "key", data: { name: used }, at: { path: header.path } });
      }
    }
  },
});

/** Workers AI is Cloudflare's own, so its key is a Cloudflare token; `compat` serves it among others. */
function servesWorkersAi({ provider, upstream }: CloudflareEndpoint): boolean {
  if (upstream === "workers-ai") return true;
  return upstream === "compat" && provider.models.some(({ id }) => /^(?:workers-ai\/)?@cf\//u.test(id));
}
