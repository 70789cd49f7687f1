import { formatCheckstyle } from "./checkstyle.ts";
import { formatCompact } from "./compact.ts";
import { formatGithub } from "./github.ts";
import { formatGitlab } from "./gitlab.ts";
import { formatJson } from "./json.ts";
import { formatJunit } from "./junit.ts";
import type { LintReport } from "./lint-report.ts";
import { formatPretty, type PrettyOptions } from "./pretty.ts";
import { formatSarif } from "./sarif.ts";

/** The names of all formats. */
export const FORMATS = [
  "pretty",
  "compact",
  "json",
  "sarif",
  "github",
  "gitlab",
  "junit",
  "checkstyle",
] as const;
/** The name of a format. */
export type Format = (typeof FORMATS)[number];

/** The text of a report in a format. */
export function formatReport(
  report: LintReport,
  format: Format,
  color: boolean,
  terminal: Omit<PrettyOptions, "color"> = {},
): string {
  switch (format) {
    case "pretty":
      return formatPretty(report, { ...terminal, color });
    case "compact":
      return formatCompact(report);
    case "json":
      return formatJson(report);
    case "sarif":
      return formatSarif(report);
    case "github":
      return formatGithub(report);
    case "gitlab":
      return formatGitlab(report);
    case "junit":
      return formatJunit(report);
    case "checkstyle":
      return formatCheckstyle(report);
  }
}
