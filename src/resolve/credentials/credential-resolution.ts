import type { ConfigPath } from "../../core/config-path.ts";
import type { Resolution } from "../environment/environment.ts";
import { usualVariable } from "../environment/provider-variables.ts";
import type { KeyVerdict } from "../environment/verdict.ts";
import type { ReferenceVerdict } from "../secrets/resolve-reference.ts";
import type { SecretInput } from "../secrets/secret-input.ts";

/** Where a key can come from. */
export type CredentialSource =
  | "config-key" // models.providers.X.apiKey
  | "variable" // the provider's own variable
  | "profile" // OpenClaw's store of logins
  | "aws" // the AWS SDK's chain
  | "google" // Google's application default credentials
  | "local" // a local server or marker that needs no key
  | "login" // a tool's own login (claude, codex, copilot)
  | "headers"; // headers or request.auth that carry the key

/** One place that was looked at, in OpenClaw's order. */
export interface CredentialStep {
  readonly source: CredentialSource;
  readonly state: KeyVerdict;
  /** For `variable`, and for a config key that names one. */
  readonly variable?: string | undefined;
  readonly resolution?: Resolution | undefined;
  readonly reference?: ReferenceVerdict | undefined;
  readonly path?: ConfigPath | undefined;
  /** Words for people; never a value. */
  readonly why: string;
}

/** Will this provider have its key, from where, and if not, why. */
export interface CredentialResolution {
  readonly provider: string;
  readonly state: KeyVerdict;
  /** The step that decides: the winner, or the one that fails. Absent when nothing at all was found. */
  readonly winner: CredentialStep | undefined;
  /** Usable steps below the winner. A configured key that a variable beats is among them. */
  readonly shadowed: readonly CredentialStep[];
  readonly trail: readonly CredentialStep[];
  /** What the config has at apiKey. */
  readonly input: SecretInput;
  /** The config path to blame: apiKey, else the provider's block, else undefined (blame the reference). */
  readonly at: ConfigPath | undefined;
  /** The variables that this provider reads in this release, in order. */
  readonly variables: readonly string[];
  /** Set when those variables are read only with this npm package installed, and it is not known to be. */
  readonly needsPlugin: string | undefined;
  /** True where that plugin may be installed without being seen from here. */
  readonly pluginUnseen: boolean;
}

/**
 * The variable to set for a provider: the one that decides, else, with nothing there or nothing known, the one that most
 * people have.
 */
export function wantedVariable(credential: CredentialResolution): string | undefined {
  const { provider, state, winner, trail, variables } = credential;
  // What cannot be known of one of them is its own affair; of all of them, it is the environment that is not seen.
  const unseen = trail.filter((step) => step.source === "variable" && step.state === "undecidable");
  const open = state === "unset" || (state === "undecidable" && unseen.length === variables.length);
  return (open ? undefined : winner?.variable) ?? usualVariable(variables, provider);
}
