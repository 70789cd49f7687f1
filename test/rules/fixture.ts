import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { analyzeOptions } from "../../src/cli/analyze-options.ts";
import { judgeCheckArguments } from "../../src/cli/check-arguments.ts";
import { readShortRoute } from "../../src/cli/short-route.ts";
import type { Host } from "../../src/core/host.ts";
import { type LintedConfig, type LintOptions, lintConfig } from "../../src/lint.ts";
import type { ConfigTarget } from "../../src/locate/locate-configs.ts";
import type { FileReport } from "../../src/report/lint-report.ts";
import { checkIdOf, checks } from "../../src/rules/rule-names.ts";
import { bakeryHost, FOLDER } from "../bakery-host.ts";

const ROOT = join(import.meta.dirname, "../../fixtures/rules");

/** One folder of `fixtures/rules`. */
export interface Fixture {
  /** `rule-id/bad-what`. */
  readonly name: string;
  readonly rule: string;
  readonly good: boolean;
  readonly files: ReadonlyMap<string, string>;
}

/** All fixtures, in alphabetical order. */
export function readFixtures(): readonly Fixture[] {
  return readdirSync(ROOT)
    .sort()
    .flatMap((rule) =>
      readdirSync(join(ROOT, rule))
        .filter((name) => !name.endsWith(".out"))
        .sort()
        .map((what) => ({
          name: `${rule}/${what}`,
          rule,
          good: what.startsWith("ok-"),
          files: readAll(join(ROOT, rule, what)),
        })),
    );
}

/** The names of all snapshots, in the order of their fixtures. */
export function readSnapshots(): readonly string[] {
  const rules = readdirSync(ROOT).sort();
  return rules.flatMap((rule) =>
    readdirSync(join(ROOT, rule))
      .filter((name) => name.endsWith(".out"))
      .sort((a, b) => (a.slice(0, -4) < b.slice(0, -4) ? -1 : 1))
      .map((name) => `${rule}/${name}`),
  );
}

/** The file beside a bad fixture that holds what is found in it. */
export function snapshotOf({ name }: Fixture): string {
  return join(ROOT, `${name}.out`);
}

/** What is found, one finding a line: place, severity, rule and message, as `snapshotOf` keeps it. */
export function snapshotText({ report, repairs }: Pick<LintedConfig, "report" | "repairs">): string {
  const fixes = new Map(repairs.map(({ finding, fix }) => [finding, `; ${fix.safety}: ${fix.title}`]));
  return report.findings
    .map((finding) => {
      const { file, range, severity, rule, messageId } = finding;
      const { start, end } = range;
      const to = start.line === end.line ? `${end.column}` : `${end.line}:${end.column}`;
      const repair = fixes.get(finding) ?? "";
      return `${file}:${start.line}:${start.column}-${to} ${severity} ${rule} ${messageId}${repair}\n`;
    })
    .join("");
}

function readAll(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else files.set(relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8"));
  };
  visit(folder);
  return files;
}

/** A machine that holds a fixture and nothing else, and how its config is to be linted. */
export async function fixtureMachine({ name, files: texts }: Fixture): Promise<{
  readonly host: Host;
  readonly target: ConfigTarget;
  readonly options: LintOptions;
}> {
  const config = texts.get("openclaw.json") ?? "";
  const env: Record<string, string> = {};
  for (const [, variable = "", value = ""] of config.matchAll(/^\s*\/\/ env: (\w+)=(.*)$/gmu))
    env[variable] = value;
  const words = /^\s*\/\/ options: (.*)$/mu.exec(config)?.[1]?.split(/\s+/u) ?? [];
  const raw = readShortRoute(words);
  if (raw === undefined) throw new Error(`${name}: options of the short route only`);
  const tracked = /^\s*\/\/ tracked: (\S+)$/mu.exec(config)?.[1];
  const host = bakeryHost(texts, env, tracked === undefined ? [] : [tracked]);
  return {
    host,
    target: { path: `${FOLDER}/openclaw.json`, file: "openclaw.json" },
    // With what only repairs ask.
    options: { ...(await analyzeOptions(host, judgeCheckArguments(raw))), mending: true },
  };
}

/** Lints a fixture on a machine that holds nothing else. */
export async function lintFixture(fixture: Fixture): Promise<FileReport> {
  return (await lintWhole(fixture)).report;
}

/** The same, with its repairs. */
export async function lintWhole(fixture: Fixture): Promise<LintedConfig> {
  const { host, target, options } = await fixtureMachine(fixture);
  const result = lintConfig(host, target, options);
  if (!result.ok) throw new Error(`${fixture.name}: ${result.failure}`);
  return result;
}

/** Fixtures, and the bad examples of the rules' pages, in one form. */
export function fixturesAndExamples(): readonly Fixture[] {
  const examples = checks.map(({ id, docs }): Fixture => {
    const { config, env = {}, files = {}, options = {} } = docs().bad;
    const head = Object.entries(env).map(([name, value]) => `// env: ${name}=${value}\n`);
    const release =
      options.openclawVersion === undefined
        ? ""
        : `// options: --openclaw-version ${options.openclawVersion}\n`;
    const all = new Map([["openclaw.json", head.join("") + release + config]]);
    for (const [name, text] of Object.entries(files))
      if (name === ".git/index") all.set("openclaw.json", `// ${text}\n${all.get("openclaw.json")}`);
      else all.set(name.replace(/^~\//u, "home/"), text);
    return { name: `${id}/bad-example`, rule: id, good: false, files: all };
  });
  return [...readFixtures(), ...examples];
}

/** The marks of a fixture: `file:line rule`, sorted. */
export function expectedMarks(fixture: Fixture): readonly string[] {
  const marks: string[] = [];
  for (const [file, text] of fixture.files) {
    text.split("\n").forEach((line, index) => {
      const ids = /(?:\/\/|#) expect: ([\w, -]+)/u.exec(line)?.[1];
      for (const id of ids?.split(",") ?? []) marks.push(`${file}:${index + 1} ${id.trim()}`);
      // A unit file has no comments at the end of a line.
      const elsewhere = /^\s*\/\/ elsewhere: (\S+:\d+ [\w-]+)$/u.exec(line)?.[1];
      if (elsewhere !== undefined) marks.push(elsewhere);
    });
  }
  return marks.sort();
}

/** What was found, in the form of the marks. */
export function foundMarks(report: FileReport): readonly string[] {
  return report.findings
    .map((finding) => {
      const { file, range } = finding;
      return `${file.replace("../home/baker/", "home/")}:${range.start.line} ${checkIdOf(finding)}`;
    })
    .sort();
}
