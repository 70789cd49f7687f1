import type { ModelRoute, NotSentReason } from "./route.ts";

const WORDS: Readonly<Record<NotSentReason, string>> = {
  "no-key": "there is no key",
  "unknown-model": "OpenClaw does not know the model",
  "unknown-provider": "OpenClaw does not know the provider",
  "no-base-url": "there is no base URL",
  "wrong-adapter": "OpenClaw cannot speak this api here",
  "window-too-small": "the context window is below 4,000 tokens",
  "invalid-url": "the base URL is no usable URL",
  "empty-reference": "the reference names no model",
  "retired-model": "the model has retired",
  "profile-missing": "the login behind @ is not there",
};

const words: Readonly<Record<string, string>> = WORDS;

/** Why nothing is sent, by the reason of a route that is not sent, in words that follow a colon. */
export function notSentWords(reason: ModelRoute["reason"]): string {
  return words[reason ?? ""] ?? "it cannot be asked";
}
