import { defineCheck } from "../../../engine/rule.ts";

const aliases = (first: string, second: string) => ({
  config: `{ agents: { defaults: { models: {
  "anthropic/claude-opus-5": { alias: "${first}" },
  "openai/gpt-5.4": { alias: "${second}" },
} } } }`,
});

export const check = defineCheck({
  id: "duplicate-alias",
  summary: "an alias given to two models",
  severity: "warning",
  wholeConfig: true,
  messages: {
    aliasTwice: {
      message: 'The alias "{alias}" is given to two models; it means the later one, {target}.',
      hint: "Give each model an alias of its own.",
    },
    provider: {
      message:
        'The alias "{alias}" holds a slash, so OpenClaw reads it as provider/model and never as an alias.',
      hint: "Write the alias without a slash.",
    },
  },
  docs: () => ({
    trigger:
      "Two entries of one models map with the same alias (case does not count), or an alias with a slash in it.",
    bad: aliases("best", "Best"),
    good: aliases("best", "second"),
    why: "OpenClaw takes the last one and says nothing; everybody who says the alias gets a model that is not the one they see first in the file.",
    ignore: "Never: one of the two cannot be reached.",
  }),
  check({ references, report }) {
    const seen = new Map<string, (typeof references.aliases)[number]>();
    for (const alias of references.aliases) {
      const key = `${alias.agent ?? ""} ${alias.name.toLowerCase()}`;
      const first = seen.get(key);
      seen.set(key, alias);
      if (alias.name.includes("/"))
        report({ messageId: "provider", data: { alias: alias.name }, at: { path: alias.path } });
      if (first === undefined) continue;
      report({
        messageId: "aliasTwice",
        data: { alias: alias.name, target: alias.target },
        at: { path: alias.path },
        related: [{ at: { path: first.path }, message: "given here first" }],
      });
    }
  },
});
