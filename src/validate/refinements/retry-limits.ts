import { isObject } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** The most retries of a run are not below the least. */
export const retryLimits: Refinement = (_config, _release, agents) => {
  const problems: SchemaProblem[] = [];
  for (const { path, block } of agents) {
    const retries = block["runRetries"];
    if (!isObject(retries)) continue;
    const { min, max } = retries;
    if (typeof min !== "number" || typeof max !== "number" || max >= min) continue;
    problems.push(refusal([...path, "runRetries", "max"], "retry-limits", "it is below min"));
  }
  return problems;
};
