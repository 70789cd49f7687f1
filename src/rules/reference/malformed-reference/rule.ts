import { joinChecks } from "../../../engine/rule.ts";
import { check as bareModelName } from "./bare-model-name.ts";
import { check as malformedReference } from "./malformed-reference.ts";
import { check as openrouterVendor } from "./openrouter-vendor.ts";

export const rule = joinChecks(
  {
    id: "malformed-reference",
    subject: "reference",
    summary: "a model reference without its provider, its vendor or its model",
  },
  [malformedReference, bareModelName, openrouterVendor],
);
