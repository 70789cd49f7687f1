import { findProvider } from "../resolve/providers/catalogue.ts";
import { defineRule } from "./rule.ts";

const agent = (model: string) => ({
  config: `{ agents: { defaults: { model: { primary: "${model}" } } } }`,
  env: { GEMINI_API_KEY: "AIza-test-not-a-key" },
});

export const rule = defineRule({
  id: "retired-model",
  subject: "model",
  summary: "a model that its vendor has switched off and OpenClaw refuses",
  severity: "error",
  messages: {
    retired: {
      message: '"{text}" is no longer served, and OpenClaw refuses a config that names it.',
      hint: "Name another model of {provider}.",
    },
  },
  docs: () => ({
    trigger:
      "A reference whose provider and model stand on OpenClaw's list of models that are gone (111 Gemini ids, some Grok and GPT ids).",
    bad: agent("google/gemini-1.5-flash"),
    good: agent("google/gemini-3.1-pro-preview"),
    why: "It is the one thing about models that OpenClaw's validation checks: the gateway does not start.",
    ignore: "Never: OpenClaw refuses the config. For an older release, say so with --openclaw-version.",
  }),
  check({ references, release, report }) {
    if (release !== RELEASE) return; // the list of other releases has not been measured
    for (const { text, path, on, collected, parsed } of references.all) {
      if (!collected || parsed.form !== "qualified") continue;
      const retired = findProvider(parsed.provider)?.retired;
      const model = parsed.model.toLowerCase();
      if (retired === undefined || !Object.hasOwn(retired, model)) continue;
      report({
        messageId: "retired",
        data: { text, provider: parsed.provider },
        at: { path, on },
        refused: true,
      });
    }
  },
});

const RELEASE = "2026.9.6";
