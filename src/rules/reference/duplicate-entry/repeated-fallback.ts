import { toPointer } from "../../../core/config-path.ts";
import { takeOut } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";

const agent = (fallbacks: string) => ({
  config: `{ agents: { defaults: { model: { primary: "anthropic/claude-opus-5", fallbacks: ${fallbacks} } } } }`,
  env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key", OPENAI_API_KEY: "sk-test-not-a-key" },
});

export const check = defineCheck({
  id: "repeated-fallback",
  summary: "a fallback that is the primary, or stands in the list twice",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  messages: {
    primary: {
      message: '"{text}" is already the primary model; falling back to it only asks it once more.',
      hint: "Take it out, or name another model.",
    },
    fallbackTwice: { message: '"{text}" stands in this list twice.', hint: "Take one out." },
  },
  docs: () => ({
    trigger: "An entry of fallbacks that equals the primary model or an earlier fallback.",
    bad: agent('["anthropic/claude-opus-5", "openai/gpt-5.4"]'),
    good: agent('["openai/gpt-5.4"]'),
    why: "The same request fails the same way; the turn only takes longer to reach the next model.",
    ignore: "When a second try of the same model is what you want.",
  }),
  check({ references, report }) {
    const seen = new Map<string, Set<string>>();
    for (const { path, text, fallback, target } of references.all) {
      const isPrimary = path.at(-1) === "primary";
      if (
        (fallback === undefined && !isPrimary) ||
        target.state === "empty" ||
        target.state === "broken" ||
        target.state === "templated"
      )
        continue;
      const holder = toPointer(path.slice(0, isPrimary ? -1 : -2));
      const name = text.trim().toLowerCase();
      const known = seen.get(holder) ?? new Set<string>();
      seen.set(holder, known);
      if (isPrimary) known.add(`primary ${name}`);
      else if (known.has(`primary ${name}`))
        report({ messageId: "primary", data: { text }, at: { path }, fix: takeOut("safe") });
      else if (known.has(name))
        report({ messageId: "fallbackTwice", data: { text }, at: { path }, fix: takeOut("safe") });
      else known.add(name);
    }
  },
});
