import type { Severity } from "./core/finding.ts";
import type { Host } from "./core/host.ts";
import { cachedHost } from "./host/cached-host.ts";
import { type LintOptions, lintConfig } from "./lint.ts";
import { displayName, locateConfigs } from "./locate/locate-configs.ts";
import type { ReadFailure } from "./read/read-text.ts";
import type { FileReport, LintReport } from "./report/lint-report.ts";
import { targetReaders } from "./resolve/environment/target-readers.ts";
import { rules as allRules } from "./rules/registry.ts";

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
export { createMemoryHost, type MemoryFile, type MemoryHostOptions } from "./host/memory-host.ts";
export type { LintOptions } from "./lint.ts";
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

/** What is public of a rule. */
export interface RuleInfo {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
}

/** All rules, in alphabetical order. */
export const rules: readonly RuleInfo[] = allRules.map(({ id, severity, summary }) => ({
  id,
  severity,
  summary,
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
  const path = absolute(host, file);
  const target = { path, file: displayName(host, path), text };
  const result = lintConfig(host, target, await withReaders(lintOptions));
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
  const { host: machine = await thisMachine(), ...lintOptions } = options;
  const host = cachedHost(machine);
  const located = locateConfigs(host, paths);
  const failures: { path: string; reason: ReadFailure | string }[] = located.failures.map(
    ({ argument, reason }) => ({
      path: argument,
      reason,
    }),
  );
  const files: FileReport[] = [];
  const ready = await withReaders(lintOptions);
  for (const target of located.targets) {
    const result = lintConfig(host, target, ready);
    if (result.ok) files.push(result.report);
    else failures.push({ path: target.file, reason: result.failure });
  }
  return { report: { files, gateway: lintOptions.gateway ?? "shell" }, failures };
}

/** The options with what their gateway needs to be read. */
async function withReaders(options: LintOptions): Promise<LintOptions> {
  return options.readers === undefined
    ? { ...options, readers: await targetReaders(options.gateway ?? "shell") }
    : options;
}

async function thisMachine(): Promise<Host> {
  const { createNodeHost } = await import("./host/node-host.ts");
  return createNodeHost();
}

function absolute(host: Host, file: string): string {
  return /^(?:\/|[A-Za-z]:[\\/])/u.test(file) ? file : `${host.cwd.replace(/\/$/u, "")}/${file}`;
}
