import { expandOptionsFor } from "../analyze.ts";
import type { Asker } from "../core/asker.ts";
import { encode } from "../core/encode.ts";
import type { ChangedFile, FileWriter } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { andList } from "../core/text.ts";
import { setVariable } from "../edit/dotenv-edit.ts";
import { originWords } from "../explain/origin-words.ts";
import { wantedVariables } from "../explain/wanted-variables.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { createLinter } from "../linter.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { onboardingChoices } from "../onboard/choices.ts";
import { judgeKey, judgeToken } from "../onboard/judge-input.ts";
import { findPlace, type Place } from "../onboard/place.ts";
import { readFailureWords } from "../read/read-text.ts";
import type { Environment } from "../resolve/environment/environment.ts";
import { isLacking } from "../resolve/environment/verdict.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { type CheckArguments, judgeCheckArguments } from "./check-arguments.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";
import type { Output } from "./output.ts";
import { writeFiles } from "./write-files.ts";

/** What `.env` is to get: names with their values, in the order in which they are asked for. */
type Found = ReadonlyMap<string, string>;

/**
 * Runs `onboard --repair`: puts variables that the config needs and the gateway lacks into the state folder's `.env`,
 * which the gateway reads however it is started, and restarts it. Values come from this shell or from who is asked.
 */
export async function runRepair(
  host: Host,
  args: OnboardArguments,
  output: Output,
  makeWriter: (() => FileWriter) | undefined,
  makeAsker: (() => Asker) | undefined,
): Promise<ExitCode> {
  if (args.json)
    throw new UsageError("--repair has no --json; clawlint env --format json says what is missing.");
  const asker = args.interactive ? makeAsker?.() : undefined;
  const tell = (words: string): void => output.error(`clawlint: ${words}\n`);
  const { config: _, ...rest } = args;
  const gateway = args.gateway ?? (host.platform === "darwin" ? "launchd" : "systemd");
  const check = judgeCheckArguments({ ...rest, gateway, paths: [] });
  const place = findPlace(host, args, expandOptionsFor(host));
  if (typeof place === "string" || place.before === undefined) {
    tell(typeof place === "string" ? place : `there is no ${place.file}; clawlint onboard makes one`);
    return exitCodes.cannotLook;
  }
  const now = await look(host, place, check);
  if (typeof now === "string") {
    tell(`${place.file}: ${now}`);
    return exitCodes.cannotLook;
  }
  const lacking = lackingOf(now);
  if (lacking.length === 0) return nothingLacks(now, check, tell);
  const values = await findValues(host, lacking, asker, tell);
  const whole = changeOf(host, place, values);
  if (typeof whole === "string") {
    tell(whole);
    return exitCodes.cannotLook;
  }
  const after = await look(overlay(host, whole), place, check);
  const left = typeof after === "string" ? lacking : lackingOf(after);
  for (const name of left) tell(leftWords(host, now.environment, name, values.has(name)));
  // Only what will then be found there is written.
  const found = new Map([...values].filter(([name]) => !left.includes(name)));
  const change = changeOf(host, place, found);
  const written =
    found.size === 0 ||
    typeof change === "string" ||
    (await write(host, change, [...found.keys()], { args, output, makeWriter, asker, tell }));
  if (!written) return exitCodes.cannotLook;
  return left.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Writes the `.env` once that is agreed to, and restarts the gateway. False when it is not written, or not restarted. */
async function write(
  host: Host,
  change: ChangedFile,
  names: readonly string[],
  {
    args,
    output,
    makeWriter,
    asker,
    tell,
  }: {
    readonly args: OnboardArguments;
    readonly output: Output;
    readonly makeWriter: (() => FileWriter) | undefined;
    readonly asker: Asker | undefined;
    readonly tell: (words: string) => void;
  },
): Promise<boolean> {
  if (args.dryRun) {
    tell(`${change.file} would get ${names.join(", ")}`);
    return true;
  }
  if (makeWriter === undefined)
    throw new UsageError("Nothing can be written here; --dry-run shows the change.");
  if (asker !== undefined && !(await asker.confirm(`Write ${andList(names)} into ${change.file}?`, true))) {
    tell("nothing was written");
    return false;
  }
  if (!writeFiles(makeWriter(), [change], false, output)) return false;
  tell(`${change.file}: ${names.join(", ")}`);
  return restart(host, args, asker, tell);
}

interface Looked {
  readonly environment: Environment;
  readonly wanted: ReadonlyMap<string, readonly string[]>;
}

/** The variables that the config needs, and where the gateway has them; or why that cannot be said. */
async function look(host: Host, place: Place, check: CheckArguments): Promise<Looked | string> {
  const linter = createLinter({ host, settings: await analyzeOptions(host, check) });
  const result = linter.analyze({ path: place.path, file: place.file });
  if (!result.ok) return readFailureWords[result.failure];
  return { environment: result.analysis.resolved.environment, wanted: wantedVariables(result.analysis) };
}

function lackingOf({ environment, wanted }: Looked): readonly string[] {
  return [...wanted.keys()].filter((name) => {
    const { verdict } = environment.lookup(name);
    return isLacking(verdict) || verdict === "placeholder";
  });
}

/** Nothing is missing, or nothing can be known. */
function nothingLacks(
  { environment, wanted }: Looked,
  { gateway }: CheckArguments,
  tell: (words: string) => void,
) {
  const open = [...wanted.keys()].filter((name) => environment.lookup(name).verdict === "undecidable");
  const [first] = open;
  if (first === undefined) {
    tell(`the gateway (${gateway}) has every variable that the config needs; nothing to repair`);
    return exitCodes.clean;
  }
  tell(
    `${andList(open)} cannot be known here: ${environment.lookup(first).why ?? "the environment is not seen"}`,
  );
  return exitCodes.cannotLook;
}

/** Values from this shell, else from who is asked. */
async function findValues(
  host: Host,
  names: readonly string[],
  asker: Asker | undefined,
  tell: (words: string) => void,
): Promise<Found> {
  const found = new Map<string, string>();
  for (const name of names) {
    const own = host.env[name];
    const choice = onboardingChoices.find(({ variable }) => variable === name);
    const judge = (text: string) => (choice === undefined ? judgeToken(text) : judgeKey(choice, text));
    const fault = own === undefined ? undefined : judge(own);
    if (own !== undefined && own.trim() !== "" && fault === undefined) {
      if (asker === undefined || (await asker.confirm(`Use the ${name} that is set in this shell?`, true))) {
        tell(`${name} is taken from the environment of this command`);
        found.set(name, own);
        continue;
      }
    } else if (fault !== undefined) tell(`${name} of this shell is not used: ${fault}`);
    if (asker !== undefined) found.set(name, await asker.secret(`Value of ${name}`, judge));
  }
  return found;
}

function changeOf(host: Host, place: Place, found: Found): ChangedFile | string {
  let text = place.dotenv ?? "";
  for (const [name, value] of found) {
    // What the file has is empty or example text, or the gateway would have it.
    const edited = setVariable(text, name, value, true);
    if (edited.kind === "unwritable")
      return `a .env file cannot hold the value of ${name}; nothing was written`;
    if (edited.kind === "unclosed")
      return `${tellPath(host, place.variables)} has a quote that is never closed; nothing was written`;
    if (edited.kind !== "taken") text = edited.text;
  }
  return {
    path: place.variables,
    file: tellPath(host, place.variables),
    at: [],
    before: place.dotenv,
    after: text,
    byteOrderMark: place.dotenvMark,
    secret: true,
  };
}

function overlay(host: Host, { path, after, byteOrderMark }: ChangedFile): Host {
  return overlayHost(host, new Map([[path, encode(after, byteOrderMark)]]));
}

/** Why a variable is still missing, and what to do. */
function leftWords(host: Host, environment: Environment, name: string, given: boolean): string {
  const { verdict, from } = environment.lookup(name);
  if (verdict === "empty" && from !== undefined)
    return `${name} is empty in ${originWords(host, from)}, which hides any other value; take it out there`;
  if (given && verdict === "placeholder" && from !== undefined)
    return `${name} is example text in ${originWords(host, from)}, which hides any other value; take it out there`;
  return given
    ? `${name} does not reach the gateway from there; clawlint explain ${name} says why`
    : `${name} is missing: set it for this command, or run clawlint onboard --repair at a terminal`;
}

/** Restarts the gateway where that is wanted. False when it was tried and failed. */
async function restart(
  host: Host,
  args: OnboardArguments,
  asker: Asker | undefined,
  tell: (words: string) => void,
): Promise<boolean> {
  const wanted =
    args.restart ??
    (asker !== undefined &&
      (await asker.confirm("Restart the gateway now (openclaw gateway restart)?", true)));
  if (!wanted) {
    tell("a gateway that runs has to be restarted: openclaw gateway restart");
    return true;
  }
  const { restartGateway } = await import("../host/restart-gateway.ts");
  if (restartGateway(host.env)) {
    tell("the gateway is restarted");
    return true;
  }
  tell("openclaw gateway restart did not go well; run it by hand");
  return false;
}
