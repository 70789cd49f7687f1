import { parseUrl } from "../../core/url.ts";
import { GOOGLE_URL, googleBase } from "./transport.ts";

/** What the client of an api makes of a base URL. */
export type RequestUrl =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "no-base-url" }
  | { readonly kind: "invalid-url" }
  | { readonly kind: "no-client" };

/** Values of the environment that clients read by themselves. */
export interface ClientSettings {
  /** Undefined where OpenAI's clients have none for this provider. */
  readonly openAiUrl: string | undefined;
  readonly anthropicUrl: string | undefined;
  readonly azureApiVersion: string;
}

/** The URL that a model is asked at. */
export function requestUrl(
  provider: string,
  api: string,
  baseUrl: string | undefined,
  id: string,
  settings: ClientSettings,
): RequestUrl {
  switch (api) {
    case "openai-completions": {
      const base = baseUrl ?? settings.openAiUrl;
      return base === undefined ? { kind: "no-base-url" } : completionsUrl(base);
    }
    case "openai-responses": {
      const base = baseUrl ?? settings.openAiUrl;
      return base === undefined ? { kind: "no-base-url" } : joined(base, "/responses");
    }
    case "openai-chatgpt-responses":
      return baseUrl === undefined ? { kind: "no-base-url" } : joined(baseUrl, "/responses");
    case "azure-openai-responses": {
      if (baseUrl === undefined) return { kind: "no-base-url" };
      const base = baseUrl.replace(/\/+$/u, "");
      const version = settings.azureApiVersion;
      return isFoundryUrl(base)
        ? joined(base, "/responses")
        : joined(base, "/responses", { "api-version": version });
    }
    case "anthropic-messages": {
      const written = (baseUrl ?? settings.anthropicUrl ?? "https://api.anthropic.com").trim();
      // One /v1 at the end is dropped, and the path brings its own.
      const base = written.replace(/\/+$/u, "").replace(/\/v1$/u, "").replace(/\/+$/u, "");
      return read(base.endsWith("/v1") ? `${base}/messages` : `${base}/v1/messages`);
    }
    case "google-generative-ai": {
      const path = id.startsWith("models/") ? id : `models/${id}`;
      return read(
        `${googleBase(baseUrl ?? GOOGLE_URL, provider === "google")}/${path}:streamGenerateContent?alt=sse`,
      );
    }
    case "google-vertex":
      return baseUrl === undefined ? { kind: "no-base-url" } : vertexUrl(baseUrl, id);
    case "ollama": {
      const base = (baseUrl ?? "http://127.0.0.1:11434").replace(/\/+$/u, "").replace(/\/v1$/iu, "");
      return read(`${base}/api/chat`);
    }
    default:
      return { kind: "no-client" };
  }
}

/** Azure's newer hosts speak OpenAI's own dialect: no version in the query, and a bearer key. */
export function isFoundryUrl(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  const host = url.hostname.toLowerCase();
  return (
    (host.endsWith(".services.ai.azure.com") || host.endsWith(".api.cognitive.microsoft.com")) &&
    url.pathname.replace(/\/+$/u, "").endsWith("/openai/v1")
  );
}

/** The client for chat completions moves a query behind its own path. */
function completionsUrl(text: string): RequestUrl {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { kind: "invalid-url" };
  }
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) if (value !== "") query[name] = value;
  url.search = "";
  return joined(url.toString().replace(/\/$/u, ""), "/chat/completions", query);
}

/** As OpenAI's client joins: no second slash, and a query that the base has takes the path into itself. */
function joined(base: string, path: string, more: Readonly<Record<string, string>> = {}): RequestUrl {
  let url: URL;
  try {
    url = new URL(base + (base.endsWith("/") ? path.slice(1) : path));
  } catch {
    return { kind: "invalid-url" };
  }
  const query = [...new Map([...url.searchParams, ...Object.entries(more)])];
  url.search = query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  return web(url);
}

function read(text: string): RequestUrl {
  const url = parseUrl(text);
  return url === undefined ? { kind: "invalid-url" } : web(url);
}

/** Google's client adds a version where the path has none, and takes a query of the base for part of it. */
function vertexUrl(base: string, id: string): RequestUrl {
  const versioned = /\/v\d+(?:(?:alpha|beta)\d*)?(?:\/|$)/u.test(base.split(/[?#]/u)[0] ?? "");
  const [publisher = "google", name] = id.split("/");
  const model =
    name === undefined ? `publishers/google/models/${id}` : `publishers/${publisher}/models/${name}`;
  const path = `${versioned ? "" : "/v1"}/${model}:streamGenerateContent?alt=sse`;
  try {
    const url = new URL(base.replace(/\/+$/u, "") + path);
    if (base.includes("?")) url.searchParams.append("alt", "sse");
    return web(url);
  } catch {
    return { kind: "invalid-url" };
  }
}

function web(url: URL): RequestUrl {
  return /^https?:$/u.test(url.protocol) ? { kind: "url", url: url.href } : { kind: "invalid-url" };
}
