import { Session } from "node:inspector/promises";
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
});
afterAll(() => session.disconnect());

/** How often functions and blocks ran in files whose address matches. */
async function counted(run: () => void, own: RegExp): Promise<number> {
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  run();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  await session.post("Profiler.stopPreciseCoverage");
  let work = 0;
  for (const { url, functions } of result)
    if (own.test(url)) for (const { ranges } of functions) for (const { count } of ranges) work += count;
  return work;
}

function workOf(text: string): Promise<number> {
  const host = bakeryHost(new Map([["openclaw.json", text]]));
  const target = { path: `${FOLDER}/openclaw.json`, file: "openclaw.json" };
  return counted(() => lintConfig(host, target, { gateway: "shell" }), /\/(?:src|build)\//u);
}

const MOST = 1.15;

describe("the work grows with the config and no faster", () => {
  test.each(Object.entries(growing))("%s", { timeout: 20_000 }, async (_, make) => {
    const of = (count: number) => workOf(grown(make(count)));
    // What is made once is made, and the engine has put into line what it will: a function in line is not counted.
    await of(800);
    const [small, large] = [await of(200), await of(800)];
    expect(small).toBeGreaterThan(1000);
    expect(Math.log(large / small) / Math.log(4)).toBeLessThan(MOST);
  });

  test("and what grows with its square is seen", async () => {
    const { slow } = await import("./slow-example.ts");
    const count = (size: number) => counted(() => slow(size), /slow-example/u);
    expect(Math.log((await count(400)) / (await count(100))) / Math.log(4)).toBeGreaterThan(1.8);
  });
});
