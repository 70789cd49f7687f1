import type { Host } from "../../../src/core/host.ts";
import { createMemoryHost, type MemoryHostOptions } from "../../../src/host/memory-host.ts";
import {
  type BuiltEnvironment,
  buildEnvironment,
} from "../../../src/resolve/environment/build-environment.ts";
import { readContainer } from "../../../src/resolve/environment/container/read-container.ts";
import { readLaunchd } from "../../../src/resolve/environment/launchd/read-launchd.ts";
import { readSystemd } from "../../../src/resolve/environment/systemd/read-systemd.ts";
import type { EnvironmentOptions } from "../../../src/resolve/environment/target-options.ts";

/** The newest release of the facts, and the one of the early era. */
export const NEW = "2026.9.6";
export const EARLY = "2026.2.9";

export const HOME = "/home/baker";
export const STATE = `${HOME}/.openclaw`;

/** A bakery's machine: the baker's home, an empty shop folder to start in. */
export function bakery(options: MemoryHostOptions = {}): Host {
  return createMemoryHost({
    cwd: "/srv/shop",
    osHome: HOME,
    ...options,
    env: { HOME, ...options.env },
    files: { "/srv/shop": { kind: "directory" }, ...options.files },
  });
}

/** Builds an environment on such a machine. */
export function build(
  machine: MemoryHostOptions,
  options: Partial<EnvironmentOptions> = {},
): BuiltEnvironment {
  return buildEnvironment(
    bakery(machine),
    { target: "shell", configEnv: undefined, envFiles: [], envNames: [], release: NEW, ...options },
    { container: readContainer, launchd: readLaunchd, systemd: readSystemd },
  );
}

/** Verdict and winning layer, for short expectations: `set by state-env`. */
export function told(built: BuiltEnvironment, name: string): string {
  const { verdict, from } = built.environment.lookup(name);
  return from === undefined ? verdict : `${verdict} by ${from.layer}`;
}
