import { parseUrl } from "../../core/url.ts";
import { isTemplated } from "../../core/variable-text.ts";
import { bakery } from "../../engine/example-config.ts";
import { rewrite } from "../../engine/fixes.ts";
import { defineMessages, defineRule, type ProblemDetails, type Said } from "../../engine/rule.ts";
import { judgeValue } from "../../resolve/environment/value-verdict.ts";
import { type ConfiguredProvider, urlPlaces } from "../../resolve/providers/configured-providers.ts";
import { isLocalHost } from "../../resolve/providers/endpoints.ts";

const messages = defineMessages({
  notUrl: { message: "baseUrl is not a URL.", hint: 'Write the whole address: "https://host/v1".' },
  noScheme: { message: "baseUrl has no https:// (or http://) in front.", hint: 'Write "{right}".' },
  scheme: {
    message: "baseUrl starts with {scheme}//; OpenClaw speaks only https and http.",
    hint: "Write https://.",
  },
  spaces: {
    message: "baseUrl has spaces in it, which go out with every request.",
    hint: "Take them out.",
  },
  padded: {
    message: "baseUrl has spaces around it.",
    hint: "Take them off; OpenClaw 2026.9.6 copes with them, older ones may not.",
  },
  placeholder: {
    message: "baseUrl still holds the placeholder {placeholder}.",
    hint: "Put the real value in its place.",
  },
  query: {
    message: "baseUrl holds a query (?…), and OpenClaw appends the request path behind it.",
    hint: "Take the query out; send what it carries as headers or params.",
  },
  loopback: {
    message: 'baseUrl names {host}, which in the container of "{service}" is that container itself.',
    hint: 'Write "{right}" for a server on the machine that runs Docker, or the name of the service that it is.',
  },
  plain: {
    message: "baseUrl sends the key to a public host over plain http, where anyone on the way can read it.",
    hint: "Write https://.",
  },
});

type Found = Said<typeof messages> & Omit<ProblemDetails, "at">;

export const rule = defineRule({
  id: "base-url-form",
  subject: "provider",
  summary: "a baseUrl that is no usable address",
  severity: "error",
  fixable: true,
  messages,
  docs: () => ({
    trigger:
      "A base URL that does not parse, has another scheme than https or http, holds spaces, a placeholder or a query, sends a key over http to a host outside the local network, or names localhost in a Compose service with a network of its own.",
    bad: bakery({ baseUrl: "api.ovenai.example/v1" }),
    good: bakery({}),
    why: "OpenClaw does not look at the form of baseUrl; every request to the provider then fails, or the key travels in the clear.",
    ignore: "For plain http: when a tunnel or a private network already protects the way.",
  }),
  check({ providers, usedProviders, credentials, environment, report }) {
    for (const provider of providers) {
      // What nothing uses fails nobody yet.
      const severity = usedProviders.has(provider.key) ? undefined : ("warning" as const);
      for (const { block, path } of urlPlaces(provider)) {
        const problem =
          problemOf(block["baseUrl"], block["api"] ?? provider.block["api"]) ??
          (severity === undefined ? loopbackProblem(block["baseUrl"], environment.ownNetwork) : undefined);
        if (problem === undefined) continue;
        // Without a key nothing travels that a stranger may not read.
        if (problem.messageId === "plain" && !hasKey(provider, credentials.get(provider.key)?.state))
          continue;
        const at = { path: [...path, "baseUrl"] };
        report(severity === undefined ? { ...problem, at } : { ...problem, severity, at });
      }
    }
  },
});

function hasKey({ block }: ConfiguredProvider, state: string | undefined): boolean {
  const { apiKey, headers } = block;
  const written = typeof apiKey === "string" ? apiKey.trim() !== "" : apiKey !== undefined;
  return written || headers !== undefined || state === "set";
}

/** An address that leads nowhere out of a container. */
function loopbackProblem(text: unknown, service: string | undefined): Found | undefined {
  const url = typeof text === "string" && service !== undefined ? parseUrl(text.trim()) : undefined;
  if (url === undefined || service === undefined) return undefined;
  const host = url.hostname.toLowerCase();
  if (!/^(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[::1\])$/u.test(host)) return undefined;
  const port = url.port === "" ? "" : `:${url.port}`;
  const right = `${url.protocol}//host.docker.internal${port}${url.pathname.replace(/\/+$/u, "")}`;
  return { messageId: "loopback", data: { host, service, right }, severity: "warning" };
}

function problemOf(text: unknown, api: unknown): Found | undefined {
  if (typeof text !== "string" || text === "" || isTemplated(text)) return undefined;
  const placeholder =
    /<[^<>]+>|\{\{?[\w .-]+\}\}?|__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__|\bYOUR[-_A-Z0-9]*\b|\byour-[a-z-]+/u.exec(
      text,
    )?.[0] ?? (!/[./:]/u.test(text) && judgeValue(text) === "placeholder" ? text : undefined);
  if (placeholder !== undefined) {
    return { messageId: "placeholder", data: { placeholder }, severity: "warning" };
  }
  if (/\s/u.test(text.trim())) return { messageId: "spaces" };
  if (text !== text.trim())
    return { messageId: "padded", severity: "warning", fix: rewrite(text.trim(), "safe") };
  const url = parseUrl(text);
  if (url === undefined || /^[\w.-]+:\d/u.test(text)) {
    if (!/^[\w.-]+(?::\d+)?(?:\/|$)/u.test(text) || !/[.:]|localhost/u.test(text))
      return { messageId: "notUrl" };
    const scheme = isLocalHost(text.split(/[:/]/u)[0] ?? "") ? "http" : "https";
    const right = `${scheme}://${text}`;
    return { messageId: "noScheme", data: { right }, fix: rewrite(right, "safe") };
  }
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return { messageId: "scheme", data: { scheme: url.protocol } };
  // The client for chat completions puts its path before a query (measured: 2026.9.6), as Azure's deployments need it.
  if (url.search !== "" && api !== "openai-completions") return { messageId: "query", severity: "warning" };
  const isPlain = url.protocol === "http:" && !isLocalHost(url.hostname.toLowerCase());
  return isPlain ? { messageId: "plain", severity: "warning" } : undefined;
}
