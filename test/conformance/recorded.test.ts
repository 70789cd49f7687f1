import { readdirSync } from "node:fs";
import JSON5 from "json5";
import { describe, expect, it } from "vitest";
import { compare, ownVerdict } from "../../conformance/compare.ts";
import { readRecorded } from "../../conformance/recorded.ts";
import { isReleaseLine } from "../../src/schema/releases.ts";

const folder = new URL("recorded/", import.meta.url);

/** Each file names the command that made it, with the real program. */
describe("verdicts that OpenClaw gave", () => {
  for (const name of readdirSync(folder)) {
    const run = readRecorded(new URL(name, folder));
    const release = run.openclaw;
    if (!isReleaseLine(release)) throw new Error(`${name} is of a release that is not known`);

    it(`${release}: both verdicts occur, so that agreement means something`, () => {
      const refused = run.cases.filter(({ valid }) => !valid).length;
      expect(refused).toBeGreaterThan(20);
      expect(run.cases.length - refused).toBeGreaterThan(20);
    });

    it(`${release}: clawlint gives the same verdict`, () => {
      const apart = run.cases.filter(({ config, valid }) => {
        return (ownVerdict(JSON5.parse(config), release).length === 0) !== valid;
      });
      expect(apart).toEqual([]);
    });

    it(`${release}: and at the same place, its parent or its child`, () => {
      const outcomes = run.cases.map(({ config, valid, paths }) => {
        const issues = paths.map((path) => ({ path, message: "" }));
        return compare({ valid, issues }, ownVerdict(JSON5.parse(config), release));
      });
      const refused = outcomes.filter((outcome) => outcome.kind === "both-refuse");
      const near = refused.filter(({ nearness }) => nearness === "same" || nearness === "near");
      // OpenClaw gives the place of a whole union where clawlint names the key in it, and the new place of what it moved.
      expect(near.length).toBeGreaterThanOrEqual(
        Math.min(refused.length - 1, Math.floor(refused.length * 0.975)),
      );
    });
  }
});
