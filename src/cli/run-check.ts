import { resolve } from "pathe";
import type { FileWriter } from "../core/file-writer.ts";
import { type Host, kindOf } from "../core/host.ts";
import { count, nearest } from "../core/text.ts";
import { cachedHost } from "../host/cached-host.ts";
import { createLinter, type Linter, type LinterSettings } from "../linter.ts";
import {
  type ConfigTarget,
  displayName,
  locateConfigs,
  locateDefault,
  tellPath,
} from "../locate/locate-configs.ts";
import { decode, type ReadResult, ROOT_LIMIT, readFailureWords, readText } from "../read/read-text.ts";
import { formatReport } from "../report/formats.ts";
import { knownFindings } from "../report/known-findings.ts";
import { type FileReport, type LintReport, summarize } from "../report/lint-report.ts";
import { ruleNames } from "../rules/rule-names.ts";
import { baselineText } from "../settings/baseline.ts";
import type { OwnSchema } from "../validate/own-schema.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applyBaseline } from "./apply-baseline.ts";
import { applySettings, tellUnread } from "./apply-settings.ts";
import { configsOfChanged } from "./changed-configs.ts";
import type { CheckArguments, RawCheckArguments } from "./check-arguments.ts";
import { nearCommand } from "./commands.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { namedBy, noConfigWords } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Output } from "./output.ts";
import { createProgress } from "./progress.ts";
import { tellService } from "./tell-service.ts";
import { judgeOutputs, type OutputFile, writeOutput } from "./write-output.ts";

/** Runs `check`: lints, writes the reports, and says how it went. */
export async function runCheck(
  machine: Host,
  raw: RawCheckArguments,
  output: Output,
  writer?: () => FileWriter,
): Promise<ExitCode> {
  const host = cachedHost(machine);
  const { args, levelOf, settingsPath } = await applySettings(host, raw);
  judgeLevels(args);
  judgeRelease(args.openclawVersion);
  const found = await findTargets(host, args, output);
  const { targets, passedOver } = args.changed
    ? configsOfChanged(host, found.targets)
    : { targets: found.targets, passedOver: 0 };
  if (passedOver > 0 && targets.length === 0)
    output.error("clawlint: none of the changed files is an OpenClaw config or included by one\n");
  const options: LinterSettings = {
    ...(await analyzeOptions(host, args)),
    levels: args.levels,
    levelOf,
    readOnly: args.readOnly,
    ownSchema: await readOwnSchema(host, args, output),
    routes: args.routes ? await routesReporter(host) : undefined,
  };
  if (args.fix !== "none") {
    const { runFix } = await import("./run-fix.ts");
    const done = await runFix(machine, targets, options, args, writer, output);
    if (done !== undefined) return done;
    // What is left is reported as ever, by the files as they now are.
    return runCheck(machine, { ...raw, fix: undefined, diff: undefined, backup: undefined }, output, writer);
  }
  const frames = [args.format, ...args.reports.map(({ format }) => format)].includes("pretty");
  const linter = createLinter({ host: machine, settings: { ...options, frames }, keep: 1 });
  const { files, documents, unread } = lintTargets(host, linter, targets, output);
  const troubles = [...found.troubles, ...unread];
  const linted: LintReport = { files, gateway: args.gateway, troubles };
  if (raw.config !== false) {
    const paths = targets.map(({ path }) => path);
    tellUnread(host, paths, settingsPath, output);
  }
  if (!args.isGatewayNamed && !args.quiet)
    tellService(
      host,
      targets.map(({ path }) => path),
      args.stateDir,
      output,
    );
  const inputs = new Set([...namedInputs(host, args), ...targets.map(({ path }) => path), ...documents]);
  // Asked of the machine itself: what it said at the start of the run may no longer hold.
  const outputs = judgeOutputs(machine, outputFiles(args), inputs, args.force);
  if (args.writeBaseline !== undefined && troubles.length === 0) {
    const known = knownFindings(linted);
    for (const one of outputs.filter(({ kind }) => kind === "baseline"))
      writeOutput(writer, one, baselineText(known));
    output.error(`clawlint: ${count(known.size, "known finding")} written to ${args.writeBaseline}\n`);
    return exitCodes.clean;
  }
  const whole =
    args.baseline === undefined
      ? linted
      : applyBaseline(
          host,
          linted,
          args.baseline,
          raw.baseline === undefined ? settingsPath : undefined,
          output,
        );
  const report = args.quiet ? errorsOnly(whole) : whole;
  const tell = (file: string): string => tellPath(host, resolve(host.cwd, file));
  for (const trouble of troubles) output.error(`clawlint: ${trouble}\n`);
  if (files.length > 0 || args.format !== "pretty") {
    const say = args.format === "github" ? output.commands : output.out;
    const { columns, links } = output;
    say(formatReport(report, args.format, args.color ?? output.colors, { columns, links, tell }));
  }
  for (const one of outputs)
    if (one.kind !== "baseline") writeOutput(writer, one, formatReport(report, one.kind, false, { tell }));
  if (troubles.length > 0) return exitCodes.cannotLook;
  return fails(whole, args) ? exitCodes.findings : exitCodes.clean;
}

/** Lints each config; `unread` says of those that cannot be read why not, `documents` which files the others are made of. */
function lintTargets(host: Host, linter: Linter, targets: readonly Target[], output: Output) {
  const files: FileReport[] = [];
  const documents: string[] = [];
  const unread: string[] = [];
  const progress = createProgress(output, "configs", targets.length);
  for (const target of targets) {
    progress.step();
    const result = linter.lint(target);
    if (result.ok) {
      files.push(result.report);
      for (const { path } of result.analysis.expanded.documents) documents.push(path);
    } else
      unread.push(
        `${tellPath(host, target.path)}: ${readFailureWords[result.failure]}${namedBy(host, target.path)}`,
      );
  }
  progress.end();
  return { files, documents, unread };
}

/** The files besides configs that options name, which no report may replace. */
function namedInputs(host: Host, args: CheckArguments): readonly string[] {
  const { envFiles, envNames, schema = "-", serviceFile = "-" } = args;
  const named = [...envFiles, ...envNames.map((name) => name.replace(/^@/u, "")), serviceFile, schema];
  return named.map((file) => resolve(host.cwd, file));
}

/** Where reports and a baseline are to go. */
function outputFiles({ reports, writeBaseline }: CheckArguments): readonly OutputFile[] {
  const files = reports.map(({ format, file }): OutputFile => ({ option: "--report", kind: format, file }));
  return writeBaseline === undefined
    ? files
    : [...files, { option: "--write-baseline", kind: "baseline", file: writeBaseline }];
}

/** What puts routes into the report; loaded only where they are wanted. */
async function routesReporter(host: Host): Promise<LinterSettings["routes"]> {
  const [{ routesOf }, { routeJson }] = await Promise.all([
    import("../resolve/route/routes-of.ts"),
    import("../report/routes.ts"),
  ]);
  return ({ resolved, config }) =>
    routesOf(resolved, config)
      .all()
      .map((route) => routeJson(route, (path) => tellPath(host, path)));
}

/** The schema of `--schema`, compiled. Throws `UsageError` for one that cannot be used. */
async function readOwnSchema(
  host: Host,
  { schema: file }: CheckArguments,
  output: Output,
): Promise<OwnSchema | undefined> {
  if (file === undefined) return undefined;
  const { compileOwnSchema } = await import("../validate/own-schema.ts");
  const path = resolve(host.cwd, file);
  const result = file === "-" ? await readStdin(path, output) : readText(host, path, ROOT_LIMIT);
  if (!result.ok) throw new UsageError(`--schema ${file}: ${readFailureWords[result.failure]}.`);
  try {
    return compileOwnSchema(JSON.parse(result.source.text));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`--schema ${file} ${schemaFault(error)}.`);
  }
}

/** Why a schema cannot be used, in our words; ajv's name the place or the reference. */
function schemaFault(error: Error): string {
  if (error instanceof SyntaxError) return "is not JSON";
  const [, place] = /schema is invalid: data(\S{1,200}) /u.exec(error.message) ?? [];
  if (place !== undefined) return `is no JSON Schema of draft-07: see what stands at ${place}`;
  const [, reference] = /can't resolve reference (\S{1,200})/u.exec(error.message) ?? [];
  return reference === undefined
    ? "is no JSON Schema of draft-07"
    : `refers to ${reference}, which it does not hold`;
}

type Target = ConfigTarget & { readonly text?: string };

async function findTargets(
  host: Host,
  args: CheckArguments,
  output: Output,
): Promise<{ targets: readonly Target[]; troubles: readonly string[] }> {
  if (args.paths.length === 0) {
    const found = locateDefault(host, args.stateDir);
    if (found !== undefined) return { targets: [found], troubles: [] };
    return {
      targets: [],
      troubles: [noConfigWords(host, args.stateDir)],
    };
  }
  const named = args.paths.filter((path) => path !== "-");
  const { targets, failures } = locateConfigs(host, named);
  judgeFirstWord(host, args.paths);
  const troubles = failures.map(({ argument, reason }) => `${argument}: ${reason}`);
  if (named.length === args.paths.length) return { targets, troubles };
  const file = args.stdinFilename ?? "openclaw.json";
  const path = resolve(host.cwd, file);
  const decoded = await readStdin(path, output);
  if (!decoded.ok) return { targets, troubles: [...troubles, `stdin: ${readFailureWords[decoded.failure]}`] };
  const shown = args.stdinFilename === undefined ? "<stdin>" : displayName(host, path);
  return { targets: [...targets, { path, file: shown, text: decoded.source.text }], troubles };
}

/** A first word that is no file may be a command, written wrongly. Throws `UsageError` where one is near. */
function judgeFirstWord(host: Host, [first = ""]: readonly string[]): void {
  const guess = nearCommand(first);
  if (guess !== undefined && kindOf(host, resolve(host.cwd, first)) === undefined)
    throw new UsageError(`There is no command and no file "${first}". Did you mean ${guess}?`);
}

async function readStdin(path: string, output: Output): Promise<ReadResult> {
  const bytes = await output.readStdin(ROOT_LIMIT);
  return bytes === undefined ? { ok: false, failure: "too-large" } : decode(path, bytes);
}

function errorsOnly(report: LintReport): LintReport {
  const files = report.files.map((file) => ({
    ...file,
    findings: file.findings.filter((finding) => finding.severity === "error"),
    skipped: [],
  }));
  return { ...report, files };
}

function fails(report: LintReport, { failOn, failOnUnknown, maxWarnings }: CheckArguments): boolean {
  const { errors, warnings, infos, unknownKeys } = summarize(report);
  if (failOnUnknown && unknownKeys > 0) return true;
  if (maxWarnings !== undefined && warnings > maxWarnings) return true;
  if (failOn === "never") return false;
  if (errors > 0) return true;
  return (failOn !== "error" && warnings > 0) || (failOn === "info" && infos > 0);
}

function judgeLevels({ levels }: CheckArguments): void {
  for (const id of Object.keys(levels)) {
    if (ruleNames.has(id)) continue;
    const guess = nearest(id, ruleNames);
    throw new UsageError(
      `There is no rule "${id}". ${guess === undefined ? "clawlint rules lists them." : `Did you mean ${guess}?`}`,
    );
  }
}
