import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import JSON5 from "json5";
import { readSchemaSource } from "../scripts/read-schema-source.ts";
import { readTables } from "../scripts/upstream/whole/tables.ts";
import { deeplyEqual } from "../src/edit/deeply-equal.ts";
import { project } from "../src/schema/project.ts";
import { pickRelease, type ReleaseLine } from "../src/schema/releases.ts";
import { type Case, caseAt, textId, textOf } from "./cases.ts";
import { compare, type Outcome, ownVerdict } from "./compare.ts";
import { edgeCaseAt, edgesOf } from "./edges.ts";
import { configsBelow, type FixOracle, type FixOutcome, fixOutcome, fixReport, migratedText } from "./fix.ts";
import { recordLevels } from "./levels.ts";
import { type RecordedMigration, writeMigrations } from "./migrations.ts";
import { cacheFolder, installOpenClaw, unpackedOpenClaw } from "./openclaw/install.ts";
import type { OpenClawVerdict } from "./openclaw/messages.ts";
import { type OpenClawProcess, startOpenClaw } from "./openclaw/openclaw-process.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { openRecord } from "./record.ts";
import { type RecordedCase, writeRecorded } from "./recorded.ts";
import { runRoutes } from "./routes/run-routes.ts";
import { shrink } from "./shrink.ts";
import { askAboutSkill } from "./skill.ts";
import { type Row, summary, table, totals } from "./table.ts";
import { runUpgrades, upgradeReport } from "./upgrade.ts";
import { wholeCaseAt, wholeSchema } from "./whole.ts";

/** Questions to OpenClaw for one disagreement. */
const MOST_QUESTIONS = 300;
const LEAST_AGREEMENT = 0.99;
/** Changed whenever the worker asks OpenClaw in another way, so that old verdicts are not used again. */
const RECORD_FORMAT = 2;

interface Judged extends Row {
  readonly one: Case;
}

async function main(options: Options): Promise<number> {
  const { openclaw } = options;
  const installation =
    "folder" in openclaw ? unpackedOpenClaw(openclaw.folder) : installOpenClaw(openclaw.release);
  const picked = pickRelease(installation.version);
  if (picked.kind !== "known") throw new Error(`${installation.version} is no release`);
  const { release, line } = picked;
  const schema = project(readSchemaSource(), line, "bare");
  const whole = options.whole || options.edges ? wholeSchema(installation) : undefined;
  const tables = options.edges ? readTables(fileURLToPath(new URL("..", import.meta.url))) : undefined;
  const edges = tables === undefined ? [] : edgesOf(tables, release);
  if (tables !== undefined) say(`${edges.length} places differ from the releases beside it`);
  const record = openRecord(
    options.record ?? join(cacheFolder(), `verdicts-${RECORD_FORMAT}-${installation.version}.jsonl`),
  );
  say(`OpenClaw ${installation.version}, judged here as ${release}; seed ${options.seed}`);
  const openclawProcess = await startOpenClaw(installation);
  const ask = async (config: unknown): Promise<OpenClawVerdict> => {
    const text = textOf(config);
    const id = textId(text);
    const known = record.get(id);
    if (known !== undefined) return known;
    const verdict = await openclawProcess.judge(text);
    record.add(id, verdict);
    return verdict;
  };
  try {
    if (options.fix !== undefined) return await runFix(options.fix, options, line, schema, openclawProcess);
    if (options.upgrade !== undefined) {
      const configs = options.upgrade.flatMap(configsBelow);
      const outcomes = await runUpgrades(configs, release, openclawProcess, say);
      print(upgradeReport(outcomes));
      return outcomes.every(({ differences }) => differences.length === 0) ? 0 : 1;
    }
    const end = Date.now() + options.minutes * 60_000;
    const rows: Judged[] = [];
    const given = options.configs === undefined ? undefined : readConfigs(options.configs);
    const count = given?.length ?? options.count;
    for (let index = 0; index < count && Date.now() < end; index++) {
      const one =
        given?.[index] ??
        (whole === undefined
          ? caseAt(index, options.seed, line, schema)
          : tables === undefined || edges.length === 0
            ? wholeCaseAt(index, options.seed, installation.version, whole)
            : edgeCaseAt(index, options.seed, installation.version, whole, tables, edges));
      rows.push({ one, kind: one.kind, outcome: await judge(one.config, release, ask) });
      if (rows.length % 250 === 0) say(`${rows.length} of ${count}`);
    }
    if (rows.length < count) say(`Stopped after ${options.minutes} minutes; run again to go on.`);
    if (options.save !== undefined) await save(options.save, rows, installation.version, ask, options);
    await show(rows, release, ask, options);
    print(table(rows));
    print("");
    print(summary(rows));
    const { agreed, cases } = totals(rows);
    return agreed >= cases * LEAST_AGREEMENT ? 0 : 1;
  } finally {
    openclawProcess.close();
  }
}

/** `--fix`: every config below the folders, then generated ones, before and after our repairs. */
async function runFix(
  folders: readonly string[],
  { count, seed, configs, save: file }: Options,
  release: ReleaseLine,
  schema: ReturnType<typeof project>,
  openclaw: OpenClawProcess,
): Promise<number> {
  const oracle: FixOracle = {
    judge: openclaw.judge,
    migrate: async (text) => {
      try {
        return migratedText(await openclaw.migrate(JSON5.parse(text)));
      } catch {
        return undefined; // text that cannot be read has nothing to migrate
      }
    },
  };
  if (configs !== undefined && file !== undefined) {
    const cases: RecordedMigration[] = [];
    for (const { config } of readConfigs(configs)) {
      const text = await oracle.migrate(textOf(config));
      const { meta: _, ...before } = config as Record<string, unknown>;
      const { meta: _log, ...migrated } =
        text === undefined ? before : JSON5.parse<Record<string, unknown>>(text);
      const changes = !deeplyEqual(migrated, before);
      cases.push({ config, migrated: changes ? migrated : null });
    }
    writeMigrations(file, `npm run conformance -- --fix --configs ${configs} --save ${file}`, cases);
    return 0;
  }
  const given = folders.flatMap(configsBelow);
  const made = Array.from({ length: count }, (_, index) => ({
    name: `generated ${seed}/${index}`,
    text: textOf(caseAt(index, seed, release, schema).config),
  }));
  let holds = true;
  for (const unsafe of [false, true]) {
    const outcomes: FixOutcome[] = [];
    for (const { name, text } of [...given, ...made])
      outcomes.push(await fixOutcome(name, text, release, unsafe, oracle));
    const report = fixReport(outcomes);
    print(`--fix${unsafe ? "=unsafe" : ""}\n${report.text}\n`);
    holds = holds && (unsafe || report.holds);
  }
  return holds ? 0 : 1;
}

function readConfigs(file: string): Case[] {
  const configs: unknown = JSON5.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(configs)) throw new Error(`${file} is no list of configs`);
  return configs.map((config: unknown, index) => ({ index, kind: "given", config }));
}

async function save(
  file: string,
  rows: readonly Judged[],
  version: string,
  ask: (config: unknown) => Promise<OpenClawVerdict>,
  { seed, configs }: Options,
): Promise<void> {
  const cases: RecordedCase[] = [];
  for (const { one } of rows) {
    const { valid, issues } = await ask(one.config);
    const paths = issues.map(({ path }) => path);
    cases.push({ kind: one.kind, config: JSON5.stringify(one.config), valid, paths });
  }
  const what = configs === undefined ? `--count ${rows.length} --seed ${seed}` : `--configs ${configs}`;
  const command = `npm run conformance -- --openclaw ${version} ${what} --save FILE`;
  writeRecorded(file, { openclaw: version, command, cases });
}

async function judge(
  config: unknown,
  release: string,
  ask: (config: unknown) => Promise<OpenClawVerdict>,
): Promise<Outcome> {
  return compare(await ask(config), ownVerdict(config, release));
}

/** Prints disagreements, each with the smallest config that still has it; the same one is shown once. */
async function show(
  rows: readonly Judged[],
  release: string,
  ask: (config: unknown) => Promise<OpenClawVerdict>,
  options: Options,
): Promise<void> {
  const shown = new Set<string>();
  const odd = rows.filter(({ outcome }) => label(outcome) !== undefined);
  for (const { one, outcome } of odd) {
    if (shown.size >= options.show) break;
    const wanted = label(outcome);
    const same = async (smaller: unknown) => label(await judge(smaller, release, ask)) === wanted;
    const smallest = await shrink(one.config, same, MOST_QUESTIONS);
    const text = textOf(smallest);
    if (shown.has(text)) continue;
    shown.add(text);
    const theirs = await ask(smallest);
    print(`## ${wanted} (case ${one.index}, ${one.kind})\n\n${text}\n`);
    for (const { path, message } of theirs.issues)
      print(`  OpenClaw: ${path === "" ? "(root)" : path}: ${message}`);
    for (const path of ownVerdict(smallest, release)) print(`  clawlint: ${path.join(".")}`);
    print("");
  }
}

/** The name of a disagreement; undefined for agreement. */
function label(outcome: Outcome): string | undefined {
  if (outcome.kind === "both-accept") return undefined;
  if (outcome.kind !== "both-refuse") return outcome.kind;
  return outcome.nearness === "same" || outcome.nearness === "near" ? undefined : `path ${outcome.nearness}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

const options = readOptions(process.argv.slice(2));
if (options === "help") print(HELP);
else if (typeof options === "string") {
  say(options);
  process.exitCode = 2;
} else if (options.skill) {
  const { openclaw, save: file } = options;
  const verdict = askAboutSkill(
    "folder" in openclaw ? unpackedOpenClaw(openclaw.folder) : installOpenClaw(openclaw.release),
  );
  const text = `${JSON.stringify(verdict, undefined, 2)}\n`;
  if (file === undefined) print(text);
  else writeFileSync(file, text);
} else if (options.levels) process.exitCode = await recordLevels(options, print);
else process.exitCode = options.routes ? await runRoutes(options, print) : await main(options);
