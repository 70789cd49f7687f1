import { joinChecks } from "../../../engine/rule.ts";
import { check as olderCopy } from "./older-copy.ts";
import { check as overriddenKey } from "./overridden-key.ts";

export const rule = joinChecks(
  { id: "overridden-key", subject: "secret", summary: "a key that another one hides" },
  [overriddenKey, olderCopy],
);
