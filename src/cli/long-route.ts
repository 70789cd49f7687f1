import yargs, { type Argv } from "yargs";
import { nearest } from "../core/text.ts";
import { version } from "../core/version.ts";
import { FAIL_LEVELS, FORMATS, GATEWAYS, type RawCheckArguments } from "./check-arguments.ts";
import { UsageError } from "./exit-codes.ts";
import {
  initOptions,
  type OnboardArguments,
  onboardOptionNames,
  onboardOptions,
  readOnboardArguments,
} from "./onboard-arguments.ts";

/** A command line as read: which command, with what. */
export type Command =
  | { readonly name: "check"; readonly check: RawCheckArguments }
  | { readonly name: "schema"; readonly openclawVersion: string | undefined }
  | { readonly name: "rules"; readonly format: string }
  | {
      readonly name: "env";
      readonly paths: readonly string[];
      readonly check: RawCheckArguments;
      readonly required: boolean;
      readonly format: string | undefined;
      readonly gateways: readonly string[];
    }
  | {
      readonly name: "explain";
      readonly subject: string;
      readonly file: string | undefined;
      readonly check: RawCheckArguments;
    }
  | { readonly name: "onboard"; readonly onboard: OnboardArguments }
  | { readonly name: "init"; readonly file: string; readonly onboard: OnboardArguments }
  | { readonly name: "said" }; // help, version or completion: printed already

/** Reads any command line with yargs. Throws `UsageError` for one that is used wrongly. */
export async function readLongRoute(
  args: readonly string[],
  print: (text: string) => void,
): Promise<Command> {
  let command: Command | undefined;
  let said: string | undefined;
  const parser = yargs()
    .scriptName("clawlint")
    .usage(
      "$0 [check] [paths..]\n\nFinds what is wrong with the model part of an OpenClaw config: providers, model\nreferences, API keys. Without a path it looks at openclaw.json in this folder,\nelse at the config that OpenClaw itself would load.",
    )
    .command(["check [paths..]", "$0"], "lint configs (the default command)", checkOptions, (argv) => {
      command = {
        name: "check",
        check: toCheck(
          argv,
          strings(argv["paths"]).map((path) => (path === STDIN ? "-" : path)),
        ),
      };
    })
    .command(
      "explain <subject> [file]",
      "a rule's page, or where a config value comes from (models.providers.x.apiKey)",
      (y) =>
        environmentOptions(
          y
            .positional("subject", { type: "string", demandOption: true })
            .positional("file", { type: "string" }),
        ),
      (argv) => {
        command = {
          name: "explain",
          subject: String(argv.subject),
          file: argv.file,
          check: toCheck(argv, []),
        };
      },
    )
    .command(
      "env [file]",
      "every variable the config needs, and where each comes from",
      (y) =>
        environmentOptions(y.positional("file", { type: "string" }))
          .option("required", { type: "boolean", describe: "print only the names that must be set" })
          .option("format", {
            type: "string",
            choices: ["pretty", "json", "dotenv", "github"],
            describe: "how to print",
          }),
      (argv) => {
        const gateways = strings(argv["gateway"]);
        command = {
          name: "env",
          paths: argv.file === undefined ? [] : [argv.file],
          check: toCheck({ ...argv, format: undefined, gateway: gateways[0] }, []),
          required: argv.required === true,
          format: argv.format,
          gateways,
        };
      },
    )
    .command(
      "schema",
      "print the JSON Schema",
      (y) =>
        y.option("openclaw-version", {
          type: "string",
          describe: "of this OpenClaw release; default the newest known",
        }),
      (argv) => {
        command = { name: "schema", openclawVersion: argv["openclaw-version"] };
      },
    )
    .command(
      "rules",
      "list all rules",
      (y) =>
        y.option("format", {
          type: "string",
          choices: ["pretty", "json"],
          default: "pretty",
          describe: "how to print",
        }),
      (argv) => {
        command = { name: "rules", format: argv.format };
      },
    )
    .command(
      "onboard",
      "set a provider up in the config, and its key where the gateway finds it",
      onboardOptions,
      (argv) => {
        // A stray word may be a key: it is not repeated.
        if (argv._.length > 1) throw new UsageError("onboard takes options, and no words between them.");
        command = { name: "onboard", onboard: readOnboardArguments(argv, one) };
      },
    )
    .command(
      "init [file]",
      "write a commented config to begin with",
      (y) => initOptions(y.positional("file", { type: "string", default: "openclaw.json" })),
      (argv) => {
        command = { name: "init", file: argv.file, onboard: readOnboardArguments(argv, one) };
      },
    )
    .example("$0", "lint the config of this folder or of this machine")
    .example("$0 check config/openclaw.json --format json", "lint one file, for a program to read")
    .example("$0 --gateway systemd", "is every key available to the service?")
    .example("$0 check '**/openclaw.json' --env-names ANTHROPIC_API_KEY", "in CI, without any secret")
    .example("$0 explain unset-env", "what a rule means and what to do")
    .epilogue("Exit codes: 0 clean, 1 findings, 2 used wrongly, 3 could not look, 4 a bug in clawlint.")
    .version(version)
    .help()
    .alias("help", "h")
    .strictOptions()
    .strictCommands(false)
    .recommendCommands()
    .wrap(92)
    .parserConfiguration({
      "duplicate-arguments-array": true,
      "camel-case-expansion": true,
      "parse-positional-numbers": false,
    })
    .exitProcess(false)
    .fail((message, error) => {
      if (error !== undefined && error !== null && !(error instanceof UsageError) && error.name !== "YError")
        throw error;
      throw new UsageError(complaint(message ?? error?.message ?? "", args));
    });
  await parser.parseAsync(
    args.map((word) => (word === "-" ? STDIN : word === "--fix" ? "--fix=" : word)),
    {},
    (_error, _argv, output) => {
      if (output !== "") said = output;
    },
  );
  if (said !== undefined) {
    print(`${said}\n`);
    return { name: "said" };
  }
  if (command === undefined) throw new UsageError("Nothing to do. Try clawlint --help.");
  return command;
}

function environmentOptions<T>(y: Argv<T>) {
  return y
    .option("gateway", { type: "string", describe: `whose environment counts: ${GATEWAYS.join(", ")}` })
    .option("env-file", {
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

function checkOptions<T>(y: Argv<T>) {
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
    .option("backup", { type: "boolean", describe: "with --fix: keep the old file beside the new one" })
    .option("baseline", { type: "string", describe: "leave out the known findings of this file" })
    .option("write-baseline", { type: "string", describe: "write all findings to this file as known ones" })
    .option("config", {
      type: "boolean",
      default: true,
      describe: "read clawlint.config.json5; --no-config does not",
    });
}

/** Stands for a lone `-` on the way through yargs, which drops it. */
const STDIN = "<stdin>";

/** Every long option, for guessing; a test compares the list with the help text. */
export const OPTIONS: readonly string[] = [
  "changed",
  "baseline",
  "color",
  "backup",
  "config",
  "diff",
  "env-file",
  "env-names",
  "fail-on",
  "fix",
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

function toCheck(argv: Readonly<Record<string, unknown>>, paths: readonly string[]): RawCheckArguments {
  const color = one(argv["color"], "--color");
  const quiet = one(argv["quiet"], "--quiet");
  const changed = one(argv["changed"], "--changed");
  const maxWarnings = one(argv["max-warnings"], "--max-warnings");
  return {
    paths,
    format: text(argv["format"], "--format"),
    report: strings(argv["report"]),
    gateway: text(argv["gateway"], "--gateway"),
    envFile: strings(argv["env-file"]),
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
  };
}

function one(value: unknown, option: string): unknown {
  if (Array.isArray(value)) throw new UsageError(`${option} stands twice; give it once.`);
  return value;
}

function text(value: unknown, option: string): string | undefined {
  const single = one(value, option);
  if (single === "") throw new UsageError(`${option} needs a value.`);
  return typeof single === "string" ? single : undefined;
}

function strings(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map(String);
}

/** yargs' complaint in our words, with the right option when one is near. */
function complaint(message: string, args: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.+)$/u.exec(message)?.[1]?.split(",")[0]?.trim();
  if (unknown === undefined) return `${message.replace(/\.$/u, "")}. Try clawlint --help.`;
  const written = args.find((arg) => arg.replace(/^-+/u, "").split("=")[0] === unknown) ?? `--${unknown}`;
  const guess = nearest(unknown, [...OPTIONS, ...onboardOptionNames()]);
  const help = guess === undefined ? "Try clawlint --help." : `Did you mean --${guess}?`;
  return `clawlint has no option ${written.split("=")[0]}. ${help}`;
}
