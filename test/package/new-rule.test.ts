import { expect, test } from "vitest";
import { newRuleFiles } from "../../scripts/rule-template.ts";

test("a new rule comes with a fixture that has the fault and one that has not", () => {
  const files = newRuleFiles("cold-oven", "provider");
  expect([...files.keys()]).toEqual([
    "src/rules/provider/cold-oven.ts",
    "fixtures/rules/cold-oven/bad-example/openclaw.json",
    "fixtures/rules/cold-oven/ok-example/openclaw.json",
  ]);
  expect(files.get("src/rules/provider/cold-oven.ts")).toContain('id: "cold-oven"');
  expect(files.get("fixtures/rules/cold-oven/bad-example/openclaw.json")).toContain("// expect: cold-oven");
});

test.each([
  ["Cold-Oven", "provider", /small letters/u],
  ["oven", "provider", /small letters/u],
  ["../cold-oven", "provider", /small letters/u],
  ["cold-oven", "kitchen", /one of syntax, structure/u],
])("%s about %s is none", (id, subject, words) => {
  expect(() => newRuleFiles(id, subject)).toThrow(words);
});
