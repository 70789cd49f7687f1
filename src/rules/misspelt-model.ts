import { distance } from "fastest-levenshtein";
import { catalogueOf } from "../resolve/references/references.ts";
import { bakery } from "./example-config.ts";
import { rewriteReference } from "./fixes.ts";
import { defineRule } from "./rule.ts";

const agent = (model: string) => ({
  ...bakery({}),
  config: `{ agents: { defaults: { model: { primary: "${model}" } } } }`,
  env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
});

export const rule = defineRule({
  id: "misspelt-model",
  subject: "model",
  summary: "a model name one slip away from a real one",
  severity: "warning",
  fixable: true,
  wholeConfig: true,
  messages: {
    near: {
      message: 'OpenClaw knows no model "{model}" of {provider}; "{right}" it knows.',
      hint: 'Did you mean "{provider}/{right}"?',
    },
  },
  docs: () => ({
    trigger:
      "A model id whose words (numbers aside) are misspelt by one or two letters, against the models that OpenClaw ships for this provider. Other numbers are taken for other versions and left alone.",
    bad: agent("anthropic/claude-sonet-5"),
    good: agent("anthropic/claude-sonnet-5"),
    why: "Providers grow new models daily, so OpenClaw lets any id through; a misspelt one fails on the first message.",
    ignore: "When the provider really has a model of that name.",
  }),
  check({ references, report }) {
    for (const reference of references.all) {
      const { target, path, on, kind } = reference;
      if (target.state !== "open" || kind === "allow") continue;
      const catalogue = catalogueOf(target.provider);
      const known = catalogue?.models;
      if (known === undefined) continue;
      const model = target.model.toLowerCase();
      const all = [
        ...known,
        ...(catalogue?.deprecated ?? []),
        ...Object.keys(catalogue?.modelAliases ?? {}),
        ...Object.keys(catalogue?.retired ?? {}),
      ];
      if (all.some((id) => wordsOf(id).join("-") === wordsOf(model).join("-"))) continue;
      const right = all.find((id) => isSlip(wordsOf(model), wordsOf(id)));
      if (right === undefined) continue;
      report({
        messageId: "near",
        data: { model: target.model, provider: target.provider, right },
        at: { path, on },
        fix: rewriteReference(reference, `${target.provider}/${right}`, "unsafe"),
      });
    }
  },
});

/** The words of an id: versions, dates and sizes aside. */
function wordsOf(id: string): readonly string[] {
  return id.toLowerCase().match(/[a-z]+/gu) ?? [];
}

/** True when exactly one word differs, is long enough to be recognised, and is one letter off. */
function isSlip(written: readonly string[], right: readonly string[]): boolean {
  if (written.length !== right.length) return false;
  const wrong = written.flatMap((word, index) =>
    word === right[index] ? [] : [[word, right[index] ?? ""] as const],
  );
  const [only] = wrong;
  return wrong.length === 1 && only !== undefined && only[1].length >= 5 && distance(only[0], only[1]) === 1;
}
