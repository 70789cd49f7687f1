import type { Finding, Severity } from "../core/finding.ts";
import { inert } from "../core/visible.ts";
import type { LintReport } from "./lint-report.ts";
import { extraLines, findingWords, isOutside, placeText } from "./place-text.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/**
 * GitHub Actions: every finding as a workflow command. GitHub turns only the first ten errors, warnings and notices of
 * a step into annotations, and shows every command's text in the log without its file: so the text begins with the place.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function formatGithub(report: LintReport): string {
  const findings = report.files.flatMap((file) => file.findings);
  return findings.map(command).join("");
}

function command(finding: Finding): string {
  const { range, rule, severity, file } = finding;
  const outside = isOutside(file);
  const oneLine = range.start.line === range.end.line;
  const properties = [
    // A file outside the repository cannot carry an annotation.
    ...(outside
      ? []
      : [
          `file=${escapeProperty(inert(file))}`,
          `line=${range.start.line}`,
          `endLine=${range.end.line}`,
          // Columns count only on one and the same line.
          ...(oneLine ? [`col=${range.start.column}`, `endColumn=${range.end.column}`] : []),
        ]),
    `title=${escapeProperty(`clawlint ${rule}`)}`,
  ];
  const words = [`${placeText(finding)}: ${findingWords(finding)}`, ...extraLines(finding), finding.url];
  return `::${COMMANDS[severity]} ${properties.join(",")}::${escapeData(words.join("\n"))}\n`;
}

/** The runner undoes exactly these, in a command's message. */
export function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** In a property `:` and `,` end the value, so they are escaped too. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
