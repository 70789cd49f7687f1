import { describe, expect, test } from "vitest";
import type { LintOptions } from "../../src/lint.ts";
import { lintConfig } from "../../src/lint.ts";
import { fingerprints } from "../../src/report/fingerprint.ts";
import { checkIdOf, ruleNamed } from "../../src/rules/rule-names.ts";
import { createLevels } from "../../src/settings/levels.ts";
import { type Fixture, fixtureMachine, readFixtures } from "./fixture.ts";
import recorded from "./recorded/fingerprints.json" with { type: "json" };

/*
 * Rules that became one keep their names as those of checks, wherever somebody wrote them. One finding of each was
 * recorded, with its fingerprint, before they did.
 */
const fixtures = new Map(readFixtures().map((one) => [one.name, one]));

async function lint(fixture: Fixture, options: Partial<LintOptions> = {}) {
  const machine = await fixtureMachine(fixture);
  const linted = lintConfig(machine.host, machine.target, { ...machine.options, ...options });
  if (!linted.ok) throw new Error(linted.failure);
  return linted.report;
}

/** The same config with a comment above one of its lines. */
function withComment(fixture: Fixture, line: number, name: string): Fixture {
  const files = new Map(fixture.files);
  const lines = files.get("openclaw.json")?.split("\n") ?? [];
  lines.splice(line - 1, 0, `// clawlint-ignore ${name} -- the bakery knows`);
  return { ...fixture, files: files.set("openclaw.json", lines.join("\n")) };
}

describe.each(Object.entries(recorded))("%s", (name, { fixture: of, fingerprint }) => {
  const fixture = fixtures.get(of);
  const rule = ruleNamed(name);
  if (fixture === undefined || rule === undefined) throw new Error(`${name} is gone`);
  const own = (findings: Awaited<ReturnType<typeof lint>>["findings"]) =>
    findings.filter((one) => checkIdOf(one) === name);

  test("is a check of another rule, which findings name", async () => {
    const found = own((await lint(fixture)).findings);
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) expect(finding.rule).toBe(rule.id);
    expect(rule.id).not.toBe(name);
  });

  test("a finding keeps its fingerprint, so that a baseline still forgives it", async () => {
    const report = await lint(fixture);
    expect([...fingerprints({ files: [report], gateway: "" }).values()]).toContain(fingerprint);
  });

  test.each(["--rule", "settings", "settings for some files"])(
    "switches just this off: %s",
    async (where) => {
      const before = (await lint(fixture)).findings;
      const rules = { [name]: "off" } as const;
      const options: Partial<LintOptions> =
        where === "--rule"
          ? { levels: rules }
          : {
              levelOf: createLevels(
                where === "settings" ? { rules } : { overrides: [{ files: ["**"], rules }] },
                "/bakery",
                {},
              ),
            };
      const after = (await lint(fixture, options)).findings;
      expect(own(after)).toEqual([]);
      for (const finding of before.filter((one) => checkIdOf(one) !== name))
        expect(after.map(({ message }) => message)).toContain(finding.message);
    },
  );

  test("an ignore comment under this name, or the rule's, counts", async () => {
    const [first] = own((await lint(fixture)).findings).filter(({ file }) => file === "openclaw.json");
    if (first === undefined) throw new Error(`${of} has no finding of ${name} in its config`);
    const { line } = first.range.start;
    for (const written of [name, rule.id]) {
      const { findings, suppressed } = await lint(withComment(fixture, line, written));
      expect(suppressed).toBeGreaterThan(0);
      expect(own(findings).filter((one) => one.range.start.line === line + 1)).toEqual([]);
      expect(findings.filter((one) => one.rule === "ignore-comment")).toEqual([]);
    }
  });
});
