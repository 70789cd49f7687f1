import { isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Names of variables that every JavaScript object has: OpenClaw cannot read a config that sets one (2026.9.6). */
export const variableNames: Refinement = (config) => {
  const variables = valueAt(config, ["env", "vars"]);
  const problems: SchemaProblem[] = [];
  for (const [name, value] of Object.entries(isObject(variables) ? variables : {})) {
    if (name === "__proto__" || !(name in Object.prototype) || typeof value !== "string" || value === "")
      continue;
    const reason = "OpenClaw cannot set a variable of this name";
    problems.push(refusal(["env", "vars", name], "variable-name", reason, "key", { key: name }));
  }
  return problems;
};
