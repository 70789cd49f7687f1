import type { Host } from "../../core/host.ts";
import { unknownLayer } from "./extra-layers.ts";
import type { EnvironmentOptions, TargetEnvironment } from "./target-options.ts";

/** The names of a service's environment that decide where OpenClaw looks for its files. */
export const SETTING_NAMES = [
  "HOME",
  "OPENCLAW_HOME",
  "OPENCLAW_STATE_DIR",
  "OPENCLAW_CONFIG_PATH",
  "OPENCLAW_PROFILE",
] as const;

/** The environment of a service that is not installed: nothing is known of it. `looked` lists where it would be. */
export function missingService(
  host: Host,
  target: "systemd" | "launchd",
  profile: string | undefined,
  looked: readonly string[],
  { serviceFile }: EnvironmentOptions,
): TargetEnvironment {
  const command =
    profile === undefined ? "openclaw gateway install" : `openclaw --profile ${profile} gateway install`;
  return {
    process: [unknownLayer("the gateway's service is not installed")],
    settings: host.env,
    workingFolder: undefined,
    problems: [
      { kind: "service-missing", target, looked, ...(serviceFile === undefined ? { command } : {}) },
    ],
  };
}
