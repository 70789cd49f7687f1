import { rewrite, takeOut } from "./fixes.ts";
import { defineRule } from "./rule.ts";

export const rule = defineRule({
  id: "malformed-reference",
  subject: "reference",
  summary: "a model reference without a provider or without a model",
  severity: "error",
  fixable: true,
  wholeConfig: true,
  messages: {
    empty: {
      message: "This model reference is empty.",
      hint: "Write provider/model, or take the entry out.",
    },
    noProvider: {
      message: '"{text}" names no provider before its slash.',
      hint: "Write provider/model, such as anthropic/claude-sonnet-5.",
    },
    noModel: {
      message: '"{text}" names no model after its slash.',
      hint: "Write provider/model, such as anthropic/claude-sonnet-5.",
    },
    doubled: {
      message: '"{text}" has two slashes after its provider, so the model asked for is "{model}".',
      hint: 'Write "{right}".',
    },
    wildcard: {
      message: '"{text}" is a pattern, not a model.',
      hint: "Name one model; patterns belong in modelPolicy.allow.",
    },
    modelsPrefix: {
      message:
        '"{text}" starts with "models/", the way Google\'s own API names models; OpenClaw takes that for a provider.',
      hint: 'Write "google/{model}".',
    },
  },
  docs: () => ({
    trigger:
      "A model reference that is empty, has nothing before or after its first slash, or is a pattern where one model is meant.",
    bad: { config: `{ agents: { defaults: { model: { primary: "anthropic/" } } } }` },
    good: {
      config: `{ agents: { defaults: { model: { primary: "anthropic/claude-sonnet-5" } } } }`,
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
    },
    why: "OpenClaw cannot use the reference and falls back to whatever model comes first, or fails the turn.",
    ignore: "Never: the entry does nothing.",
  }),
  check({ references, report }) {
    for (const { target, path, on, text, kind, parsed, fallback } of references.all) {
      if (kind === "allow") continue; // OpenClaw's own grammar for these is a check of its own
      const at = { path, on };
      const { state } = target;
      if (state === "empty")
        report({ messageId: "empty", at, ...(fallback === undefined ? {} : { fix: takeOut("unsafe") }) });
      else if (state === "broken") {
        report({ messageId: target.missing === "provider" ? "noProvider" : "noModel", data: { text }, at });
      } else if (parsed.form === "qualified" && parsed.wildcard && kind !== "key") {
        report({ messageId: "wildcard", data: { text }, at });
      } else if (parsed.form === "qualified" && /^\/+[^/]/u.test(parsed.model)) {
        const right = `${parsed.provider}/${parsed.model.replace(/^\/+/u, "")}`;
        report({
          messageId: "doubled",
          data: { text, model: parsed.model, right },
          at,
          fix: rewrite(text.trim().replace(/\/{2,}/u, "/"), "safe", on),
        });
      } else if (state === "unknown-provider" && target.provider.toLowerCase() === "models") {
        report({ messageId: "modelsPrefix", data: { text, model: target.model }, at });
      }
    }
  },
});
