import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compareRoute } from "../../../conformance/routes/compare-route.ts";
import type { RouteCase } from "../../../conformance/routes/generate.ts";
import { judgeFindings } from "../../../conformance/routes/judge-findings.ts";
import { ownFindings, ownRoutes } from "../../../conformance/routes/own-routes.ts";
import { readRecordedRoutes } from "../../../conformance/routes/recorded-routes.ts";
import { NEWEST_RELEASE } from "../../../src/schema/releases.ts";

/**
 * True where a turn in a process of its own is no witness: that of 2026.7.35 sends `$NAME`, and `${NAME}` without its
 * variable, as text. Its gateway fills the first (run, with a server on this machine that wrote down what came) and does
 * not start for the second.
 */
function isOtherInGateway(openclaw: string, { config, env }: RouteCase): boolean {
  const texts = [...JSON.stringify(config).matchAll(/"\$(?:\{([A-Z0-9_]+)\}|([A-Z0-9_]+))"/gu)];
  return openclaw === "2026.7.35" && texts.some(([, name, bare]) => bare !== undefined || !env[name ?? ""]);
}

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
      const apart = of("different").map(({ one, found: difference }) => ({ index: one.index, difference }));
      // Of older releases a few odd cases are left.
      const most = openclaw === NEWEST_RELEASE ? 0 : Math.max(1, cases.length * 0.03);
      expect(apart.length > most ? apart : []).toEqual([]);
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
