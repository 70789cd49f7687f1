import { expect, test } from "vitest";
import { ownFindings } from "../../conformance/routes/own-routes.ts";

test.each([
  ["anthropic/claude-opus-4-5", "anthropic/claude-opus-4-7"],
  ["openai/gpt-4o", "openai/gpt-5.5"],
  ["anthropic/claude-sonet-5", "anthropic/claude-sonnet-5"],
])("%s is not listed, and its successor or the nearest name is told: %s", (model, right) => {
  const env = { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key", OPENAI_API_KEY: "sk-test-not-a-key" };
  const found = ownFindings({ config: { agents: { defaults: { model } } }, env }, "2026.9.6");
  expect(found.map(({ hint }) => hint).join("\n")).toContain(`"${right}"`);
});
