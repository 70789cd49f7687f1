import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compareRoute } from "../../../conformance/routes/compare-route.ts";
import { judgeFindings } from "../../../conformance/routes/judge-findings.ts";
import { ownFindings, ownRoutes } from "../../../conformance/routes/own-routes.ts";
import { readRecordedRoutes } from "../../../conformance/routes/recorded-routes.ts";
import { isOtherInGateway, toldWrongly } from "./recorded-known.ts";

const folder = new URL("recorded/", import.meta.url);

/** Each file names the command that made it: agent turns of the real program, without a network. */
describe("requests that OpenClaw sent", () => {
  for (const name of readdirSync(folder)) {
    const { openclaw, cases: all } = readRecordedRoutes(fileURLToPath(new URL(name, folder)));
    const cases = all.filter(({ one }) => !isOtherInGateway(openclaw, one));
    const found = cases.map(({ one, turn }) => {
      const routes = ownRoutes(one, openclaw);
      return { one, turn, routes, found: compareRoute(routes, turn, one) };
    });
    const of = (kind: string) => found.filter((row) => row.found.kind === kind);

    it(`${name}: both outcomes occur, so that agreement means something`, () => {
      const sent = cases.filter(({ turn }) => turn.sent.length > 0).length;
      expect(sent).toBeGreaterThan(cases.length / 4);
      expect(cases.length - sent).toBeGreaterThan(cases.length / 10);
    });

    it(`${name}: clawlint foretells them`, () => {
      const wrong = toldWrongly(openclaw);
      const apart = of("different").filter(({ one }) => !wrong.includes(one.index));
      expect(apart.map(({ one, found: difference }) => ({ index: one.index, difference }))).toEqual([]);
      // One that is told rightly by now leaves the list.
      expect(of("different")).toHaveLength(wrong.length);
    });

    it(`${name}: and seldom says that it cannot know`, () => {
      expect(of("unknown").length).toBeLessThan(cases.length / 10);
    });

    it(`${name}: no rule is silent of what is sure, or denies what is sent`, () => {
      const faults = of("equal").flatMap(({ one, turn, routes }) => {
        const fault = judgeFindings(routes, ownFindings(one, openclaw), turn);
        return fault === undefined ? [] : [{ index: one.index, fault }];
      });
      expect(faults).toEqual([]);
    });
  }
});
