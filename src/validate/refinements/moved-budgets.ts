import { isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { type Refinement, refusal } from "./refusal.ts";

/**
 * Context budgets of a whole provider: OpenClaw moves them to the models that have none of their own before it
 * validates, and drops them where there is no such model. Only a value that is moved is judged.
 */
export const movedBudgets: Refinement = (config) => {
  const providers = valueAt(config, ["models", "providers"]);
  const problems: SchemaProblem[] = [];
  for (const [id, provider] of Object.entries(isObject(providers) ? providers : {})) {
    const models = isObject(provider) ? provider["models"] : undefined;
    if (!isObject(provider) || !Array.isArray(models)) continue;
    for (const key of ["contextWindow", "contextTokens"]) {
      if (!Object.hasOwn(provider, key) || isBudget(provider[key], key === "contextTokens")) continue;
      if (!models.some((model: unknown) => isObject(model) && model[key] === undefined)) continue;
      const reason = "it is moved to the models, which need a number above 0";
      problems.push(refusal(["models", "providers", id, key], "context-budget", reason));
    }
  }
  return problems;
};

function isBudget(value: unknown, whole: boolean): boolean {
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) return false;
  return !whole || Number.isInteger(value);
}
