import { nearestTyped, orList } from "../core/text.ts";
import { OPTIONS } from "./check-options.ts";
import { UsageError } from "./exit-codes.ts";
import { onboardOptionNames } from "./onboard-arguments.ts";

/** Options that Node takes for itself wherever they stand on its command line, unless `--` stands before them. */
const NODES_OWN: ReadonlySet<string> = new Set([
  "env-file",
  "envFile",
  "env-file-if-exists",
  "envFileIfExists",
]);

const LONGEST_HELP = "clawlint --help lists the options.";

/** What yargs has against a command line, in our words, with the right name where one is near. */
export function complaint(message: string, args: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.+)$/u.exec(message)?.[1]?.split(",")[0]?.trim();
  if (unknown !== undefined) return unknownOption(unknown, args);
  const lacking = /^Not enough arguments following: (\S+)$/u.exec(message)?.[1];
  if (lacking !== undefined) return `--${lacking} needs a value.`;
  if (/^(?:Not enough non-option arguments|Missing required argument)/u.test(message))
    return args.includes("explain")
      ? "explain takes a rule, a config path, a variable or a model reference: clawlint explain unset-env."
      : `Something is missing. ${LONGEST_HELP}`;
  const [, option = "", given, choices] =
    /Argument: (\S+), Given: (.*), Choices: (.*)$/su.exec(message) ?? [];
  if (given === undefined || choices === undefined)
    return `This command line cannot be understood. ${LONGEST_HELP}`;
  const allowed = choices.split(", ").map(unquoted);
  const guess = nearestTyped(unquoted(given), allowed);
  const help = guess === undefined ? `It takes ${orList(allowed)}.` : `Did you mean ${guess}?`;
  return `--${option} does not take ${given}. ${help}`;
}

function unquoted(text: string): string {
  return text.replace(/^"|"$/gu, "");
}

function unknownOption(unknown: string, args: readonly string[]): string {
  if (NODES_OWN.has(unknown))
    return "--env-file is an option of Node itself, which acts on it before clawlint starts; clawlint's is --dotenv FILE.";
  const written =
    args.find((arg) => arg.replace(/^-+(?:no-)?/u, "").split("=")[0] === unknown) ?? `--${unknown}`;
  const no = written.startsWith("--no-") ? "no-" : "";
  const guess = nearestTyped(unknown, [...OPTIONS, ...onboardOptionNames()]);
  const help = guess === undefined ? LONGEST_HELP : `Did you mean --${no}${guess}?`;
  return `clawlint has no option ${written.split("=")[0]}. ${help}`;
}

/** Throws `UsageError` for words that a command has no use for. `argv._` begins with the command itself. */
export function refuseMoreWords(command: string, argv: { readonly _: readonly unknown[] }): void {
  const [, word] = argv._;
  if (word !== undefined)
    throw new UsageError(
      `${command} has no use for "${word}". clawlint ${command} --help says what it takes.`,
    );
}
