import type { Argv } from "yargs";
import { FORMATS } from "../report/formats.ts";
import { GATEWAY_TARGETS } from "../resolve/environment/environment.ts";
import { FAIL_LEVELS } from "../settings/settings.ts";
import type { RawCheckArguments } from "./check-arguments.ts";
import { UsageError } from "./exit-codes.ts";

/** Declares the options that say whose environment counts; `env` and `explain` take these alone. */
export function environmentOptions<T>(y: Argv<T>) {
  return y
    .option("gateway", {
      type: "string",
      describe: `whose environment counts: ${GATEWAY_TARGETS.join(", ")}`,
    })
    .option("dotenv", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "further variables from a dotenv file",
    })
    .option("env-names", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "names that will be set, without values: A,B or @.env.example",
    })
    .option("state-dir", { type: "string", describe: "stands for ~/.openclaw" })
    .option("service-file", { type: "string", describe: "the unit, plist, Compose file or manifest to read" })
    .option("run-login-shell", {
      type: "boolean",
      describe: "really ask the login shell where env.shellEnv is on (runs it)",
    })
    .option("openclaw-version", {
      type: "string",
      describe: "judge by this OpenClaw release, or by all of A..B",
    });
}

/** Declares the options of `check`. */
export function checkOptions<T>(y: Argv<T>) {
  return environmentOptions(y)
    .positional("paths", { type: "string", array: true, describe: "files, folders, globs; - reads stdin" })
    .option("format", { alias: "f", type: "string", describe: `what stdout gets: ${FORMATS.join(", ")}` })
    .option("report", { type: "string", array: true, nargs: 1, describe: "the same into a file: NAME=FILE" })
    .option("schema", { type: "string", describe: "also validate against this JSON Schema file" })
    .option("fail-on", { type: "string", describe: `exit 1 from this level on: ${FAIL_LEVELS.join(", ")}` })
    .option("max-warnings", { type: "number", describe: "exit 1 when there are more warnings" })
    .option("rule", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "set a rule's level: ID=off|info|warning|error",
    })
    .option("changed", {
      type: "boolean",
      describe: "paths are changed files: lint the configs they are or belong to, pass over the rest",
    })
    .option("stdin-filename", { type: "string", describe: "the name that text from stdin goes by" })
    .option("quiet", { type: "boolean", describe: "errors only" })
    .option("color", { type: "boolean", describe: "colours; default: on a terminal" })
    .option("fix", { type: "string", describe: "make the safe repairs, with --fix=unsafe all of them" })
    .option("diff", { type: "boolean", describe: "show what --fix would change, and write nothing" })
    .option("routes", { type: "boolean", describe: "routes of the model references in the JSON report" })
    .option("backup", { type: "boolean", describe: "with --fix: keep the old file beside the new one" })
    .option("force", { type: "boolean", describe: "let a report or baseline replace a file that is none" })
    .option("baseline", { type: "string", describe: "leave out the known findings of this file" })
    .option("write-baseline", { type: "string", describe: "write all findings to this file as known ones" })
    .option("config", {
      type: "boolean",
      default: true,
      describe: "read clawlint.config.json5; --no-config does not",
    });
}

/** Every long option, for guessing; a test compares the list with the help text. */
export const OPTIONS: readonly string[] = [
  "changed",
  "baseline",
  "color",
  "backup",
  "routes",
  "config",
  "diff",
  "dotenv",
  "env-names",
  "fail-on",
  "fix",
  "force",
  "format",
  "gateway",
  "help",
  "max-warnings",
  "no-config",
  "openclaw-version",
  "quiet",
  "report",
  "required",
  "rule",
  "run-login-shell",
  "schema",
  "service-file",
  "state-dir",
  "stdin-filename",
  "version",
  "write-baseline",
];

/** Reads what yargs found. Throws `UsageError` for an option that stands twice or lacks its value. */
export function readCheckArguments(
  argv: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): RawCheckArguments {
  const color = one(argv["color"], "--color");
  const quiet = one(argv["quiet"], "--quiet");
  const changed = one(argv["changed"], "--changed");
  const maxWarnings = one(argv["max-warnings"], "--max-warnings");
  return {
    paths,
    format: text(argv["format"], "--format"),
    report: strings(argv["report"]),
    gateway: text(argv["gateway"], "--gateway"),
    dotenv: strings(argv["dotenv"]),
    envNames: strings(argv["env-names"]),
    stateDir: text(argv["state-dir"], "--state-dir"),
    serviceFile: text(argv["service-file"], "--service-file"),
    openclawVersion: text(argv["openclaw-version"], "--openclaw-version"),
    schema: text(argv["schema"], "--schema"),
    failOn: text(argv["fail-on"], "--fail-on"),
    maxWarnings: typeof maxWarnings === "number" ? maxWarnings : undefined,
    rule: strings(argv["rule"]),
    stdinFilename: text(argv["stdin-filename"], "--stdin-filename"),
    changed: typeof changed === "boolean" ? changed : undefined,
    quiet: typeof quiet === "boolean" ? quiet : undefined,
    color: typeof color === "boolean" ? color : undefined,
    config: argv["config"] !== false,
    runLoginShell: argv["run-login-shell"] === true,
    baseline: text(argv["baseline"], "--baseline"),
    writeBaseline: text(argv["write-baseline"], "--write-baseline"),
    fix: typeof argv["fix"] === "string" ? argv["fix"] : undefined,
    diff: argv["diff"] === true,
    backup: argv["backup"] === true,
    force: argv["force"] === true,
    routes: argv["routes"] === true,
  };
}

/** The value of an option that is given once. Throws `UsageError` for a second one. */
export function one(value: unknown, option: string): unknown {
  if (Array.isArray(value)) throw new UsageError(`${option} stands twice; give it once.`);
  return value;
}

function text(value: unknown, option: string): string | undefined {
  const single = one(value, option);
  if (single === "") throw new UsageError(`${option} needs a value.`);
  return typeof single === "string" ? single : undefined;
}

/** The values of an option that may be repeated. */
export function strings(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map(String);
}
