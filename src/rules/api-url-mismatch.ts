import type { ConfigPath } from "../core/config-path.ts";
import type { ConfiguredProvider } from "../resolve/providers/configured-providers.ts";
import { type Endpoint, readEndpoint } from "../resolve/providers/endpoints.ts";
import { bakery } from "./example-config.ts";
import { put, setBaseUrl } from "./fixes.ts";
import { defineRule, words } from "./rule.ts";

export const rule = defineRule({
  id: "api-url-mismatch",
  subject: "provider",
  summary: "a baseUrl that does not serve the api beside it",
  severity: "error",
  fixable: true,
  messages: {
    wrongApi: {
      message: "{place} speaks {served} there, not {api}.",
      hint: 'Set api: "{firstServed}"{orPath}.',
    },
    wrongPath: {
      message: "{vendor} serves {api} at {right}, not at this URL.",
      hint: 'Set baseUrl: "{right}".',
    },
    rowApi: {
      message:
        "This model asks for {api}, but its provider's baseUrl ends in /v1, and that client adds /v1/messages itself.",
      hint: "Give the row a baseUrl of its own, or move it to a provider whose baseUrl serves {api}.",
    },
  },
  docs: () => ({
    trigger:
      "A base URL on a known host (or a well-known port, such as Ollama's 11434) with an api that this host does not serve under that path. Hosts that are not in our table are left alone.",
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
  check({ providers, isSound, report }) {
    for (const provider of providers) {
      const baseUrl = provider.block["baseUrl"];
      const endpoint = typeof baseUrl === "string" ? readEndpoint(baseUrl) : undefined;
      if (endpoint === undefined) continue;
      for (const { api, path } of apisOf(provider)) {
        if (!isSound(path) || api.includes("${")) continue;
        if (endpoint.known !== undefined) checkKnown(endpoint, api, provider, report);
        else if (path.length > provider.path.length + 1) checkRow(endpoint, api, path, report);
      }
    }
  },
});

type Report = (problem: import("./rule.ts").Problem) => void;

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

function checkKnown(endpoint: Endpoint, api: string, provider: ConfiguredProvider, report: Report): void {
  const { known, host, port, path, url } = endpoint;
  if (known === undefined) return;
  const here = known.forms.find((form) => form.path === path);
  if (here?.apis.includes(api)) return;
  const elsewhere = known.forms.find((form) => form.apis.includes(api));
  const severity = known.soft ? ("warning" as const) : ("error" as const);
  const shownHost = known.host ?? `${host}:${port}`;
  const place = `${shownHost}${path === "" ? "" : path}`;
  const apiPath = [...provider.path, "api"];
  const urlPath = [...provider.path, "baseUrl"];
  if (elsewhere !== undefined && (here === undefined || here.path === "" || known.soft)) {
    // The path is the odd one out: the host serves this api, under another path.
    const right = `${url.protocol}//${url.host}${elsewhere.path}`;
    report({
      messageId: "wrongPath",
      data: { vendor: known.host ?? known.vendor, api, right },
      at: { path: urlPath },
      severity,
      fix: setBaseUrl(right, "safe"),
    });
  } else if (here !== undefined) {
    const keeping = elsewhere === undefined ? undefined : `${url.protocol}//${url.host}${elsewhere.path}`;
    const orPath = keeping === undefined ? "" : `, or baseUrl: "${keeping}" to keep ${api}`;
    report({
      messageId: "wrongApi",
      data: { place, api, served: here.apis, firstServed: here.apis[0] ?? "", orPath: words(orPath) },
      at: { path: apiPath },
      severity,
      related: [{ at: { path: urlPath }, message: "for this URL" }],
      ...(keeping === undefined ? {} : { fix: put(`set baseUrl to ${keeping}`, urlPath, keeping, "unsafe") }),
    });
  }
}

/** On unknown hosts only one thing is sure: the Anthropic client adds /v1/messages to what it is given. */
function checkRow(endpoint: Endpoint, api: string, path: ConfigPath, report: Report): void {
  if (api === "anthropic-messages" && endpoint.path.endsWith("/v1")) {
    report({ messageId: "rowApi", data: { api }, at: { path }, severity: "warning" });
  }
}
