import { resolve } from "pathe";
import type { Analysis, AnalyzeOptions } from "../analyze.ts";
import { type Host, kindOf } from "../core/host.ts";
import { createLinter } from "../linter.ts";
import { type ConfigTarget, displayName, locateDefault, tellPath } from "../locate/locate-configs.ts";
import { openclawLocations } from "../locate/openclaw-locations.ts";
import { readFailureWords } from "../read/read-text.ts";
import type { Output } from "./output.ts";

/** Where a config was looked for that nobody named, and what begins one. */
export function noConfigWords(host: Host, stateDir: string | undefined): string {
  const [first = ""] = openclawLocations(host, { stateDir }).configCandidates;
  return `there is no openclaw.json in this folder, and no ${tellPath(host, first)}; clawlint onboard sets a provider up, clawlint init begins a config`;
}

/** Who named a config that is not there, for a sentence's end. */
export function namedBy(host: Host, path: string): string {
  return openclawLocations(host).explicitConfig === path ? " (OPENCLAW_CONFIG_PATH names it)" : "";
}

/** The one config that `env` and `explain` look at, analysed; undefined, with the reason told, when there is none. */
export function findConfig(
  host: Host,
  file: string | undefined,
  options: AnalyzeOptions,
  output: Output,
): { readonly target: ConfigTarget; readonly analysis: Analysis } | undefined {
  const named = file === undefined ? undefined : resolve(host.cwd, file);
  const target =
    named === undefined
      ? locateDefault(host, options.stateDir)
      : { path: named, file: displayName(host, named) };
  if (target === undefined) {
    output.error(`clawlint: ${noConfigWords(host, options.stateDir)}\n`);
    return undefined;
  }
  if (file === undefined && kindOf(host, target.path) === undefined) {
    output.error(
      `clawlint: ${tellPath(host, target.path)}: ${readFailureWords.missing}${namedBy(host, target.path)}\n`,
    );
    return undefined;
  }
  const result = createLinter({ host, settings: options }).analyze(target);
  if (!result.ok) {
    output.error(`clawlint: ${tellPath(host, target.path)}: ${readFailureWords[result.failure]}\n`);
    return undefined;
  }
  if (!result.analysis.readable) {
    output.error(
      `clawlint: ${tellPath(host, target.path)} cannot be read as a config; clawlint check says why\n`,
    );
    return undefined;
  }
  return { target, analysis: result.analysis };
}
