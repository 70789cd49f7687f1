import { resolve } from "pathe";
import { isObject } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { cachedHost } from "../host/cached-host.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { openclawLocations } from "../locate/openclaw-locations.ts";
import { readFailureWords } from "../read/read-text.ts";
import { planUpgrade, type UpgradeSpan } from "../repair/plan-upgrade.ts";
import { formatUpgradeJson, formatUpgradeMarkdown, formatUpgradePretty } from "../report/upgrade.ts";
import { compareReleases, NEWEST_RELEASE, pickRelease } from "../schema/releases.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import type { Command } from "./long-route.ts";
import type { Output } from "./output.ts";

type UpgradeCommand = Extract<Command, { name: "upgrade" }>;

/** Runs `upgrade`: what becomes of a config in another release. Exit code 1 where something needs a hand. */
export async function runUpgrade(machine: Host, command: UpgradeCommand, output: Output): Promise<ExitCode> {
  const host = cachedHost(machine);
  const { args, levelOf } = await applySettings(host, command.check);
  const options = await analyzeOptions(host, args);
  const found = findConfig(host, command.file, options, output);
  if (found === undefined) return exitCodes.cannotLook;
  const { target, analysis } = found;
  const span = spanOf(command, analysis.config);
  const { stateDir } = openclawLocations(host, {
    stateDir: args.stateDir === undefined ? undefined : resolve(host.cwd, args.stateDir),
  });
  const plan = planUpgrade(
    host,
    target,
    { ...options, levels: args.levels, levelOf, readOnly: args.readOnly },
    span,
    `${stateDir}/.env`,
  );
  if (typeof plan === "string") {
    const why =
      plan === "unreadable"
        ? "cannot be read as a config; clawlint check says why"
        : plan === "fragment"
          ? "is only a piece of a config; name the file that includes it"
          : readFailureWords[plan];
    output.error(`clawlint: ${tellPath(host, target.path)}: ${why}\n`);
    return exitCodes.cannotLook;
  }
  const tell = (path: string): string => tellPath(host, resolve(host.cwd, path));
  switch (command.format) {
    case "json":
      output.out(formatUpgradeJson(plan, tell));
      break;
    case "markdown":
      output.out(formatUpgradeMarkdown(plan, tell));
      break;
    default:
      output.out(formatUpgradePretty(plan, tell, args.color ?? output.colors));
  }
  return plan.byHand > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Both releases. Throws `UsageError` where one is not known, or the way leads backwards. */
function spanOf({ from, to: asked }: UpgradeCommand, config: unknown): UpgradeSpan {
  const to = asked ?? NEWEST_RELEASE;
  const meta = isObject(config) ? config["meta"] : undefined;
  const stamp = isObject(meta) ? meta["lastTouchedVersion"] : undefined;
  const begin = from ?? (typeof stamp === "string" ? stamp : undefined);
  if (begin === undefined)
    throw new UsageError(
      "The config does not say which release wrote it (meta.lastTouchedVersion); name it: --from 2026.5.5.",
    );
  const older = pickRelease(begin);
  const newer = pickRelease(to);
  if (newer.kind === "unreadable")
    throw new UsageError(`--to takes a release such as ${NEWEST_RELEASE}; got "${to}".`);
  if (older.kind === "unreadable")
    throw new UsageError(
      from === undefined
        ? "meta.lastTouchedVersion of the config is no release; name the one it is for: --from 2026.5.5."
        : `--from takes a release such as 2026.5.5; got "${from}".`,
    );
  if (compareReleases(older.version, newer.version) > 0)
    throw new UsageError(
      `The way from ${older.version} to ${newer.version} leads backwards; clawlint check --openclaw-version ${newer.version} judges the config by the older release.`,
    );
  const stampWords = older.exact
    ? "meta.lastTouchedVersion"
    : `meta.lastTouchedVersion: ${older.version}, judged by its nearest`;
  return {
    from: begin,
    to,
    whyFrom: from === undefined ? stampWords : undefined,
    whyTo: asked === undefined ? "newest known" : undefined,
  };
}
