import { isTemplated } from "../../../core/variable-text.ts";
import { cloudflare } from "../../../engine/example-config.ts";
import { defineCheck, defineMessages, type Said } from "../../../engine/rule.ts";
import {
  type CloudflareEndpoint,
  cloudflareEndpoints,
  isAccountId,
  isIdPlaceholder,
  isMisnamedGateway,
  lacksAccount,
} from "../../../resolve/providers/cloudflare.ts";
import { urlPlaces } from "../../../resolve/providers/configured-providers.ts";
import { readEndpoint } from "../../../resolve/providers/endpoints.ts";

const messages = defineMessages({
  shape: {
    message:
      "A Cloudflare AI Gateway URL reads https://gateway.ai.cloudflare.com/v1/<account id>/<gateway id>/<upstream>; this one does not.",
    hint: "Copy the endpoint from the gateway's page in the Cloudflare dashboard.",
  },
  host: {
    message: "{host} is not the host of Cloudflare AI Gateway, which is gateway.ai.cloudflare.com.",
    hint: "Write https://gateway.ai.cloudflare.com/v1/<account id>/<gateway id>/<upstream>.",
  },
  noAccount: {
    message: "This URL has no account id: behind /v1 comes {gateway}, the gateway's name.",
    hint: "Put your Cloudflare account id (32 hex digits) between /v1/ and {gateway}.",
  },
  accountPlaceholder: {
    message: 'The account id in this URL is still the placeholder "{text}".',
    hint: "Put your Cloudflare account id there: 32 hex digits, shown in the dashboard's address bar.",
  },
  gatewayPlaceholder: {
    message: 'The gateway id in this URL is still the placeholder "{text}".',
    hint: "Put the gateway's name there, as the AI Gateway page of the Cloudflare dashboard shows it.",
  },
  swapped: {
    message: "Account id and gateway id have changed places in this URL.",
    hint: "Put the account id (32 hex digits) first, then the gateway's name.",
  },
  account: {
    message: "The account id in this URL is not 32 hex digits, as Cloudflare's are.",
    hint: "Copy it from the Cloudflare dashboard's address bar.",
  },
  http: { message: "Cloudflare AI Gateway is reached over https only.", hint: "Write https://." },
});

export const check = defineCheck({
  id: "cloudflare-url",
  summary: "a Cloudflare AI Gateway URL without a usable account id or gateway id",
  severity: "error",
  messages,
  docs: () => ({
    trigger:
      "A base URL on gateway.ai.cloudflare.com whose account id is a placeholder or not 32 hex digits, whose gateway id is a placeholder or missing, or where the two are swapped; one on another host of Cloudflare's where the gateway is meant.",
    bad: cloudflare({ baseUrl: "https://gateway.ai.cloudflare.com/v1/<account_id>/<gateway_id>/anthropic" }),
    good: cloudflare({}),
    why: "Neither OpenClaw's onboarding nor its validation looks at the two ids. Every request answers 400 or 404.",
    ignore: "In a template that a script fills in before use.",
  }),
  check({ providers, usedProviders, report }) {
    for (const endpoint of cloudflareEndpoints(providers)) {
      const at = { path: [...endpoint.path, "baseUrl"] };
      const fault = faultOf(endpoint);
      if (fault === undefined) continue;
      const waits = fault.messageId.endsWith("Placeholder") && !usedProviders.has(endpoint.provider.key);
      report({ ...fault, at, ...(waits ? { severity: "warning" as const } : {}) });
    }
    for (const provider of providers) {
      for (const { block, path } of urlPlaces(provider)) {
        const baseUrl = block["baseUrl"];
        if (typeof baseUrl !== "string" || !isMisnamedGateway(provider, baseUrl)) continue;
        const host = readEndpoint(baseUrl)?.host ?? "";
        report({ messageId: "host", data: { host }, at: { path: [...path, "baseUrl"] } });
      }
    }
  },
});

function faultOf(endpoint: CloudflareEndpoint): Said<typeof messages> | undefined {
  const { baseUrl, account, gateway } = endpoint;
  if (/^http:/iu.test(baseUrl)) return { messageId: "http" };
  if (isTemplated(account) || isTemplated(gateway)) return undefined;
  if (account === "" || gateway === "") return { messageId: "shape" };
  if (lacksAccount(endpoint)) return { messageId: "noAccount", data: { gateway: account } };
  if (isIdPlaceholder(account)) return { messageId: "accountPlaceholder", data: { text: account } };
  if (isIdPlaceholder(gateway)) return { messageId: "gatewayPlaceholder", data: { text: gateway } };
  if (isAccountId(gateway) && !isAccountId(account)) return { messageId: "swapped" };
  return isAccountId(account) ? undefined : { messageId: "account" };
}
