import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Names of variables that every JavaScript object has: OpenClaw cannot read a config that sets one. */
export const variableNames: Refinement = (config) => [
  ...named(config, ["env"]),
  ...named(config, ["env", "vars"]),
];

/** Up to 2026.7.35 variables may also stand in `env` itself. */
function named(config: unknown, path: ConfigPath): SchemaProblem[] {
  const variables = valueAt(config, path);
  const problems: SchemaProblem[] = [];
  for (const [name, value] of Object.entries(isObject(variables) ? variables : {})) {
    if (name === "__proto__" || !(name in Object.prototype) || typeof value !== "string" || value === "")
      continue;
    const reason = "OpenClaw cannot set a variable of this name";
    problems.push(refusal([...path, name], "variable-name", reason, "key", { key: name }));
  }
  return problems;
}
