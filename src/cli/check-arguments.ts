import { nearestTyped, orList } from "../core/text.ts";
import { FORMATS, type Format } from "../report/formats.ts";
import { GATEWAY_TARGETS, type GatewayTarget } from "../resolve/environment/environment.ts";
import { FAIL_LEVELS, LEVELS, type Level } from "../settings/settings.ts";
import { UsageError } from "./exit-codes.ts";

/** Arguments that need no judging, or not here. */
interface PlainArguments {
  readonly stateDir: string | undefined;
  readonly serviceFile: string | undefined;
  readonly service: string | undefined;
  readonly openclawVersion: string | undefined;
  readonly schema: string | undefined;
  readonly stdinFilename: string | undefined;
  readonly maxWarnings: number | undefined;
  readonly color: boolean | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
}

/** Off unless given. */
interface Switches {
  readonly changed: boolean;
  /** The gateway cannot write its config. */
  readonly readOnly: boolean;
  readonly quiet: boolean;
  readonly runLoginShell: boolean;
  /** Shows the repairs and writes nothing. */
  readonly diff: boolean;
  readonly backup: boolean;
  /** Lets a report or a baseline replace a file that is none. */
  readonly force: boolean;
  /** Fails where it cannot be known whether a provider in use has its key. */
  readonly failOnUnknown: boolean;
  /** Routes of model references in the JSON report. */
  readonly routes: boolean;
}

/** The arguments of `check` as both routes of the command line give them, not yet judged. */
export interface RawCheckArguments
  extends Partial<PlainArguments>,
    Readonly<Partial<Record<keyof Switches, boolean | undefined>>> {
  readonly paths: readonly string[];
  readonly format?: string | undefined;
  readonly report?: readonly string[] | undefined;
  readonly gateway?: string | undefined;
  readonly dotenv?: readonly string[] | undefined;
  readonly envNames?: readonly string[] | undefined;
  readonly failOn?: string | undefined;
  readonly rule?: readonly string[] | undefined;
  /** False for `--no-config`. */
  readonly config?: boolean | undefined;
  /** "" for `--fix` alone. */
  readonly fix?: string | undefined;
}

/** The arguments of `check`, judged. */
export interface CheckArguments extends PlainArguments, Switches {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly reports: readonly { readonly format: Format; readonly file: string }[];
  readonly gateway: GatewayTarget;
  /** Whether somebody said so. */
  readonly isGatewayNamed: boolean;
  readonly envFiles: readonly string[];
  /** As written: `A,B` or `@FILE`. */
  readonly envNames: readonly string[];
  readonly failOn: (typeof FAIL_LEVELS)[number];
  readonly levels: Readonly<Record<string, Level>>;
  /** Which repairs to make. */
  readonly fix: "none" | "safe" | "unsafe";
}

/** Judges raw arguments. Throws `UsageError` for a value that an option does not take. */
export function judgeCheckArguments(raw: RawCheckArguments): CheckArguments {
  if (raw.maxWarnings !== undefined && (!Number.isInteger(raw.maxWarnings) || raw.maxWarnings < 0)) {
    throw new UsageError("--max-warnings takes a whole number from 0 up.");
  }
  return {
    paths: raw.paths,
    format: oneOf("--format", raw.format ?? "pretty", FORMATS),
    reports: (raw.report ?? []).map(parseReport),
    gateway: gatewayOf(raw),
    isGatewayNamed: raw.gateway !== undefined || raw.serviceFile !== undefined || raw.service !== undefined,
    envFiles: raw.dotenv ?? [],
    envNames: raw.envNames ?? [],
    changed: raw.changed ?? false,
    readOnly: raw.readOnly ?? false,
    baseline: raw.baseline,
    runLoginShell: raw.runLoginShell ?? false,
    writeBaseline: raw.writeBaseline,
    fix: judgeFix(raw),
    diff: raw.diff ?? false,
    backup: raw.backup ?? false,
    force: raw.force ?? false,
    routes: raw.routes ?? false,
    failOnUnknown: raw.failOnUnknown ?? false,
    stateDir: raw.stateDir,
    serviceFile: raw.serviceFile,
    service: raw.service,
    openclawVersion: raw.openclawVersion,
    schema: raw.schema,
    failOn: oneOf("--fail-on", raw.failOn ?? "error", FAIL_LEVELS),
    maxWarnings: raw.maxWarnings,
    levels: Object.fromEntries((raw.rule ?? []).map(parseLevel)),
    stdinFilename: raw.stdinFilename,
    quiet: raw.quiet ?? false,
    color: raw.color,
  };
}

/** Whose environment counts. A definition that is named says so by its kind, unless `--gateway` does. */
function gatewayOf({ gateway, serviceFile, service }: RawCheckArguments): GatewayTarget {
  if (gateway !== undefined) return oneOf("--gateway", gateway, GATEWAY_TARGETS);
  if (serviceFile === undefined) return service === undefined ? "shell" : "container";
  if (/\.ya?ml$/iu.test(serviceFile)) return "container";
  if (/\.plist$/iu.test(serviceFile)) return "launchd";
  return /\.service$/iu.test(serviceFile) ? "systemd" : "shell";
}

function judgeFix({ fix, diff }: RawCheckArguments): CheckArguments["fix"] {
  if (fix === undefined) return diff === true ? "safe" : "none";
  return fix === "" ? "safe" : oneOf("--fix", fix, ["safe", "unsafe"] as const);
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found !== undefined) return found;
  const guess = nearestTyped(value, allowed);
  const words = guess === undefined ? "" : ` Did you mean ${guess}?`;
  throw new UsageError(`${option} does not take "${value}".${words} It takes ${orList(allowed)}.`);
}

function parseReport(text: string): { format: Format; file: string } {
  const split = text.indexOf("=");
  if (split < 1 || split === text.length - 1) {
    throw new UsageError(`--report takes NAME=FILE, such as json=report.json; got "${text}".`);
  }
  return { format: oneOf("--report", text.slice(0, split), FORMATS), file: text.slice(split + 1) };
}

function parseLevel(text: string): [string, Level] {
  const split = text.indexOf("=");
  if (split < 1) throw new UsageError(`--rule takes ID=LEVEL, such as literal-secret=off; got "${text}".`);
  const level = text.slice(split + 1);
  return [text.slice(0, split), oneOf("--rule", level, LEVELS)];
}
