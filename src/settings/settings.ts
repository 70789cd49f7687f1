import type { Severity } from "../core/finding.ts";

/** A rule's level in settings and on the command line. */
export type Level = Severity | "off";

/** Rule levels for some files or some places of a config only. */
export interface SettingsOverride {
  /** Globs relative to the settings file's folder; all files when absent. */
  readonly files?: readonly string[];
  /** Config paths such as `models.providers.ovenai` or `agents.*.model`; what lies below counts too. */
  readonly paths?: readonly string[];
  readonly rules: Readonly<Record<string, Level>>;
}

/** What a `clawlint.config.json5` may hold. The command line's options win over it. */
export interface Settings {
  readonly $schema?: string;
  readonly rules?: Readonly<Record<string, Level>>;
  readonly overrides?: readonly SettingsOverride[];
  readonly gateway?: string;
  readonly serviceFile?: string;
  /** The service of that file that runs the gateway. */
  readonly service?: string;
  readonly envFiles?: readonly string[];
  readonly envNames?: readonly string[];
  readonly openclawVersion?: string;
  /** The gateway cannot write its config. */
  readonly readOnly?: boolean;
  readonly failOn?: string;
  /** Fail where it cannot be known whether a provider has a key. */
  readonly failOnUnknown?: boolean;
  readonly baseline?: string;
}

/** Names of the settings file, in the order in which they are looked for. */
export const SETTINGS_NAMES = ["clawlint.config.json5", "clawlint.config.json"] as const;

/** The levels a rule may have. */
export const LEVELS: readonly Level[] = ["off", "info", "warning", "error"];

/** From which severity on a run fails. */
export const FAIL_LEVELS = ["error", "warning", "info", "never"] as const;
