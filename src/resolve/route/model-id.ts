import { ownValue } from "../../core/own-value.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import type { RouteData } from "./facts.ts";

/** Ids that OpenClaw's core rewrites, by provider. */
const CORE_ALIASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "vercel-ai-gateway": {
    "opus-4.6": "claude-opus-4-6",
    "sonnet-5": "claude-sonnet-5",
    sonnet: "claude-sonnet-4-6",
    "sonnet-4.6": "claude-sonnet-4-6",
  },
  xai: {
    "grok-4-fast-reasoning": "grok-4-fast",
    "grok-4-1-fast-reasoning": "grok-4-1-fast",
  },
};

/** The same of xai, in the releases that know these names. */
const LATEST_GROK: Readonly<Record<string, string>> = {
  "grok-4.3-latest": "grok-4.3",
  "grok-4.5-latest": "grok-4.5",
  "grok-build-latest": "grok-4.5",
};

/** Ids that the plugin of xai rewrites once it runs; compared as written. */
const XAI_PLUGIN: Readonly<Record<string, string>> = {
  "grok-4.7-latest": "grok-4.7",
  "grok-code-fast-1": "grok-build-0.1",
  "grok-code-fast": "grok-build-0.1",
  "grok-code-fast-1-0825": "grok-build-0.1",
};

const GOOGLE: ReadonlySet<string> = new Set(["google", "google-gemini-cli", "google-vertex"]);

const GOOGLE_PREVIEWS: Readonly<Record<string, string>> = {
  "gemini-3-pro": "gemini-3.1-pro-preview",
  "gemini-3-pro-preview": "gemini-3.1-pro-preview",
  "gemini-3-flash": "gemini-3-flash-preview",
  "gemini-3.1-pro": "gemini-3.1-pro-preview",
  "gemini-3.1-flash-lite-preview": "gemini-3.1-flash-lite",
  "gemini-3.1-flash": "gemini-3-flash-preview",
  "gemini-3.1-flash-preview": "gemini-3-flash-preview",
  "gemma-4-26b": "gemma-4-26b-a4b-it",
};

/** A model id as OpenClaw reads it in a reference: without the provider's name in front, then by its rules. */
export function referencedId(provider: string, id: string, data: RouteData): string {
  const bare = data.ways.includes("keeps-own-prefix") ? id : withoutOwnPrefix(provider, id);
  const own = normalizedId(provider, bare, data);
  return provider === "xai" ? runningGrok(own) : own;
}

/** What xAI's plugin makes of an id once it runs. */
export function runningGrok(id: string): string {
  return ownValue(XAI_PLUGIN, id) ?? id;
}

/** A model id as OpenClaw reads it in a row of the config, and in a reference whose provider has an api of its own. */
export function configuredId(provider: string, id: string, data: RouteData): string {
  const own = normalizedId(provider, id, data);
  const at = own.indexOf("google/");
  if (at === 0 || (at > 0 && own.indexOf("/") === at - 1)) {
    return own.slice(0, at + 7) + googleId(own.slice(at + 7));
  }
  return own;
}

/** The rules of the manifests, then those of the core. */
export function normalizedId(provider: string, written: string, data: RouteData): string {
  const { idRules, ways } = data;
  let id = written;
  const rule = idRules[provider];
  if (rule !== undefined) {
    id = id.trim();
    const prefix = rule.stripPrefixes?.find((one) => id.toLowerCase().startsWith(one.toLowerCase()));
    if (prefix !== undefined) id = id.slice(prefix.length);
    id = ownValue(rule.aliases, id.toLowerCase()) ?? id;
    if (rule.prefixWhenBare !== undefined && !id.includes("/")) id = `${rule.prefixWhenBare}/${id}`;
  }
  if (GOOGLE.has(provider)) return googleId(id);
  switch (provider) {
    case "openrouter":
    case "nvidia":
      return id.trim() !== "" && !id.includes("/") ? `${provider}/${id.trim()}` : id;
    case "anthropic": {
      if (ways.includes("keeps-own-prefix")) return id;
      const bare = withoutOwnPrefix(provider, id);
      return ownValue(rule?.aliases, bare.toLowerCase()) ?? bare;
    }
    case "vercel-ai-gateway": {
      const known = ownValue(ownValue(CORE_ALIASES, provider), id.toLowerCase()) ?? id;
      return known.toLowerCase().startsWith("claude-") ? `anthropic/${known}` : known;
    }
    case "huggingface":
      return id.toLowerCase().startsWith("huggingface/") ? id.slice("huggingface/".length) : id;
    case "xai": {
      const latest = holdsIn("latest-grok-is-read", data.release)
        ? ownValue(LATEST_GROK, id.toLowerCase())
        : undefined;
      return latest ?? ownValue(ownValue(CORE_ALIASES, provider), id.toLowerCase()) ?? id;
    }
    case "together":
      return id === "moonshotai/Kimi-K2.5" ? "moonshotai/Kimi-K2.6" : id;
    default:
      return id;
  }
}

/** An id without the provider's own name in front, which users repeat. */
export function withoutOwnPrefix(provider: string, id: string): string {
  const prefix = `${provider}/`;
  const trimmed = id.trim();
  return trimmed.toLowerCase().startsWith(prefix) ? trimmed.slice(prefix.length) : id;
}

function googleId(id: string): string {
  if (id.startsWith("google/")) return `google/${googleId(id.slice("google/".length))}`;
  return ownValue(GOOGLE_PREVIEWS, id) ?? id;
}
