import type { Severity } from "./core/finding.ts";
import type { Host } from "./core/host.ts";
import { ruleUrl } from "./engine/render.ts";
import type { LintOptions } from "./lint.ts";
import { createLinter } from "./linter.ts";
import { locateConfigs } from "./locate/locate-configs.ts";
import type { ReadFailure } from "./read/read-text.ts";
import type { FileReport, LintReport } from "./report/lint-report.ts";
import { rules as allRules } from "./rules/registry.ts";

export type { ChangedFile } from "./core/file-writer.ts";
export type {
  Finding,
  Fix,
  Position,
  Range,
  RelatedPlace,
  Severity,
  Skipped,
  TextEdit,
} from "./core/finding.ts";
export { type FileStat, type Host, HostError } from "./core/host.ts";
export { version } from "./core/version.ts";
export type { Explanation } from "./explain/explain.ts";
export { createMemoryHost, type MemoryFile, type MemoryHostOptions } from "./host/memory-host.ts";
export { overlayHost } from "./host/overlay-host.ts";
export type { LintedConfig, LintOptions, LintResult, Repair } from "./lint.ts";
export {
  type AppliedRepairs,
  createLinter,
  type Linter,
  type LinterOptions,
  type LinterSettings,
  type LinterTarget,
  type WantedRepairs,
} from "./linter.ts";
export { type ReadLinterSettings, readLinterSettings } from "./linter-settings.ts";
export type { ReadFailure } from "./read/read-text.ts";
export { formatCheckstyle } from "./report/checkstyle.ts";
export { formatCompact } from "./report/compact.ts";
export { formatGithub } from "./report/github.ts";
export { formatGitlab } from "./report/gitlab.ts";
export { formatJson } from "./report/json.ts";
export { formatJunit } from "./report/junit.ts";
export { type FileReport, type LintReport, type Summary, summarize } from "./report/lint-report.ts";
export { formatPretty, type PrettyOptions } from "./report/pretty.ts";
export { formatSarif } from "./report/sarif.ts";
export {
  type Action as EditorAction,
  actions as editorActions,
  type Edit,
  type Edits,
  editsOf,
  fixAll,
  ignoreEdit,
  repairOf,
  resolveRepair,
} from "./service/actions.ts";
export { readClientSettings } from "./service/client-settings.ts";
export { type Completion, type CompletionKind, complete, withoutStops } from "./service/complete.ts";
export { type Diagnostic as EditorDiagnostic, diagnosticsOf } from "./service/diagnostics.ts";
export type { ClientSettings, EnvironmentChoice } from "./service/environment-choice.ts";
export { type HoverText, hover } from "./service/hover.ts";
export { type Hint, hints, type Lens, lenses } from "./service/marks.ts";
export { type NamedThing, namedThings } from "./service/names.ts";
export {
  definition,
  links,
  prepareRename,
  type Renamable,
  type Renamed,
  type RenameEdit,
  references,
  rename,
} from "./service/navigate.ts";
export { type Fold, folds, type OutlineEntry, outline, selections } from "./service/outline.ts";
export { routeText } from "./service/route-text.ts";
export { ConfigService, type ServiceOptions } from "./service/service.ts";
export { type Token, tokens } from "./service/tokens.ts";
export type { Location, View } from "./service/view.ts";

/** What is public of a rule. */
export interface RuleInfo {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  /** Its page. */
  readonly url: string;
}

/** All rules, in alphabetical order. */
export const rules: readonly RuleInfo[] = allRules.map(({ id, severity, summary }) => ({
  id,
  severity,
  summary,
  url: ruleUrl(id),
}));

/** What a run over files gave. */
export interface LintFilesResult {
  readonly report: LintReport;
  /** Files and patterns that could not be looked at. */
  readonly failures: readonly { readonly path: string; readonly reason: ReadFailure | string }[];
}

/**
 * Lints a config given as text.
 *
 * In: the text, the name it goes by (includes are read beside it), and a host: `createMemoryHost` where there is no
 * disk, nothing for this machine. Out: the report of that one config.
 */
export async function lintText(
  text: string,
  options: LintOptions & { readonly file?: string; readonly host?: Host } = {},
): Promise<FileReport> {
  const { file = "openclaw.json", host = await thisMachine(), ...lintOptions } = options;
  const result = createLinter({ host, settings: lintOptions }).lint({ path: file, text });
  if (!result.ok) throw new Error(`text given, yet: ${result.failure}`); // cannot be: nothing is read
  return result.report;
}

/**
 * Lints files, folders and globs.
 *
 * In: paths relative to the host's working directory, options, and a host (default: this machine).
 * Out: one report over all configs found, and what could not be looked at.
 */
export async function lintFiles(
  paths: readonly string[],
  options: LintOptions & { readonly host?: Host } = {},
): Promise<LintFilesResult> {
  const { host = await thisMachine(), ...lintOptions } = options;
  const located = locateConfigs(host, paths);
  const failures: { path: string; reason: ReadFailure | string }[] = located.failures.map(
    ({ argument, reason }) => ({
      path: argument,
      reason,
    }),
  );
  const files: FileReport[] = [];
  const linter = createLinter({ host, settings: lintOptions, keep: 1 });
  for (const target of located.targets) {
    const result = linter.lint(target);
    if (result.ok) files.push(result.report);
    else failures.push({ path: target.file, reason: result.failure });
  }
  return { report: { files, gateway: lintOptions.gateway ?? "shell" }, failures };
}

/** This machine: its disk, this process's environment and folder. Only where there is Node. */
export async function thisMachine(): Promise<Host> {
  const { createNodeHost } = await import("./host/node-host.ts");
  return createNodeHost();
}
