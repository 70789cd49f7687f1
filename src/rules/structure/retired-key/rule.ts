import { joinChecks } from "../../../engine/rule.ts";
import { check as migratedKey } from "./migrated-key.ts";
import { check as retiredKey } from "./retired-key.ts";

export const rule = joinChecks(
  {
    id: "retired-key",
    subject: "structure",
    summary: "a key or value that OpenClaw no longer takes, or takes under another name",
  },
  [retiredKey, migratedKey],
);
