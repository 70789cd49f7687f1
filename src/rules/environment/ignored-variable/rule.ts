import { joinChecks } from "../../../engine/rule.ts";
import { check as blockedEnv } from "./blocked-env.ts";
import { check as droppedEnv } from "./dropped-env.ts";
import { check as ignoredVariable } from "./ignored-variable.ts";

export const rule = joinChecks(
  {
    id: "ignored-variable",
    subject: "environment",
    summary: "a variable that OpenClaw does not take from where it stands",
  },
  [ignoredVariable, blockedEnv, droppedEnv],
);
