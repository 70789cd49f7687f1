import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { reportVariableFaults } from "../../../engine/variable-problem.ts";

export const check = defineCheck({
  id: "shadowed-env",
  summary: "an empty variable that hides the real one",
  severity: "error",
  needs: "names",
  wholeConfig: true,
  messages: {
    shadowed: {
      message: "{name} is empty in {layer}, and that hides its value in {hidden}.",
      hint: "Remove the empty one: a variable that is present, even empty, keeps OpenClaw from reading the .env files.",
    },
  },
  docs: () => ({
    trigger: "A variable that is present but empty in a higher layer while a lower one has a value.",
    bad: {
      ...bakery({ env: { OVENAI_API_KEY: "" } }),
      files: { "~/.openclaw/.env": "OVENAI_API_KEY=test-not-a-key\n" },
    },
    good: { ...bakery({ env: {} }), files: { "~/.openclaw/.env": "OVENAI_API_KEY=test-not-a-key\n" } },
    why: "OpenClaw never overrides a variable that is present. A leftover OPENAI_API_KEY= in a unit file or a Compose file is enough to lose the key.",
    ignore: "Never: the key is not used.",
  }),
  check(context) {
    reportVariableFaults(context, "empty", ({ resolution }, data) =>
      resolution.hides === undefined ? undefined : { messageId: "shadowed", data },
    );
  },
});
