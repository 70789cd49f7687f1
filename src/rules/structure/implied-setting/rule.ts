import { joinChecks } from "../../../engine/rule.ts";
import { check as impliedSetting } from "./implied-setting.ts";
import { check as migratedModel } from "./migrated-model.ts";
import { check as olderForm } from "./older-form.ts";

export const rule = joinChecks(
  {
    id: "implied-setting",
    subject: "structure",
    summary: "what OpenClaw's own migration writes in another way, though it is no fault",
  },
  [impliedSetting, migratedModel, olderForm],
);
