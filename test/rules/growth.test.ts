import type { Profiler } from "node:inspector";
import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { growing, grown } from "../../scripts/bench/configs.mjs";
import { lintConfig } from "../../src/lint.ts";
import { bakeryHost, FOLDER } from "../bakery-host.ts";

/*
 * How much work a config makes, as the engine counts it: how often each function and each block of ours ran. That is the
 * same on every machine and at every load, where times are not. What built-in functions do within a call is not seen.
 */
const session = new Session();
beforeAll(async () => {
  session.connect();
  await session.post("Profiler.enable");
  setFlagsFromString("--no-opt"); // a function that is put into line is not counted
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
});
afterAll(() => {
  session.disconnect();
  setFlagsFromString("--opt");
});

/** How often each function of ours ran and each block in it, by the function's name and place. */
type Work = ReadonlyMap<string, readonly Profiler.CoverageRange[]>;

/** The work of a run in files whose address matches. */
async function counted(run: () => void, own: RegExp): Promise<Work> {
  await session.post("Profiler.takePreciseCoverage"); // begins anew
  run();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const work = new Map<string, Profiler.CoverageRange[]>();
  for (const { url, functions } of result)
    if (own.test(url))
      for (const { functionName, ranges } of functions) {
        const at = `${functionName} ${url.replace(/^.*\/(?:src|build)\//u, "")}:${ranges[0]?.startOffset}`;
        work.set(at, [...(work.get(at) ?? []), ...ranges]);
      }
  return work;
}

const sumOf = (work: Work) => [...work.values()].flat().reduce((sum, { count }) => sum + count, 0);

/** A place that ran less often than this in the larger config is no burden yet. */
const LITTLE = 20_000;

/** Places whose count grows faster than the config, from one fourth of it to all. */
function steep(small: Work, large: Work): readonly string[] {
  return [...large].flatMap(([at, ranges]) =>
    ranges.flatMap(({ startOffset, endOffset, count }) => {
      if (count < LITTLE) return [];
      // A block that ran as often as the one around it is not listed by itself.
      const around = (small.get(at) ?? []).filter(
        (one) => one.startOffset <= startOffset && one.endOffset >= endOffset,
      );
      const before = around.reduce((one, next) => (next.startOffset >= one.startOffset ? next : one), {
        startOffset: 0,
        count: 0,
      }).count;
      const exponent = Math.log(count / Math.max(1, before)) / Math.log(4);
      return exponent > MOST_OF_ONE ? [`${at}-${endOffset}: ${before}, ${count}`] : [];
    }),
  );
}

function workOf(text: string): Promise<Work> {
  const host = bakeryHost(new Map([["openclaw.json", text]]));
  const target = { path: `${FOLDER}/openclaw.json`, file: "openclaw.json" };
  return counted(() => lintConfig(host, target, { gateway: "shell" }), /\/(?:src|build)\//u);
}

const MOST = 1.15;
/** The same of one place: what sorts and searches by halves stays below. */
const MOST_OF_ONE = 1.5;

describe("the work grows with the config and no faster", () => {
  test.each(Object.entries(growing))("%s", { timeout: 20_000 }, async (_, make) => {
    const of = (count: number) => workOf(grown(make(count)));
    await of(50); // makes what is made once
    const [small, large] = [await of(200), await of(800)];
    expect(sumOf(small)).toBeGreaterThan(1000);
    // One place that takes the square is lost in the sum as long as configs are small.
    expect(steep(small, large)).toEqual([]);
    expect(Math.log(sumOf(large) / sumOf(small)) / Math.log(4)).toBeLessThan(MOST);
  });

  test("and what grows with its square is seen", async () => {
    const { slow } = await import("./slow-example.ts");
    const count = (size: number) => counted(() => slow(size), /slow-example/u);
    const [small, large] = [await count(100), await count(400)];
    expect(Math.log(sumOf(large) / sumOf(small)) / Math.log(4)).toBeGreaterThan(1.8);
    expect(steep(small, large)).not.toEqual([]);
  });
});
