import type { ModelFacts, RouteData } from "./facts.ts";
import { runningGrok } from "./model-id.ts";
import { takenModel } from "./older-models.ts";

/**
 * Models that a bundled plugin takes without listing them, by a pattern in its code. What the patterns say was asked of
 * the plugins of 2026.9.6 one id at a time; `npm run conformance -- --routes` asks again.
 */
export function unlistedModel(
  provider: string,
  id: string,
  data: RouteData,
  withCatalogue = true,
): (ModelFacts & { readonly id: string }) | undefined {
  const known = data.providers[provider];
  if (known?.any !== undefined) return { id, ...known.any };
  const lower = id.toLowerCase();
  if (known?.taken !== undefined || known?.copied !== undefined) {
    const taken = takenModel(id, known, withCatalogue);
    if (taken !== undefined || known.taken !== undefined) return taken;
  }
  // Of older plugins the names are known, not the families.
  if (data.ways.includes("asks-any-id") && !provider.startsWith("google")) return undefined;
  switch (provider) {
    case "openai":
      if (!OPENAI.test(lower)) return undefined;
      return { id, context: 1_050_000, max: 128_000, ...known?.models[lower], api: "openai-responses" };
    case "anthropic":
      // Capital letters are no model of Anthropic's.
      return id === lower && isClaude(lower, data) ? { id, ...claudeLimits(lower, data) } : undefined;
    case "google":
    case "google-gemini-cli":
    case "google-vertex":
      return isGeminiText(lower.replace(/^(?:models\/|google\/)/u, ""))
        ? { id, context: 1_048_576, max: 65_536 }
        : undefined;
    case "xai":
      return grokModel(id, runningGrok(lower.replace(/^xai\//u, "")), known?.models ?? {});
    case "opencode-go": {
      const models = { ...known?.inCode, ...known?.models };
      return Object.hasOwn(models, lower) ? { id: lower, ...models[lower] } : undefined;
    }
    default:
      return undefined;
  }
}

/** Of xAI's models those of the catalogue by their own name, with or without the provider's in front. */
function grokModel(
  id: string,
  bare: string,
  models: Readonly<Record<string, ModelFacts>>,
): (ModelFacts & { readonly id: string }) | undefined {
  if (Object.hasOwn(models, bare)) return { id: bare, ...models[bare] };
  if (bare.includes("multi-agent")) return undefined;
  const known = /^grok-(?:[34]|latest$)/u.test(bare);
  if (!known && !/^grok-/iu.test(id)) return undefined;
  return { id, context: 1_000_000, max: bare.startsWith("grok-4.20") ? 30_000 : 64_000 };
}

const OPENAI =
  /^(?:chat-latest|gpt-6-(?:astra|sol|luna)|gpt-5\.6(?:-(?:sol|terra|luna))?|gpt-5\.5(?:-pro)?|gpt-5\.4(?:-(?:pro|mini|nano))?)$/u;

/** Claude models with a million tokens of context and 128,000 of answer. */
const LARGE_CLAUDE =
  /(?:^|-)claude-(?:fable-5|mythos-(?:5|preview)|opus-(?:5|4-[678])|sonnet-(?:5|4-6))(?=$|[^a-z0-9])/u;
const DOTTED_CLAUDE = /^claude-(?:opus-4\.[678]|sonnet-4\.6)(?:-|$)/u;

function isClaude(id: string, data: RouteData): boolean {
  if (LARGE_CLAUDE.test(id) || DOTTED_CLAUDE.test(id) || id === "opus" || id === "opus-5") return true;
  const dated = /^(claude-[a-z0-9]+(?:-[a-z0-9]+)*)-\d{8}$/u.exec(id)?.[1];
  if (dated !== undefined && Object.hasOwn(data.providers["anthropic"]?.models ?? {}, dated)) return true;
  return isNewerClaude(id);
}

/** A Claude of a generation that the release does not know yet. */
function isNewerClaude(id: string): boolean {
  const version =
    /claude-[a-z]+-(\d{1,2})(?:-(\d{1,2}))?(?!\d)/u.exec(id) ??
    /claude-(\d{1,2})(?:-(\d{1,2}))?(?!\d)/u.exec(id);
  if (version === null) return false;
  const [major, minor] = [Number(version[1]), Number(version[2] ?? 0)];
  return major > 5 || (major === 5 && minor > 0);
}

/** The Claude that Anthropic's plugin shapes a request for: of a newer generation the newest that it knows. */
export function shapedAs(id: string): string {
  if (isLargeClaude(id) || !isNewerClaude(id)) return id;
  return /(?:^|-)claude-sonnet-/u.test(id) ? "claude-sonnet-5" : "claude-opus-5";
}

function claudeLimits(id: string, data: RouteData): ModelFacts {
  const dated = /^(.+)-\d{8}$/u.exec(id)?.[1];
  const models = data.providers["anthropic"]?.models ?? {};
  const listed = dated !== undefined && Object.hasOwn(models, dated) ? models[dated] : undefined;
  return listed ?? { context: 1_000_000, max: 128_000 };
}

const GEMINI_TEXT =
  /^(?:gemini-2\.5-(?:pro|flash)|gemini-3(?:\.\d+)?-(?:pro|flash)(?:-|$)|gemini-(?:pro|flash|flash-lite)-latest$|gemma-)/u;
const NOT_TEXT = /-image|-tts|-live|native-audio/u;

function isGeminiText(id: string): boolean {
  return GEMINI_TEXT.test(id) && !NOT_TEXT.test(id);
}

/** True for the Claude models whose answers OpenClaw does not cut to 32,000 tokens, whoever serves them. */
export function answersInFull(id: string): boolean {
  const text = id
    .trim()
    .toLowerCase()
    .replaceAll(/[._\s]+/gu, "-");
  const bare = /(?:^|[-/])(claude-[^/]+)$/u.exec(text)?.[1] ?? text;
  return (
    bare === "opus" ||
    bare === "opus-5" ||
    bare === "opus-5-5" ||
    /(?:^|-)claude-(?:sonnet|opus)-5(?=$|[^a-z0-9])/u.test(bare)
  );
}

/** True for a Claude model that Anthropic serves with a million tokens. */
export function isLargeClaude(id: string): boolean {
  return LARGE_CLAUDE.test(id.toLowerCase().replaceAll(".", "-"));
}
