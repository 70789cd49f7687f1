import { joinChecks } from "../../../engine/rule.ts";
import { check as placeholderSecret } from "./placeholder-secret.ts";
import { check as placeholderToken } from "./placeholder-token.ts";
import { check as redactedSecret } from "./redacted-secret.ts";

export const rule = joinChecks(
  { id: "placeholder-secret", subject: "secret", summary: "text that stands in place of a key" },
  [placeholderSecret, placeholderToken, redactedSecret],
);
