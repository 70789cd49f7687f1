import { expect, test } from "vitest";
import { suggestedVariable, usualVariable } from "../../../src/resolve/environment/provider-variables.ts";

test.each([
  ["ovenai", "OVENAI_API_KEY"],
  ["oven-ai 2", "OVEN_AI_2_API_KEY"],
  ["2-ovens", "P_2_OVENS_API_KEY"],
  ["_", "P__API_KEY"],
])("a variable for %s has a name that OpenClaw fills", (provider, name) => {
  expect(suggestedVariable(provider)).toBe(name);
  expect(suggestedVariable(provider, "TOKEN")).toMatch(/^[A-Z_][A-Z0-9_]*_TOKEN$/u);
});

test("of several variables the one with the provider's name is the usual one", () => {
  expect(usualVariable(["QWEN_API_KEY", "DASHSCOPE_API_KEY"], "dashscope")).toBe("DASHSCOPE_API_KEY");
  expect(usualVariable(["ANTHROPIC_OAUTH_TOKEN", "ANTHROPIC_API_KEY"], "anthropic")).toBe(
    "ANTHROPIC_API_KEY",
  );
  expect(usualVariable(["GH_TOKEN"], "github-copilot")).toBe("GH_TOKEN");
  expect(usualVariable([], "ovenai")).toBeUndefined();
});
