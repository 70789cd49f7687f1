import type { Finding } from "../core/finding.ts";
import type { LintReport } from "./lint-report.ts";
import { extraLines, findingWords } from "./place-text.ts";
import { xmlText } from "./xml-text.ts";

/** Checkstyle XML: findings under the document that holds them; a clean config is an element without children. */
export function formatCheckstyle(report: LintReport): string {
  const files = new Map<string, Finding[]>();
  for (const config of report.files) {
    if (!files.has(config.path)) files.set(config.path, []);
    for (const finding of config.findings) {
      const known = files.get(finding.file);
      if (known === undefined) files.set(finding.file, [finding]);
      else known.push(finding);
    }
  }
  let text = '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n';
  for (const [name, findings] of files) {
    text += `  <file name="${xmlText(name)}">\n`;
    for (const finding of findings) {
      const { line, column } = finding.range.start;
      const words = [findingWords(finding), ...extraLines(finding)].join("\n");
      text += `    <error line="${line}" column="${column}" severity="${finding.severity}"`;
      text += ` message="${xmlText(words)}" source="clawlint.${xmlText(finding.rule)}"/>\n`;
    }
    text += "  </file>\n";
  }
  return `${text}</checkstyle>\n`;
}
