import { isObject } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";

export const check = defineCheck({
  id: "model-cost",
  summary: "a price that is negative",
  severity: "warning",
  messages: {
    negative: {
      message: "A price of {price} dollars per million tokens is negative.",
      hint: "Write 0 for a free model.",
    },
  },
  docs: () => ({
    trigger: "A number below zero in a model's cost.",
    bad: bakery({ models: '{ id: "rye-2", name: "Rye 2", cost: { input: -1, output: 2 } }' }),
    good: bakery({ models: '{ id: "rye-2", name: "Rye 2", cost: { input: 1, output: 2 } }' }),
    why: "OpenClaw adds prices up as they stand; the usage report then shows money coming in.",
    ignore: "Never.",
  }),
  check({ providers, report }) {
    for (const { models } of providers) {
      for (const { row, path } of models) {
        const { cost } = row;
        if (!isObject(cost)) continue;
        for (const part of Object.keys(cost)) {
          const price = cost[part];
          if (typeof price === "number" && price < 0) {
            report({ messageId: "negative", data: { price }, at: { path: [...path, "cost", part] } });
          }
        }
      }
    }
  },
});
