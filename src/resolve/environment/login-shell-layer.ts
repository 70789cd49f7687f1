import { isObject } from "../../core/config-path.ts";
import { secretValueAmong } from "./environment.ts";
import type { Layer } from "./layer.ts";
import { createLayer } from "./layer-values.ts";
import { expectedNames } from "./provider-variables.ts";

/** What the import from the login shell depends on. */
export interface LoginShellOptions {
  readonly configEnv: unknown;
  readonly release: string;
  /** Provider ids whose plugins are installed. */
  readonly installedProviders: readonly string[];
  readonly above: readonly Layer[];
  readonly windows: boolean;
  /** What the login shell printed, when it was asked; without it nothing is known. */
  readonly values?: Readonly<Record<string, string | undefined>>;
}

/**
 * The import from the login shell, when it is on: only names that OpenClaw expects, only those not present at all. The
 * shell is not asked here; its answer is undecidable unless it was asked before and given.
 */
export function loginShellLayer(options: LoginShellOptions): Layer {
  const name = "the login shell";
  const parts = { id: "login-shell", role: "login-shell", name } as const;
  if (!isOn(options)) return createLayer({ ...parts, entries: [], otherwise: absent("the import is off") });

  const expected = expectedNames(options.release, options.installedProviders);
  const notExpected = absent("OpenClaw imports only names that it expects; this is none of them");
  if (options.values !== undefined) {
    const entries = Object.entries(options.values).flatMap(([variable, value]) =>
      expected.has(variable) && value !== undefined && value.trim() !== ""
        ? [{ name: variable, value, place: {} }]
        : [],
    );
    const otherwise = (variable: string) => (expected.has(variable) ? absent("not there")() : notExpected());
    return createLayer({ ...parts, entries, otherwise });
  }
  return createLayer({
    ...parts,
    entries: [],
    otherwise: (variable) =>
      expected.has(variable)
        ? {
            kind: "undecidable",
            place: { path: ["env", "shellEnv"] },
            why: "would be asked of your login shell",
          }
        : notExpected(),
  });
}

function isOn(options: LoginShellOptions): boolean {
  if (options.windows) return false;
  const truthy = (variable: string): boolean =>
    /^(?:1|true|yes|on)$/iu.test(secretValueAmong(options.above, variable).value?.trim() ?? "");
  if (truthy("OPENCLAW_DEFER_SHELL_ENV_FALLBACK")) return false;
  const section = isObject(options.configEnv) ? options.configEnv["shellEnv"] : undefined;
  return (isObject(section) && section["enabled"] === true) || truthy("OPENCLAW_LOAD_SHELL_ENV");
}

function absent(why: string) {
  return () => ({ kind: "unset", why }) as const;
}
