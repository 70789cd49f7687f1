import { isObject } from "../core/config-path.ts";
import { type CloudflareEndpoint, cloudflareEndpoints } from "../resolve/providers/cloudflare.ts";
import { cloudflare } from "./example-config.ts";
import { defineRule } from "./rule.ts";

/** Variables that hold a token of Cloudflare's, never an upstream key. */
const TOKEN_NAMES =
  /^(?:CLOUDFLARE_(?:API_)?(?:TOKEN|KEY)|CLOUDFLARE_API_TOKEN|CF_(?:API_)?(?:TOKEN|KEY)|CLOUDFLARE_AI_GATEWAY_(?:AUTH_)?TOKEN|CF_AIG_(?:AUTHORIZATION|TOKEN)|AIG_TOKEN)$/u;

/** Variables that hold an upstream key. */
const KEY_NAMES =
  /^(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE|GROQ|MISTRAL|OPENROUTER|XAI)_API_KEY$|^CLOUDFLARE_AI_GATEWAY_API_KEY$/u;

export const rule = defineRule({
  id: "cloudflare-token-as-key",
  subject: "cloudflare",
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
      const { provider } = endpoint;
      const name = variableOf(provider.block["apiKey"]);
      if (name !== undefined && TOKEN_NAMES.test(name) && !servesWorkersAi(endpoint)) {
        report({ messageId: "token", data: { name }, at: { path: [...provider.path, "apiKey"] } });
      }
      const headers = provider.block["headers"];
      if (!isObject(headers)) continue;
      for (const [header, value] of Object.entries(headers)) {
        if (header.toLowerCase() !== "cf-aig-authorization") continue;
        const used = variableOf(value);
        if (used === undefined || !KEY_NAMES.test(used) || used === name) continue;
        report({
          messageId: "key",
          data: { name: used },
          at: { path: [...provider.path, "headers", header] },
        });
      }
    }
  },
});

/** Workers AI is Cloudflare's own, so its key is a Cloudflare token; `compat` serves it among others. */
function servesWorkersAi({ provider, upstream }: CloudflareEndpoint): boolean {
  if (upstream === "workers-ai") return true;
  return upstream === "compat" && provider.models.some(({ id }) => /^(?:workers-ai\/)?@cf\//u.test(id));
}

function variableOf(value: unknown): string | undefined {
  if (typeof value === "string")
    return /^(?:Bearer\s+)?\$\{?([A-Z_][A-Z0-9_]*)\}?$/iu.exec(value.trim())?.[1];
  if (isObject(value) && value["source"] === "env" && typeof value["id"] === "string") return value["id"];
  return undefined;
}
