import { describe, expect, test } from "vitest";
import { runExample } from "../../scripts/examples/run-example.ts";
import { checkIdOf, checks } from "../../src/rules/rule-names.ts";

/** What a good example may still say: infos of other rules are no fault of it. */
function faults(report: Awaited<ReturnType<typeof runExample>>) {
  return report.findings
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

describe.each(checks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  test("the bad example sets it off", async () => {
    const report = await runExample(check.docs().bad);
    expect(report.findings.map(checkIdOf)).toContain(id);
  });

  test("the bad example has no other fault", async () => {
    const report = await runExample(check.docs().bad);
    const others = report.findings.filter(
      (finding) => checkIdOf(finding) !== id && finding.severity === "error",
    );
    expect(others.map(({ rule: other, message }) => `${other}: ${message}`)).toEqual([]);
  });

  test("the good example is clean", async () => {
    const report = await runExample(check.docs().good);
    expect(report.findings.map(checkIdOf)).not.toContain(id);
    expect(faults(report)).toEqual([]);
  });

  test("its messages are sentences, its words are there", () => {
    for (const { message, hint } of Object.values(check.messages)) {
      expect(message).toMatch(/[.}]$/u);
      if (hint !== undefined) expect(hint).toMatch(/[.?}]$/u);
    }
    for (const text of [check.docs().trigger, check.docs().why, check.docs().ignore])
      expect(text).toMatch(/\.$/u);
    expect(check.summary).not.toMatch(/\.$/u);
  });
});
