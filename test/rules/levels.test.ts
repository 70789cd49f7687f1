import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Outcome, RecordedLevel } from "../../conformance/levels.ts";
import { runExample } from "../../scripts/examples/run-example.ts";
import { checkIdOf, checks } from "../../src/rules/rule-names.ts";

/*
 * An error will be refused by OpenClaw or by the provider, or leaves the model without an answer. What OpenClaw 2026.9.6
 * does with the examples of each page is recorded (`npm run conformance -- --levels --save FILE`).
 */
const [, ...lines] = readFileSync(join(import.meta.dirname, "recorded/levels-2026.9.6.jsonl"), "utf8")
  .trim()
  .split("\n");
const recorded = new Map(
  lines.map((line) => JSON.parse(line) as RecordedLevel).map((row) => [row.rule, row]),
);

/** Errors of which a turn on the command line shows nothing. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "late-env": "the gateway does not start (2026.9.6: three runs of three); a turn without it does",
  "placeholder-token":
    "the gateway does not start (run in 2026.6.11 and 2026.9.6), and no turn asks a channel's service",
};
/** Rules that are no error though nothing is sent, each with the reason. */
const MILD: Readonly<Record<string, string>> = {
  "migrated-model": "the models that OpenClaw brings a list of; a refreshed list may have the older one",
  "misspelt-model": "the vendor's own list, which no recorded turn could ask, may have a newer model",
};

const isSame = (bad: Outcome, good: Outcome) => JSON.stringify(bad) === JSON.stringify(good);

describe.each(checks.map(({ id, docs }) => [id, docs] as const))("%s", (id, docs) => {
  test("has the level of what happens", async () => {
    const row = recorded.get(id);
    expect(row, "record it: npm run conformance -- --levels --save FILE").toBeDefined();
    if (row === undefined || row.bad.kind === "not-asked") return;
    const { findings } = await runExample(docs().bad);
    const isError = findings.some((one) => checkIdOf(one) === id && one.severity === "error");
    if (isError && !Object.hasOwn(OTHERWISE, id))
      expect(isSame(row.bad, row.good), "an error of what makes no difference").toBe(false);
    else if (!isError && row.bad.kind !== "sent" && !isSame(row.bad, row.good))
      expect(Object.keys(MILD)).toContain(id);
  });
});

test.each([...Object.keys(MILD), ...Object.keys(OTHERWISE)])(
  "the exception of %s is not kept for nothing",
  async (id) => {
    const row = recorded.get(id);
    const bad = checks.find((check) => check.id === id)?.docs().bad;
    if (row === undefined || bad === undefined) throw new Error(`${id} is no rule`);
    const { findings } = await runExample(bad);
    const isError = findings.some((one) => checkIdOf(one) === id && one.severity === "error");
    expect(isError).toBe(Object.hasOwn(OTHERWISE, id));
    expect(isSame(row.bad, row.good)).toBe(isError);
    if (!isError) expect(row.bad.kind).not.toBe("sent");
  },
);
