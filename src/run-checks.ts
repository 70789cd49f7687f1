import type { Analysis } from "./analyze.ts";
import { toPointer } from "./core/config-path.ts";
import type { Finding, Skipped } from "./core/finding.ts";
import type { Host } from "./core/host.ts";
import { memo } from "./core/memo.ts";
import { locateProblem } from "./engine/locate-problem.ts";
import { type Claim, overruled } from "./engine/precedence.ts";
import { type Problem, type Words, words } from "./engine/rule.ts";
import type { ReportingContext } from "./engine/rule-context.ts";
import { createSureness, type Sureness } from "./engine/sureness.ts";
import { isTold, type ToldPlaces, toldPlaces } from "./engine/told-places.ts";
import { addUntold, type Untold } from "./engine/untold.ts";
import { variableHome } from "./engine/variable-home.ts";
import { type Gaps, gapsIn } from "./environment-words.ts";
import { displayName, tellPath } from "./locate/locate-configs.ts";
import { routesOf } from "./resolve/route/routes-of.ts";
import { isTracked } from "./resolve/secrets/git-index.ts";
import { rules } from "./rules/registry.ts";
import { entryFor } from "./rules/rule-names.ts";
import {
  type CheckOptions,
  furtherOf,
  type Repair,
  repairOf,
  type Step,
  severityOf,
  toFinding,
} from "./to-finding.ts";

/** What all rules have against a config. */
export interface ChecksRun {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** True for a rule or check, by its id, that had its input. */
  readonly ran: (id: string) => boolean;
  readonly repairsOf: ReadonlyMap<Finding, Repair>;
}

const steps: readonly Step[] = rules.flatMap((rule) => rule.checks.map((check) => ({ rule, check })));
const first = steps.filter(({ check }) => !check.last);
/** Those that speak of what no other told. */
const last = steps.filter(({ check }) => check.last);

/** Nobody reads more findings of one check than this, and a file can be made to have millions. */
export const MOST = 1000;

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
  /** Checks that lacked their input, by the reason. */
  readonly lacking = new Map<string, Set<string>>();
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
      skipped: [...this.lacking].flatMap(([reason, ids]) => skippedFor(ids, reason)),
      ran: (id) => !this.idle.has(id),
      repairsOf: this.repairsOf,
    };
  }

  run(step: Step): void {
    const { rule, check } = step;
    const { unsure, fragment, resolved } = this.analysis;
    const { levels, levelOf, mending } = this.options;
    const level = entryFor(levels ?? {}, check.id);
    if (
      level === "off" ||
      (check.forRepair && mending !== true && level === undefined && levelOf === undefined) ||
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
    const ids = this.lacking.get(reason) ?? new Set();
    this.lacking.set(reason, ids.add(this.current.check.id));
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
    return {
      ...resolved,
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

/** What was skipped for a reason: a rule where that is all of it, else those of its checks. */
function skippedFor(ids: ReadonlySet<string>, reason: string): readonly Skipped[] {
  return rules.flatMap((rule) => {
    const own = rule.checks.filter(({ id }) => ids.has(id)).map(({ id }) => id);
    return (own.length === rule.checks.length ? [rule.id] : own).map((id) => ({ rule: id, reason }));
  });
}
