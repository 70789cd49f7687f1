import { describe, expect, test } from "vitest";
import { checks } from "../../src/rules/rule-names.ts";
import {
  expectedMarks,
  foundMarks,
  lintWhole,
  readFixtures,
  readSnapshots,
  snapshotOf,
  snapshotText,
} from "./fixture.ts";

const fixtures = readFixtures();

describe("every fixture gives exactly its marks", () => {
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", async (_, fixture) => {
    const linted = await lintWhole(fixture);
    expect(foundMarks(linted.report)).toEqual(expectedMarks(fixture));
    if (!fixture.good) await expect(snapshotText(linted)).toMatchFileSnapshot(snapshotOf(fixture));
  });
});

describe("every fixture is in its place", () => {
  test("no snapshot without its fixture", () => {
    const kept = fixtures.filter(({ good }) => !good).map(({ name }) => `${name}.out`);
    expect(readSnapshots()).toEqual(kept);
  });

  const ids = checks.map(({ id }) => id);
  test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_, fixture) => {
    expect(ids).toContain(fixture.rule);
    expect(fixture.name).toMatch(/\/(?:ok|bad)-[a-z0-9-]+$/u);
    const own = expectedMarks(fixture).filter((mark) => mark.endsWith(` ${fixture.rule}`));
    expect(own.length > 0).toBe(!fixture.good);
  });
});
