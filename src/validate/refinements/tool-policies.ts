import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Tool lists that both replace and extend. */
export const toolPolicies: Refinement = (config, _release, agents) => {
  const problems: SchemaProblem[] = [];
  const check = (policy: unknown, path: ConfigPath) => {
    if (!isObject(policy)) return;
    const filled = (key: string) => Array.isArray(policy[key]) && policy[key].length > 0;
    if (filled("allow") && filled("alsoAllow")) {
      problems.push(refusal(path, "tool-policy", "allow and alsoAllow do not go together"));
    }
  };
  const root = isObject(config) ? [{ path: [], block: config }] : [];
  for (const { path, block } of [...root, ...agents]) {
    const tools = block["tools"];
    const at = [...path, "tools"];
    check(tools, at);
    for (const map of ["byProvider", "toolsBySender"]) {
      const policies = valueAt(tools, [map]);
      if (isObject(policies))
        for (const key of Object.keys(policies)) check(policies[key], [...at, map, key]);
    }
    for (const inner of ["sandbox", "subagents"])
      check(valueAt(tools, [inner, "tools"]), [...at, inner, "tools"]);
  }
  return problems;
};
