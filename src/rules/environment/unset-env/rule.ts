import { joinChecks } from "../../../engine/rule.ts";
import { check as emptyEnv } from "./empty-env.ts";
import { check as notInService } from "./not-in-service.ts";
import { check as shadowedEnv } from "./shadowed-env.ts";
import { check as unexpandedEnv } from "./unexpanded-env.ts";
import { check as unsetEnv } from "./unset-env.ts";

export const rule = joinChecks(
  { id: "unset-env", subject: "environment", summary: "a variable that the gateway will not have" },
  [unsetEnv, emptyEnv, shadowedEnv, notInService, unexpandedEnv],
);
