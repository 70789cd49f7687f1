import type { Finding, RelatedPlace } from "../core/finding.ts";
import { jsonText } from "../core/visible.ts";
import { fingerprints } from "./fingerprint.ts";
import type { LintReport } from "./lint-report.ts";
import { escapeMarkdown } from "./markdown-text.ts";
import { extraLines, findingWords } from "./place-text.ts";

/**
 * GitLab Code Quality: a JSON list in the form of Code Climate issues, with fingerprints that stay when lines move.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function formatGitlab(report: LintReport): string {
  const names = fingerprints(report);
  const issues = report.files.flatMap(({ findings }) =>
    findings.map((finding) => ({
      type: "issue",
      check_name: finding.rule,
      description: findingWords(finding),
      content: { body: [...extraLines(finding).map(escapeMarkdown), finding.url].join("\n") },
      categories: [finding.rule.includes("secret") ? "Security" : "Bug Risk"],
      fingerprint: names.get(finding),
      severity: severityName(finding),
      location: location(finding),
      ...(finding.related === undefined ? {} : { other_locations: finding.related.map(location) }),
    })),
  );
  return `${jsonText(issues)}\n`;
}

/** What OpenClaw refuses stops everything, so it stands above what fails only when used. */
function severityName({ severity, refused }: Finding): string {
  switch (severity) {
    case "error":
      return refused ? "blocker" : "critical";
    case "warning":
      return "minor";
    case "info":
      return "info";
  }
}

function location({ file, range }: Finding | RelatedPlace) {
  return { path: file, lines: { begin: range.start.line, end: range.end.line } };
}
