import { type ConfigPath, isObject, toPointer } from "../core/config-path.ts";
import { encode } from "../core/encode.ts";
import type { ChangedFile } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { changedFiles } from "../edit/changed-files.ts";
import { readPath } from "../edit/config-edit.ts";
import { deeplyEqual } from "../edit/deeply-equal.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { type LintOptions, type LintResult, lintConfig, type Repair } from "../lint.ts";
import type { ConfigTarget } from "../locate/locate-configs.ts";
import { ROOT_LIMIT, readText } from "../read/read-text.ts";
import { summarize } from "../report/lint-report.ts";
import { makeRepair, type RepairOptions, type State } from "./make-repair.ts";
import { mendTogether } from "./mend-together.ts";
import { signOf } from "./sign-of.ts";

/** What mending may do. */
export interface MendOptions extends RepairOptions {
  readonly unsafe: boolean;
  /** The `.env` file that takes secrets. */
  readonly variables: string;
  /** Which repairs are wanted; all when absent. */
  readonly only?: ((repair: Repair) => boolean) | undefined;
}

/** What mending came to. */
export interface MendedConfig {
  readonly done: readonly Repair[];
  /** The repairs that could not be made, each with the reason in words. */
  readonly left: readonly { readonly repair: Repair; readonly reason: string }[];
  /** How many repairs were not tried, since the config is large and takes too long. */
  readonly untried: number;
  /** The files that changed, that of secrets first. */
  readonly files: readonly ChangedFile[];
}

/** So many characters are linted for the repairs of one config; what is left then is said. */
const MOST_WORK = 64 * 1024 * 1024;

/** So many findings of a rule are looked at in one turn; the next turn has the others. */
const MOST_AT_ONCE = 20_000;

/**
 * Makes the repairs of a config: at once those that do not touch one another, where the config is the better for it by
 * each of them; the others one after the other, each linted before it counts: one that leaves more errors, or more that
 * OpenClaw refuses, is taken back. Nothing is written. Undefined for a config that cannot be read, or a fragment.
 */
export function mendConfig(
  host: Host,
  target: ConfigTarget,
  lintOptions: LintOptions,
  mend: MendOptions,
): MendedConfig | undefined {
  const options: LintOptions = { ...lintOptions, frames: false, most: MOST_AT_ONCE, mending: true };
  const read = lintConfig(host, target, options);
  if (!read.ok || !read.analysis.readable || read.analysis.fragment !== undefined) return undefined;
  const start = read.analysis.expanded;
  const secrets = readText(host, mend.variables, ROOT_LIMIT);
  const dotenvBefore = secrets.ok ? secrets.source.text : undefined;
  const mending = new Mending(host, target, options, mend);
  let step: Step = {
    state: { expanded: start, dotenv: dotenvBefore },
    judged: verdictOf(read),
    repairs: [],
  };
  const done: Repair[] = [];
  let open: readonly Repair[];
  for (;;) {
    open = mending.openRepairs(step);
    const [first] = open;
    if (first === undefined || mending.isTooMuch) break;
    step = mending.makeTogether(step, open) ?? mending.makeOne(step, first);
    done.push(...step.repairs);
    mending.note(step.repairs);
  }
  return {
    done,
    left: mending.left,
    untried: open.length,
    files: changedFiles(host, start, step.state.expanded, {
      path: mend.variables,
      before: dotenvBefore,
      after: step.state.dotenv,
      byteOrderMark: secrets.ok && secrets.source.byteOrderMark,
    }),
  };
}

type Judgement = ReturnType<typeof verdictOf>;

/** A config after some repairs. */
interface Step {
  readonly state: State;
  readonly judged: Judgement;
  readonly repairs: readonly Repair[];
}

/** More repairs than this are not tried to make up for one. */
const MOST_INSIDE = 50;

const WORSE = "the config would then have an error that it has not now";

// A class because what was tried, and the work that it took, count for what is tried next.
class Mending {
  readonly left: { readonly repair: Repair; readonly reason: string }[] = [];
  private readonly tried = new Set<string>();
  /** Repairs that were made and must not be made again: two that undo one another would go on for ever. */
  private readonly made = new Set<string>();
  /** How many characters were linted. */
  private work = 0;

  constructor(
    private readonly host: Host,
    private readonly target: ConfigTarget,
    private readonly options: LintOptions,
    private readonly mend: MendOptions,
  ) {}

  get isTooMuch(): boolean {
    return this.work > MOST_WORK;
  }

  openRepairs({ judged }: Step): readonly Repair[] {
    return judged.repairs.filter((one) => this.mayTry(one) && this.mend.only?.(one) !== false);
  }

  private mayTry(repair: Repair): boolean {
    const sign = signOf(repair);
    return (
      (this.mend.unsafe || repair.fix.safety === "safe") && !this.tried.has(sign) && !this.made.has(sign)
    );
  }

  /** Where an item was taken out of a list another one has its place, which may have to go as well. */
  note(repairs: readonly Repair[]): void {
    for (const one of repairs) if (one.fix.change.kind !== "remove") this.made.add(signOf(one));
  }

  /** Of the repairs, as many as can be made at once; undefined where that is none, or the config is not the better for it. */
  makeTogether(before: Step, repairs: readonly Repair[]): Step | undefined {
    const together = mendTogether(before.state.expanded, repairs);
    if (together.repairs.length < 2) return undefined;
    const judged = this.judge(before.state, together.texts);
    if (
      judged?.expanded.problems.length === 0 &&
      deeplyEqual(judged.expanded.value, together.wanted) &&
      isBetterByEach(judged, before.judged, together.repairs)
    )
      return { state: { ...before.state, expanded: judged.expanded }, judged, repairs: together.repairs };
    if (this.isTooMuch) return undefined;
    // One that does harm is found by halves.
    const half = Math.ceil(together.repairs.length / 2);
    return (
      this.makeTogether(before, together.repairs.slice(0, half)) ??
      this.makeTogether(before, together.repairs.slice(half))
    );
  }

  /** The step after one repair; one without any where it cannot be made. */
  makeOne(before: Step, repair: Repair): Step {
    const unchanged = { ...before, repairs: [] };
    const first = this.add(unchanged, repair);
    const made = typeof first === "string" ? first : (this.settle(first, before.judged) ?? WORSE);
    if (typeof made !== "string") return made;
    this.left.push({ repair, reason: made });
    this.tried.add(signOf(repair));
    return unchanged;
  }

  /** The step with one repair more, or why that cannot be made. */
  private add(step: Step, repair: Repair): Step | string {
    const state = makeRepair(this.host, step.state, repair, this.mend);
    if (typeof state === "string") return state;
    const judged = this.judge(state);
    return judged === undefined ? WORSE : { state, judged, repairs: [...step.repairs, repair] };
  }

  /**
   * The step itself when it is no worse than what was before. A block that takes its right place or name is judged for
   * the first time, so its own faults come to light: such a step counts together with the repairs that follow from it.
   */
  private settle(first: Step, before: Judgement): Step | undefined {
    const kind = first.repairs[0]?.fix.change.kind;
    const looksInside = kind === "move-to" || kind === "rename-key" || kind === "list-to-object";
    const passed = new Set<string>();
    let step = first;
    while (!isBetterByEach(step.judged, before, first.repairs)) {
      const next = step.judged.repairs.find((one) => !passed.has(signOf(one)));
      if (!looksInside || next === undefined || passed.size >= MOST_INSIDE) return undefined;
      passed.add(signOf(next));
      if (!this.mayTry(next)) continue;
      const after = this.add(step, next);
      if (typeof after !== "string" && !isWorse(after.judged, step.judged)) step = after;
    }
    return step;
  }

  /** Lints a state; `texts` stand for those of its documents. */
  private judge({ expanded, dotenv }: State, texts?: ReadonlyMap<string, string>): Judgement | undefined {
    for (const { text } of expanded.documents) this.work += text.length;
    const bytes = new Map(
      expanded.documents.map(({ path, text, byteOrderMark }) => [
        path,
        encode(texts?.get(path) ?? text, byteOrderMark),
      ]),
    );
    if (dotenv !== undefined) bytes.set(this.mend.variables, encode(dotenv, false));
    const result = lintConfig(overlayHost(this.host, bytes), this.target, this.options);
    return result.ok ? verdictOf(result) : undefined;
  }
}

function isWorse(after: Judgement, before: Judgement): boolean {
  return after.refused > before.refused || after.errors > before.errors;
}

/** True where each repair took its error, or its refusal, away, and brought no other. */
function isBetterByEach(after: Judgement, before: Judgement, repairs: readonly Repair[]): boolean {
  const errors = repairs.filter(({ finding }) => finding.severity === "error").length;
  const refused = repairs.filter(({ finding }) => finding.refused).length;
  return (
    after.errors <= before.errors - errors &&
    after.refused <= before.refused - refused &&
    repairs.every((one) => !bringsRefusal(after, before, one))
  );
}

/** True where OpenClaw refuses what a repair wrote, in a way that it did not before. */
function bringsRefusal(after: Judgement, before: Judgement, { fix, path }: Repair): boolean {
  const { change } = fix;
  const at = toPointer(path);
  if (change.kind === "set-values") {
    const known = new Set(before.refusals.map(({ rule, path: place }) => `${rule} ${place}`));
    const places = change.values.map((one) => toPointer(one.path));
    return after.refusals.some(
      ({ rule, path: place }) =>
        !known.has(`${rule} ${place}`) && places.some((one) => place === one || place.startsWith(`${one}/`)),
    );
  }
  const written =
    change.kind === "rename-key"
      ? toPointer([...path.slice(0, -1), change.name])
      : change.kind === "move-to" || change.kind === "set-value"
        ? toPointer(change.path)
        : change.kind === "list-to-object"
          ? toPointer([...path.slice(0, -1), change.name])
          : change.kind === "set-text"
            ? at
            : undefined;
  if (written === undefined) return false;
  const there = after.refusals.filter(
    ({ path: place }) => place === written || place.startsWith(`${written}/`),
  );
  // Of thousands of repairs nearly all end here.
  if (there.length === 0) return false;
  const inList =
    change.kind === "list-to-object" ? (change.ids ?? idsOfList(before.expanded.value, path)) : undefined;
  if (inList !== undefined) {
    // What is wrong with an item of a list is another rule's affair under the new name.
    const known = new Set(before.refusals.map(({ path: place }) => movedItem(place, at, written, inList)));
    return there.some(({ path: place }) => !known.has(place));
  }
  const known = new Set(
    before.refusals.map(({ rule, path: place }) => `${rule} ${moved(place, at, written)}`),
  );
  return there.some(({ rule, path: place }) => !known.has(`${rule} ${place}`));
}

/** The ids of a list's items, as JSON Pointer writes them. */
function idsOfList(config: unknown, path: ConfigPath): readonly string[] {
  const list = readPath(config, path);
  return (Array.isArray(list) ? list : []).map((item) =>
    isObject(item) && typeof item["id"] === "string" ? toPointer([item["id"]]).slice(1) : "",
  );
}

/** Where a place inside a list is once its items stand under their ids. */
function movedItem(place: string, from: string, to: string, ids: readonly string[]): string {
  const [, index = "", rest = ""] = place.startsWith(`${from}/`)
    ? (/^(\d+)(\/.*)?$/u.exec(place.slice(from.length + 1)) ?? [])
    : [];
  const id = ids[Number(index)];
  return index === "" || id === undefined ? place : `${to}/${id}${rest}`;
}

/** Where a place inside one block is once the block stands elsewhere. */
function moved(place: string, from: string, to: string): string {
  return place === from || place.startsWith(`${from}/`) ? to + place.slice(from.length) : place;
}

function verdictOf({ report, repairs, analysis }: Extract<LintResult, { readonly ok: true }>) {
  return {
    expanded: analysis.expanded,
    repairs,
    errors: summarize({ files: [report], gateway: "" }).errors,
    refused: report.findings.filter(({ refused }) => refused).length,
    refusals: report.findings.filter(({ refused }) => refused).map(({ rule, path }) => ({ rule, path })),
  };
}
