import { type Analysis, type AnalyzeOptions, analyzeConfig } from "./analyze.ts";
import { type ConfigPath, shownPointer, toDotted, toPointer } from "./core/config-path.ts";
import type { Finding, Range, RelatedPlace, Severity, Skipped } from "./core/finding.ts";
import type { Host } from "./core/host.ts";
import { memo } from "./core/memo.ts";
import { andList, count } from "./core/text.ts";
import { rootPath } from "./expand/document-path.ts";
import { type ExpandedConfig, mergedAt } from "./expand/expanded-config.ts";
import { type ConfigTarget, displayName, tellPath } from "./locate/locate-configs.ts";
import type { Document } from "./parse/document.ts";
import type { ReadFailure } from "./read/read-text.ts";
import { createFramer, type FrameLine } from "./report/code-frame.ts";
import type { FileReport } from "./report/lint-report.ts";
import { keyStandings } from "./resolve/credentials/key-standing.ts";
import type { Environment } from "./resolve/environment/environment.ts";
import { routesOf } from "./resolve/route/routes-of.ts";
import { isTracked } from "./resolve/secrets/git-index.ts";
import { rule as ignoreCommentRule } from "./rules/ignore-comment.ts";
import { locateProblem, rangeOf, toFix } from "./rules/locate-problem.ts";
import { rules as allRules } from "./rules/registry.ts";
import { renderMessage, ruleUrl, shownData } from "./rules/render.ts";
import { type Problem, type ProblemFix, type Rule, type Words, words } from "./rules/rule.ts";
import type { ReportingContext } from "./rules/rule-context.ts";
import { createSureness } from "./rules/sureness.ts";
import { isTold, type ToldPlaces, toldPlaces } from "./rules/told-places.ts";
import { addUntold, type Untold } from "./rules/untold.ts";
import { variableHome } from "./rules/variable-home.ts";
import type { LevelOf } from "./settings/levels.ts";
import type { Level } from "./settings/settings.ts";
import { readIgnoreComments } from "./suppress/ignore-comments.ts";
import { suppress } from "./suppress/suppress.ts";
import { isDescribed, schemaKeysAt } from "./validate/disclosure.ts";
import type { OwnSchema } from "./validate/own-schema.ts";

/** How to lint. */
export interface LintOptions extends AnalyzeOptions {
  /** Levels that differ from the rules' own. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** Levels by place; they win over `levels`. */
  readonly levelOf?: LevelOf | undefined;
  /** False where no format shows the lines of findings; they are made otherwise. */
  readonly frames?: boolean;
  /** True where the gateway cannot write its config: what it would mend at its start stops it. */
  readonly readOnly?: boolean | undefined;
  /** How many findings of one rule are told; the rest is counted in one more. 1000 unless said otherwise. */
  readonly most?: number;
  /** A further schema to hold configs to; see `compileOwnSchema`. */
  readonly ownSchema?: OwnSchema | undefined;
  /** Gives the routes for the report, where they are wanted: one `routeJson` of report/routes.ts a reference. */
  readonly routes?: ((analysis: Analysis) => FileReport["routes"]) | undefined;
}

/** Those that speak of what no other told come last. */
const inTurn: readonly Rule[] = [
  ...allRules.filter(({ last }) => !last),
  ...allRules.filter(({ last }) => last),
];

/** What the gateway does with a retired key, or cannot do. */
const MENDED = " The gateway repairs this at its next start; a read-only config does not start.";
const NOT_MENDED = " A gateway that may not write this config does not start with it.";

/** Nothing holds this name, so what is said of it is said of every other. */
const NOBODYS = "CLAWLINT_NAME_THAT_NOTHING_HOLDS";

/** Rules that look for variables by their names. */
const needsNames: ReadonlySet<string> = new Set(
  allRules.filter(({ needs }) => needs === "names").map(({ id }) => id),
);

const ruleIds: ReadonlySet<string> = new Set(allRules.map((rule) => rule.id));

/** Nobody reads more findings of one rule than this, and a file can be made to have millions. */
const MOST = 1000;

/** What is counted of the others: some lists end before they hold all. */
const MOST_COUNTED = 10_000;

/** A way to mend a finding. */
export interface Repair {
  readonly finding: Finding;
  readonly fix: ProblemFix;
  readonly path: ConfigPath;
  /** For a fault of the text: the document and the offset of what is meant. */
  readonly text?: { readonly document: Document; readonly start: number };
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
  const { findings, skipped, ran, repairsOf } = runRules(host, analysis, options);
  const comments = expanded.documents.flatMap(readIgnoreComments);
  const { kept, suppressed, faults } = suppress(findings, comments, { known: ruleIds, ran }, () =>
    host.today(),
  );
  const all = [...kept];
  const repairs = kept.flatMap((finding) => repairsOf.get(finding) ?? []);
  for (const { comment, fault, rule, right = "" } of faults.slice(0, options.most ?? MOST)) {
    const { document, start, end } = comment;
    const problem: Problem = { messageId: fault, data: { rule, right }, at: { document, start, end } };
    const finding = toFinding(ignoreCommentRule, problem, analysis, options);
    if (finding !== undefined) all.push(finding);
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
      lookedIn: wanted.some(({ rule }) => needsNames.has(rule))
        ? placesWords(analysis.resolved.environment)
        : undefined,
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

/** Where a variable is looked for, in words; what is said of a name that nothing holds goes for every other. */
function placesWords(environment: Environment): string {
  const asked = environment
    .lookup(NOBODYS)
    .trail.filter(({ layer, answer }) => layer !== "dotenv-option" || answer !== "absent");
  const isPlain = ({ answer, why }: (typeof asked)[number]) => answer === "absent" && why === "not there";
  const rest = asked.filter((step) => !isPlain(step) && step.layer !== "login-shell");
  const plain = asked.filter(isPlain).map(({ name }) => name);
  return [andList(plain), ...rest.map(({ name, why }) => `${name}: ${why}`)].filter(Boolean).join("; ");
}

interface RulesRun {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Ids of the rules that had their input. */
  readonly ran: (id: string) => boolean;
  readonly repairsOf: ReadonlyMap<Finding, Repair>;
}

function runRules(host: Host, analysis: Analysis, options: LintOptions): RulesRun {
  const findings: Finding[] = [];
  const repairsOf = new Map<Finding, Repair>();
  const skipped: Skipped[] = [];
  const idle = new Set<string>();
  const levels = Object.entries(options.levels ?? {});
  const off = new Set(levels.filter(([, level]) => level === "off").map(([id]) => id));
  const broken = new Set(analysis.schemaProblems.map(({ path }) => toPointer(path)));
  const { unsure, expanded } = analysis;
  // Of a text of which nothing could be read there is nothing more to say.
  const blind = unsure.some(
    ({ kind, start, document }) => kind === "rest" && start === 0 && document === expanded.root,
  );
  const isSure = unsure.length === 0 ? undefined : createSureness(expanded, unsure);
  const most = options.most ?? MOST;
  let told = 0; // by the rule that is speaking
  let untold: Untold | undefined;
  // One context for all rules; which of them is speaking is told by these two.
  let current: Rule | undefined;
  let had = true;
  let toldIndex: { readonly asked: Rule | undefined; readonly places: ToldPlaces } | undefined;
  const toldAt = (): ToldPlaces => {
    if (toldIndex === undefined || toldIndex.asked !== current)
      toldIndex = { asked: current, places: toldPlaces(findings) };
    return toldIndex.places;
  };
  let home: Words | undefined;
  const { resolved } = analysis;
  const gaps = gapsIn(resolved.environment);
  // Field by field, here and for all that each config makes: to an object that began as a copy of another, the engine
  // adds each further field by way of a new layout, and forgets that again.
  const context: ReportingContext = {
    providers: resolved.providers,
    references: resolved.references,
    usedProviders: resolved.usedProviders,
    providerUses: resolved.providerUses,
    environment: resolved.environment,
    environmentProblems: resolved.environmentProblems,
    texts: resolved.texts,
    variableUses: resolved.variableUses,
    credentials: resolved.credentials,
    variableFaults: resolved.variableFaults,
    memorySearch: resolved.memorySearch,
    seenPlugins: resolved.seenPlugins,
    storeFaults: resolved.storeFaults,
    config: analysis.config,
    expanded: analysis.expanded,
    release: analysis.release.line,
    schemaProblems: analysis.schemaProblems,
    isSound: (path) => !broken.has(toPointer(path)),
    ownSchema: options.ownSchema,
    showPath: (path) => displayName(host, path),
    tellPath: (path) => tellPath(host, path),
    home: () => {
      home ??= words(variableHome(resolved.environment, (path) => tellPath(host, path)));
      return home;
    },
    isTracked: memo((path) => isTracked(host, path) === true),
    routes: () => routesOf(resolved, analysis.config),
    told: (places, inside) => isTold(toldAt(), places, inside),
    report: (problem) => {
      if (current === undefined) return;
      if (isSure !== undefined && !current.onBrokenText && !("line" in problem.at)) {
        if (!isSure(current, locateProblem(expanded, problem.at))) return;
      }
      if (told >= most && options.levelOf === undefined) {
        untold = addUntold(untold, problem, severityOf(current, problem, options.levels?.[current.id]));
        return;
      }
      const finding = toFinding(current, problem, analysis, options);
      if (finding === undefined) return;
      if (told >= most) {
        untold = addUntold(untold, problem, finding.severity);
        return;
      }
      told += 1;
      findings.push(finding);
      if (problem.fix !== undefined) repairsOf.set(finding, repairOf(finding, problem, problem.fix));
    },
    skip: (reason) => {
      had = false;
      if (current !== undefined) skipped.push({ rule: current.id, reason });
    },
  };
  for (const rule of inTurn) {
    if (
      off.has(rule.id) ||
      (blind && !rule.onBrokenText) ||
      (analysis.fragment !== undefined && rule.wholeConfig)
    ) {
      idle.add(rule.id);
      continue;
    }
    current = rule;
    had = true;
    told = 0;
    untold = undefined;
    const gap = rule.needs === "nothing" ? undefined : gaps[rule.needs];
    if (gap !== undefined) context.skip(gap);
    rule.check(context);
    const rest = restOf(rule, untold, analysis);
    if (rest !== undefined) findings.push(rest);
    // Names that were only said to be there leave open what the real environment holds.
    if (unsure.length > 0 || !had || (rule.needs !== "nothing" && gaps.values !== undefined))
      idle.add(rule.id);
  }
  return { findings, skipped, ran: (id) => !idle.has(id), repairsOf };
}

/** What cannot be seen of an environment, in words: which names are there, and which values. */
function gapsIn(environment: Environment): { readonly names?: string; readonly values?: string } {
  if (environment.target === "none") {
    const why = "no environment was given (--gateway none)";
    return { names: why, values: why };
  }
  const { verdict, why } = environment.lookup(NOBODYS);
  if (verdict === "undecidable") {
    const words = `not all of the environment can be seen here: ${why ?? "it is another machine's"}`;
    return { names: words, values: words };
  }
  return environment.layers.some(({ id }) => id === "env-names")
    ? { values: "of some variables only the names were given (--env-names)" }
    : {};
}

/** One finding for all that a rule found and that is not told, at the place of the first, as bad as the worst. */
function restOf(rule: Rule, untold: Untold | undefined, { expanded }: Analysis): Finding | undefined {
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

function severityOf(rule: Rule, problem: Problem, level: Level | undefined): Severity {
  return level === undefined || level === "off" ? (problem.severity ?? rule.severity) : level;
}

function repairOf(finding: Finding, { at }: Problem, fix: ProblemFix): Repair {
  if ("document" in at) {
    return { finding, fix, path: at.path ?? [], text: { document: at.document, start: at.start } };
  }
  return { finding, fix, path: "path" in at ? (at.path ?? []) : [] };
}

/** A problem as a finding; undefined where its rule is off for its place. */
function toFinding(
  rule: Rule,
  problem: Problem,
  analysis: Analysis,
  { levels, levelOf, readOnly = false }: LintOptions,
): Finding | undefined {
  const { expanded } = analysis;
  // OpenClaw writes only a config of one file.
  const mends = problem.mendedAtStart === true && problem.refused === true;
  const mendedAtStart = mends && !readOnly && expanded.documents.length === 1;
  const atStart = !mends ? "" : mendedAtStart ? MENDED : NOT_MENDED;
  const elsewhere = "line" in problem.at ? problem.at : undefined;
  const place = "line" in problem.at ? undefined : locateProblem(expanded, problem.at);
  const placePath = place?.path ?? [];
  const level = levelOf?.(rule.id, (place?.document ?? expanded.root).path, placePath) ?? levels?.[rule.id];
  if (level === "off") return undefined;
  const said = renderMessage(rule, problem.messageId, problem.data);
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
    severity: level ?? problem.severity ?? rule.severity,
    refused: problem.refused ?? false,
    mendedAtStart,
    messageId: problem.messageId,
    data: shownData(rule, problem.messageId, problem.data),
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

/** A whole line of a file that is no document of ours; its offsets are not known and stand at 0. */
function lineRange(line: number): Range {
  const start = { line, column: 1, offset: 0 };
  return { start, end: start };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.range.start.offset - b.range.start.offset || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
