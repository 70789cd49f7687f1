import type { Host } from "../../core/host.ts";
import installer from "../../data/environment/installer.json" with { type: "json" };
import { whyInstallDrops } from "./blocked-names.ts";
import { type Environment, secretValueAmong } from "./environment.ts";
import type { Layer } from "./layer.ts";
import { providerVariables } from "./provider-variables.ts";
import { isShellReference } from "./value-verdict.ts";

/**
 * How the config uses a variable, as far as the installer cares: as the whole of a credential (not below `gateway.auth`),
 * inside a longer text such as `Bearer ${NAME}`, or at a place that holds no credential.
 */
export type InstallUse = "credential" | "inside" | "elsewhere";

/** Whether `openclaw gateway install` puts a variable into the service, and why or why not. */
export interface InstallCopy {
  readonly copied: boolean;
  readonly why: string;
}

/** What the installation of a service depends on. */
export interface InstallContext {
  readonly host: Host;
  /** The environment of the shell that would run the installer: target `shell`. */
  readonly shell: Environment;
  readonly release: string;
  readonly platform: "systemd" | "launchd";
}

const FIXED: ReadonlySet<string> = new Set(installer.fixed);

/** Says whether the installer would carry a variable from the installing shell into the service. */
export function serviceInstallCopies(
  variable: string,
  use: InstallUse,
  context: InstallContext,
): InstallCopy {
  const yes = (why: string): InstallCopy => ({ copied: true, why });
  const no = (why: string): InstallCopy => ({ copied: false, why });
  const { shell } = context;
  if (FIXED.has(variable.toUpperCase())) return yes("the installer always sets it");
  const blocked = whyInstallDrops(variable);
  const layer = (id: Layer["id"]): Layer | undefined => shell.layers.find((candidate) => candidate.id === id);
  const holds = (id: Layer["id"]): boolean => layer(id)?.answer(variable).kind === "set";

  if (holds("state-env")) {
    const state = layer("state-env");
    const value = state === undefined ? undefined : secretValueAmong([state], variable).value;
    if (blocked !== undefined) return no(`it stands in the state folder's .env, but ${blocked.why}`);
    if (value === undefined || !isShellReference(value)) return yes("it stands in the state folder's .env");
  }
  if (holds("config-env")) return yes("it stands in env.vars of the config");

  const inShell = holds("process");
  const lacking = inShell ? "" : "; the shell has no value for it to copy";
  if (blocked === undefined && inShell) {
    if (use === "credential") return yes("a credential of the config refers to it");
    if (context.platform === "systemd" && isGuidedKey(variable, context.release)) {
      return yes("the installer copies the keys of bundled providers");
    }
  }
  if (blocked !== undefined) return no(blocked.why);
  if (use === "inside") {
    return no(
      `it is used inside a longer text, and the installer copies only what a whole value refers to${lacking}`,
    );
  }
  if (use === "credential") return no("the shell has no value for it to copy");
  return no(`no credential of the config refers to it${lacking}`);
}

function isGuidedKey(variable: string, release: string): boolean {
  if (!variable.endsWith("_API_KEY") || variable.endsWith("_ADMIN_API_KEY")) return false;
  return installer.guided.some((id) => providerVariables(id, release)?.names.includes(variable) === true);
}
