import { distance } from "fastest-levenshtein";
import { isObject } from "../core/config-path.ts";
import { cloudflareEndpoints } from "../resolve/providers/cloudflare.ts";
import { bearerColon } from "./bearer-colon.ts";
import { cloudflare } from "./example-config.ts";
import { rewrite } from "./fixes.ts";
import { defineRule } from "./rule.ts";

export const rule = defineRule({
  id: "cloudflare-auth-header",
  subject: "cloudflare",
  summary: "a cf-aig-authorization header that Cloudflare AI Gateway cannot use",
  severity: "error",
  fixable: true,
  messages: {
    colon: {
      message: '"Bearer:" with a colon is not understood; the gateway answers 401 (code 2009).',
      hint: "Write Bearer, a space, then the token.",
    },
    scheme: {
      message: 'cf-aig-authorization needs "Bearer " in front of the token.',
      hint: 'Write "Bearer ${CLOUDFLARE_AI_GATEWAY_TOKEN}".',
    },
    sameAsKey: {
      message:
        "This header sends the same variable as apiKey; the gateway token and the upstream key are two different secrets.",
      hint: "apiKey is the upstream provider's key; this header takes the token of the gateway's authentication settings.",
    },
    elsewhere: {
      message: "cf-aig-authorization is set, but this provider's baseUrl is no Cloudflare AI Gateway.",
      hint: "Take the header out, or check baseUrl.",
    },
    wrongName: {
      message: '"{name}" is not the header Cloudflare AI Gateway reads.',
      hint: "Rename it to cf-aig-authorization.",
    },
  },
  docs: () => ({
    trigger:
      "A cf-aig-authorization header with Bearer and a colon, without Bearer, or with the variable that apiKey holds; the header under another name, or on another host.",
    bad: cloudflare({
      extra: 'headers: { "cf-aig-authorization": "Bearer: ${CLOUDFLARE_AI_GATEWAY_TOKEN}" },',
    }),
    good: cloudflare({
      extra: 'headers: { "cf-aig-authorization": "Bearer ${CLOUDFLARE_AI_GATEWAY_TOKEN}" },',
    }),
    why: "A gateway with authentication refuses the request with 401 before it reaches the upstream. OpenClaw does not check headers, and does not even count this one among the secrets.",
    ignore: "Never for the form; the header must read exactly so.",
  }),
  check({ providers, report }) {
    const gateways = new Set(cloudflareEndpoints(providers).map(({ provider }) => provider.id));
    for (const { id, path, block } of providers) {
      const headers = block["headers"];
      if (!isObject(headers)) continue;
      for (const [name, value] of Object.entries(headers)) {
        const at = { path: [...path, "headers", name] };
        if (gateways.has(id) && isNearlyTheHeader(name)) {
          report({
            messageId: "wrongName",
            data: { name },
            at: { ...at, on: "key" },
            fix: rewrite("cf-aig-authorization", "safe", "key"),
          });
        }
        if (name.toLowerCase() !== "cf-aig-authorization" || typeof value !== "string") continue;
        const baseUrl = block["baseUrl"];
        const colon = bearerColon(value);
        if (typeof baseUrl === "string" && !gateways.has(id) && !baseUrl.includes("${")) {
          report({ messageId: "elsewhere", at: { ...at, on: "key" }, severity: "warning" });
        } else if (colon !== undefined) {
          report({ messageId: "colon", at, ...colon });
        } else if (!/^\s*Bearer\s+\S/iu.test(value)) {
          const template = /^\s*(\$\{[A-Z_][A-Z0-9_]*\})\s*$/u.exec(value)?.[1];
          // A lone variable may hold the word Bearer itself.
          report({
            messageId: "scheme",
            at,
            ...(template === undefined ? {} : { severity: "warning" as const }),
          });
        } else if (
          typeof block["apiKey"] === "string" &&
          /^\$\{?[A-Z]/u.test(block["apiKey"]) &&
          value.trim().replace(/^Bearer\s+/iu, "") === block["apiKey"].trim()
        ) {
          report({
            messageId: "sameAsKey",
            at,
            severity: "warning",
            related: [{ at: { path: [...path, "apiKey"] }, message: "the same variable" }],
          });
        }
      }
    }
  },
});

/** True for the header's name misspelt, in British spelling, with other separators, or by what it is for. */
function isNearlyTheHeader(name: string): boolean {
  const folded = name.toLowerCase().replaceAll("_", "-");
  if (name.toLowerCase() === "cf-aig-authorization") return false;
  return (
    /^(?:cf-aig-authentication|cf-aig-auth|cf-aig-token|cf-authorization|aig-authorization)$/u.test(folded) ||
    distance(folded, "cf-aig-authorization") <= 2
  );
}
