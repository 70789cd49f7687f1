import { bakery } from "./example-config.ts";
import { defineRule } from "./rule.ts";

const models = (input: string) => `{ id: "rye-2", name: "Rye 2", input: ${input} }`;
const withImageModel = (input: string) => {
  const example = bakery({ models: models(input) });
  return {
    ...example,
    config: example.config.replace('"ovenai/rye-2" }', '"ovenai/rye-2" }, imageModel: "ovenai/rye-2"'),
  };
};

export const rule = defineRule({
  id: "image-model-text-only",
  subject: "model",
  summary: "an image model that takes only text",
  severity: "warning",
  wholeConfig: true,
  messages: {
    textOnly: {
      message: '"{text}" is to look at images, but its row says input: ["text"].',
      hint: 'Add "image" to the row\'s input if the model can see, or name another model.',
    },
  },
  docs: () => ({
    trigger: "An agents.defaults.imageModel whose declared row lists input kinds without image.",
    bad: withImageModel('["text"]'),
    good: withImageModel('["text", "image"]'),
    why: "OpenClaw's image tool refuses the model when it is first needed: «model does not support images».",
    ignore: "Never: the image tool does not work.",
  }),
  check({ references, report }) {
    for (const { role, target, text, path } of references.all) {
      if (role !== "image" || target.state !== "declared") continue;
      const { input } = target.row.row;
      if (!Array.isArray(input) || input.length === 0 || input.includes("image")) continue;
      report({
        messageId: "textOnly",
        data: { text },
        at: { path },
        related: [{ at: { path: [...target.row.path, "input"] }, message: "the row's input" }],
      });
    }
  },
});
