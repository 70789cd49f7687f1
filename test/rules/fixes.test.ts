import { describe, expect, test } from "vitest";
import { splice } from "../../src/edit/splices.ts";
import { parse } from "../../src/parse/parse.ts";
import { fixturesAndExamples, lintFixture } from "./fixture.ts";

const cases = fixturesAndExamples();
const fixed: { name: string; run: () => Promise<void> }[] = [];
for (const fixture of cases) {
  const report = await lintFixture(fixture);
  report.findings.forEach((finding, index) => {
    const { fix } = finding;
    if (fix === undefined) return;
    fixed.push({
      name: `${fixture.name}, finding ${index}: ${fix.title}`,
      run: async () => {
        const files = new Map(fixture.files);
        for (const [name, text] of fixture.files) {
          files.set(
            name,
            splice(
              text,
              fix.edits
                .filter(({ file }) => file === name)
                .map(({ range, text }) => ({ start: range.start.offset, end: range.end.offset, text })),
            ),
          );
        }
        const again = await lintFixture({ ...fixture, files });
        const signs = (findings: typeof report.findings) =>
          findings.map(({ rule, path, message }) => `${rule} ${path} ${message}`);
        // The fault is gone. What it hid may come to light, but no fault that OpenClaw refuses for.
        expect(signs(again.findings)).not.toContain(signs([finding])[0]);
        const before = report.findings.filter(({ refused }) => refused).length;
        expect(again.findings.filter(({ refused }) => refused).length).toBeLessThanOrEqual(before);
        for (const [name, text] of fixture.files) {
          const next = files.get(name) ?? "";
          const comments = (one: string) =>
            parse(one).comments.map(({ start, end }) => one.slice(start, end));
          expect(comments(next)).toEqual(comments(text));
          expect(next.split("\n").length).toBe(text.split("\n").length);
        }
      },
    });
  });
}

describe("every fix mends its fault and nothing else", () => {
  test("there are fixes", () => expect(fixed.length).toBeGreaterThan(15));
  test.each(fixed.map((one) => [one.name, one] as const))("%s", async (_, { run }) => run());
});
