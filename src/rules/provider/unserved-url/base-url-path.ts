import { isObject } from "../../../core/config-path.ts";
import { ownValue } from "../../../core/own-value.ts";
import { bakery } from "../../../engine/example-config.ts";
import { setBaseUrl } from "../../../engine/fixes.ts";
import { defineCheck, defineMessages, type Said } from "../../../engine/rule.ts";
import { isMisnamedGateway } from "../../../resolve/providers/cloudflare.ts";
import { urlPlaces } from "../../../resolve/providers/configured-providers.ts";
import {
  type Endpoint,
  formServing,
  hasDoubledVersion,
  isForeignApi,
  plainPath,
  readEndpoint,
  requestEnding,
} from "../../../resolve/providers/endpoints.ts";

/** Hosts whose OpenAI-compatible API is served without a path. */
const ROOT_HOSTS: ReadonlySet<string> = new Set([
  "api.deepseek.com",
  "api.perplexity.ai",
  "api.githubcopilot.com",
  "api.individual.githubcopilot.com",
  "api.business.githubcopilot.com",
  "api.enterprise.githubcopilot.com",
  "models.inference.ai.azure.com",
]);

/** Part of a host's name, or of a provider's, by which people call LiteLLM, which answers at the root, too. */
const LITELLM = /(?:^|[-_.])litellm(?:$|[-_.])/iu;

/** Servers that answer only under /v1, by the names that people give their hosts and providers. */
const ONLY_V1 = /(?:^|[-_.])(?:vllm|sglang|lm-?studio|tgi)(?:$|[-_.])/iu;

/** What OpenClaw's clients append to baseUrl. */
const APPENDED: Readonly<Record<string, RegExp>> = {
  "openai-completions": /\/chat\/completions$/u,
  "openai-responses": /\/responses$/u,
  "azure-openai-responses": /\/responses$/u,
  "anthropic-messages": /\/messages$/u,
  "google-generative-ai": /:\w+$/u,
  ollama: /\/api\/chat$/u,
};

/** Workers AI of an account, and behind it what is not its OpenAI-compatible API. */
const WORKERS_AI = /^(\/client\/v4\/accounts\/[^/]+\/ai)(?:\/run(?:\/.*)?)?$/u;

/** Paths of requests that OpenClaw never makes of a model. */
const NEVER = /^\/(?:completions|embeddings|models|api\/generate|api\/tags)$/u;

const messages = defineMessages({
  request: {
    message: "baseUrl holds a full request path; OpenClaw adds {ending} itself.",
    hint: 'Set baseUrl: "{right}".',
  },
  ending: {
    message: "baseUrl ends in {ending}, the path of one request; OpenClaw puts its own path behind it.",
    hint: 'Set baseUrl: "{right}".',
  },
  doubled: { message: "baseUrl holds /v1 twice.", hint: 'Set baseUrl: "{right}".' },
  slashes: {
    message: "baseUrl has two slashes in its path, which many servers do not take for one.",
    hint: 'Set baseUrl: "{right}".',
  },
  missing: {
    message:
      "baseUrl has no path; most OpenAI-compatible servers answer under /v1, and this one would be asked for /chat/completions.",
    hint: 'Try baseUrl: "{right}".',
  },
  missingKnown: {
    message: "baseUrl has no path; this host's OpenAI-compatible API is under {root}.",
    hint: 'Set baseUrl: "{right}".',
  },
  usual: {
    message: "baseUrl ends in /v1, and this host's OpenAI-compatible API is under {root}.",
    hint: 'Set baseUrl: "{right}".',
  },
  version: {
    message:
      "Azure answers under /openai/deployments/ only with an api-version, and neither URL nor headers name one.",
    hint: 'Set baseUrl: "{right}", or add "api-version" to headers.',
  },
  workersAi: {
    message: "Workers AI answers {api} under /ai/v1; {path} is the path of its own API.",
    hint: 'Set baseUrl: "{right}".',
  },
});

export const check = defineCheck({
  id: "base-url-path",
  summary: "a baseUrl with a full request path, a doubled /v1, or none where one is needed",
  severity: "error",
  fixable: true,
  messages,
  docs: () => ({
    trigger:
      "A base URL that ends in a request path such as /chat/completions, repeats /v1, has two slashes in its path, or (as a warning, for a public host with an OpenAI-style api) has no path at all. Hosts known to serve their API at the root, and LiteLLM by its name or its port 4000, are left alone.",
    bad: bakery({ baseUrl: "https://api.ovenai.example/v1/chat/completions" }),
    good: bakery({}),
    why: "OpenClaw's clients append the request path to baseUrl. The doubled path answers 404, often as a web page that then fails to parse.",
    ignore: "When the server really answers at that place.",
  }),
  check({ providers, report }) {
    for (const provider of providers) {
      for (const { block, path, isRow } of urlPlaces(provider)) {
        const text = block["baseUrl"];
        const endpoint = typeof text === "string" ? readEndpoint(text) : undefined;
        // The last three have rules of their own.
        if (
          endpoint === undefined ||
          endpoint.website !== undefined ||
          endpoint.host === "gateway.ai.cloudflare.com" ||
          isMisnamedGateway(provider, text)
        )
          continue;
        const api = block["api"] ?? provider.block["api"];
        const problem =
          problemOf(endpoint, provider.id, api, isRow) ??
          versionProblem(endpoint, api, [provider.block["headers"], block["headers"]]);
        if (problem === undefined) continue;
        const { sure, ...said } = problem;
        report({
          ...said,
          at: { path: [...path, "baseUrl"] },
          fix: setBaseUrl(said.data.right, sure ? "safe" : "unsafe"),
        });
      }
    }
  },
});

type PathProblem = Said<typeof messages> & {
  readonly data: { readonly right: string };
  readonly severity?: "warning";
  /** True where no other URL can be meant. */
  readonly sure: boolean;
};

function problemOf(endpoint: Endpoint, id: string, api: unknown, isRow: boolean): PathProblem | undefined {
  const { url, origin, host, path } = endpoint;
  const plain = plainPath(endpoint);
  const ending = requestEnding(endpoint);
  if (ending !== undefined) {
    // Another vendor's api is the greater fault, and api-url-mismatch tells it.
    if (!isRow && isForeignApi(endpoint, api)) return undefined;
    const isAppended = typeof api !== "string" || ownValue(APPENDED, api)?.test(ending) !== false;
    const sure = url.search === "" && !plain.includes("/deployments/");
    const right = origin + rootOf(endpoint, plain.slice(0, -ending.length), id, api);
    const messageId = isAppended && !NEVER.test(ending) ? "request" : "ending";
    return { messageId, data: { ending, right }, sure };
  }
  if (hasDoubledVersion(endpoint)) {
    const right = origin + plain.replace(/(?:\/v1){2,}/u, rootFor(id, api));
    return { messageId: "doubled", data: { right }, sure: true };
  }
  const workers = WORKERS_AI.exec(plain)?.[1];
  if (workers !== undefined && host === "api.cloudflare.com" && typeof api === "string") {
    const right = `${origin}${workers}/v1`;
    return {
      messageId: "workersAi",
      data: { api, path: plain.slice(workers.length - 3), right },
      sure: true,
    };
  }
  if (plain !== path) {
    return { messageId: "slashes", data: { right: origin + plain }, severity: "warning", sure: true };
  }
  const root = endpoint.openAiPath;
  // Such hosts have several plans under paths of their own; only none, and the usual one, are sure to be wrong.
  const isUsual = path === "/v1" && root !== undefined;
  const needsPath =
    (path === "" || isUsual) &&
    endpoint.known === undefined &&
    (!endpoint.local || ONLY_V1.test(id) || ONLY_V1.test(host)) &&
    endpoint.port !== "4000" &&
    !LITELLM.test(id) &&
    !LITELLM.test(host) &&
    !ROOT_HOSTS.has(host) &&
    (api === "openai-completions" ||
      api === "openai-responses" ||
      (api === "azure-openai-responses" && root !== undefined));
  if (!needsPath) return undefined;
  const right = origin + (root ?? "/v1");
  if (root === undefined) return { messageId: "missing", data: { right }, severity: "warning", sure: false };
  return {
    messageId: isUsual ? "usual" : "missingKnown",
    data: { root, right },
    severity: "warning",
    sure: false,
  };
}

/** OpenClaw moves an api-version of the headers into the query (measured: 2026.9.6). */
function versionProblem(
  { openAiPath, origin, url, path }: Endpoint,
  api: unknown,
  headers: readonly unknown[],
): PathProblem | undefined {
  if (openAiPath === undefined || api !== "openai-completions") return undefined;
  if (!/^\/openai\/deployments\/[^/]+$/u.test(path) || url.searchParams.has("api-version")) return undefined;
  const named = headers.some(
    (one) => isObject(one) && Object.keys(one).some((name) => name.toLowerCase() === "api-version"),
  );
  if (named) return undefined;
  return { messageId: "version", data: { right: origin + openAiPath }, severity: "warning", sure: false };
}

/** The path that is left without its request, in the form that the host is known to serve. */
function rootOf(endpoint: Endpoint, path: string, id: string, api: unknown): string {
  const { openAiPath, known, url } = endpoint;
  // OpenClaw's own setup writes .../openai/deployments/<model>; what needs the query cannot be said in baseUrl.
  if (openAiPath !== undefined && path.includes("/deployments/") && url.search !== "") return openAiPath;
  const left = path.replace(/(\/v1)+$/u, rootFor(id, api));
  return known === undefined ? left : (formServing(endpoint, api, left) ?? left);
}

/** The Anthropic client adds /v1 itself. */
function rootFor(id: string, api: unknown): string {
  const isAnthropic = api === "anthropic-messages" || (api === undefined && id.toLowerCase() === "anthropic");
  return isAnthropic ? "" : "/v1";
}
