import { toDotted, valueAt, whereWords } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { moveFix } from "../../../engine/move-target.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { schemaReport } from "../../../engine/schema-message.ts";

export const check = defineCheck({
  id: "misplaced-key",
  summary: "a block that belongs somewhere else",
  severity: "error",
  fixable: true,
  messages: {
    provider: {
      message: '"provider" does not belong {where}: a model is named together with its provider.',
      hint: 'Take it out, and write model: "{example}".',
    },
    belongs: { message: '"{key}" does not belong {where}.', hint: "Move it to {belongs}." },
    again: {
      message: '"{key}" stands a second time, inside of {belongs}.',
      hint: 'Take the inner "{key}" out, and keep what it holds one level higher.',
    },
  },
  docs: () => ({
    trigger: "A key that OpenClaw knows at another place, such as providers at the top of the config.",
    bad: { config: `{ providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", models: [] } } }` },
    good: bakery({}),
    why: "OpenClaw refuses the whole config for the stray key, and does not say where the block belongs.",
    ignore: "Never: OpenClaw refuses the config.",
  }),
  check({ schemaProblems, config, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "misplaced-key") continue;
      const { key, belongs } = problem.data;
      const where = words(whereWords(problem.path.slice(0, -1)));
      if (key === "provider" && problem.path[0] === "agents") {
        const provider = valueAt(config, problem.path);
        const model = valueAt(config, [...problem.path.slice(0, -1), "model"]);
        if (typeof provider === "string") {
          const name = typeof model === "string" && model !== "" ? model.split("/").at(-1) : "model";
          report(schemaReport(problem, "provider", { where, example: `${provider.trim()}/${name}` }));
          continue;
        }
      }
      // A block around itself.
      if (belongs === toDotted(problem.path.slice(0, -1))) {
        report(schemaReport(problem, "again", { key, belongs }));
        continue;
      }
      report({
        ...schemaReport(problem, "belongs", {
          key,
          where,
          belongs,
        }),
        ...(problem.refused ? {} : { severity: "warning" as const }),
        ...moveFix(problem.path, belongs, belongs.startsWith("agents.entries.") ? "unsafe" : "safe"),
      });
    }
  },
});
