import { resolve } from "pathe";
import { type Host, isFile } from "../core/host.ts";
import { count } from "../core/text.ts";
import { tellPath } from "../locate/locate-configs.ts";
import { withoutKnown } from "../report/known-findings.ts";
import type { LintReport } from "../report/lint-report.ts";
import { loadBaseline } from "../settings/baseline.ts";
import { UsageError } from "./exit-codes.ts";
import type { Output } from "./output.ts";

/**
 * Takes known findings out of a report; they count as suppressed. Says when some no longer occur.
 *
 * @param namedBy the settings file that names the baseline; undefined for the command line
 */
export function applyBaseline(
  host: Host,
  report: LintReport,
  file: string,
  namedBy: string | undefined,
  output: Output,
): LintReport {
  const known = loadBaseline(host, resolve(host.cwd, file));
  if (known === undefined) {
    const path = resolve(host.cwd, file);
    const what = isFile(host, path) ? "is no baseline that can be read" : "does not exist";
    throw new UsageError(
      `The baseline ${tellPath(host, path)} (${namedBy === undefined ? "--baseline" : `"baseline" in ${tellPath(host, namedBy)}`}) ${what}; clawlint check --write-baseline ${tellPath(host, path)} makes it.`,
    );
  }
  const { report: rest, gone } = withoutKnown(report, known);
  if (gone > 0) {
    output.error(
      `clawlint: ${count(gone, "finding")} of ${file} no longer ${gone === 1 ? "occurs" : "occur"}; --write-baseline ${file} takes ${gone === 1 ? "it" : "them"} out\n`,
    );
  }
  return rest;
}
