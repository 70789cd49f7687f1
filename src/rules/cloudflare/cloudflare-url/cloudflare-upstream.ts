import { distance } from "fastest-levenshtein";
import { ownValue } from "../../../core/own-value.ts";
import { isTemplated } from "../../../core/variable-text.ts";
import { cloudflare } from "../../../engine/example-config.ts";
import { setBaseUrl } from "../../../engine/fixes.ts";
import { defineCheck, defineMessages, type ProblemDetails, type Said } from "../../../engine/rule.ts";
import {
  type CloudflareEndpoint,
  cloudflareEndpoints,
  lacksAccount,
  UPSTREAMS,
} from "../../../resolve/providers/cloudflare.ts";
import { requestEndingOf } from "../../../resolve/providers/endpoints.ts";
import { upstreamCalled } from "../../../resolve/providers/vendors.ts";
import { holdsIn } from "../../../schema/run-time-facts.ts";

const messages = defineMessages({
  missing: {
    message: "This gateway URL names no upstream after the gateway id.",
    hint: 'For api: "{api}", end it with {ending}.',
  },
  mismatch: {
    message: "The gateway's /{upstream} endpoint does not speak {api}.",
    hint: "{advice}",
  },
  name: {
    message: 'Cloudflare AI Gateway knows no upstream "{upstream}".',
    hint: 'Write "/{right}" after the gateway id.',
  },
  unversioned: {
    message: "This gateway URL ends in /{upstream}, where {api} is asked behind a version.",
    hint: "End the URL with {right}.",
  },
  request: {
    message: "This gateway URL ends in {request}, the path of one request; OpenClaw puts its own behind it.",
    hint: "End the URL with {right}.",
  },
  version: {
    message:
      "This gateway URL goes on with /{rest} after /anthropic; the Anthropic client adds /v1/messages itself.",
    hint: "End the URL with /anthropic.",
  },
});

type Found = Said<typeof messages> & Omit<ProblemDetails, "at"> & { readonly ending?: string };

export const check = defineCheck({
  id: "cloudflare-upstream",
  summary: "a Cloudflare AI Gateway URL whose upstream does not fit the api",
  severity: "error",
  fixable: true,
  messages,
  docs: () => ({
    trigger:
      "A base URL on gateway.ai.cloudflare.com without the upstream's part (/anthropic, /openai, /compat), with one that speaks another API than the provider's api, with /v1 behind /anthropic, or with a request path such as /chat/completions.",
    bad: cloudflare({
      baseUrl: "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/openai",
    }),
    good: cloudflare({}),
    why: "The gateway passes the request on as it is: an Anthropic request to /openai answers 400 or 404, and a doubled /v1 answers 404. OpenClaw notices none of it before the first message.",
    ignore: "When a custom provider of your gateway answers under that path.",
  }),
  check({ providers, release, report }) {
    for (const endpoint of cloudflareEndpoints(providers)) {
      const { account, gateway, baseUrl, api, path } = endpoint;
      // Without both ids nothing says which part is the upstream.
      if (account === "" || gateway === "" || lacksAccount(endpoint) || isTemplated(endpoint.upstream))
        continue;
      if (typeof api !== "string") continue;
      const fault = faultOf(endpoint, api, release);
      if (fault === undefined) continue;
      const { ending, ...problem } = fault;
      const root = `${/^https?:\/\/[^/]+/iu.exec(baseUrl.trim())?.[0]}/v1/${account}/${gateway}`;
      report({
        ...problem,
        at: { path: [...path, "baseUrl"] },
        ...(ending === undefined ? {} : { fix: setBaseUrl(root + ending, "safe") }),
      });
    }
  },
});

/**
 * Upstreams whose version is part of what the client asks for, and OpenClaw's client brings none
 * (developers.cloudflare.com/ai-gateway/usage/providers; the request: measured in 2026.9.6).
 */
const VERSIONS: Readonly<Record<string, string>> = { "google-ai-studio": "v1beta", "workers-ai": "v1" };

/** What is wrong behind the gateway id, and what belongs there where that is certain. */
function faultOf({ upstream, rest }: CloudflareEndpoint, api: string, release: string): Found | undefined {
  const endings = Object.entries(UPSTREAMS)
    .filter(([, apis]) => apis.includes(api))
    .map(([name]) => `/${name}`);
  if (upstream === "") {
    const data = { api, ending: endings.slice(0, 3) };
    return { messageId: "missing", data, ...(api === "anthropic-messages" ? { ending: "/anthropic" } : {}) };
  }
  const right = nameOf(upstream);
  if (right !== undefined && right !== upstream) {
    const ending = `/${right}${rest === "" ? "" : `/${rest}`}`;
    const severity = right === upstream.toLowerCase() ? ("warning" as const) : ("error" as const);
    return { messageId: "name", data: { upstream, right }, severity, ending };
  }
  const served = ownValue(UPSTREAMS, upstream);
  if (served !== undefined && !served.includes(api)) {
    const known = endings.length > 0 ? `End the URL with ${endings[0]}, or set` : "Set";
    return { messageId: "mismatch", data: { upstream, api, advice: `${known} api: "${served[0]}".` } };
  }
  if (upstream === "anthropic" && rest !== "" && api === "anthropic-messages") {
    if (rest === "v1" && holdsIn("anthropic-drops-version", release)) return undefined;
    return { messageId: "version", data: { rest }, ending: "/anthropic" };
  }
  const version = rest === "" ? ownValue(VERSIONS, upstream) : undefined;
  if (version !== undefined) {
    const ending = `/${upstream}/${version}`;
    return { messageId: "unversioned", data: { upstream, api, right: ending }, ending };
  }
  const request = served === undefined ? undefined : requestEndingOf(`/${rest}`);
  if (request !== undefined) {
    const ending = `/${upstream}/${rest}`.slice(0, -request.length);
    return { messageId: "request", data: { request, right: ending }, ending };
  }
  return undefined;
}

/** The name of the upstream that is meant; undefined for one that we do not know. */
function nameOf(upstream: string): string | undefined {
  const lower = upstream.toLowerCase();
  if (Object.hasOwn(UPSTREAMS, lower)) return lower;
  // Short names are near too many others.
  return (
    upstreamCalled(lower) ??
    Object.keys(UPSTREAMS).find((name) => name.length >= 6 && distance(name, lower) === 1)
  );
}
