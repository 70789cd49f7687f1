import { parseUrl } from "../../core/url.ts";
/** The api and URL that a model is asked with. */
export interface Transport {
  readonly api: string | undefined;
  readonly baseUrl: string | undefined;
}

/**
 * What a provider's plugin makes of an api and a base URL. Only the provider's own plugin is asked: a custom id at a
 * vendor's host is left as it is written.
 */
export function transportOf(
  provider: string,
  api: string | undefined,
  baseUrl: string | undefined,
  written: { readonly rowApi?: string | undefined; readonly blockApi?: string | undefined } = {},
): Transport {
  const url = api === "google-generative-ai" && baseUrl !== undefined ? googleBase(baseUrl) : baseUrl;
  switch (provider) {
    case "openai": {
      // A written openai-completions is kept; one that only a default gave is not, at OpenAI's own host.
      const authored = (written.rowApi ?? written.blockApi) === "openai-completions";
      const platform = url === undefined || isOpenAiPlatform(url);
      return {
        api: api === "openai-completions" && platform && !authored ? "openai-responses" : api,
        baseUrl: url,
      };
    }
    case "azure-openai-responses":
      return { api: api === "openai-chatgpt-responses" ? "openai-responses" : api, baseUrl: url };
    case "openrouter":
      return {
        api,
        baseUrl:
          url?.replace(/\/+$/u, "") === "https://openrouter.ai/v1" ? "https://openrouter.ai/api/v1" : url,
      };
    case "opencode-go":
      return { api, baseUrl: openCodeBase(url, api) };
    default:
      return { api, baseUrl: url };
  }
}

/** True for OpenAI's own platform, as its plugin tells it. */
function isOpenAiPlatform(text: string): boolean {
  return classifyOpenAiUrl(text) === "platform";
}

/** What OpenAI's plugin takes a URL for: its platform, ChatGPT's backend, another server, or one it will not use. */
export function classifyOpenAiUrl(
  text: string | undefined,
): "unresolved" | "platform" | "chatgpt" | "custom" | "invalid" {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return "unresolved";
  const url = parseUrl(trimmed);
  if (url === undefined) return "invalid";
  if (!/^https?:$/u.test(url.protocol) || url.hostname === "" || url.username !== "" || url.password !== "")
    return "invalid";
  const host = url.hostname.toLowerCase().replace(/\.$/u, "");
  if (host !== "api.openai.com" && host !== "chatgpt.com") return "custom";
  if (url.protocol !== "https:" || url.port !== "" || url.search !== "" || url.hash !== "") return "invalid";
  if (host === "api.openai.com") return /^\/(?:v1\/?)?$/u.test(url.pathname) ? "platform" : "invalid";
  return /^\/backend-api(?:\/v1|\/codex(?:\/(?:v1|responses))?)?\/?$/u.test(url.pathname)
    ? "chatgpt"
    : "invalid";
}

/**
 * A base URL of Google's api: without query, and with a version where only the host is written. Google's own plugin
 * takes off the /openai that its compatible API has.
 */
export function googleBase(text: string, isOwn = false): string {
  const trimmed = text.trim().replace(/\/+$/u, "");
  let url: URL;
  try {
    url = new URL(trimmed);
  } catch {
    return /^generativelanguage\.googleapis\.com$/iu.test(trimmed) ? GOOGLE_URL : trimmed;
  }
  url.hash = "";
  url.search = "";
  if (isOwn) url.pathname = url.pathname.replace(/\/openai\/?$/u, "");
  if (url.hostname.toLowerCase() === "generativelanguage.googleapis.com" && /^\/*$/u.test(url.pathname))
    url.pathname = "/v1beta";
  return url.toString().replace(/\/+$/u, "");
}

/** Where OpenAI serves its models. */
export const OPENAI_URL = "https://api.openai.com/v1";

/** Where Google serves its models. */
export const GOOGLE_URL = "https://generativelanguage.googleapis.com/v1beta";

function openCodeBase(url: string | undefined, api: string | undefined): string | undefined {
  const plain = url?.replace(/\/+$/u, "");
  if (plain === "https://opencode.ai/go") return "https://opencode.ai/zen/go";
  if (plain !== "https://opencode.ai/go/v1") return url;
  return api === "anthropic-messages" ? "https://opencode.ai/zen/go" : "https://opencode.ai/zen/go/v1";
}
