import { dirname, resolve } from "pathe";
import { type AnalyzeResult, analyzeConfig, expandOptionsFor } from "./analyze.ts";
import type { ChangedFile } from "./core/file-writer.ts";
import type { Host } from "./core/host.ts";
import { changedFiles } from "./edit/changed-files.ts";
import { rulePage } from "./engine/rule-page.ts";
import { type Explanation, explainIn, readSubject } from "./explain/explain.ts";
import { type CachedHost, cachedHost } from "./host/cached-host.ts";
import { observedHost } from "./host/observed-host.ts";
import { type LintOptions, type LintResult, lintAnalysis, type Repair } from "./lint.ts";
import { type ConfigTarget, displayName } from "./locate/locate-configs.ts";
import { openclawLocations } from "./locate/openclaw-locations.ts";
import { ROOT_LIMIT, readFailureWords, readText } from "./read/read-text.ts";
import { makeRepair } from "./repair/make-repair.ts";
import { type MendedConfig, mendConfig } from "./repair/mend-config.ts";
import { signOf } from "./repair/sign-of.ts";
import { withoutKnown } from "./report/known-findings.ts";
import { readContainer } from "./resolve/environment/container/read-container.ts";
import { readLaunchd } from "./resolve/environment/launchd/read-launchd.ts";
import { readSystemd } from "./resolve/environment/systemd/read-systemd.ts";
import type { TargetReaders } from "./resolve/environment/target-readers.ts";
import type { RunShare } from "./resolve/resolve-config.ts";
import type { Baseline } from "./settings/baseline.ts";

/** How a linter lints: the options of one run, and the findings that are known already. */
export interface LinterSettings extends Omit<LintOptions, "shared"> {
  /** Findings that are left out and count as suppressed. */
  readonly baseline?: Baseline | undefined;
}

/** What a linter is made of. */
export interface LinterOptions {
  readonly host: Host;
  readonly settings?: LinterSettings | undefined;
  /** Of how many configs the last result is kept; 4 unless said otherwise. */
  readonly keep?: number | undefined;
}

/** A config: its path (relative to the host's working folder), or with the name for reports, or with its text. */
export type LinterTarget =
  | string
  | { readonly path: string; readonly file?: string; readonly text?: string | undefined };

/** Which repairs to make: those that are safe, all, or some of those that `repairs` gave. */
export type WantedRepairs = "safe" | "all" | readonly Repair[];

/** What repairs came to: nothing is written, `files` says what would be. */
export type AppliedRepairs = MendedConfig;

/** All that can be asked about configs. Synchronous; throws only for a bug of ours. */
export interface Linter {
  /** Findings, what would mend them, and the analysis that both were made from; or why the file cannot be read. */
  lint(target: LinterTarget): LintResult;
  /** The config read, merged and followed, without any rule. */
  analyze(target: LinterTarget): AnalyzeResult;
  /** What would mend the findings of a config; none for one that cannot be read. */
  repairs(target: LinterTarget): readonly Repair[];
  /** Makes repairs. Undefined for a config that cannot be read as a whole. */
  apply(target: LinterTarget, wanted: WantedRepairs): AppliedRepairs | undefined;
  /** A rule's page, where a value comes from, who holds a variable, where a reference leads. Needs no target for a rule. */
  explain(subject: string, target?: LinterTarget): Explanation;
  /** Forgets what hangs on a file or folder that changed; everything without a path. */
  invalidate(path?: string): void;
}

/** Readers for every gateway. In the command and the library their parsers are read when one of them is first asked. */
const READERS: TargetReaders = {
  container: readContainer,
  systemd: readSystemd,
  launchd: readLaunchd,
};

/**
 * Makes a linter.
 *
 * In: the host to read from, how to lint. Out: the linter. It remembers what it was told of the machine, and its last
 * results, until `invalidate` names what changed; so whoever changes a file, or a text of an overlay, says so.
 */
export function createLinter(options: LinterOptions): Linter {
  return new ConfigLinter(options);
}

interface Kept {
  /** The text that was given; undefined where the host's counts. */
  readonly text: string | undefined;
  readonly file: string;
  readonly analyzed: AnalyzeResult;
  linted: LintResult | undefined;
  /** Every path that the host was asked about for it. */
  readonly asked: Set<string>;
}

// A class because it has a lifetime: what it was told of the machine, and its last results.
class ConfigLinter implements Linter {
  readonly cache: CachedHost;
  readonly host: Host;
  readonly settings: LinterSettings;
  readonly keep: number;
  readonly kept = new Map<string, Kept>();
  /** Paths of configs and included files: of other files more than one config's result may hang on one. */
  readonly documents = new Set<string>();
  share: RunShare = { environments: new Map() };
  /** Every path that the machine was asked about, and every folder that was listed, since all was forgotten. */
  readonly everAsked = new Set<string>();
  readonly listed = new Set<string>();
  /** Those of the result that is being made. */
  asked = new Set<string>();

  constructor({ host, settings = {}, keep = 4 }: LinterOptions) {
    this.cache = cachedHost(host);
    this.host = observedHost(this.cache, (path, isListed) => {
      this.asked.add(path);
      this.everAsked.add(path);
      if (isListed) this.listed.add(path);
    });
    this.settings = settings;
    this.keep = keep;
  }

  lint(target: LinterTarget): LintResult {
    const kept = this.look(target);
    this.asked = kept.asked;
    kept.linted ??= this.lintKept(kept);
    return kept.linted;
  }

  analyze(target: LinterTarget): AnalyzeResult {
    return this.look(target).analyzed;
  }

  repairs(target: LinterTarget): readonly Repair[] {
    const linted = this.lint(target);
    return linted.ok ? linted.repairs : [];
  }

  apply(target: LinterTarget, wanted: WantedRepairs): AppliedRepairs | undefined {
    const at = this.targetOf(target);
    const expand = expandOptionsFor(this.host);
    const { stateDir } = openclawLocations(this.host, { stateDir: this.settings.stateDir });
    const variables = `${stateDir}/.env`;
    const unsafe = wanted !== "safe";
    const options = { ...this.options(), shared: undefined };
    if (typeof wanted !== "string" && wanted.length === 1 && wanted[0] !== undefined)
      return this.applyOne(target, wanted[0], variables);
    const signs = typeof wanted === "string" ? undefined : new Set(wanted.map(signOf));
    const only = signs === undefined ? undefined : (one: Repair) => signs.has(signOf(one));
    return mendConfig(this.host, at, options, { unsafe, variables, expand, only });
  }

  explain(text: string, target?: LinterTarget): Explanation {
    const subject = readSubject(text);
    if (subject.kind === "wrong") return { ok: false, problem: subject.problem };
    if (subject.kind === "rule") return { ok: true, text: rulePage(subject.rule) };
    if (target === undefined) return { ok: false, problem: "no config was named" };
    const analyzed = this.analyze(target);
    if (!analyzed.ok) return { ok: false, problem: readFailureWords[analyzed.failure] };
    return explainIn(this.host, analyzed.analysis, subject);
  }

  invalidate(path?: string): void {
    this.cache.forget(path);
    if (path !== undefined && this.documents.has(path)) {
      for (const [name, { asked }] of this.kept) if (name === path || asked.has(path)) this.kept.delete(name);
      return;
    }
    // Any other file is one that all configs share, or nobody looked at it.
    if (path !== undefined && !this.hasAsked(path)) return;
    this.kept.clear();
    this.share = { environments: new Map() };
    this.everAsked.clear();
    this.listed.clear();
  }

  hasAsked(path: string): boolean {
    if (this.everAsked.has(path) || this.listed.has(dirname(path))) return true;
    const inside = `${path}/`;
    for (const one of this.everAsked) if (one.startsWith(inside)) return true;
    return false;
  }

  options(): LintOptions {
    return { readers: READERS, ...this.settings, shared: this.share };
  }

  targetOf(target: LinterTarget): ConfigTarget & { readonly text?: string } {
    const { path: written, file, text } = typeof target === "string" ? { path: target } : target;
    const path = resolve(this.host.cwd, written);
    return { path, file: file ?? displayName(this.host, path), ...(text === undefined ? {} : { text }) };
  }

  look(target: LinterTarget): Kept {
    const at = this.targetOf(target);
    const known = this.kept.get(at.path);
    if (known !== undefined && known.text === at.text && known.file === at.file) return known;
    this.asked = new Set();
    const analyzed = analyzeConfig(this.host, at, this.options());
    const kept: Kept = { text: at.text, file: at.file, analyzed, linted: undefined, asked: this.asked };
    this.documents.add(at.path);
    if (analyzed.ok) for (const { path } of analyzed.analysis.expanded.documents) this.documents.add(path);
    this.kept.delete(at.path);
    this.kept.set(at.path, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.keep && oldest !== undefined) this.kept.delete(oldest);
    return kept;
  }

  lintKept({ file, analyzed }: Kept): LintResult {
    if (!analyzed.ok) return analyzed;
    const linted = lintAnalysis(this.host, file, analyzed.analysis, this.options());
    const { baseline } = this.settings;
    if (baseline === undefined) return linted;
    const { report } = withoutKnown({ files: [linted.report], gateway: "" }, baseline);
    const [left = linted.report] = report.files;
    const findings = new Set(left.findings);
    return {
      ...linted,
      report: left,
      repairs: linted.repairs.filter(({ finding }) => findings.has(finding)),
    };
  }

  /** One repair that somebody chose: made as it is, and not weighed against the errors that it leaves. */
  applyOne(target: LinterTarget, repair: Repair, variables: string): AppliedRepairs | undefined {
    const analyzed = this.analyze(target);
    if (!analyzed.ok || !analyzed.analysis.readable || analyzed.analysis.fragment !== undefined)
      return undefined;
    const { expanded } = analyzed.analysis;
    const secrets = readText(this.host, variables, ROOT_LIMIT);
    const before = secrets.ok ? secrets.source.text : undefined;
    const expand = expandOptionsFor(this.host);
    const made = makeRepair(this.host, { expanded, dotenv: before }, repair, { expand });
    if (typeof made === "string")
      return { done: [], left: [{ repair, reason: made }], untried: 0, files: [] };
    const byteOrderMark = secrets.ok && secrets.source.byteOrderMark;
    const dotenv = { path: variables, before, after: made.dotenv, byteOrderMark };
    const files: readonly ChangedFile[] = changedFiles(this.host, expanded, made.expanded, dotenv);
    return { done: [repair], left: [], untried: 0, files };
  }
}
