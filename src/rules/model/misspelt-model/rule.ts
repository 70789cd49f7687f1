import { joinChecks } from "../../../engine/rule.ts";
import { check as cloudflareModel } from "./cloudflare-model.ts";
import { check as misspeltModel } from "./misspelt-model.ts";
import { check as vendorModel } from "./vendor-model.ts";

export const rule = joinChecks(
  { id: "misspelt-model", subject: "model", summary: "a model name that its provider does not have" },
  [misspeltModel, cloudflareModel, vendorModel],
);
