import { toDotted } from "../../../core/config-path.ts";
import { takeOut } from "../../../engine/fixes.ts";
import { isAgentList, listFix } from "../../../engine/list-fix.ts";
import { moveFix } from "../../../engine/move-target.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import { schemaReport } from "../../../engine/schema-message.ts";

export const check = defineCheck({
  id: "migrated-key",
  summary: "a key under an old name that OpenClaw still moves or drops by itself",
  severity: "info",
  fixable: true,
  messages: {
    moved: {
      message: "{place} is an old name; OpenClaw reads it as {replacedBy}.",
      hint: "Write it under its new name before the old one stops working.",
    },
    dropped: {
      message: "{place} no longer does anything; OpenClaw drops it on reading.",
      hint: "Take it out.",
    },
  },
  docs: () => ({
    trigger:
      "A key that left OpenClaw but is still moved or dropped when the config is read, such as agents.list.",
    bad: { config: `{ agents: { list: [{ id: "baker" }] } }` },
    good: { config: `{ agents: { entries: { baker: {} } } }` },
    why: "The config works, with a warning at each start, until a later release stops carrying the key over.",
    ignore: "When the same file must also work with an older OpenClaw.",
  }),
  check({ config, release, schemaProblems, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "migrated-key") continue;
      const { action, replacedBy: to } = problem.data;
      const replacedBy = action === "dropped on read" ? undefined : to;
      const data = { place: words(toDotted(problem.path)), replacedBy: replacedBy ?? "" };
      const fix = isAgentList(problem.path, replacedBy)
        ? listFix(config, release)
        : replacedBy !== undefined
          ? moveFix(problem.path, replacedBy, "safe")
          : { fix: takeOut("safe") };
      report({ ...schemaReport(problem, replacedBy === undefined ? "dropped" : "moved", data), ...fix });
    }
  },
});
