import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import type { Check, Rule } from "../src/engine/rule.ts";
import { checks } from "../src/rules/rule-names.ts";
import {
  expectedMarks,
  type Fixture,
  foundMarks,
  lintWhole,
  readFixtures,
  snapshotText,
} from "../test/rules/fixture.ts";
import { runExample } from "./examples/run-example.ts";

// Shows that the tests of the rules can fail: each condition of each rule is negated, and taken for false, in turn; then
// all fixtures and all examples of the pages are run. A change that none of them notices is printed.
//
//   npm run mutate [-- RULE...]

const FOLDER = join(import.meta.dirname, "../src/rules");
const fixtures = readFixtures();
const wanted = new Set(process.argv.slice(2));

interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly what: string;
  readonly text: string;
}

/** Every condition of an `if` in a rule's file, negated and taken for false. */
function mutantsOf(file: string): readonly Mutant[] {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const mutants: Mutant[] = [];
  new Visitor({
    IfStatement({ test }) {
      const condition = text.slice(test.start, test.end);
      const line = text.slice(0, test.start).split("\n").length;
      // Conditions that only narrow a type for the compiler hold always or never; negating them is no fault of a rule.
      for (const [what, other] of [
        ["negated", `!(${condition})`],
        ["false", "false as boolean"],
      ] as const) {
        mutants.push({
          file,
          line,
          what: `${what}: ${condition.replace(/\s+/gu, " ").slice(0, 70)}`,
          text: text.slice(0, test.start) + other + text.slice(test.end),
        });
      }
    },
  }).visit(parseSync(file, text).program);
  return mutants;
}

const sign = (report: Awaited<ReturnType<typeof runExample>>) =>
  report.findings
    .map(({ rule, path, severity, message, hint }) => `${rule} ${path} ${severity} ${message} ${hint}`)
    .join("\n");

/** The check that a file makes, alone or as the one of its rule. */
async function checkIn(path: string): Promise<Check | undefined> {
  const { check, rule } = (await import(path)) as { readonly check?: Check; readonly rule?: Rule };
  return check ?? (rule?.checks.length === 1 ? rule.checks[0] : undefined);
}

interface Case {
  readonly run: () => Promise<string>;
  readonly before: string;
}

async function collectCases(): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const fixture of fixtures) {
    const run = async () => marks(fixture, await lintWhole(fixture));
    cases.push({ run, before: await run() });
  }
  for (const { docs } of checks) {
    for (const example of [docs().bad, docs().good]) {
      const run = async () => sign(await runExample(example));
      cases.push({ run, before: await run() });
    }
  }
  return cases;
}

/** Fixtures compare places, rules and repairs, as their test does, and words, as the test of all messages does. */
function marks(fixture: Fixture, linted: Awaited<ReturnType<typeof lintWhole>>): string {
  const { report } = linted;
  const repairs = snapshotText(linted);
  return `${foundMarks(report).join("\n")}\n${expectedMarks(fixture).length}\n${sign(report)}\n${repairs}`;
}

async function noticed(cases: readonly Case[]): Promise<boolean> {
  for (const { run, before } of cases) {
    try {
      if ((await run()) !== before) return true;
    } catch {
      return true;
    }
  }
  return false;
}

const cases = await collectCases();
let total = 0;
let survived = 0;
for (const file of (readdirSync(FOLDER, { recursive: true }) as string[]).sort()) {
  if (!file.includes("/") || !file.endsWith(".ts")) continue;
  const found = await checkIn(join(FOLDER, file));
  const check = checks.find(({ id }) => id === found?.id);
  if (check === undefined || (wanted.size > 0 && !wanted.has(check.id))) continue;
  const { check: before } = check;
  for (const [number, mutant] of mutantsOf(file).entries()) {
    const path = join(FOLDER, dirname(file), `mutant-${process.pid}-${number}-${basename(file)}`);
    writeFileSync(path, mutant.text);
    try {
      const mutated = await checkIn(path);
      if (mutated === undefined) continue;
      Object.assign(check, { check: mutated.check });
      total += 1;
      if (!(await noticed(cases))) {
        survived += 1;
        console.log(`not noticed: ${file}:${mutant.line} ${mutant.what}`);
      }
    } finally {
      Object.assign(check, { check: before });
      rmSync(path);
    }
  }
}
console.log(
  `${total - survived} of ${total} changes noticed (${((100 * (total - survived)) / Math.max(1, total)).toFixed(1)} %)`,
);
process.exitCode = survived / Math.max(1, total) > 0.1 ? 1 : 0;
