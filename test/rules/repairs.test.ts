import { describe, expect, test } from "vitest";
import { expandOptionsFor } from "../../src/analyze.ts";
import { encode } from "../../src/core/encode.ts";
import { overlayHost } from "../../src/host/overlay-host.ts";
import { lintConfig, type Repair } from "../../src/lint.ts";
import { parse } from "../../src/parse/parse.ts";
import { mendConfig } from "../../src/repair/mend-config.ts";
import { rules } from "../../src/rules/registry.ts";
import { fixtureMachine, fixturesAndExamples, lintFixture } from "./fixture.ts";

const signOf = ({ rule, path, message }: Repair["finding"]) => `${rule} ${path} ${message}`;
const commentsOf = (text: string) => parse(text).comments.map(({ start, end }) => text.slice(start, end));

const runs = await Promise.all(
  fixturesAndExamples().map(async (fixture) => {
    const machine = await fixtureMachine(fixture);
    const mended = mendConfig(machine.host, machine.target, machine.options, {
      unsafe: true,
      variables: "/home/baker/.openclaw/.env",
      expand: expandOptionsFor(machine.host),
    });
    return { fixture, ...machine, mended };
  }),
);
// A text that is broken is left alone, and a piece of a config.
const cases = runs.flatMap(({ mended, ...run }) => (mended === undefined ? [] : [{ ...run, mended }]));

describe("--fix=unsafe mends what it says and loses nothing", () => {
  test("most fixtures can be looked at", () => expect(cases.length).toBeGreaterThan(200));

  test.each(cases.map((one) => [one.fixture.name, one] as const))("%s", async (_, one) => {
    const { fixture, host, target, options, mended } = one;
    const before = await lintFixture(fixture);
    const texts = new Map(mended.files.map(({ path, after }) => [path, encode(after, false)]));
    const after = lintConfig(overlayHost(host, texts), target, options);
    if (!after.ok) throw new Error(after.failure);
    const left = after.report.findings.map(signOf);
    for (const { finding } of mended.done) expect(left).not.toContain(signOf(finding));
    const refused = (findings: typeof before.findings) => findings.filter((one) => one.refused).length;
    expect(refused(after.report.findings)).toBeLessThanOrEqual(refused(before.findings));
    for (const { before: old = "", after: next, secret } of mended.files)
      if (!secret) expect(commentsOf(next).sort()).toEqual(commentsOf(old).sort());
  });
});

test("rules that mend say so, and only they", () => {
  const mending = new Set(cases.flatMap(({ mended }) => mended.done.map(({ finding }) => finding.rule)));
  // Only in a file under version control, which test/cli/fix.test.ts makes.
  mending.add("literal-secret");
  expect([...mending].sort()).toEqual(rules.filter(({ fixable }) => fixable).map(({ id }) => id));
});
