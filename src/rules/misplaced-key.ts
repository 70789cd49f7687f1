import { whereWords } from "../core/config-path.ts";
import { bakery } from "./example-config.ts";
import { moveFix } from "./move-target.ts";
import { defineRule, words } from "./rule.ts";
import { factsOf, schemaReport } from "./schema-message.ts";

export const rule = defineRule({
  id: "misplaced-key",
  subject: "structure",
  summary: "a block that belongs somewhere else",
  severity: "error",
  fixable: true,
  messages: {
    belongs: { message: '"{key}" does not belong {where}.', hint: "Move it to {belongs}." },
  },
  docs: () => ({
    trigger: "A key that OpenClaw knows at another place, such as providers at the top of the config.",
    bad: { config: `{ providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", models: [] } } }` },
    good: bakery({}),
    why: "OpenClaw refuses the whole config for the stray key, and does not say where the block belongs.",
    ignore: "Never: OpenClaw refuses the config.",
  }),
  check({ schemaProblems, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "misplaced-key") continue;
      const facts = factsOf(problem);
      const key = facts.text("key") ?? String(problem.path.at(-1) ?? "");
      const belongs = facts.text("belongs");
      report({
        ...schemaReport(problem, "belongs", {
          key,
          where: words(whereWords(problem.path.slice(0, -1))),
          belongs: belongs ?? "its own section",
        }),
        ...(belongs === undefined ? {} : moveFix(problem.path, belongs, "safe")),
      });
    }
  },
});
