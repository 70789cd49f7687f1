import type { Analysis } from "./analyze.ts";
import { type ConfigPath, shownPointer } from "./core/config-path.ts";
import type { Finding, Range, RelatedPlace, Severity } from "./core/finding.ts";
import { count } from "./core/text.ts";
import { locateProblem, rangeOf, toFix } from "./engine/locate-problem.ts";
import { renderMessage, ruleUrl, shownData } from "./engine/render.ts";
import type { Check, Problem, ProblemFix, Rule } from "./engine/rule.ts";
import type { Untold } from "./engine/untold.ts";
import type { Document } from "./parse/document.ts";
import { entryFor } from "./rules/rule-names.ts";
import type { LevelOf } from "./settings/levels.ts";
import type { Level } from "./settings/settings.ts";
import type { OwnSchema } from "./validate/own-schema.ts";

/** What the rules are told of how to lint. */
export interface CheckOptions {
  /** Levels that differ from the rules' own. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** Levels by place; they win over `levels`. */
  readonly levelOf?: LevelOf | undefined;
  /** True where the gateway cannot write its config: what it would mend at its start stops it. */
  readonly readOnly?: boolean | undefined;
  /** True where the config is to be repaired. */
  readonly mending?: boolean;
  /** How many findings of one check are told; the rest is counted in one more. 1000 unless said otherwise. */
  readonly most?: number;
  /** A further schema to hold configs to; see `compileOwnSchema`. */
  readonly ownSchema?: OwnSchema | undefined;
}

/** A way to mend a finding. */
export interface Repair {
  readonly finding: Finding;
  readonly fix: ProblemFix;
  readonly path: ConfigPath;
  /** For a fault of the text: the document and the offset of what is meant. */
  readonly text?: { readonly document: Document; readonly start: number };
}

/** A check with the rule that it is of. */
export interface Step {
  readonly rule: Rule;
  readonly check: Check;
}

/** What is counted of the others: some lists end before they hold all. */
const MOST_COUNTED = 10_000;

/** What the gateway does with a retired key, or cannot do. */
const MENDED = " The gateway repairs this at its next start; a read-only config does not start.";
const NOT_MENDED = " A gateway that may not write this config does not start with it.";

/** One finding for all that a rule found and that is not told, at the place of the first, as bad as the worst. */
export function furtherOf(
  rule: Rule,
  untold: Untold | undefined,
  { expanded }: Analysis,
): Finding | undefined {
  if (untold === undefined) return undefined;
  const { first, count: rest, severity, refused } = untold;
  const place = locateProblem(expanded, "line" in first.at ? { path: [] } : first.at);
  return {
    rule: rule.id,
    severity,
    refused,
    mendedAtStart: false,
    messageId: "further",
    data: { count: rest },
    message: `${rest > MOST_COUNTED ? `More than ${count(MOST_COUNTED, "further finding")}` : count(rest, "further finding")} of ${rule.id} from here on ${rest === 1 ? "is" : "are"} not shown.`,
    hint: "Repair those that are shown, then run clawlint again.",
    path: shownPointer(place.path),
    file: place.document.file,
    range: rangeOf(place),
    url: ruleUrl(rule.id),
  };
}

export function severityOf(check: Check, problem: Problem, level: Level | undefined): Severity {
  return level === undefined || level === "off" ? (problem.severity ?? check.severity) : level;
}

export function repairOf(finding: Finding, { at }: Problem, fix: ProblemFix): Repair {
  if ("document" in at) {
    return { finding, fix, path: at.path ?? [], text: { document: at.document, start: at.start } };
  }
  return { finding, fix, path: "path" in at ? (at.path ?? []) : [] };
}

/** A problem as a finding; undefined where its check is off for its place, or is asked for repairs alone. */
export function toFinding(
  { rule, check }: Step,
  problem: Problem,
  analysis: Analysis,
  { levels, levelOf, readOnly = false, mending = false }: CheckOptions,
): Finding | undefined {
  const { expanded } = analysis;
  // OpenClaw writes only a config of one file.
  const mends = problem.mendedAtStart === true && problem.refused === true;
  const mendedAtStart = mends && !readOnly && expanded.documents.length === 1;
  const atStart = !mends ? "" : mendedAtStart ? MENDED : NOT_MENDED;
  const elsewhere = "line" in problem.at ? problem.at : undefined;
  const place = "line" in problem.at ? undefined : locateProblem(expanded, problem.at);
  const placePath = place?.path ?? [];
  const level =
    levelOf?.(check.id, (place?.document ?? expanded.root).path, placePath) ??
    entryFor(levels ?? {}, check.id);
  if (level === "off" || (level === undefined && check.forRepair && !mending)) return undefined;
  const said = renderMessage(check, problem.messageId, problem.data);
  const text =
    problem.release === undefined
      ? said
      : { ...said, message: `${said.message} (OpenClaw ${problem.release})` };
  const related: RelatedPlace[] = (problem.related ?? []).map(({ at, message }) => {
    if ("line" in at) return { file: at.file, range: lineRange(at.line), message };
    const other = locateProblem(expanded, at);
    return { file: other.document.file, range: rangeOf(other), message };
  });
  const site =
    place === undefined || place.document === expanded.root
      ? undefined
      : expanded.sites.find(({ included }) => included === place.document);
  if (site !== undefined && related.every(({ message }) => message !== "included here")) {
    related.push({
      file: site.document.file,
      range: site.document.lines.range(site.start, site.end),
      message: "included here",
    });
  }
  const fix = problem.fix === undefined || place === undefined ? undefined : toFix(place, problem.fix);
  return {
    rule: rule.id,
    severity: level ?? problem.severity ?? check.severity,
    refused: problem.refused ?? false,
    mendedAtStart,
    messageId: problem.messageId,
    data: shownData(check, problem.messageId, problem.data),
    message: text.message,
    ...(text.hint === undefined ? {} : { hint: `${text.hint}${atStart}` }),
    path: shownPointer(placePath),
    file: elsewhere?.file ?? place?.document.file ?? expanded.root.file,
    range: place === undefined ? lineRange(elsewhere?.line ?? 1) : rangeOf(place),
    ...(related.length === 0 ? {} : { related }),
    url: ruleUrl(rule.id),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A whole line of a file that is no document of ours; its offsets are not known and stand at 0. */
function lineRange(line: number): Range {
  const start = { line, column: 1, offset: 0 };
  return { start, end: start };
}
