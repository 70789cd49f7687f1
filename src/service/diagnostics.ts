import type { Finding, Range, RelatedPlace, Severity } from "../core/finding.ts";
import { plain } from "../core/visible.ts";
import { checkIdOf } from "../rules/rule-names.ts";
import type { ConfigService } from "./service.ts";

/** A finding as an editor shows it. */
export interface Diagnostic {
  readonly range: Range;
  readonly severity: Severity;
  /** The rule's id. */
  readonly code: string;
  /** The rule's page. */
  readonly url: string;
  readonly message: string;
  readonly related: readonly (Omit<RelatedPlace, "file"> & { readonly path: string })[];
  readonly unnecessary: boolean;
  readonly deprecated: boolean;
  /** The finding itself; undefined for what is told of a settings file. */
  readonly finding?: Finding | undefined;
}

/**
 * The findings of a config by the file that holds them, included and other files too; files without one of the config's
 * documents are there with an empty list, so that old findings go. Undefined for a config that cannot be read.
 */
export function diagnosticsOf(
  service: ConfigService,
  root: string,
): ReadonlyMap<string, readonly Diagnostic[]> | undefined {
  const { linter, environment } = service.configOf(root);
  const linted = linter.lint(root);
  if (!linted.ok) return undefined;
  const byPath = new Map<string, Diagnostic[]>();
  const byFile = new Map<string, string>();
  for (const { path, file } of linted.analysis.expanded.documents) {
    byPath.set(path, []);
    byFile.set(file, path);
  }
  const pathOf = (file: string): string => byFile.get(file) ?? service.absolute(root, file);
  for (const finding of linted.report.findings) {
    const path = pathOf(finding.file);
    const list = byPath.get(path);
    const diagnostic = toDiagnostic(finding, pathOf);
    if (list === undefined) byPath.set(path, [diagnostic]);
    else list.push(diagnostic);
  }
  const { settingsFault } = environment;
  if (settingsFault !== undefined) {
    const start = { line: 1, column: 1, offset: 0 };
    byPath.set(settingsFault.path, [
      {
        range: { start, end: start },
        severity: "warning",
        code: "settings",
        url: "",
        message: `${settingsFault.problem.replace(/[.]$/u, "")}. The settings are not used.`,
        related: [],
        unnecessary: false,
        deprecated: false,
      },
    ]);
  }
  return byPath;
}

function toDiagnostic(finding: Finding, pathOf: (file: string) => string): Diagnostic {
  const { rule, severity, message, hint, range, related = [], url } = finding;
  return {
    range,
    severity,
    code: rule,
    url,
    message: plain(hint === undefined ? message : `${message} ${hint}`),
    related: related.map(({ file, range: at, message: words }) => ({
      path: pathOf(file),
      range: at,
      message: words,
    })),
    unnecessary: checkIdOf(finding) === "unused-provider",
    deprecated: /^(?:retired|migrated)-/u.test(rule),
    finding,
  };
}
