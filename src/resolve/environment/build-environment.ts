import type { Host } from "../../core/host.ts";
import { openclawLocations } from "../../locate/openclaw-locations.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { createEnvironment, type Environment, secretValueAmong } from "./environment.ts";
import type { EnvironmentProblem } from "./environment-problem.ts";
import { extraLayers, processLayer, unknownLayer } from "./extra-layers.ts";
import { withOpenclawLayers } from "./openclaw-layers.ts";
import type { EnvironmentOptions, TargetEnvironment } from "./target-options.ts";
import type { TargetReaders } from "./target-readers.ts";

/** An environment, and what is wrong with its sources. */
export interface BuiltEnvironment {
  readonly environment: Environment;
  readonly problems: readonly EnvironmentProblem[];
}

/**
 * Builds the environment that a gateway of the target will have, as layers: what is given besides, the process as its
 * service starts it, OpenClaw's own `.env` files, the config's `env`, the login shell. Reads files through the host;
 * runs nothing. What is wrong with a source is a problem in the result, never an exception. The targets with a service
 * need the readers of `targetReaders`.
 */
export function buildEnvironment(
  host: Host,
  options: EnvironmentOptions,
  readers: TargetReaders = {},
): BuiltEnvironment {
  const extra = extraLayers(host, options.envFiles, options.envNames);
  const target = readTarget(host, options, readers);
  const locations = openclawLocations(host, { stateDir: options.stateDir, env: target.settings });
  const seen = target.stateDir === undefined ? locations.stateDir : (target.stateDir ?? undefined);
  const usual = target.stateDir === undefined && locations.stateDirIsDefault;
  const own = withOpenclawLayers(host, {
    managed: managedNames(options, target),
    release: options.release,
    configEnv: options.configEnv,
    installedProviders: options.installedProviders ?? [],
    ...(options.loginShellValues === undefined ? {} : { loginShellValues: options.loginShellValues }),
    workingFolder: target.workingFolder,
    stateDir: options.target === "none" ? undefined : seen,
    gatewayEnvHome: options.target === "none" || !usual ? undefined : locations.home,
    process: [
      ...extra.layers,
      ...target.process,
      ...(target.unseen === undefined ? [] : [unknownLayer(target.unseen)]),
    ],
  });
  return {
    environment: createEnvironment(options.target, own.layers, target.ownNetwork),
    problems: [...extra.problems, ...target.problems, ...own.problems],
  };
}

/** What the installer of the service manages; under systemd, and since the release in which such names yield. */
function managedNames(
  { target, release }: EnvironmentOptions,
  { process }: TargetEnvironment,
): ReadonlySet<string> {
  if (target !== "systemd" || !holdsIn("managed-variables-yield", release)) return new Set();
  const { value = "" } = secretValueAmong(process, "OPENCLAW_SERVICE_MANAGED_ENV_KEYS");
  return new Set(value.split(",").map((name) => name.trim()));
}

function readTarget(host: Host, options: EnvironmentOptions, readers: TargetReaders): TargetEnvironment {
  switch (options.target) {
    case "shell":
      return {
        process: [processLayer(host)],
        settings: host.env,
        workingFolder: host.cwd,
        problems: [],
      };
    case "systemd":
      if (readers.systemd === undefined) throw new TypeError("the systemd target needs its reader");
      return readers.systemd(host, options);
    case "launchd":
      if (readers.launchd === undefined) throw new TypeError("the launchd target needs its reader");
      return readers.launchd(host, options);
    case "container":
      if (readers.container === undefined) throw new TypeError("the container target needs its reader");
      return readers.container(host, options);
    case "none":
      return {
        process: [],
        settings: {},
        workingFolder: undefined,
        unseen: "no environment was given (--gateway none)",
        problems: [],
      };
  }
}
