import { resolve } from "pathe";
import { expandOptionsFor } from "../analyze.ts";
import type { Asker } from "../core/asker.ts";
import { isObject, toDotted, valueAt } from "../core/config-path.ts";
import type { ChangedFile, FileWriter } from "../core/file-writer.ts";
import { type Host, isFile } from "../core/host.ts";
import { refusalWords } from "../edit/config-edit.ts";
import { setVariable } from "../edit/dotenv-edit.ts";
import { editConfig, encode } from "../edit/edit-config.ts";
import type { ExpandedConfig } from "../expand/expanded-config.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { lintConfig } from "../lint.ts";
import { displayName, tellPath } from "../locate/locate-configs.ts";
import { openclawLocations } from "../locate/openclaw-locations.ts";
import type { OnboardingChoice } from "../onboard/choices.ts";
import type { FoundSecret } from "../onboard/find-secret.ts";
import { openConfig } from "../onboard/open-config.ts";
import { planSetup, providerPath } from "../onboard/plan-setup.ts";
import { type ProviderSetup, providerSetup } from "../onboard/provider-setup.ts";
import { ROOT_LIMIT, readText } from "../read/read-text.ts";
import { type Summary, summarize } from "../report/lint-report.ts";
import { type ChosenRelease, chooseRelease } from "../schema/choose-release.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { askChoice, askInputs, askKey, askToken } from "./ask-onboarding.ts";
import { type CheckArguments, judgeCheckArguments } from "./check-arguments.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";
import type { Output } from "./output.ts";
import { judgeRelease, readFailureWords, runCheck } from "./run-check.ts";
import { changedFiles, diffOf, writeFiles } from "./write-files.ts";

/** Why nothing is written, for people. */
class Refused extends Error {}

/**
 * Runs `onboard`: sets a provider up in the config that OpenClaw loads, touching nothing else, and puts its key where
 * the gateway finds it however it is started. Nothing is written before everything is known to fit.
 */
export async function runOnboard(
  host: Host,
  args: OnboardArguments,
  output: Output,
  makeWriter: (() => FileWriter) | undefined,
  makeAsker: (() => Asker) | undefined,
): Promise<ExitCode> {
  try {
    return await onboard(host, args, output, makeWriter, args.interactive ? makeAsker?.() : undefined);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    output.error(`clawlint: ${error.message}\n`);
    return exitCodes.cannotLook;
  }
}

async function onboard(
  host: Host,
  args: OnboardArguments,
  output: Output,
  makeWriter: (() => FileWriter) | undefined,
  asker: Asker | undefined,
): Promise<ExitCode> {
  judgeRelease(args.openclawVersion);
  const { config: _, ...checked } = args;
  const check = judgeCheckArguments({ ...checked, paths: [] });
  const place = findPlace(host, args);
  const release = chooseRelease(args.openclawVersion, place.config);
  output.error(
    `clawlint: ${place.file}${place.before === undefined ? " (new)" : ""}, for OpenClaw ${release.line} (${release.why})\n`,
  );
  const choice = await askChoice(args, asker);
  const inputs = await askInputs(choice, args, asker);
  const setup = providerSetup({ choice, inputs, model: args.model }, release.line);
  const secrets = await askSecrets(host, choice, setup, args, place, asker);
  const setDefault = args.setDefault ?? (await askDefault(setup, place.config, asker));
  const next = change(host, place, setup, secrets, { ...args, setDefault }, release);

  const report = await judge(host, place, next, check);
  if (args.dryRun) output.out(args.json ? "" : await diffOf(next.files));
  else if (next.files.length > 0) {
    if (asker !== undefined) {
      for (const note of next.notes) asker.tell(note);
      if (!(await asker.confirm(`Write ${next.files.map(({ file }) => file).join(" and ")}?`, true)))
        throw new Refused("nothing was written");
    }
    if (makeWriter === undefined)
      throw new Refused("nothing can be written here; --dry-run shows the change");
    if (!writeFiles(makeWriter(), next.files, args.backup, output))
      throw new Refused("nothing is set up; --dry-run shows what would be");
  }
  tellWhatChanged(next, args, output);
  if (args.json) {
    output.out(summaryJson(place, setup, release, next, args, report));
    return report.errors > 0 ? exitCodes.findings : exitCodes.clean;
  }
  if (args.dryRun) return exitCodes.clean;
  const code = await runCheck(host, { ...checked, paths: [place.path] }, output);
  output.error(serviceWords(host, place, setup, args));
  return code;
}

/** The files that onboarding is about. */
interface Place {
  readonly path: string;
  readonly file: string;
  readonly expanded: ExpandedConfig;
  readonly config: Readonly<Record<string, unknown>>;
  /** What the config file holds; undefined where there is none. */
  readonly before: string | undefined;
  readonly stateDir: string;
  readonly stateDirIsDefault: boolean;
  readonly variables: string;
  readonly dotenv: string | undefined;
}

function findPlace(host: Host, args: OnboardArguments): Place {
  const { stateDir, stateDirIsDefault, configCandidates } = openclawLocations(
    host,
    args.stateDir === undefined ? {} : { stateDir: args.stateDir },
  );
  const path =
    args.config === undefined
      ? (configCandidates.find((candidate) => isFile(host, candidate)) ?? configCandidates[0] ?? "")
      : resolve(host.cwd, args.config);
  const file = tellPath(host, path);
  const opened = openConfig(host, path, expandOptionsFor(host));
  if (!opened.ok)
    throw new Refused(
      opened.failure === "broken"
        ? `${file} has faults that must be mended first; clawlint check ${displayName(host, path)} tells them`
        : `${file}: ${readFailureWords[opened.failure]}`,
    );
  const variables = `${stateDir}/.env`;
  const read = readText(host, variables, ROOT_LIMIT);
  if (!read.ok && read.failure !== "missing")
    throw new Refused(`${tellPath(host, variables)}: ${readFailureWords[read.failure]}`);
  const dotenv = read.ok ? read.source.text : undefined;
  return { ...opened, path, file, stateDir, stateDirIsDefault, variables, dotenv };
}

interface Secrets {
  readonly key: FoundSecret | undefined;
  readonly token: FoundSecret | undefined;
  /** The key that the config has is kept: another way to it was chosen there. */
  readonly keepKey: boolean;
}

async function askSecrets(
  host: Host,
  choice: OnboardingChoice,
  setup: ProviderSetup,
  args: OnboardArguments,
  { config, dotenv }: Place,
  asker: Asker | undefined,
): Promise<Secrets> {
  const places = { env: host.env, dotenv, config };
  const token = await askToken(choice, args, places, asker);
  const there = valueAt(config, [...providerPath(config, setup.provider), "apiKey"]);
  const isOwn =
    there === `\${${setup.variable}}` ||
    (isObject(there) && there["source"] === "env" && there["id"] === setup.variable);
  const isSet = isObject(there) || (typeof there === "string" && there.trim() !== "");
  const isGiven = choice.keyFlags.some((flag) => args.given[flag] !== undefined);
  if (isSet && !isOwn && !isGiven) return { key: undefined, token, keepKey: true };
  return { key: await askKey(choice, setup, args, places, asker), token, keepKey: false };
}

/** A default model that is there is a choice somebody made; a person is asked before it goes. */
async function askDefault(setup: ProviderSetup, config: unknown, asker: Asker | undefined): Promise<boolean> {
  const chosen = valueAt(config, ["agents", "defaults", "model"]);
  const now = isObject(chosen) ? chosen["primary"] : chosen;
  const reference = `${setup.provider}/${setup.model.id}`;
  if (asker === undefined || typeof now !== "string" || now === reference) return true;
  return asker.confirm(`Make ${reference} the default model? It is ${now} now.`, true);
}

/** What onboarding comes to. */
interface Change {
  readonly expanded: ExpandedConfig;
  readonly dotenv: string | undefined;
  readonly files: readonly ChangedFile[];
  /** What the config gets, for people. */
  readonly notes: readonly string[];
  /** Names that `.env` gets. */
  readonly names: readonly string[];
}

function change(
  host: Host,
  place: Place,
  setup: ProviderSetup,
  { key, token, keepKey }: Secrets,
  args: OnboardArguments & { readonly setDefault: boolean },
  { line }: ChosenRelease,
): Change {
  const isPlain = args.secretInputMode === "plaintext";
  const written = (secret: FoundSecret, name: string) => (isPlain ? secret.value : `\${${name}}`);
  const header = setup.header;
  const plan = planSetup(place.config, setup, {
    line,
    apiKey: key === undefined || keepKey ? undefined : written(key, setup.variable),
    headers:
      token === undefined || header === undefined
        ? {}
        : { [header.name]: `Bearer ${written(token, header.variable)}` },
    kept: new Set([key?.value, `Bearer ${token?.value}`].filter((one) => one !== undefined)),
    setDefault: args.setDefault,
    setMode: args.setMode || Object.keys(place.config).length === 0,
    force: args.force,
  });
  if (!plan.ok)
    throw new Refused(
      `${toDotted(plan.taken)} holds something else already; nothing was written. --force replaces it`,
    );
  let { expanded } = place;
  for (const edit of plan.edits) {
    const result = editConfig(host, expanded, edit, expandOptionsFor(host));
    if (!result.ok)
      throw new Refused(
        `${edit.kind === "set" ? toDotted(edit.path) : ""} cannot be written: ${refusalWords[result.reason]}; nothing was written`,
      );
    expanded = result.expanded;
  }
  let { dotenv } = place;
  const names: string[] = [];
  const wanted: readonly (readonly [string, FoundSecret | undefined])[] = isPlain
    ? []
    : [
        [setup.variable, key],
        [header?.variable ?? "", token],
      ];
  for (const [name, secret] of wanted) {
    if (secret === undefined || secret.from === "config") continue;
    const edited = setVariable(dotenv ?? "", name, secret.value, args.force);
    if (edited.kind === "taken")
      throw new Refused(
        `${name} has another value in ${tellPath(host, place.variables)}; nothing was written. --force replaces it`,
      );
    if (edited.kind === "unwritable")
      throw new Refused(`a .env file cannot hold the value of ${name}; nothing was written`);
    if (edited.kind !== "same") names.push(name);
    dotenv = edited.text;
  }
  const files = changedFiles(host, place.expanded, expanded, place.variables, [place.dotenv, dotenv]).map(
    (one) => (one.path === place.path ? { ...one, before: place.before } : one),
  );
  return { expanded, dotenv, files, notes: plan.notes, names };
}

/** Lints the config as it is to be. What OpenClaw would refuse, and did not refuse before, is not written. */
async function judge(host: Host, place: Place, next: Change, check: CheckArguments): Promise<Summary> {
  const options = await analyzeOptions(host, check);
  const target = { path: place.path, file: place.file };
  const texts = new Map(
    next.files.map(({ path, after, byteOrderMark }) => [path, encode(after, byteOrderMark)]),
  );
  const before = place.before === undefined ? undefined : lintConfig(host, target, options);
  const after = lintConfig(overlayHost(host, texts), target, options);
  if (!after.ok) throw new Refused(`${place.file}: ${readFailureWords[after.failure]}`);
  const known = new Set(before?.ok ? before.report.findings.map(({ message }) => message) : []);
  const worse = after.report.findings.find(({ refused, message }) => refused && !known.has(message));
  if (worse !== undefined)
    throw new Refused(`OpenClaw would refuse the new config: ${worse.message} Nothing was written`);
  return summarize({ files: [after.report], gateway: check.gateway });
}

function tellWhatChanged(
  { files, notes, names }: Change,
  { dryRun }: OnboardArguments,
  output: Output,
): void {
  if (files.length === 0) output.error("clawlint: all of it is there already; nothing to change\n");
  for (const { file, secret } of files)
    output.error(
      `clawlint: ${file}${dryRun ? " would get" : ":"} ${secret ? names.join(", ") : notes.join("; ") || "the rest"}\n`,
    );
}

function summaryJson(
  place: Place,
  { provider, model, variable }: ProviderSetup,
  { line, why }: ChosenRelease,
  { files, names }: Change,
  { dryRun, secretInputMode }: OnboardArguments,
  { errors, warnings, infos }: Summary,
): string {
  return `${JSON.stringify(
    {
      version: 1,
      config: place.file,
      openclawVersion: { value: line, why },
      provider,
      model: `${provider}/${model.id}`,
      secretInputMode,
      variable,
      variablesWritten: names,
      changed: files.map(({ file }) => file),
      written: !dryRun && files.length > 0,
      check: { errors, warnings, infos },
    },
    undefined,
    2,
  )}\n`;
}

/** How the key reaches the gateway. */
function serviceWords(host: Host, place: Place, { variable }: ProviderSetup, args: OnboardArguments): string {
  if (args.secretInputMode === "plaintext")
    return "clawlint: the key stands in the config itself; keep the file out of version control\n";
  const file = tellPath(host, place.variables);
  const folder = place.stateDirIsDefault
    ? ""
    : ` with OPENCLAW_STATE_DIR=${tellPath(host, place.stateDir)} in its environment`;
  if (args.gateway === "container")
    return `clawlint: a container has ${variable} when ${file} is mounted with the state folder, or with --env-file\n`;
  return `clawlint: the gateway reads ${variable} from ${file} itself, started by hand, systemd or launchd${folder}; one that runs needs: openclaw gateway restart\n`;
}
