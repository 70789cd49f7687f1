import { joinChecks } from "../../../engine/rule.ts";
import { check as noDefaultModel } from "./no-default-model.ts";
import { check as unusedProvider } from "./unused-provider.ts";

export const rule = joinChecks(
  { id: "unused-provider", subject: "reference", summary: "a custom provider that nothing uses" },
  [unusedProvider, noDefaultModel],
);
