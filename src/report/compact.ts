import type { LintReport } from "./lint-report.ts";
import { findingWords, placeText } from "./place-text.ts";

/** One line a finding: `file:line:col: severity: message [rule]`. */
export function formatCompact(report: LintReport): string {
  let text = "";
  for (const file of report.files) {
    for (const finding of file.findings) {
      text += `${oneLine(placeText(finding))}: ${finding.severity}: ${oneLine(findingWords(finding))} [${finding.rule}]\n`;
    }
  }
  return text;
}

/** A name or message cannot break the line, nor begin it as a command to a CI runner. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, " ").replace(/^(?=::|##\[)/u, "./");
}
