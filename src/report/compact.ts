import type { LintReport } from "./lint-report.ts";
import { findingWords, placeText } from "./place-text.ts";

/** One line a finding: `file:line:col: severity: message [rule]`. */
export function formatCompact(report: LintReport): string {
  let text = "";
  for (const file of report.files) {
    for (const finding of file.findings) {
      text += `${placeText(finding)}: ${finding.severity}: ${findingWords(finding)} [${finding.rule}]\n`;
    }
  }
  return text;
}
