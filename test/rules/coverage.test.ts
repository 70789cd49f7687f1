import { expect, test } from "vitest";
import { runExample } from "../../scripts/examples/run-example.ts";
import { checkIdOf, checks } from "../../src/rules/rule-names.ts";
import { lintFixture, readFixtures } from "./fixture.ts";

/** Turns a message template into a pattern of the texts it gives. */
function patternOf(template: string): RegExp {
  const parts = template.split(/(?<!\$)\{\w+\}/u).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(`^${parts.join("[\\s\\S]*")}$`, "u");
}

/**
 * Messages that no fixture can set off: they need unreadable or linked files, or a kind of change that no measured
 * release has made yet.
 */
const OUT_OF_REACH = new Set([
  "gateway-service/readable",
  "retired-key/shape",
  "invalid-value/other",
  "include/unreadable",
  "include/null-byte",
  "include/too-long",
  "include/too-large",
  "include/too-many",
  "include/too-nested",
  "include/utf-16",
  "include/symlink-outside",
  "include/hard-link",
  "syntax/too-many",
  "syntax/utf-16",
]);

test("every message of every rule is said by some fixture or example", async () => {
  const said = new Map<string, Set<string>>();
  const hear = (report: Awaited<ReturnType<typeof runExample>>) => {
    for (const finding of report.findings) {
      const id = checkIdOf(finding);
      said.set(id, (said.get(id) ?? new Set()).add(finding.message));
    }
  };
  for (const fixture of readFixtures()) hear(await lintFixture(fixture));
  for (const { docs } of checks)
    for (const example of [docs().bad, docs().good]) hear(await runExample(example));
  const unheard = checks.flatMap(({ id, messages }) =>
    Object.entries(messages)
      .filter(([, { message }]) => ![...(said.get(id) ?? [])].some((text) => patternOf(message).test(text)))
      .map(([name]) => `${id}/${name}`)
      .filter((name) => !OUT_OF_REACH.has(name)),
  );
  expect(unheard).toEqual([]);
});
