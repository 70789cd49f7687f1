import { joinChecks } from "../../../engine/rule.ts";
import { check as literalSecret } from "./literal-secret.ts";
import { check as secretInUrl } from "./secret-in-url.ts";

export const rule = joinChecks(
  {
    id: "literal-secret",
    subject: "secret",
    summary: "a key or password written out where others can read it",
  },
  [literalSecret, secretInUrl],
);
