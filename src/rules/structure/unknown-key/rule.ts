import { joinChecks } from "../../../engine/rule.ts";
import { check as misplacedKey } from "./misplaced-key.ts";
import { check as unknownKey } from "./unknown-key.ts";

export const rule = joinChecks(
  { id: "unknown-key", subject: "structure", summary: "a key that OpenClaw does not know at this place" },
  [unknownKey, misplacedKey],
);
