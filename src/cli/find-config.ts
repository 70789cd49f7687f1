import { resolve } from "pathe";
import type { Analysis, AnalyzeOptions } from "../analyze.ts";
import type { Host } from "../core/host.ts";
import { createLinter } from "../linter.ts";
import { type ConfigTarget, displayName, locateDefault } from "../locate/locate-configs.ts";
import { readFailureWords } from "../read/read-text.ts";
import type { Output } from "./output.ts";

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
    output.error("clawlint: no openclaw.json here, and none where OpenClaw would look; name a file\n");
    return undefined;
  }
  const result = createLinter({ host, settings: options }).analyze(target);
  if (!result.ok) {
    output.error(`clawlint: ${target.file}: ${readFailureWords[result.failure]}\n`);
    return undefined;
  }
  if (!result.analysis.readable) {
    output.error(`clawlint: ${target.file} cannot be read as a config; clawlint check says why\n`);
    return undefined;
  }
  return { target, analysis: result.analysis };
}
