import { distance } from "fastest-levenshtein";
import { isBearer, isTemplated, readVariables } from "../../../core/variable-text.ts";
import { bearerColon } from "../../../engine/bearer-colon.ts";
import { cloudflare } from "../../../engine/example-config.ts";
import { rewrite } from "../../../engine/fixes.ts";
import { defineCheck, defineMessages, type ProblemDetails, type Said } from "../../../engine/rule.ts";
import {
  cloudflareEndpoints,
  isMisnamedGateway,
  isTokenName,
  variableOf,
} from "../../../resolve/providers/cloudflare.ts";
import type { ConfiguredProvider } from "../../../resolve/providers/configured-providers.ts";
import { headersOf } from "../../../resolve/providers/headers.ts";

const messages = defineMessages({
  colon: {
    message: '"Bearer:" with a colon is not understood; the gateway answers 401 (code 2009).',
    hint: "Write Bearer, a space, then the token.",
  },
  scheme: {
    message: 'cf-aig-authorization needs "Bearer " in front of the token.',
    hint: 'Write "Bearer ${CLOUDFLARE_AI_GATEWAY_TOKEN}".',
  },
  twice: { message: "The word Bearer stands twice in this header.", hint: "Write it once." },
  sameAsKey: {
    message:
      "This header sends the same variable as apiKey; the gateway token and the upstream key are two different secrets.",
    hint: "Name the variable of the token from the gateway's authentication settings here; apiKey is the upstream's key.",
  },
  elsewhere: {
    message: "cf-aig-authorization is set, but this provider's baseUrl is not a Cloudflare AI Gateway.",
    hint: "Take the header out, or check baseUrl.",
  },
  authorization: {
    message:
      "Cloudflare AI Gateway reads its own token from cf-aig-authorization; Authorization goes on to the upstream.",
    hint: "Rename it to cf-aig-authorization.",
  },
  wrongName: {
    message: '"{name}" is not the header Cloudflare AI Gateway reads.',
    hint: "Rename it to cf-aig-authorization.",
  },
});

type Found = Said<typeof messages> & Omit<ProblemDetails, "at">;

export const check = defineCheck({
  id: "cloudflare-auth-header",
  summary: "a cf-aig-authorization header that Cloudflare AI Gateway cannot use",
  severity: "error",
  fixable: true,
  messages,
  docs: () => ({
    trigger:
      "A cf-aig-authorization header with Bearer and a colon, without Bearer, with Bearer twice, or with the variable that apiKey holds; the header under another name, or on another host.",
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
    let gateways: ReadonlySet<string> | undefined;
    for (const provider of providers) {
      for (const { name, value, path } of headersOf(provider)) {
        gateways ??= new Set(cloudflareEndpoints(providers).map((endpoint) => endpoint.provider.id));
        const isGateway = gateways.has(provider.id);
        if (isGateway && isNearlyTheHeader(name)) {
          report({
            messageId: "wrongName",
            data: { name },
            at: { path, on: "key" },
            fix: rewrite("cf-aig-authorization", "safe", "key"),
          });
        }
        if (isGateway && isTokenInAuthorization(name, value, provider)) {
          const fix = rewrite("cf-aig-authorization", "unsafe", "key");
          report({ messageId: "authorization", at: { path, on: "key" }, severity: "warning", fix });
        }
        if (name.toLowerCase() !== "cf-aig-authorization" || typeof value !== "string") continue;
        const baseUrl = provider.block["baseUrl"];
        if (typeof baseUrl === "string" && !isGateway && !isTemplated(baseUrl)) {
          // A host that is nearly the gateway's is told as such.
          if (!isMisnamedGateway(provider, baseUrl))
            report({ messageId: "elsewhere", at: { path, on: "key" }, severity: "warning" });
          continue;
        }
        const problem = faultOf(value, provider);
        if (problem !== undefined) report({ ...problem, at: { path } });
      }
    }
  },
});

function faultOf(value: string, { block, path }: ConfiguredProvider): Found | undefined {
  const colon = bearerColon(value);
  if (colon !== undefined) return { messageId: "colon", ...colon };
  const read = readVariables(value);
  if (!isBearer(read)) {
    // A lone variable may hold the word Bearer itself.
    const isTemplate = read.scheme === undefined && read.variable?.form === "braces";
    return { messageId: "scheme", ...(isTemplate ? { severity: "warning" as const } : {}) };
  }
  const again = readVariables(read.value);
  if (isBearer(again)) {
    const isVariable = again.variable?.form === "braces";
    return { messageId: "twice", ...(isVariable ? { fix: rewrite(again.text, "safe") } : {}) };
  }
  const key = block["apiKey"];
  if (
    typeof key !== "string" ||
    !startsWithVariable(key) ||
    read.value !== key.trim() ||
    // A Cloudflare token is right here; what is wrong is the key.
    isTokenName(variableOf(key) ?? "")
  )
    return undefined;
  const related = [{ at: { path: [...path, "apiKey"] }, message: "the same variable" }];
  return { messageId: "sameAsKey", severity: "warning", related };
}

function startsWithVariable(text: string): boolean {
  const { variable, substitutions } = readVariables(text);
  const [first] = substitutions;
  return (
    variable !== undefined || (first?.start === 0 && first.kind !== "escaped" && /^[A-Z]/u.test(first.name))
  );
}

/** True for Authorization where it can only be meant for the gateway: the upstream's key stands at apiKey. */
export function isTokenInAuthorization(name: string, value: unknown, { block }: ConfiguredProvider): boolean {
  if (name.toLowerCase() !== "authorization" || typeof value !== "string") return false;
  return (
    isTokenName(variableOf(value) ?? "") || (block["apiKey"] !== undefined && block["authHeader"] !== false)
  );
}

/** True for the header's name misspelt, in British spelling, with other separators, or by what it is for. */
function isNearlyTheHeader(name: string): boolean {
  const folded = name.toLowerCase().replaceAll("_", "-");
  if (name.toLowerCase() === "cf-aig-authorization") return false;
  return (
    /^(?:cf-aig-authentication|cf-aig-auth|cf-aig-token|cf-authorization|aig-authorization)$/u.test(folded) ||
    /^(?:cf|cloudflare)-(?:ai|aig|ai-gateway)-(?:authori[sz]ation|authentication|auth|token)$/u.test(
      folded,
    ) ||
    distance(folded, "cf-aig-authorization") <= 2
  );
}
