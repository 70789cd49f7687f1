// npm run fuzz -- [--count N] [--seed S]: lints N made inputs, the first of number S, in this process and in every format.
import { parseArgs } from "node:util";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { lintConfig } from "../../src/lint.ts";
import { FORMATS, formatReport } from "../../src/report/formats.ts";
import { targetReaders } from "../../src/resolve/environment/target-readers.ts";
import { CONFIG, type FuzzInput, fuzzInput } from "./inputs.ts";

const { values } = parseArgs({ options: { count: { type: "string" }, seed: { type: "string" } } });
const count = Number(values.count ?? "20000");
const seed = Number(values.seed ?? "1");
const MOST_MS = 1000;

const readers = Object.assign(
  {},
  ...(await Promise.all((["systemd", "launchd", "container"] as const).map(targetReaders))),
);

function run({ files, ...options }: FuzzInput): void {
  const host = createMemoryHost({
    files,
    cwd: "/bakery",
    osHome: "/home/baker",
    env: { HOME: "/home/baker", A: "b", OVENAI_API_KEY: "not-a-key" },
  });
  const result = lintConfig(host, { path: CONFIG, file: "openclaw.json" }, { ...options, readers });
  if (!result.ok) return;
  const report = { files: [result.report], gateway: options.gateway };
  for (const format of FORMATS) {
    const text = formatReport(report, format, false);
    if (format === "json" || format === "sarif" || format === "gitlab") JSON.parse(text);
  }
}

const faults = new Map<string, { first: number; count: number }>();
let slowest = { number: seed, ms: 0 };
for (let number = seed; number < seed + count; number += 1) {
  const input = fuzzInput(number);
  const before = process.cpuUsage();
  let fault: string | undefined;
  try {
    run(input);
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    fault = stack.split("\n").slice(0, 3).join(" | ");
  }
  const { user, system } = process.cpuUsage(before); // of this process alone: others may be busy
  const ms = (user + system) / 1000;
  if (ms > slowest.ms) slowest = { number, ms };
  if (ms > MOST_MS) fault ??= `took more than ${MOST_MS} ms`;
  if (fault === undefined) continue;
  const known = faults.get(fault);
  if (known === undefined) faults.set(fault, { first: number, count: 1 });
  else known.count += 1;
}
for (const [fault, { first, count }] of faults)
  console.error(`${count} times, first --seed ${first} --count 1: ${fault}`);
console.log(
  `${count} inputs from ${seed} on: ${faults.size} different faults; the slowest, ${slowest.number}, took ${Math.round(slowest.ms)} ms`,
);
process.exitCode = faults.size === 0 ? 0 : 1;
