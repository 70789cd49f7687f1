import { joinChecks } from "../../../engine/rule.ts";
import { check as memorySearchKey } from "./memory-search-key.ts";
import { check as missingCredential } from "./missing-credential.ts";

export const rule = joinChecks(
  { id: "missing-credential", subject: "secret", summary: "a provider that will have no key" },
  [missingCredential, memorySearchKey],
);
