import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { reportVariableFaults } from "../../../engine/variable-problem.ts";

export const check = defineCheck({
  id: "unexpanded-env",
  summary: "a variable whose value is itself a ${VARIABLE} that nothing fills",
  severity: "error",
  needs: "values",
  wholeConfig: true,
  messages: {
    text: {
      message:
        "The value of {name} in {layer} is itself a $VARIABLE, and nothing expands it there: the text would be sent as it is.",
      hint: "Write the value itself.",
    },
    vars: {
      message: "env.vars gives {name} as ${…} of a variable that is not set ({why}).",
      hint: "Set that variable, or write the value.",
    },
  },
  docs: () => ({
    trigger:
      "A variable whose value in a .env file is $OTHER, ${OTHER} or $(command), or an env.vars entry that refers to a variable that is not set.",
    bad: { ...bakery({ env: {} }), files: { "~/.openclaw/.env": "OVENAI_API_KEY=${REAL_KEY}\n" } },
    good: { ...bakery({ env: {} }), files: { "~/.openclaw/.env": "OVENAI_API_KEY=test-not-a-key\n" } },
    why: "OpenClaw reads .env files without expansion, so the provider is sent the text ${REAL_KEY} as its key.",
    ignore: "Never: no provider takes such a key.",
  }),
  check(context) {
    reportVariableFaults(context, "unexpanded", ({ step }, data) => ({
      messageId: step?.answer === "unexpanded" ? "vars" : "text",
      data,
    }));
  },
});
