import type { Finding, RelatedPlace } from "../core/finding.ts";
import { fingerprints } from "./fingerprint.ts";
import type { LintReport } from "./lint-report.ts";
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
      content: { body: [...extraLines(finding), finding.url].join("\n") },
      categories: [finding.rule.includes("secret") ? "Security" : "Bug Risk"],
      fingerprint: names.get(finding),
      severity: severityName(finding),
      location: location(finding),
      ...(finding.related === undefined ? {} : { other_locations: finding.related.map(location) }),
    })),
  );
  return `${JSON.stringify(issues, undefined, 2)}\n`;
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
