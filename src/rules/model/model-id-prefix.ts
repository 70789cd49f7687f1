import { bakery } from "../../engine/example-config.ts";
import { rewrite } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";

export const rule = defineRule({
  id: "model-id-prefix",
  subject: "model",
  summary: "a model id that repeats its provider",
  severity: "info",
  fixable: true,
  messages: {
    repeats: {
      message: 'The model id "{model}" repeats its provider, and goes to the server with it.',
      hint: 'If the server calls the model "{right}", write that; references stay "{provider}/{right}".',
    },
  },
  docs: () => ({
    trigger: "A row of models.providers.<id>.models whose id starts with the provider's own id and a slash.",
    bad: bakery({ models: '{ id: "ovenai/rye-2", name: "Rye 2" }' }),
    good: bakery({}),
    why: 'The id is what the server is asked for. Newer releases match such a row by either spelling; older ones answer "unknown model".',
    ignore: "When the server really knows the model by that name.",
  }),
  check({ providers, report }) {
    for (const { id, key, models, known } of providers) {
      if (known !== undefined) continue; // nvidia and openrouter have such ids of their own
      for (const model of models) {
        if (!model.id.toLowerCase().startsWith(`${key}/`)) continue;
        const right = model.id.slice(key.length + 1);
        report({
          messageId: "repeats",
          data: { model: model.id, provider: id, right },
          at: { path: [...model.path, "id"] },
          fix: rewrite(right, "unsafe"),
        });
      }
    }
  },
});
