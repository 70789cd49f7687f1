import type { Analysis } from "./analyze.ts";
import { type ConfigPath, shownPointer, toPointer } from "./core/config-path.ts";
import type { Finding, Range, RelatedPlace, Severity, Skipped } from "./core/finding.ts";
import type { Host } from "./core/host.ts";
import { memo } from "./core/memo.ts";
import { andList, count } from "./core/text.ts";
import { locateProblem, rangeOf, toFix } from "./engine/locate-problem.ts";
import { type Claim, overruled } from "./engine/precedence.ts";
import { renderMessage, ruleUrl, shownData } from "./engine/render.ts";
import { type Check, type Problem, type ProblemFix, type Rule, type Words, words } from "./engine/rule.ts";
import type { ReportingContext } from "./engine/rule-context.ts";
import { createSureness, type Sureness } from "./engine/sureness.ts";
import { isTold, type ToldPlaces, toldPlaces } from "./engine/told-places.ts";
import { addUntold, type Untold } from "./engine/untold.ts";
import { variableHome } from "./engine/variable-home.ts";
import { displayName, tellPath } from "./locate/locate-configs.ts";
import type { Document } from "./parse/document.ts";
import type { Environment } from "./resolve/environment/environment.ts";
import { routesOf } from "./resolve/route/routes-of.ts";
import { isTracked } from "./resolve/secrets/git-index.ts";
import { rules } from "./rules/registry.ts";
import { checks as allChecks, checkIdOf, entryFor } from "./rules/rule-names.ts";
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

/** What all rules have against a config. */
export interface ChecksRun {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** True for a rule or check, by its id, that had its input. */
  readonly ran: (id: string) => boolean;
  readonly repairsOf: ReadonlyMap<Finding, Repair>;
}

interface Step {
  readonly rule: Rule;
  readonly check: Check;
}

const steps: readonly Step[] = rules.flatMap((rule) => rule.checks.map((check) => ({ rule, check })));
const first = steps.filter(({ check }) => !check.last);
/** Those that speak of what no other told. */
const last = steps.filter(({ check }) => check.last);

/** Nobody reads more findings of one check than this, and a file can be made to have millions. */
export const MOST = 1000;

/** What is counted of the others: some lists end before they hold all. */
const MOST_COUNTED = 10_000;

/** Nothing holds this name, so what is said of it is said of every other. */
const NOBODYS = "CLAWLINT_NAME_THAT_NOTHING_HOLDS";

/** What the gateway does with a retired key, or cannot do. */
const MENDED = " The gateway repairs this at its next start; a read-only config does not start.";
const NOT_MENDED = " A gateway that may not write this config does not start with it.";

/** Runs the checks of all rules over a config, and leaves one finding where several speak of one fault. */
export function runChecks(host: Host, analysis: Analysis, options: CheckOptions): ChecksRun {
  return new Run(host, analysis, options).all();
}

// A class because its checks share what was found so far.
class Run {
  readonly host: Host;
  readonly analysis: Analysis;
  readonly options: CheckOptions;
  readonly context: ReportingContext;
  readonly isSure: Sureness | undefined;
  /** True where nothing of the text could be read: there is nothing more to say of it. */
  readonly isBlind: boolean;
  readonly skipped = new Map<string, Skipped>();
  readonly idle = new Set<string>();
  readonly repairsOf = new Map<Finding, Repair>();
  claims: Claim[] = [];
  gaps: Gaps | undefined;
  /** The check that is speaking, how much it has told, and what it has not. */
  current: Step | undefined;
  told = 0;
  untold: Untold | undefined;
  /** What was told before the check that asked for it last. */
  places: ToldPlaces = toldPlaces([]);
  toldBy: Step | undefined;

  constructor(host: Host, analysis: Analysis, options: CheckOptions) {
    this.host = host;
    this.analysis = analysis;
    this.options = options;
    const { unsure, expanded } = analysis;
    this.isSure = unsure.length === 0 ? undefined : createSureness(expanded, unsure);
    this.isBlind = unsure.some(
      ({ kind, start, document }) => kind === "rest" && start === 0 && document === expanded.root,
    );
    this.context = this.createContext();
  }

  all(): ChecksRun {
    for (const step of first) this.run(step);
    const needless = overruled(this.claims);
    if (needless.size > 0) this.claims = this.claims.filter(({ finding }) => !needless.has(finding));
    for (const step of last) this.run(step);
    return {
      findings: this.claims.map(({ finding }) => finding),
      skipped: [...this.skipped.values()],
      ran: (id) => !this.idle.has(id),
      repairsOf: this.repairsOf,
    };
  }

  run(step: Step): void {
    const { rule, check } = step;
    const { unsure, fragment, resolved } = this.analysis;
    if (
      entryFor(this.options.levels ?? {}, check.id) === "off" ||
      (this.isBlind && !check.onBrokenText) ||
      (fragment !== undefined && check.wholeConfig)
    ) {
      this.rest(step);
      return;
    }
    this.current = step;
    this.told = 0;
    this.untold = undefined;
    this.gaps ??= gapsIn(resolved.environment);
    const gap = check.needs === "nothing" ? undefined : this.gaps[check.needs];
    if (gap !== undefined) this.skip(gap);
    check.check(this.context);
    const further = furtherOf(rule, this.untold, this.analysis);
    if (further !== undefined) this.claims.push({ check: check.id, finding: further });
    // Names that were only said to be there leave open what the real environment holds.
    if (unsure.length > 0 || (check.needs !== "nothing" && this.gaps.values !== undefined)) this.rest(step);
  }

  rest({ rule, check }: Step): void {
    this.idle.add(rule.id).add(check.id);
  }

  skip(reason: string): void {
    if (this.current === undefined) return;
    const { rule } = this.current;
    this.skipped.set(`${rule.id} ${reason}`, { rule: rule.id, reason });
    this.rest(this.current);
  }

  report(problem: Problem): void {
    const { current, analysis, options } = this;
    if (current === undefined) return;
    const { rule, check } = current;
    if (this.isSure !== undefined && !check.onBrokenText && !("line" in problem.at)) {
      if (!this.isSure(check, rule.subject, locateProblem(analysis.expanded, problem.at))) return;
    }
    const most = options.most ?? MOST;
    if (this.told >= most && options.levelOf === undefined) {
      const severity = severityOf(check, problem, entryFor(options.levels ?? {}, check.id));
      this.untold = addUntold(this.untold, problem, severity);
      return;
    }
    const finding = toFinding(current, problem, analysis, options);
    if (finding === undefined) return;
    if (this.told >= most) {
      this.untold = addUntold(this.untold, problem, finding.severity);
      return;
    }
    this.told += 1;
    this.claims.push({ check: check.id, finding });
    if (problem.fix !== undefined) this.repairsOf.set(finding, repairOf(finding, problem, problem.fix));
  }

  placesTold(): ToldPlaces {
    if (this.toldBy !== this.current) {
      this.places = toldPlaces(this.claims.map(({ finding }) => finding));
      this.toldBy = this.current;
    }
    return this.places;
  }

  createContext(): ReportingContext {
    const { host, analysis, options } = this;
    const { resolved, config, expanded, schemaProblems } = analysis;
    const broken = new Set(schemaProblems.map(({ path }) => toPointer(path)));
    let home: Words | undefined;
    // Field by field: to an object that began as a copy of another, the engine adds each further field by way of a new
    // layout, and forgets that again.
    return {
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
      config,
      expanded,
      release: analysis.release.line,
      schemaProblems,
      isSound: (path) => !broken.has(toPointer(path)),
      ownSchema: options.ownSchema,
      showPath: (path) => displayName(host, path),
      tellPath: (path) => tellPath(host, path),
      home: () => {
        home ??= words(variableHome(resolved.environment, (path) => tellPath(host, path)));
        return home;
      },
      isTracked: memo((path) => isTracked(host, path) === true),
      routes: () => routesOf(resolved, config),
      told: (places, inside) => isTold(this.placesTold(), places, inside),
      report: (problem) => this.report(problem),
      skip: (reason) => this.skip(reason),
    };
  }
}

interface Gaps {
  readonly names?: string;
  readonly values?: string;
}

/** Where a variable is looked for, in words; undefined where no finding hangs on it. */
export function placesWords(findings: readonly Finding[], environment: Environment): string | undefined {
  if (!findings.some((finding) => needsNames.has(checkIdOf(finding)))) return undefined;
  const asked = environment
    .lookup(NOBODYS)
    .trail.filter(({ layer, answer }) => layer !== "dotenv-option" || answer !== "absent");
  const isPlain = ({ answer, why }: (typeof asked)[number]) => answer === "absent" && why === "not there";
  const rest = asked.filter((step) => !isPlain(step) && step.layer !== "login-shell");
  const plain = asked.filter(isPlain).map(({ name }) => name);
  return [andList(plain), ...rest.map(({ name, why }) => `${name}: ${why}`)].filter(Boolean).join("; ");
}

/** Checks that look for variables by their names. */
const needsNames: ReadonlySet<string> = new Set(
  allChecks.filter(({ needs }) => needs === "names").map(({ id }) => id),
);

/** What cannot be seen of an environment, in words: which names are there, and which values. */
function gapsIn(environment: Environment): Gaps {
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
function furtherOf(rule: Rule, untold: Untold | undefined, { expanded }: Analysis): Finding | undefined {
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

function severityOf(check: Check, problem: Problem, level: Level | undefined): Severity {
  return level === undefined || level === "off" ? (problem.severity ?? check.severity) : level;
}

function repairOf(finding: Finding, { at }: Problem, fix: ProblemFix): Repair {
  if ("document" in at) {
    return { finding, fix, path: at.path ?? [], text: { document: at.document, start: at.start } };
  }
  return { finding, fix, path: "path" in at ? (at.path ?? []) : [] };
}

/** A problem as a finding; undefined where its check is off for its place. */
export function toFinding(
  { rule, check }: Step,
  problem: Problem,
  analysis: Analysis,
  { levels, levelOf, readOnly = false }: CheckOptions,
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
  if (level === "off") return undefined;
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
