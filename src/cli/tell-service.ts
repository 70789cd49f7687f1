import { join } from "pathe";
import { type Host, isFile } from "../core/host.ts";
import { openclawLocations } from "../locate/openclaw-locations.ts";
import { launchdLabel } from "../resolve/environment/launchd/launchd-label.ts";
import { unitNames } from "../resolve/environment/systemd/unit-locations.ts";
import type { Output } from "./output.ts";

/**
 * Says that a service of this user runs the gateway with one of these configs: who says nothing of whose environment
 * counts has looked at the shell's, which no service has.
 *
 * @param paths absolute
 */
export function tellService(
  host: Host,
  paths: readonly string[],
  stateDir: string | undefined,
  output: Output,
): void {
  const { home, profile, explicitConfig, configCandidates } = openclawLocations(host, { stateDir });
  const loaded = explicitConfig ?? configCandidates.find((path) => isFile(host, path));
  if (home === "" || loaded === undefined || !paths.includes(loaded)) return;
  const [target, files] =
    host.platform === "darwin"
      ? (["launchd", [join(home, "Library/LaunchAgents", `${launchdLabel(host, profile)}.plist`)]] as const)
      : ([
          "systemd",
          unitNames(host, profile).map((name) => join(home, ".config/systemd/user", name)),
        ] as const);
  if (files.some((file) => isFile(host, file)))
    output.error(
      `clawlint: a service runs the gateway here, and has no variables of this shell; --gateway ${target} looks at what it has\n`,
    );
}
