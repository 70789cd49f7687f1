import { joinChecks } from "../../../engine/rule.ts";
import { check as invalidValue } from "./invalid-value.ts";
import { check as wrongType } from "./wrong-type.ts";

export const rule = joinChecks(
  { id: "invalid-value", subject: "structure", summary: "a value that OpenClaw does not take at this place" },
  [invalidValue, wrongType],
);
