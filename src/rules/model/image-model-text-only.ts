import { bakery } from "../../engine/example-config.ts";
import { defineRule } from "../../engine/rule.ts";
import { findProvider } from "../../resolve/providers/catalogue.ts";
import { providerOfKey } from "../../resolve/providers/configured-providers.ts";

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
    unsaid: {
      message: '"{text}" must look at images, but its row has no input, which stands for text only.',
      hint: 'Write input: ["text", "image"] in the row if the model can see, or name another model.',
    },
    noRow: {
      message:
        '"{text}" must look at images, but {provider} lists no such model, so OpenClaw takes it for text only.',
      hint: 'Add it to models.providers.{provider}.models with input: ["text", "image"], or name a model that is there.',
    },
    textOnly: {
      message: '"{text}" must look at images, but its row says input: ["text"].',
      hint: 'Add "image" to the row\'s input if the model can see, or name another model.',
    },
  },
  docs: () => ({
    trigger:
      "An agents.defaults.imageModel whose row lists input kinds without image or none at all, or that its provider's list does not have.",
    bad: withImageModel('["text"]'),
    good: withImageModel('["text", "image"]'),
    why: `OpenClaw's image tool refuses the model when it is first needed: "model does not support images".`,
    ignore: "Never: the image tool does not work.",
  }),
  check({ references, providers, report }) {
    for (const { role, target, text, path } of references.all) {
      if (role !== "image") continue;
      if (target.state === "open") {
        const owner = providerOfKey(providers, target.provider);
        const lists = owner !== undefined && "baseUrl" in owner.block && owner.models.length > 0;
        if (!lists || isInCatalogue(target.provider, target.model)) continue;
        report({ messageId: "noRow", data: { text, provider: target.provider }, at: { path } });
      }
      if (target.state !== "declared") continue;
      const { input } = target.row.row;
      if (input === undefined && !isInCatalogue(target.provider, target.model)) {
        report({ messageId: "unsaid", data: { text }, at: { path } });
        continue;
      }
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

/** Of a model that OpenClaw knows by itself it also knows what it can see. */
function isInCatalogue(provider: string, model: string): boolean {
  return findProvider(provider)?.models?.includes(model.toLowerCase()) === true;
}
