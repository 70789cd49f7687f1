import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";

export const check = defineCheck({
  id: "duplicate-model-id",
  summary: "a model id that a provider lists twice",
  severity: "warning",
  messages: {
    modelTwice: {
      message:
        'Provider "{provider}" lists the model "{model}" twice; of each setting the first row\'s wins.',
      hint: "Merge the two rows.",
    },
  },
  docs: () => ({
    trigger: "Two rows of models.providers.<id>.models with the same id.",
    bad: bakery({
      models: '{ id: "rye-2", name: "Rye 2" }, { id: "rye-2", name: "Rye 2 long", contextWindow: 200000 }',
    }),
    good: bakery({ models: '{ id: "rye-2", name: "Rye 2", contextWindow: 200000 }' }),
    why: "OpenClaw merges the rows without a word, and the earlier row's values win.",
    ignore: "Never: the later row's settings are lost.",
  }),
  check({ providers, report }) {
    for (const { id, models } of providers) {
      const seen = new Map<string, (typeof models)[number]>();
      for (const model of models) {
        const first = seen.get(model.id);
        if (first === undefined) seen.set(model.id, model);
        else {
          report({
            messageId: "modelTwice",
            data: { provider: id, model: model.id },
            at: { path: [...model.path, "id"] },
            related: [{ at: { path: [...first.path, "id"] }, message: "first listed here" }],
          });
        }
      }
    }
  },
});
