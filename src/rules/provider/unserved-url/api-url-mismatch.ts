import type { ConfigPath } from "../../../core/config-path.ts";
import { isTemplated } from "../../../core/variable-text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { put, setBaseUrl } from "../../../engine/fixes.ts";
import { defineCheck, defineMessages, type Problem, words } from "../../../engine/rule.ts";
import type { Report } from "../../../engine/rule-context.ts";
import type { ConfiguredProvider } from "../../../resolve/providers/configured-providers.ts";
import {
  type Endpoint,
  formServing,
  hasDoubledVersion,
  isForeignApi,
  ownApi,
  pathAsUsed,
  readEndpoint,
  requestEnding,
} from "../../../resolve/providers/endpoints.ts";
import type { Route } from "../../../resolve/route/route.ts";

const messages = defineMessages({
  wrongApi: {
    message: "{place} speaks {served}, not {api}.",
    hint: 'Set api: "{firstServed}"{orPath}.',
  },
  wrongPath: {
    message: "{vendor} serves {api} at {right}, not at this URL.",
    hint: 'Set baseUrl: "{right}".',
  },
  wrongUrl: {
    message: "{place} does not speak {api}, the api of {id}.",
    hint: 'Set baseUrl: "{right}".',
  },
  website: {
    message: "{host} is a website; the API is at {api}.",
    hint: 'Set baseUrl: "{right}".',
  },
  closed: {
    message: "{host} answers no more; the API is at {api}.",
    hint: 'Set baseUrl: "{right}".',
  },
  rowApi: {
    message:
      "This model asks for {api}, but its provider's baseUrl ends in /v1, and that client adds /v1/messages itself.",
    hint: "Give the row a baseUrl of its own, or move it to a provider whose baseUrl serves {api}.",
  },
});

export const check = defineCheck({
  id: "api-url-mismatch",
  summary: "a baseUrl that does not serve the api beside it",
  severity: "error",
  fixable: true,
  messages,
  docs: () => ({
    trigger:
      "A base URL on a known host (or a well-known port, such as Ollama's 11434) with an api that this host does not serve under that path, or one on a vendor's website, such as its console. Hosts that are not in our table are left alone.",
    bad: bakery({
      id: "google",
      baseUrl: "https://generativelanguage.googleapis.com/v1beta",
      apiKey: '"${GEMINI_API_KEY}"',
      models: '{ id: "gemini-3-flash-preview", name: "Gemini 3 Flash" }',
      model: "google/gemini-3-flash-preview",
      env: { GEMINI_API_KEY: "AIza-test-not-a-key" },
    }),
    good: bakery({
      id: "google",
      baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
      apiKey: '"${GEMINI_API_KEY}"',
      models: '{ id: "gemini-3-flash-preview", name: "Gemini 3 Flash" }',
      model: "google/gemini-3-flash-preview",
      env: { GEMINI_API_KEY: "AIza-test-not-a-key" },
    }),
    why: "OpenClaw takes api and baseUrl as they are: requests go to a path that answers 404 or 400, and validation says nothing.",
    ignore: "When a proxy of yours answers under that host name.",
  }),
  check({ environment, providers, release, routes, isSound, report }) {
    for (const provider of providers) {
      const baseUrl = provider.block["baseUrl"];
      const endpoint = typeof baseUrl === "string" ? readEndpoint(baseUrl) : undefined;
      if (endpoint === undefined || isRewritten(endpoint, provider)) continue;
      if (endpoint.website !== undefined) {
        report(websiteProblem(endpoint, provider));
        continue;
      }
      for (const { api, path } of apisOf(provider)) {
        if (!isSound(path) || isTemplated(api)) continue;
        const row = path.length > provider.path.length + 1;
        if (!row && environment.target !== "none" && isPassedOver(api, routes().of(provider.id))) continue;
        if (endpoint.known !== undefined) {
          const problem = knownProblem(endpoint, api, path, provider, release);
          if (problem !== undefined) report(problem);
        } else if (row) checkRow(endpoint, api, path, release, report);
      }
    }
  },
});

/**
 * True where every model that is asked of a provider is asked in another api than its block has: rows and OpenClaw's own
 * models have theirs, and a name that no client has is passed over. Whether that one is served is told by the request.
 */
function isPassedOver(api: string, routes: readonly Route[]): boolean {
  return routes.length > 0 && routes.every(({ request }) => request !== undefined && request.api !== api);
}

/** The api of the provider, and those of rows that differ from it and have no baseUrl of their own. */
function apisOf(provider: ConfiguredProvider): readonly { api: string; path: ConfigPath }[] {
  const own = provider.block["api"];
  const apis: { api: string; path: ConfigPath }[] = [];
  if (typeof own === "string") apis.push({ api: own, path: [...provider.path, "api"] });
  for (const { row, path } of provider.models) {
    if (typeof row["api"] !== "string" || "baseUrl" in row || row["api"] === own) continue;
    apis.push({ api: row["api"], path: [...path, "api"] });
  }
  return apis;
}

function websiteProblem(
  { host, website, closed }: Endpoint,
  { block, known, path }: ConfiguredProvider,
): Problem<typeof messages> {
  const api = block["api"] ?? known?.api;
  const forms = website?.forms ?? [];
  const form = forms.find(({ apis }) => apis.some((one) => one === api)) ?? forms[0];
  const right = `https://${website?.host}${form?.path}`;
  return {
    messageId: closed ? "closed" : "website",
    // Others have reported it; no run here could ask the vendor.
    ...(closed ? { severity: "warning" as const } : {}),
    data: { host, api: website?.host ?? "", right },
    at: { path: [...path, "baseUrl"] },
    fix: setBaseUrl(right, "safe"),
  };
}

function knownProblem(
  endpoint: Endpoint,
  api: string,
  apiPath: ConfigPath,
  provider: ConfiguredProvider,
  release: string,
): Problem<typeof messages> | undefined {
  const { known, host, port } = endpoint;
  if (known === undefined) return undefined;
  const path = pathAsUsed(endpoint, api, release);
  const here = known.forms.find((form) => form.path === path);
  if (here?.apis.includes(api)) return undefined;
  const elsewhere = formServing(endpoint, api);
  // base-url-path says it, and says why.
  if (elsewhere !== undefined && (requestEnding(endpoint) !== undefined || hasDoubledVersion(endpoint)))
    return undefined;
  // OpenAI's own plugin adds /v1 for some of its models (measured: 2026.9.6).
  const isMended = provider.key === "openai" && host === "api.openai.com" && path === "";
  const severity = known.soft || isMended ? ("warning" as const) : ("error" as const);
  const shownHost = known.host ?? `${host}:${port}`;
  const urlPath = [...provider.path, "baseUrl"];
  const moved = elsewhere === undefined ? undefined : `${endpoint.origin}${elsewhere}`;
  const own = ownApi(provider.id);
  const isOwn = own?.apis.includes(api) === true;
  // A row shares the URL with others, which another path would break.
  const shared = apiPath.length > provider.path.length + 1 && typeof provider.block["api"] === "string";
  const pathIsOdd = here === undefined || here.path === "" || known.soft === true || isOwn;
  if (moved !== undefined && pathIsOdd && !(shared && here !== undefined)) {
    return {
      messageId: "wrongPath",
      data: { vendor: known.host ?? known.vendor, api, right: moved },
      at: { path: urlPath },
      severity,
      fix: setBaseUrl(moved, "safe"),
    };
  }
  if (here === undefined && !isForeignApi(endpoint, api)) return undefined;
  const place = `${shownHost}${here?.path ?? ""}`;
  if (own !== undefined && isOwn && !shared) {
    return {
      messageId: "wrongUrl",
      data: { place, api, id: provider.id, right: own.baseUrl },
      at: { path: urlPath },
      severity,
      fix: setBaseUrl(own.baseUrl, "unsafe"),
    };
  }
  const served = here?.apis ?? [...new Set(known.forms.flatMap(({ apis }) => apis))];
  const keeping = shared ? [...apiPath.slice(0, -1), "baseUrl"] : urlPath;
  return {
    messageId: "wrongApi",
    data: {
      place,
      api,
      served,
      firstServed: served[0] ?? "",
      orPath: words(otherWay(endpoint, here === undefined, moved, api)),
    },
    at: { path: apiPath },
    severity,
    related: [{ at: { path: urlPath }, message: "for this URL" }],
    ...(moved === undefined ? {} : { fix: put(`set baseUrl to ${moved}`, keeping, moved, "unsafe") }),
  };
}

/** What to do with the URL, behind what to do with the api. */
function otherWay(
  { known, origin }: Endpoint,
  elsewhere: boolean,
  moved: string | undefined,
  api: string,
): string {
  if (moved !== undefined) return `, or baseUrl: "${moved}" to keep ${api}`;
  return elsewhere ? ` and baseUrl: "${origin}${known?.forms[0]?.path}"` : "";
}

/** Older addresses of OpenClaw's own providers, which it replaces before a request (measured: 2026.9.6). */
const REWRITTEN: Readonly<Record<string, string>> = {
  openrouter: "openrouter.ai/v1",
  "opencode-go": "opencode.ai/go/v1",
  google: "generativelanguage.googleapis.com/v1beta/openai",
};

function isRewritten({ host, path }: Endpoint, { key, block }: ConfiguredProvider): boolean {
  if (!Object.hasOwn(REWRITTEN, key) || REWRITTEN[key] !== `${host}${path}`) return false;
  return key !== "google" || block["api"] === "google-generative-ai";
}

/** On unknown hosts only one thing is sure: the Anthropic client of early releases adds /v1/messages to what it is given. */
function checkRow(
  endpoint: Endpoint,
  api: string,
  path: ConfigPath,
  release: string,
  report: Report<typeof messages>,
): void {
  if (api === "anthropic-messages" && pathAsUsed(endpoint, api, release).endsWith("/v1")) {
    report({ messageId: "rowApi", data: { api }, at: { path }, severity: "warning" });
  }
}
