import yargs, { type ArgumentsCamelCase, type Argv } from "yargs";
import { version } from "../core/version.ts";
import type { RawCheckArguments } from "./check-arguments.ts";
import { checkOptions, environmentOptions, one, readCheckArguments, strings, text } from "./check-options.ts";
import { completionValues } from "./completion.ts";
import { UsageError } from "./exit-codes.ts";
import {
  initOptions,
  type OnboardArguments,
  onboardOptions,
  readOnboardArguments,
} from "./onboard-arguments.ts";
import type { SchemaArguments } from "./run-schema.ts";
import { complaint, refuseMoreWords } from "./yargs-words.ts";

/** Stands for a lone `-` on the way through yargs, which drops it. */
const STDIN = "<stdin>";

/** A command line as read: which command, with what. */
export type Command =
  | { readonly name: "check"; readonly check: RawCheckArguments }
  | { readonly name: "schema"; readonly schema: SchemaArguments }
  | { readonly name: "rules"; readonly format: string }
  | {
      readonly name: "env";
      readonly file: string | undefined;
      readonly check: RawCheckArguments;
      readonly required: boolean;
      readonly verbose: boolean;
      readonly format: string | undefined;
      readonly gateways: readonly string[];
    }
  | {
      readonly name: "route";
      readonly file: string | undefined;
      readonly check: RawCheckArguments;
      readonly agent: string | undefined;
      readonly reference: string | undefined;
      readonly format: string;
    }
  | {
      readonly name: "upgrade";
      readonly file: string | undefined;
      readonly check: RawCheckArguments;
      readonly from: string | undefined;
      readonly to: string | undefined;
      readonly format: string;
    }
  | {
      readonly name: "explain";
      readonly subject: string;
      readonly file: string | undefined;
      readonly check: RawCheckArguments;
    }
  | { readonly name: "onboard"; readonly onboard: OnboardArguments }
  | { readonly name: "init"; readonly file: string | undefined; readonly onboard: OnboardArguments }
  | { readonly name: "completion"; readonly shell: string | undefined }
  | { readonly name: "said" }; // help, version or completion: printed already

/** Reads any command line with yargs. Throws `UsageError` for one that is used wrongly. */
export async function readLongRoute(
  written: readonly string[],
  print: (text: string) => void,
): Promise<Command> {
  const asked = completionWords(written);
  const values = asked === undefined ? undefined : completionValues(asked);
  if (values !== undefined) {
    print(values.map((value) => `${value}\n`).join(""));
    return { name: "said" };
  }
  const args = asked === undefined ? plainWords(written) : ["--get-yargs-completions", "clawlint", ...asked];
  refuseSwitchValues(args);
  let taken: Command | undefined;
  let said: string | undefined;
  const parser = createParser(args, (one) => {
    taken = one;
  });
  await parser.parseAsync(yargsWords(args), {}, (_error, _argv, output) => {
    if (output !== "") said = output;
  });
  if (said !== undefined) {
    print(`${said}\n`);
    return { name: "said" };
  }
  if (taken === undefined) throw new UsageError("Nothing to do. Try clawlint --help.");
  return taken;
}

/** yargs with every command; `take` gets the one that the command line says. */
function createParser(args: readonly string[], take: (command: Command) => void): Argv {
  const parser = yargs([...args])
    .scriptName("clawlint")
    .usage(
      "$0 [check] [paths..]\n\nFinds what is wrong with an OpenClaw config: every section, and above all providers,\nmodel references, API keys. Without a path it looks at openclaw.json in this folder,\nelse at the config that OpenClaw itself would load.",
    )
    .example("$0", "lint the config of this folder or of this machine")
    .example("$0 check config/openclaw.json --format json", "lint one file, for a program to read")
    .example("$0 --gateway systemd", "is every key available to the service?")
    .example("$0 check '**/openclaw.json' --env-names ANTHROPIC_API_KEY", "in CI, without any secret")
    .example("$0 explain unset-env", "what a rule means and what to do")
    .epilogue(
      "clawlint check --help lists the options of check, clawlint COMMAND --help those of another command.",
    )
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
      "populate--": true,
    })
    .exitProcess(false)
    .fail((message, error) => {
      if (error !== undefined && error !== null && !(error instanceof UsageError) && error.name !== "YError")
        throw error;
      throw new UsageError(complaint(message ?? error?.message ?? "", args));
    });
  // The commands alone fill a screen; what check takes, check --help says.
  const isTopHelp = args.length === 1 && /^(?:--help|-h)$/u.test(args[0] ?? "");
  const check = checkCommand(isTopHelp ? (y) => y : (y) => checkOptions(y) as Argv);
  for (const declare of [check, ...OTHER_COMMANDS]) declare(parser, take);
  return parser;
}

/** Declares a command to yargs; `take` gets what its command line says. */
type Declaration = (y: Argv, take: (command: Command) => void) => Argv;

function command<T>(
  usage: string | readonly string[],
  describe: string,
  options: (y: Argv) => Argv<T>,
  read: (argv: ArgumentsCamelCase<T>) => Command,
): Declaration {
  return (y, take) => y.command(usage, describe, options, (argv) => take(read(argv)));
}

function checkCommand(options: (y: Argv) => Argv): Declaration {
  return command(["check [paths..]", "$0"], "lint configs (the default command)", options, (argv) => ({
    name: "check",
    check: readCheckArguments(
      argv["schema"] === STDIN ? { ...argv, schema: "-" } : argv,
      [...strings(argv["paths"]), ...afterDashes(argv)].map((path) => (path === STDIN ? "-" : path)),
    ),
  }));
}

/** Every command but `check`, in the order of the help. */
const OTHER_COMMANDS: readonly Declaration[] = [
  command(
    "explain <subject> [file]",
    "a rule, a config path, a variable, or a model reference",
    (y) =>
      environmentOptions(
        y
          .positional("subject", { type: "string", demandOption: true })
          .positional("file", { type: "string" }),
      ),
    (argv) => {
      refuseMoreWords("explain", argv);
      return {
        name: "explain",
        subject: String(argv.subject),
        file: fileOf(argv),
        check: readCheckArguments(argv, []),
      };
    },
  ),
  command(
    "env [file]",
    "every variable that the config needs, and where it comes from",
    (y) =>
      environmentOptions(y.positional("file", { type: "string" }))
        .option("verbose", switched("every place that was looked at, and each provider"))
        .option("required", switched("print only the names that must be set"))
        .option("format", {
          type: "string",
          choices: ["pretty", "json", "dotenv", "github"],
          describe: "how to print",
        }),
    (argv) => {
      refuseMoreWords("env", argv);
      const gateways = strings(argv["gateway"]);
      return {
        name: "env",
        file: fileOf(argv),
        check: readCheckArguments({ ...argv, format: undefined, gateway: gateways[0] }, []),
        required: argv.required === true,
        verbose: argv.verbose === true,
        format: argv.format,
        gateways,
      };
    },
  ),
  command(
    "route [file]",
    "for every model reference: the request that OpenClaw would send, or why none",
    (y) =>
      environmentOptions(y.positional("file", { type: "string" }))
        .option("agent", valued("only what this agent runs on"))
        .option(
          "reference",
          valued("ask for this reference (provider/model, alias) instead of those of the config"),
        )
        .option("format", printedAs("pretty", "json", "mermaid")),
    (argv) => {
      refuseMoreWords("route", argv);
      return {
        name: "route",
        file: fileOf(argv),
        check: readCheckArguments({ ...argv, format: undefined }, []),
        agent: one(argv.agent, "--agent") as string | undefined,
        reference: one(argv.reference, "--reference") as string | undefined,
        format: argv.format,
      };
    },
  ),
  command(
    "upgrade [file]",
    "what becomes of the config in another OpenClaw release",
    (y) =>
      environmentOptions(y.positional("file", { type: "string" }))
        .option("to", valued("the release to go to; default the newest known"))
        .option("from", valued("the release to come from; default the one that wrote the config"))
        .option(
          "read-only",
          switched("the gateway cannot write its config, and repairs nothing at its start"),
        )
        .option("format", printedAs("pretty", "json", "markdown"))
        .hide("openclaw-version"),
    (argv) => {
      refuseMoreWords("upgrade", argv);
      if (argv["openclaw-version"] !== undefined)
        throw new UsageError("upgrade takes two releases: --from and --to.");
      return {
        name: "upgrade",
        file: fileOf(argv),
        check: readCheckArguments({ ...argv, format: undefined }, []),
        from: text(argv.from, "--from"),
        to: text(argv.to, "--to"),
        format: argv.format,
      };
    },
  ),
  command(
    "schema",
    "print the JSON Schema",
    (y) =>
      y
        .option("openclaw-version", valued("of this OpenClaw release; default the newest known"))
        .option("models", switched("models and agents only; all else takes anything"))
        .option("strict", switched("for ajv in its strict mode: no keywords of editors, no unions of types")),
    (argv) => {
      refuseMoreWords("schema", argv);
      return {
        name: "schema",
        schema: {
          openclawVersion: text(argv["openclaw-version"], "--openclaw-version"),
          models: one(argv.models, "--models") === true,
          strict: one(argv.strict, "--strict") === true,
        },
      };
    },
  ),
  command(
    "rules",
    "list all rules",
    (y) => y.option("format", printedAs("pretty", "json")),
    (argv) => {
      refuseMoreWords("rules", argv);
      return { name: "rules", format: argv.format };
    },
  ),
  command(
    "onboard",
    "set a provider up in the config, and its key where the gateway finds it",
    onboardOptions,
    (argv) => {
      // A stray word may be a key: it is not repeated.
      if (argv._.length > 1 || afterDashes(argv).length > 0)
        throw new UsageError("onboard takes options, and no words between them.");
      return { name: "onboard", onboard: readOnboardArguments(argv) };
    },
  ),
  command(
    "init [file]",
    "write a commented config to begin with, where OpenClaw loads it",
    (y) => initOptions(y.positional("file", { type: "string" })),
    (argv) => {
      refuseMoreWords("init", argv);
      return {
        name: "init",
        file: afterDashes(argv)[0] ?? argv.file,
        onboard: readOnboardArguments(argv),
      };
    },
  ),
  command(
    "lsp",
    "the language server, for editors (docs/editors.md)",
    (y) => y.option("stdio", switched("talk over stdin and stdout")),
    () => {
      // With --stdio it is started before any command is read.
      throw new UsageError("The language server talks over stdin and stdout: clawlint lsp --stdio.");
    },
  ),
  command(
    "completion [shell]",
    "print what completes this command in bash, zsh or fish",
    (y) => y.positional("shell", { type: "string" }),
    (argv) => {
      refuseMoreWords("completion", argv);
      return { name: "completion", shell: argv.shell };
    },
  ),
];

function valued(describe: string) {
  return { type: "string", describe } as const;
}

function switched(describe: string) {
  return { type: "boolean", describe } as const;
}

/** The option by which a command prints in one of several ways. */
function printedAs(...choices: readonly string[]) {
  return { type: "string", choices, default: "pretty", describe: "how to print" } as const;
}

/** Options that are on or off; yargs takes any other text behind `=` for off. */
const SWITCHES: ReadonlySet<string> = new Set([
  "backup",
  "changed",
  "color",
  "diff",
  "dry-run",
  "fail-on-unknown",
  "force",
  "json",
  "keep-old-default",
  "models",
  "non-interactive",
  "quiet",
  "read-only",
  "repair",
  "required",
  "restart",
  "routes",
  "run-login-shell",
  "set-default",
  "strict",
]);

/** The command line that is being written, of `completion SHELL -- WORDS`; undefined for any other. */
function completionWords([command, shell, dashes, ...words]: readonly string[]):
  | readonly string[]
  | undefined {
  return command === "completion" && shell !== undefined && dashes === "--" ? words : undefined;
}

/** `help` and `version` as the options that yargs knows them by. */
function plainWords([first, ...rest]: readonly string[]): readonly string[] {
  if (first === "help") return [...rest, "--help"];
  return first === "version" ? ["--version"] : first === undefined ? [] : [first, ...rest];
}

/** The words as yargs takes them: it drops a lone `-`, and `--fix` must not take the next word for its value. */
function yargsWords(args: readonly string[]): readonly string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return args.map((word, index) =>
    word === "-" ? STDIN : word === "--fix" && index < end ? "--fix=" : word,
  );
}

/** The file that a command is given, behind `--` if its name begins like an option. */
function fileOf(argv: Readonly<Record<string, unknown>> & { readonly file?: string | undefined }) {
  return argv.file ?? afterDashes(argv)[0];
}

/** The words behind `--`: names, however they begin. */
function afterDashes(argv: Readonly<Record<string, unknown>>): readonly string[] {
  return strings(argv["--"]);
}

function refuseSwitchValues(args: readonly string[]): void {
  const end = args.indexOf("--");
  for (const word of end < 0 ? args : args.slice(0, end)) {
    const [, name = "", value = ""] = /^--(?:no-)?([a-z-]+)=(.*)$/su.exec(word) ?? [];
    if (!SWITCHES.has(name) || value === "true" || value === "false") continue;
    const help = name === "diff" && value === "unsafe" ? " Did you mean --fix=unsafe --diff?" : "";
    throw new UsageError(`--${name} takes no value.${help}`);
  }
}
