import { joinChecks } from "../../../engine/rule.ts";
import { check as duplicateAlias } from "./duplicate-alias.ts";
import { check as duplicateModelId } from "./duplicate-model-id.ts";
import { check as repeatedFallback } from "./repeated-fallback.ts";

export const rule = joinChecks(
  {
    id: "duplicate-entry",
    subject: "reference",
    summary: "a name that stands twice: an alias, a model id, a fallback",
  },
  [duplicateAlias, duplicateModelId, repeatedFallback],
);
