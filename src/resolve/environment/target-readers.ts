import type { Host } from "../../core/host.ts";
import type { GatewayTarget } from "./environment.ts";
import type { EnvironmentOptions, TargetEnvironment } from "./target-options.ts";

/** Readers that are loaded only when their target is asked for. */
export interface TargetReaders {
  readonly container?: (host: Host, options: EnvironmentOptions) => TargetEnvironment;
  readonly systemd?: (host: Host, options: EnvironmentOptions) => TargetEnvironment;
  readonly launchd?: (host: Host, options: EnvironmentOptions) => TargetEnvironment;
}

/** Loads what the targets need besides. Parsers of YAML and property
 * lists, and globs, cost as much as all the rest of a run, so only their targets pay for them. */
export async function targetReaders(targets: readonly GatewayTarget[]): Promise<TargetReaders> {
  const readers: { -readonly [target in keyof TargetReaders]: TargetReaders[target] } = {};
  if (targets.includes("container")) {
    readers.container = (await import("./container/read-container.ts")).readContainer;
  }
  if (targets.includes("systemd")) readers.systemd = (await import("./systemd/read-systemd.ts")).readSystemd;
  if (targets.includes("launchd")) readers.launchd = (await import("./launchd/read-launchd.ts")).readLaunchd;
  return readers;
}
