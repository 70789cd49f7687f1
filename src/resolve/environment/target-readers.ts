import type { Host } from "../../core/host.ts";
import type { GatewayTarget } from "./environment.ts";
import type { EnvironmentOptions, TargetEnvironment } from "./target-options.ts";

/** Readers that are loaded only when their target is asked for. */
export interface TargetReaders {
  readonly container?: (host: Host, options: EnvironmentOptions) => TargetEnvironment;
  readonly systemd?: (host: Host, options: EnvironmentOptions) => TargetEnvironment;
  readonly launchd?: (host: Host, options: EnvironmentOptions) => TargetEnvironment;
}

/**
 * Loads what a target needs besides. Parsers of YAML and property lists, and globs, cost as much as all the rest of a
 * run, so only their targets pay for them.
 */
export async function targetReaders(target: GatewayTarget): Promise<TargetReaders> {
  switch (target) {
    case "container":
      return { container: (await import("./container/read-container.ts")).readContainer };
    case "systemd":
      return { systemd: (await import("./systemd/read-systemd.ts")).readSystemd };
    case "launchd":
      return { launchd: (await import("./launchd/read-launchd.ts")).readLaunchd };
    case "shell":
    case "none":
      return {};
  }
}
