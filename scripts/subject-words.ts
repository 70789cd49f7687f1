import type { RuleSubject } from "../src/engine/rule.ts";

/** What rules are about, in words: "about the text". */
export const SUBJECT_WORDS: Readonly<Record<RuleSubject, string>> = {
  syntax: "the text",
  structure: "keys and values",
  provider: "providers",
  cloudflare: "Cloudflare AI Gateway",
  model: "models",
  reference: "model references",
  secret: "keys and secrets",
  environment: "the gateway's environment",
};
