import { describe, expect, test } from "vitest";
import { runExample } from "../../scripts/examples/run-example.ts";
import { rules } from "../../src/rules/registry.ts";

/** What a good example may still say: infos of other rules are no fault of it. */
function faults(report: Awaited<ReturnType<typeof runExample>>) {
  return report.findings
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("the bad example sets it off", async () => {
    const report = await runExample(rule.docs().bad);
    expect(report.findings.map((finding) => finding.rule)).toContain(id);
  });

  test("the bad example has no other fault", async () => {
    const report = await runExample(rule.docs().bad);
    const others = report.findings.filter((finding) => finding.rule !== id && finding.severity === "error");
    expect(others.map(({ rule: other, message }) => `${other}: ${message}`)).toEqual([]);
  });

  test("the good example is clean", async () => {
    const report = await runExample(rule.docs().good);
    expect(report.findings.map((finding) => finding.rule)).not.toContain(id);
    expect(faults(report)).toEqual([]);
  });

  test("its messages are sentences, its words are there", () => {
    for (const { message, hint } of Object.values(rule.messages)) {
      expect(message).toMatch(/[.}]$/u);
      if (hint !== undefined) expect(hint).toMatch(/[.?}]$/u);
    }
    for (const text of [rule.docs().trigger, rule.docs().why, rule.docs().ignore])
      expect(text).toMatch(/\.$/u);
    expect(rule.summary).not.toMatch(/\.$/u);
  });
});
