import { isTemplated } from "../../../core/variable-text.ts";
import { rewrite, takeOut } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { findProvider } from "../../../resolve/providers/catalogue.ts";

export const check = defineCheck({
  id: "malformed-reference",
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
    url: {
      message:
        "An address stands here for a model; OpenClaw takes the part before its first slash for a provider.",
      hint: "Put the address into models.providers as a provider's baseUrl, and write that provider's id and the model here.",
    },
    wildcard: {
      message: '"{text}" is a pattern, not a model.',
      hint: "Name one model; patterns belong in modelPolicy.allow.",
    },
    placeholder: {
      message: "{placeholder} stands here for a model that is still to be filled in.",
      hint: "Write provider/model. If another tool fills it in, lint what that tool writes.",
    },
    several: {
      message: "This text holds several model references; each needs an entry of its own.",
      hint: 'Write "{first}" here, and the others as a list in fallbacks.',
    },
    spaces: {
      message:
        '"{text}" holds spaces, and no model id of {provider} does; this looks like the name that people see.',
      hint: "Write the model's id, in small letters and with dashes.",
    },
    modelsPrefix: {
      message:
        '"{text}" starts with "models/", the way Google\'s own API names models; OpenClaw takes that for a provider.',
      hint: 'Write "{right}".',
    },
  },
  docs: () => ({
    trigger:
      "A model reference that is empty, has nothing before or after its first slash, holds several references or the name that people see, begins with models/, or is a pattern where one model is meant.",
    bad: { config: `{ agents: { defaults: { model: { primary: "anthropic/" } } } }` },
    good: {
      config: `{ agents: { defaults: { model: { primary: "anthropic/claude-sonnet-5" } } } }`,
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
    },
    why: "OpenClaw cannot use the reference and falls back to whatever model comes first, or fails the turn.",
    ignore: "Never: the entry does nothing.",
  }),
  check({ references, providers, report }) {
    for (const { target, path, on, text, kind, parsed, fallback } of references.all) {
      if (kind === "allow") continue; // OpenClaw's own grammar for these is a check of its own
      const at = { path, on };
      const { state } = target;
      // A provider that OpenClaw does not ship may take a list as a model (llmman does).
      const strict = state === "undeclared" || (state === "open" && isShipped(target.provider));
      const several = strict ? severalIn(text) : undefined;
      if (several !== undefined) report({ messageId: "several", data: { first: several }, at });
      else if (state === "templated") {
        // A variable that OpenClaw does not fill has a rule of its own.
        const placeholder = "placeholder" in parsed ? parsed.placeholder : undefined;
        if (placeholder !== undefined && !isTemplated(placeholder))
          report({ messageId: "placeholder", data: { placeholder }, at, severity: "warning" });
      } else if (state === "empty")
        report({ messageId: "empty", at, ...(fallback === undefined ? {} : { fix: takeOut("unsafe") }) });
      else if (state === "broken") {
        report({ messageId: target.missing === "provider" ? "noProvider" : "noModel", data: { text }, at });
      } else if (parsed.form === "qualified" && parsed.wildcard && kind !== "key") {
        report({ messageId: "wildcard", data: { text }, at });
      } else if (parsed.form === "qualified" && /^https?:$/iu.test(parsed.provider.trim())) {
        report({ messageId: "url", at });
      } else if (parsed.form === "qualified" && /^\/+[^/]/u.test(parsed.model)) {
        const right = `${parsed.provider}/${parsed.model.replace(/^\/+/u, "")}`;
        report({
          messageId: "doubled",
          data: { text, model: parsed.model, right },
          at,
          fix: rewrite(text.trim().replace(/\/{2,}/u, "/"), "safe", on),
        });
      } else if (state === "unowned" && target.provider.toLowerCase() === "models") {
        const [owner = ""] = target.model.split("/");
        const right = providers.some(({ key }) => key === owner.toLowerCase())
          ? target.model
          : `google/${target.model}`;
        report({ messageId: "modelsPrefix", data: { text, right }, at });
      } else if (
        state === "open" &&
        kind !== "key" &&
        isShipped(target.provider) &&
        /\s/u.test(target.model)
      ) {
        report({ messageId: "spaces", data: { text, provider: target.provider }, at, severity: "warning" });
      }
    }
  },
});

/** The first of several references that stand in one text, with commas or semicolons between. */
function severalIn(text: string): string | undefined {
  const parts = text.split(/\s*[,;]\s*/u).filter((part) => part !== "");
  const [first] = parts;
  return parts.length > 1 && parts.every((part) => /^[\w.-]+\/\S+$/u.test(part)) ? first : undefined;
}

/** True for providers whose own models OpenClaw knows; none of them has an id with a space in it. */
function isShipped(provider: string): boolean {
  return (findProvider(provider)?.models?.length ?? 0) > 0;
}
