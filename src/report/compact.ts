import type { LintReport } from "./lint-report.ts";

/** One line a finding: `file:line:col: severity: message [rule]`. */
export function formatCompact(report: LintReport): string {
  let text = "";
  for (const file of report.files) {
    for (const { file: name, range, severity, message, hint, rule } of file.findings) {
      const words = hint === undefined ? message : `${message} ${hint}`;
      text += `${name}:${range.start.line}:${range.start.column}: ${severity}: ${words} [${rule}]\n`;
    }
  }
  return text;
}
