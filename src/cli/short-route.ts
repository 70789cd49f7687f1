import type { RawCheckArguments } from "./check-arguments.ts";

/** Options of the short route that take a value. */
const VALUE_OPTIONS: Readonly<Record<string, keyof RawCheckArguments>> = {
  "--format": "format",
  "-f": "format",
  "--gateway": "gateway",
  "--openclaw-version": "openclawVersion",
  "--state-dir": "stateDir",
  "--fail-on": "failOn",
  "--stdin-filename": "stdinFilename",
};

/** The other commands; a first word among them is no path. */
const COMMANDS: ReadonlySet<string> = new Set([
  "explain",
  "env",
  "route",
  "schema",
  "rules",
  "onboard",
  "init",
  "lsp",
  "completion",
]);

/**
 * Reads the plain form `[check] [paths…] [--format NAME]` without loading yargs, which costs as much as starting Node.
 * Undefined for everything else, which the long route then reads; both give the same for what this one reads.
 */
export function readShortRoute(args: readonly string[]): RawCheckArguments | undefined {
  const rest = args[0] === "check" ? args.slice(1) : args;
  if (args[0] !== undefined && COMMANDS.has(args[0])) return undefined;
  const paths: string[] = [];
  const options: Record<string, string> = {};
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? "";
    if (word === "-" || !word.startsWith("-")) {
      if (word === "") return undefined;
      paths.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const name = VALUE_OPTIONS[equals < 0 ? word : word.slice(0, equals)];
    const value = equals < 0 ? rest[index + 1] : word.slice(equals + 1);
    // Empty, repeated or missing values are yargs' business.
    if (name === undefined || value === undefined || value === "" || value.startsWith("-") || name in options)
      return undefined;
    if (equals < 0) index += 1;
    options[name] = value;
  }
  return { paths, ...options };
}
