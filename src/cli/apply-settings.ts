import type { Host } from "../core/host.ts";
import { displayName } from "../locate/locate-configs.ts";
import { ruleNames } from "../rules/rule-names.ts";
import { createLevels, type LevelOf } from "../settings/levels.ts";
import { placedSettings } from "../settings/placed-settings.ts";
import { findSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { type CheckArguments, judgeCheckArguments, type RawCheckArguments } from "./check-arguments.ts";
import { UsageError } from "./exit-codes.ts";

/** The arguments of a command after the settings file had its say. */
export interface AppliedSettings {
  readonly args: CheckArguments;
  /** Levels by place; undefined when there is no settings file. */
  readonly levelOf: LevelOf | undefined;
}

/**
 * Finds the settings for the working folder and lets them fill what the command line leaves open. Throws `UsageError`
 * for settings that are wrong, with their file and line.
 */
export async function applySettings(host: Host, raw: RawCheckArguments): Promise<AppliedSettings> {
  const found = raw.config === false ? undefined : findSettings(host, host.cwd, ruleNames);
  if (found === undefined) return { args: judgeCheckArguments(raw), levelOf: undefined };
  if (!found.ok)
    throw new UsageError(
      `${displayName(host, found.path)}: ${found.problem}${found.problem.endsWith("?") ? "" : "."}`,
    );
  const { settings, folder } = found;
  const args = judgeCheckArguments(fillOpen(raw, placedSettings(found)));
  return { args, levelOf: createLevels(settings, folder, args.levels) };
}

function fillOpen(raw: RawCheckArguments, settings: Settings): RawCheckArguments {
  const {
    gateway,
    serviceFile,
    service,
    envFiles = [],
    envNames = [],
    openclawVersion,
    readOnly,
    failOn,
    failOnUnknown,
    baseline,
  } = settings;
  return {
    ...raw,
    gateway: raw.gateway ?? gateway,
    serviceFile: raw.serviceFile ?? serviceFile,
    service: raw.service ?? service,
    dotenv: [...(raw.dotenv ?? []), ...envFiles],
    envNames: [...(raw.envNames ?? []), ...envNames],
    openclawVersion: raw.openclawVersion ?? openclawVersion,
    readOnly: raw.readOnly ?? readOnly,
    failOn: raw.failOn ?? failOn,
    failOnUnknown: raw.failOnUnknown ?? failOnUnknown,
    baseline: raw.baseline ?? baseline,
  };
}
