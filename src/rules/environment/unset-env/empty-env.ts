import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { reportVariableFaults } from "../../../engine/variable-problem.ts";

const fileName = (path = ""): string => path.slice(path.lastIndexOf("/") + 1);

export const check = defineCheck({
  id: "empty-env",
  summary: "a variable that is there but empty",
  severity: "error",
  needs: "values",
  wholeConfig: true,
  messages: {
    empty: {
      message: "{name} is set in {layer}, but empty, so {needs} stays unresolved.",
      hint: "Give it a value there.",
    },
    compose: {
      message: "{name} is set in {layer}, but empty, so {needs} stays unresolved.",
      hint: "Compose fills ${…} from the shell that runs it, or from the .env beside {file}; give {name} a value there.",
    },
  },
  docs: () => ({
    trigger: "A variable that the config names and whose value is empty or blank where it is found.",
    bad: bakery({ env: { OVENAI_API_KEY: "" } }),
    good: bakery({}),
    why: "OpenClaw treats an empty variable as one that is not set.",
    ignore: "Never: an empty key is no key.",
  }),
  check(context) {
    reportVariableFaults(context, "empty", ({ resolution: { from, hides } }, known) =>
      hides === undefined
        ? {
            messageId: from?.layer === "compose-environment" ? "compose" : "empty",
            data: { ...known, file: fileName(from?.file) },
          }
        : undefined,
    );
  },
});
