import { expandOptionsFor } from "../analyze.ts";
import type { Asker } from "../core/asker.ts";
import { isObject, valueAt } from "../core/config-path.ts";
import { encode } from "../core/encode.ts";
import type { FileWriter } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { lintConfig } from "../lint.ts";
import { tellPath } from "../locate/locate-configs.ts";
import type { OnboardingChoice } from "../onboard/choices.ts";
import { type Change, makeChange, type Secrets } from "../onboard/make-change.ts";
import { findPlace, type Place } from "../onboard/place.ts";
import { defaultReference, providerPath } from "../onboard/plan-setup.ts";
import { type ProviderSetup, providerSetup } from "../onboard/provider-setup.ts";
import { readFailureWords } from "../read/read-text.ts";
import { summarize } from "../report/lint-report.ts";
import { routeWords } from "../report/routes.ts";
import { routesOf } from "../resolve/route/routes-of.ts";
import { chooseRelease } from "../schema/choose-release.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { askChoice, askInputs, askKey, askToken } from "./ask-onboarding.ts";
import { type CheckArguments, judgeCheckArguments } from "./check-arguments.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { judgeRelease } from "./judge-release.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";
import { type Judged, serviceWords, summaryJson, tellWhatChanged } from "./onboard-words.ts";
import type { Output } from "./output.ts";
import { runCheck } from "./run-check.ts";
import { diffOf, writeFiles } from "./write-files.ts";

/** Why nothing is written, for people. */
class Refused extends Error {}

function orRefused<T extends object>(result: T | string): T {
  if (typeof result === "string") throw new Refused(result);
  return result;
}

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
    const asker = args.interactive ? makeAsker?.() : undefined;
    return await onboard(host, args, output, makeWriter, asker);
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
  const place = orRefused(findPlace(host, args, expandOptionsFor(host)));
  const release = chooseRelease(args.openclawVersion, place.config);
  const heading = `clawlint: ${place.file}, for OpenClaw ${release.release} (${release.why})\n`;
  if (asker !== undefined) output.error(heading);
  const choice = await askChoice(args, asker);
  const inputs = await askInputs(choice, args, asker);
  const setup = providerSetup({ choice, inputs, model: args.model }, release.line);
  const secrets = await askSecrets(host, choice, setup, args, place, asker);
  const setDefault = args.setDefault ?? (await askDefault(setup, place.config, asker));
  const keepOld = setDefault && (args.keepOldDefault ?? (await askKeepOld(setup, place.config, asker)));
  const next = orRefused(
    makeChange(host, place, setup, secrets, {
      ...args,
      line: release.line,
      setDefault,
      keepOld,
      expand: expandOptionsFor(host),
    }),
  );

  const after = await judge(host, place, next, check);
  if (asker === undefined) output.error(heading);
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
  tellWhatChanged(host, place, next, args, output);
  if (secrets.keepKey)
    output.error(`clawlint: the key that models.providers.${setup.provider} has is left as it is\n`);
  if (args.json) {
    output.out(summaryJson(host, place, setup, release, next, args, after));
    return summarize(after).errors > 0 ? exitCodes.findings : exitCodes.clean;
  }
  const route = `clawlint: ${show(`${setup.provider}/${setup.model.id}`)} ${after.route}\n`;
  if (args.dryRun) {
    output.error(route);
    return exitCodes.clean;
  }
  const code = await runCheck(host, { ...checked, paths: [place.path] }, output);
  output.error(route);
  output.error(serviceWords(host, place, setup, args, next.files.length > 0));
  return code;
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
  return { key: await askKey(choice, setup, args, places, token, asker), token, keepKey: false };
}

/** A default model that is there is a choice somebody made; a person is asked before it goes. */
async function askDefault(setup: ProviderSetup, config: unknown, asker: Asker | undefined): Promise<boolean> {
  const now = defaultReference(config);
  const reference = `${setup.provider}/${setup.model.id}`;
  if (asker === undefined || now === undefined || now === reference) return true;
  return asker.confirm(`Make ${reference} the default model? It is ${show(now)} now.`, true);
}

/** Whether the default model that goes stays as a fallback: it worked, so it does unless somebody says no. */
async function askKeepOld(setup: ProviderSetup, config: unknown, asker: Asker | undefined): Promise<boolean> {
  const now = defaultReference(config);
  if (asker === undefined || now === undefined || now === `${setup.provider}/${setup.model.id}`) return true;
  return asker.confirm(`Keep ${show(now)} as the first fallback?`, true);
}

/** Lints the config as it is to be. What OpenClaw would refuse, and did not refuse before, is not written. */
async function judge(host: Host, place: Place, next: Change, check: CheckArguments): Promise<Judged> {
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
  const { resolved, config } = after.analysis;
  return {
    files: [after.report],
    gateway: check.gateway,
    route: routeWords(routesOf(resolved, config).ask(next.reference), (path) => tellPath(host, path)),
  };
}
