import { joinChecks } from "../../../engine/rule.ts";
import { check as bareVariableName } from "./bare-variable-name.ts";
import { check as foreignSecretSyntax } from "./foreign-secret-syntax.ts";
import { check as unfilledVariable } from "./unfilled-variable.ts";

export const rule = joinChecks(
  {
    id: "unfilled-variable",
    subject: "secret",
    summary: "a variable written in a way that OpenClaw never fills",
  },
  [unfilledVariable, foreignSecretSyntax, bareVariableName],
);
