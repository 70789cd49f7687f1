import { joinChecks } from "../../../engine/rule.ts";
import { check as modelCost } from "./model-cost.ts";
import { check as modelLimits } from "./model-limits.ts";

export const rule = joinChecks(
  { id: "model-limits", subject: "model", summary: "limits or prices of a model that cannot be true" },
  [modelLimits, modelCost],
);
