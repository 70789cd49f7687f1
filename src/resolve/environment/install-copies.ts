import type { Host } from "../../core/host.ts";
import { whyInstallDrops } from "./blocked-names.ts";
import { type Environment, secretValueAmong } from "./environment.ts";
import type { Layer } from "./layer.ts";
import { providerVariables } from "./provider-variables.ts";
import { isShellReference } from "./value-verdict.ts";

/** How the config uses a variable, as far as the installer cares. */
export interface VariableUse {
  /** A whole-string `${NAME}`, `$NAME` or an env SecretRef at a credential's place (not below `gateway.auth`). */
  readonly asReference: boolean;
  /** Inside a longer text, such as `Bearer ${NAME}`, or at a place that holds no credential. */
  readonly insideText: boolean;
  /** Listed in `passEnv` of an exec provider that is used. */
  readonly passedToCommand: boolean;
  /** `keyRef` or `tokenRef` of a profile names it, as far as known. */
  readonly byProfile: boolean;
}

/** Whether `openclaw gateway install` puts a variable into the service, by which of its ways, and why or why not. */
export interface InstallCopy {
  readonly variable: string;
  readonly copied: boolean;
  readonly by?: "state-env" | "config-env" | "reference" | "pass-env" | "profile" | "ambient-key" | "fixed";
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

/** Providers whose key the installer takes from the shell unasked; on Linux only. */
const GUIDED = [
  "anthropic",
  "google",
  "huggingface",
  "litellm",
  "lmstudio",
  "minimax",
  "nvidia",
  "ollama-cloud",
  "openai",
  "opencode-go",
  "openrouter",
  "together",
  "xai",
] as const;

const FIXED: ReadonlySet<string> = new Set([
  "HOME",
  "TMPDIR",
  "PATH",
  "NODE_OPTIONS",
  "NODE_EXTRA_CA_CERTS",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "NO_PROXY",
  "OPENCLAW_STATE_DIR",
  "OPENCLAW_CONFIG_PATH",
  "OPENCLAW_PROFILE",
  "OPENCLAW_GATEWAY_PORT",
  "OPENCLAW_LAUNCHD_LABEL",
  "OPENCLAW_SYSTEMD_UNIT",
]);

/** Says whether the installer would carry a variable from the installing shell into the service. */
export function serviceInstallCopies(
  variable: string,
  use: VariableUse,
  context: InstallContext,
): InstallCopy {
  const yes = (by: NonNullable<InstallCopy["by"]>, why: string): InstallCopy => ({
    variable,
    copied: true,
    by,
    why,
  });
  const no = (why: string): InstallCopy => ({ variable, copied: false, why });
  const { shell } = context;
  if (FIXED.has(variable.toUpperCase())) return yes("fixed", "the installer always sets it");
  const blocked = whyInstallDrops(variable);
  const layer = (id: Layer["id"]): Layer | undefined => shell.layers.find((candidate) => candidate.id === id);
  const holds = (id: Layer["id"]): boolean => layer(id)?.answer(variable).kind === "set";

  if (holds("state-env")) {
    const state = layer("state-env");
    const value = state === undefined ? undefined : secretValueAmong([state], variable).value;
    if (blocked !== undefined) return no(`it stands in the state folder's .env, but ${blocked.why}`);
    if (value === undefined || !isShellReference(value))
      return yes("state-env", "it stands in the state folder's .env");
  }
  if (holds("config-env")) return yes("config-env", "it stands in env.vars of the config");

  const inShell = holds("process");
  const lacking = inShell ? "" : "; the shell has no value for it to copy";
  if (blocked === undefined && inShell) {
    if (use.asReference) return yes("reference", "a credential of the config refers to it");
    if (use.passedToCommand) return yes("pass-env", "passEnv of a secret's command names it");
    if (use.byProfile) return yes("profile", "a login of the store refers to it");
    if (context.platform === "systemd" && isGuidedKey(variable, context.release)) {
      return yes("ambient-key", "the installer copies the keys of bundled providers");
    }
  }
  if (blocked !== undefined) return no(blocked.why);
  if (use.insideText && !use.asReference) {
    return no(
      `it is used inside a longer text, and the installer copies only what a whole value refers to${lacking}`,
    );
  }
  if (use.asReference || use.passedToCommand || use.byProfile)
    return no("the shell has no value for it to copy");
  return no(`no credential of the config refers to it${lacking}`);
}

function isGuidedKey(variable: string, release: string): boolean {
  if (!variable.endsWith("_API_KEY") || variable.endsWith("_ADMIN_API_KEY")) return false;
  return GUIDED.some((id) => providerVariables(id, release)?.names.includes(variable) === true);
}
