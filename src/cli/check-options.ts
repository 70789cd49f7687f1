import type { Argv } from "yargs";
import { FORMATS } from "../report/formats.ts";
import { GATEWAY_TARGETS } from "../resolve/environment/environment.ts";
import { FAIL_LEVELS } from "../settings/settings.ts";
import type { RawCheckArguments } from "./check-arguments.ts";
import { UsageError } from "./exit-codes.ts";

/** How an option is read: one text, one number, a list by repetition, or on and off. */
export type OptionKind = "text" | "number" | "list" | "switch";

interface CheckOption {
  readonly kind: OptionKind;
  readonly describe: string;
  readonly alias?: string;
  /** Says whose environment counts; `env`, `route` and `explain` take these alone. */
  readonly environment?: true;
}

/** The options of `check`, in the order of its help: what yargs is told, and what is read without it (short-route.ts). */
export const CHECK_OPTIONS: Readonly<Record<string, CheckOption>> = {
  gateway: {
    kind: "text",
    describe: `whose environment counts: ${GATEWAY_TARGETS.join(", ")}`,
    environment: true,
  },
  dotenv: { kind: "list", describe: "further variables from a dotenv file", environment: true },
  "env-names": {
    kind: "list",
    describe: "names that will be set, without values: A,B or @.env.example",
    environment: true,
  },
  "state-dir": { kind: "text", describe: "stands for ~/.openclaw", environment: true },
  "service-file": {
    kind: "text",
    describe: "the unit, plist, Compose file or manifest to read",
    environment: true,
  },
  service: {
    kind: "text",
    describe: "of several in a Compose file or manifest, the one that runs the gateway: name or image",
    environment: true,
  },
  "run-login-shell": {
    kind: "switch",
    describe: "really ask the login shell where env.shellEnv is on (runs it)",
    environment: true,
  },
  "openclaw-version": {
    kind: "text",
    describe: "judge by this OpenClaw release, or by all of A..B",
    environment: true,
  },
  format: { kind: "text", alias: "f", describe: `what stdout gets: ${FORMATS.join(", ")}` },
  report: { kind: "list", describe: "the same into a file: NAME=FILE" },
  schema: { kind: "text", describe: "also validate against this JSON Schema file" },
  "fail-on": { kind: "text", describe: `exit 1 from this level on: ${FAIL_LEVELS.join(", ")}` },
  "fail-on-unknown": {
    kind: "switch",
    describe: "exit 1 when it cannot be known here whether a provider in use has its key",
  },
  "max-warnings": { kind: "number", describe: "exit 1 when there are more warnings" },
  rule: { kind: "list", describe: "set a rule's level: ID=off|info|warning|error" },
  changed: {
    kind: "switch",
    describe: "paths are changed files: lint the configs they are or belong to, pass over the rest",
  },
  "read-only": {
    kind: "switch",
    describe: "the gateway cannot write its config: what it would repair at its start stops it",
  },
  "stdin-filename": { kind: "text", describe: "the name that text from stdin goes by" },
  quiet: { kind: "switch", describe: "errors only" },
  color: { kind: "switch", describe: "colours; default: on a terminal" },
  fix: { kind: "text", describe: "make the safe repairs, with --fix=unsafe all of them" },
  diff: { kind: "switch", describe: "show what --fix would change, and write nothing" },
  routes: { kind: "switch", describe: "routes of the model references in the JSON report" },
  backup: { kind: "switch", describe: "with --fix: keep the old file beside the new one" },
  force: { kind: "switch", describe: "let a report or baseline replace a file that is not one" },
  baseline: { kind: "text", describe: "leave out the known findings of this file" },
  "write-baseline": { kind: "text", describe: "write all findings to this file as known ones" },
  config: { kind: "switch", describe: "read clawlint.config.json5; --no-config does not" },
};

const YARGS_TYPES = {
  text: { type: "string" },
  number: { type: "number" },
  list: { type: "string", array: true, nargs: 1 },
  switch: { type: "boolean" },
} as const;

function declare<T>(y: Argv<T>, environment: boolean): Argv<T> {
  let all = y;
  for (const [name, option] of Object.entries(CHECK_OPTIONS)) {
    if ((option.environment === true) !== environment) continue;
    const { kind, describe, alias } = option;
    all = all.option(name, {
      ...YARGS_TYPES[kind],
      describe,
      ...(alias === undefined ? {} : { alias }),
      // Shown in the help, since it is the one that is on.
      ...(name === "config" ? { default: true } : {}),
    }) as Argv<T>;
  }
  return all;
}

/** Declares the options that say whose environment counts; `env` and `explain` take these alone. */
export function environmentOptions<T>(y: Argv<T>): Argv<T> {
  return declare(y, true);
}

/** Declares the options of `check`. */
export function checkOptions<T>(y: Argv<T>) {
  return declare(
    environmentOptions(y).positional("paths", {
      type: "string",
      array: true,
      describe: "files, folders, globs; - reads stdin",
    }),
    false,
  );
}

/** Every long option, for guessing; a test compares the list with the help text. */
export const OPTIONS: readonly string[] = [
  ...Object.keys(CHECK_OPTIONS),
  "help",
  "no-config",
  "required",
  "version",
];

/** Reads what yargs found. Throws `UsageError` for an option that stands twice or lacks its value. */
export function readCheckArguments(
  argv: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): RawCheckArguments {
  const read: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(CHECK_OPTIONS)) {
    const value = argv[name];
    read[argumentOf(name)] =
      kind === "list"
        ? strings(value)
        : name === "fix" && value !== false
          ? one(value, "--fix")
          : kind === "text"
            ? text(value, `--${name}`)
            : one(value, `--${name}`);
  }
  return { ...read, paths };
}

/** The argument that an option gives: `env-names` is `envNames`. */
export function argumentOf(option: string): string {
  return option.replace(/-([a-z])/gu, (_all, letter: string) => letter.toUpperCase());
}

/** The value of an option that is given once. Throws `UsageError` for a second one. */
export function one(value: unknown, option: string): unknown {
  if (Array.isArray(value)) throw new UsageError(`${option} stands twice; give it once.`);
  return value;
}

export function text(value: unknown, option: string): string | undefined {
  const single = one(value, option);
  // What yargs makes of --no-NAME.
  if (typeof single === "boolean") throw new UsageError(`clawlint has no option --no-${option.slice(2)}.`);
  if (single === "") throw new UsageError(`${option} needs a value.`);
  return typeof single === "string" ? single : undefined;
}

/** The values of an option that may be repeated. */
export function strings(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map(String);
}
