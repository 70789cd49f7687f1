import { type Analysis, type AnalyzeOptions, analyzeConfig } from "./analyze.ts";
import { type ConfigPath, shownPointer, toDotted } from "./core/config-path.ts";
import type { Finding } from "./core/finding.ts";
import type { Host } from "./core/host.ts";
import type { Problem } from "./engine/rule.ts";
import { placesWords } from "./environment-words.ts";
import { rootPath } from "./expand/document-path.ts";
import { type ExpandedConfig, mergedAt } from "./expand/expanded-config.ts";
import type { ConfigTarget } from "./locate/locate-configs.ts";
import type { ReadFailure } from "./read/read-text.ts";
import { createFramer, type FrameLine } from "./report/code-frame.ts";
import type { FileReport } from "./report/lint-report.ts";
import { keyStandings } from "./resolve/credentials/key-standing.ts";
import { checkIdOf, ruleNames } from "./rules/rule-names.ts";
import { rule as ignoreComment } from "./rules/structure/ignore-comment.ts";
import { MOST, runChecks } from "./run-checks.ts";
import { readIgnoreComments } from "./suppress/ignore-comments.ts";
import { suppress } from "./suppress/suppress.ts";
import { type CheckOptions, type Repair, toFinding } from "./to-finding.ts";
import { isDescribed, schemaKeysAt } from "./validate/disclosure.ts";

export type { Repair } from "./to-finding.ts";

/** How to lint. */
export interface LintOptions extends AnalyzeOptions, CheckOptions {
  /** False where no format shows the lines of findings; they are made otherwise. */
  readonly frames?: boolean;
  /** Gives the routes for the report, where they are wanted: one `routeJson` of report/routes.ts a reference. */
  readonly routes?: ((analysis: Analysis) => FileReport["routes"]) | undefined;
}

/** A linted config, or why its file could not be read. */
export type LintResult = LintedConfig | { readonly ok: false; readonly failure: ReadFailure };

/** A linted config. */
export interface LintedConfig {
  readonly ok: true;
  readonly report: FileReport;
  /** What would mend the findings; not part of a report, since it may lead to text of the config. */
  readonly repairs: readonly Repair[];
  /** What the rules looked at. */
  readonly analysis: Analysis;
}

/**
 * Lints one config.
 *
 * In: the host, the file (with its text when that does not come from the disk), options.
 * Out: its report, or why the file could not be read. Throws only for a bug of ours.
 */
export function lintConfig(
  host: Host,
  target: ConfigTarget & { readonly text?: string },
  options: LintOptions,
): LintResult {
  const result = analyzeConfig(host, target, options);
  return result.ok ? lintAnalysis(host, target.file, result.analysis, options) : result;
}

/** Lints a config that was analysed with the same options. `file` is the name that the report shows. */
export function lintAnalysis(
  host: Host,
  file: string,
  analysis: Analysis,
  options: LintOptions,
): LintedConfig {
  const { expanded, part, fragment, release } = analysis;
  const { findings, skipped, ran, repairsOf } = runChecks(host, analysis, options);
  const comments = expanded.documents.flatMap(readIgnoreComments);
  const namesOf = (finding: Finding) => [finding.rule, checkIdOf(finding)];
  const answering = { known: ruleNames, ran, namesOf };
  const { kept, suppressed, faults } = suppress(findings, comments, answering, () => host.today());
  const all = [...kept];
  const repairs = kept.flatMap((finding) => repairsOf.get(finding) ?? []);
  for (const { comment, kind, rule, right = "" } of faults.slice(0, options.most ?? MOST)) {
    const { document, start, end } = comment;
    const problem: Problem = { messageId: kind, data: { rule, right }, at: { document, start, end } };
    for (const check of ignoreComment.checks) {
      const finding = toFinding({ rule: ignoreComment, check }, problem, analysis, options);
      if (finding !== undefined) all.push(finding);
    }
  }
  const wanted = part === undefined ? all : all.filter((finding) => finding.file === part.file);
  const wantedSet = new Set(wanted);
  const note =
    part !== undefined
      ? `linted as part of ${expanded.root.file}`
      : fragment !== undefined
        ? `linted as a fragment, as if it stood at ${toDotted(fragment)}`
        : undefined;
  return {
    ok: true,
    repairs: repairs.filter(({ finding }) => wantedSet.has(finding)),
    analysis,
    report: {
      path: file,
      openclawVersion: {
        value: release.range === undefined ? release.release : `${release.range[0]}..${release.release}`,
        why: release.why,
      },
      note,
      findings: wanted.sort(byPlace),
      skipped,
      notLookedAt: analysis.unsure.map(({ kind, document, start, end, path }) => ({
        path: shownPointer(namedPath(expanded, path)),
        file: document.file,
        range: document.lines.range(start, end),
        why: kind === "include" ? "include" : "syntax",
      })),
      suppressed: suppressed.length,
      // Of a fragment it is not known which providers are in use.
      keys:
        analysis.readable && fragment === undefined
          ? keyStandings(analysis.resolved, analysis.config)
          : undefined,
      lookedIn: placesWords(wanted, analysis.resolved.environment),
      frames: options.frames === false ? new Map() : framesOf(wanted, expanded, fragment),
      ...(options.routes === undefined || !analysis.readable ? {} : { routes: options.routes(analysis) }),
    },
  };
}

/** A path as far as its keys may be named: in broken text a word that looks like a key may be anything, a password too. */
function namedPath(expanded: ExpandedConfig, path: ConfigPath): ConfigPath {
  const unnamed = path.findIndex((step, index) => {
    if (typeof step === "number") return false;
    const above = path.slice(0, index);
    if (schemaKeysAt(above).includes(step)) return false;
    // Keys of the owner's own, such as ids of providers, where a value stands behind them.
    return mergedAt(expanded, path.slice(0, index + 1)) === undefined || !isDescribed([...above, step]);
  });
  return unnamed < 0 ? path : path.slice(0, unnamed);
}

/** Frames are made here, so that a report of a thousand files does not hold a thousand syntax trees. */
function framesOf(
  findings: readonly Finding[],
  expanded: ExpandedConfig,
  fragment: ConfigPath | undefined,
): ReadonlyMap<Finding, FrameLine> {
  const { documents } = expanded;
  const frames = new Map<Finding, FrameLine>();
  const framers = new Map(
    documents
      .filter(({ text }) => text !== "")
      .map((one) => [one.file, createFramer(one, [...(fragment ?? []), ...rootPath(expanded, one)])]),
  );
  for (const finding of findings) {
    const frame = framers.get(finding.file)?.(finding.range);
    if (frame !== undefined) frames.set(finding, frame);
  }
  return frames;
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.range.start.offset - b.range.start.offset || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
