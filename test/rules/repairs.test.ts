import { describe, expect, test } from "vitest";
import { expandOptionsFor } from "../../src/analyze.ts";
import { mendConfig } from "../../src/cli/mend-config.ts";
import { encode } from "../../src/edit/edit-config.ts";
import { overlayHost } from "../../src/host/overlay-host.ts";
import { lintConfig, type Repair } from "../../src/lint.ts";
import { parse } from "../../src/parse/parse.ts";
import { rules } from "../../src/rules/registry.ts";
import { fixtureMachine, fixturesAndExamples } from "./fixture.ts";

const signOf = ({ rule, path, message }: Repair["finding"]) => `${rule} ${path} ${message}`;
const commentsOf = (text: string) => parse(text).comments.map(({ start, end }) => text.slice(start, end));

const fixtures = fixturesAndExamples();
const mending = new Set<string>();

describe("--fix=unsafe mends what it says and loses nothing", () => {
  test.each(fixtures.map((one) => [one.name, one] as const))("%s", async (_, fixture) => {
    const { host, target, options } = await fixtureMachine(fixture);
    const before = lintConfig(host, target, options);
    const variables = "/home/baker/.openclaw/.env";
    const mended = mendConfig(host, target, options, {
      unsafe: true,
      variables,
      expand: expandOptionsFor(host),
    });
    if (!before.ok || mended === undefined) return; // a text that is broken, or a piece of a config
    for (const { finding } of mended.done) mending.add(finding.rule);
    const texts = new Map(mended.files.map(({ path, after }) => [path, encode(after, false)]));
    const after = lintConfig(overlayHost(host, texts), target, options);
    if (!after.ok) throw new Error(after.failure);
    const left = new Set(after.report.findings.map(signOf));
    for (const { finding } of mended.done) expect([...left]).not.toContain(signOf(finding));
    const refused = (findings: typeof after.report.findings) => findings.filter((one) => one.refused).length;
    expect(refused(after.report.findings)).toBeLessThanOrEqual(refused(before.report.findings));
    for (const { before: old = "", after: next, secret } of mended.files)
      if (!secret) expect(commentsOf(next).sort()).toEqual(commentsOf(old).sort());
  });
});

test("rules that mend say so, and only they", () => {
  // Only in a file under version control, which test/cli/fix.test.ts makes.
  mending.add("literal-secret");
  expect([...mending].sort()).toEqual(rules.filter(({ fixable }) => fixable).map(({ id }) => id));
});
