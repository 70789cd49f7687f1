import type { Finding } from "../core/finding.ts";
import { plain } from "../core/visible.ts";
import type { LintReport } from "./lint-report.ts";
import { findingWords, pathText, placeText } from "./place-text.ts";

/** One line a finding: `file:line:col: severity: message (at path; fix) [rule]`. */
export function formatCompact(report: LintReport): string {
  let text = "";
  for (const file of report.files) {
    for (const finding of file.findings) {
      text += `${placeText(finding)}: ${finding.severity}: ${findingWords(finding)}${whereWords(finding)} [${finding.rule}]\n`;
    }
  }
  return text;
}

/** The place in the config, and the repair, for programs that read lines. */
function whereWords({ path, fix }: Finding): string {
  const place = path === "" ? [] : [`at ${pathText(path)}`];
  const repair = fix === undefined ? [] : [`${fix.safety} fix: ${fix.title}`];
  const words = [...place, ...repair].join("; ");
  return words === "" ? "" : ` (${plain(words)})`;
}
