import { dirname } from "pathe";
import type { Host } from "../core/host.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { ruleNames } from "../rules/rule-names.ts";
import { createLevels, type LevelOf } from "../settings/levels.ts";
import { placedSettings } from "../settings/placed-settings.ts";
import { findSettings } from "../settings/read-settings.ts";
import { SETTINGS_NAMES, type Settings } from "../settings/settings.ts";
import { type UnreadSettings, unreadSettings } from "../settings/unread-settings.ts";
import { type CheckArguments, judgeCheckArguments, type RawCheckArguments } from "./check-arguments.ts";
import { UsageError } from "./exit-codes.ts";
import type { Output } from "./output.ts";

/** The arguments of a command after the settings file had its say. */
export interface AppliedSettings {
  readonly args: CheckArguments;
  /** Levels by place; undefined when there is no settings file. */
  readonly levelOf: LevelOf | undefined;
  /** The settings file; undefined when there is none, or none is wanted. */
  readonly settingsPath: string | undefined;
}

/**
 * Finds the settings for the working folder and lets them fill what the command line leaves open. Throws `UsageError`
 * for settings that are wrong, with their file and line.
 */
export async function applySettings(host: Host, raw: RawCheckArguments): Promise<AppliedSettings> {
  const found = raw.config === false ? undefined : findSettings(host, host.cwd, ruleNames);
  if (found === undefined)
    return { args: judgeCheckArguments(raw), levelOf: undefined, settingsPath: undefined };
  if (!found.ok)
    throw new UsageError(
      `${tellPath(host, found.path)}: ${found.problem}${/[.?]$/u.test(found.problem) ? "" : "."}`,
    );
  const { settings, folder } = found;
  const args = judgeCheckArguments(fillOpen(raw, placedSettings(found)));
  return { args, levelOf: createLevels(settings, folder, args.levels), settingsPath: found.path };
}

/** Says which files look like settings and are not read, in the working folder and beside the configs. */
export function tellUnread(
  host: Host,
  configs: readonly string[],
  settingsPath: string | undefined,
  output: Output,
): void {
  const folders = new Set([host.cwd, ...configs.slice(0, MOST_ASKED).map((path) => dirname(path))]);
  for (const { path, why } of unreadSettings(host, folders, settingsPath).slice(0, MOST_TOLD))
    output.error(`clawlint: ${tellPath(host, path)} is not read; ${UNREAD[why]}\n`);
}

/** So many configs are looked beside for a file that is not read, and so many such files are told. */
const MOST_ASKED = 20;
const MOST_TOLD = 3;

const UNREAD: Readonly<Record<UnreadSettings["why"], string>> = {
  "other-name": `settings are called ${SETTINGS_NAMES[0]}`,
  "other-folder": "settings are those of the folder that the command runs in, or of one above",
  second: `${SETTINGS_NAMES[0]} beside it is`,
};

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
