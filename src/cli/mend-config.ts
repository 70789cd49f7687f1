import { type ConfigPath, isObject, toPointer } from "../core/config-path.ts";
import type { ChangedFile } from "../core/file-writer.ts";
import type { Host } from "../core/host.ts";
import { changedFiles } from "../edit/changed-files.ts";
import { applyToValue, type ConfigEdit, readPath, refusalWords } from "../edit/config-edit.ts";
import { deeplyEqual } from "../edit/deeply-equal.ts";
import { setVariable } from "../edit/dotenv-edit.ts";
import { editInTurn, encode, withTexts } from "../edit/edit-config.ts";
import { removeMember } from "../edit/edit-text.ts";
import { listToObject } from "../edit/list-to-object.ts";
import { splice } from "../edit/splices.ts";
import type { ExpandOptions } from "../expand/expand.ts";
import { type ExpandedConfig, mergedAt } from "../expand/expanded-config.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { type LintOptions, type LintResult, lintConfig, type Repair } from "../lint.ts";
import type { ConfigTarget } from "../locate/locate-configs.ts";
import { pathAt } from "../parse/path-at.ts";
import { setOwn } from "../parse/to-value.ts";
import { ROOT_LIMIT, readText } from "../read/read-text.ts";
import { summarize } from "../report/lint-report.ts";
import { mendTogether } from "./mend-together.ts";

/** What mending may do. */
export interface MendOptions {
  readonly unsafe: boolean;
  /** The `.env` file that takes secrets. */
  readonly variables: string;
  readonly expand: ExpandOptions;
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

/** A config between two repairs, and what `.env` is to hold. */
interface State {
  readonly expanded: ExpandedConfig;
  readonly dotenv: string | undefined;
}

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
  const options: LintOptions = { ...lintOptions, frames: false, most: MOST_AT_ONCE };
  const read = lintConfig(host, target, options);
  if (!read.ok || !read.analysis.readable || read.analysis.fragment !== undefined) return undefined;
  const start = read.analysis.expanded;
  const secrets = readText(host, mend.variables, ROOT_LIMIT);
  const dotenvBefore = secrets.ok ? secrets.source.text : undefined;
  let state: State = { expanded: start, dotenv: dotenvBefore };
  const done: Repair[] = [];
  const left: { repair: Repair; reason: string }[] = [];
  const tried = new Set<string>();
  let work = 0;
  const judgeState = (one: State, texts?: ReadonlyMap<string, string>): Judgement | undefined => {
    for (const { text } of one.expanded.documents) work += text.length;
    return judge(host, target, options, one, mend, texts);
  };
  /** Of the repairs, as many as can be made at once; undefined where that is none, or the config is not the better for it. */
  const makeTogether = (repairs: readonly Repair[], before: Judgement): Step | undefined => {
    const together = mendTogether(state.expanded, repairs);
    if (together.repairs.length < 2) return undefined;
    const after = judgeState(state, together.texts);
    const expanded = after?.expanded;
    if (
      after !== undefined &&
      expanded?.problems.length === 0 &&
      deeplyEqual(expanded.value, together.wanted) &&
      isBetterByEach(after, before, together.repairs)
    )
      return { state: { ...state, expanded }, judged: after, repairs: together.repairs };
    if (work > MOST_WORK) return undefined;
    // One that does harm is found by halves.
    const half = Math.ceil(together.repairs.length / 2);
    return (
      makeTogether(together.repairs.slice(0, half), before) ??
      makeTogether(together.repairs.slice(half), before)
    );
  };
  let judged: Judgement | undefined = verdictOf(read);
  let untried = 0;
  while (judged !== undefined) {
    const open: readonly Repair[] = judged.repairs.filter(
      (one) => (mend.unsafe || one.fix.safety === "safe") && !tried.has(signOf(one)),
    );
    const [repair] = open;
    if (repair === undefined) break;
    if (work > MOST_WORK) {
      untried = open.length;
      break;
    }
    const together = makeTogether(open, judged);
    if (together !== undefined) {
      done.push(...together.repairs);
      ({ state, judged } = together);
      continue;
    }
    const next: State | string = apply(host, state, repair, mend);
    if (typeof next === "string") {
      left.push({ repair, reason: next });
      tried.add(signOf(repair));
      continue;
    }
    const after: Judgement | undefined = judgeState(next);
    const made: Step | undefined =
      after === undefined
        ? undefined
        : settle({ state: next, judged: after, repairs: [repair] }, judged, (step, one) => {
            if ((!mend.unsafe && one.fix.safety !== "safe") || tried.has(signOf(one))) return undefined;
            const state = apply(host, step.state, one, mend);
            const verdict = typeof state === "string" ? undefined : judgeState(state);
            if (typeof state === "string" || verdict === undefined) return undefined;
            return { state, judged: verdict, repairs: [...step.repairs, one] };
          });
    if (made === undefined) {
      left.push({ repair, reason: "the config would then have an error that it has not now" });
      tried.add(signOf(repair));
      continue;
    }
    done.push(...made.repairs);
    state = made.state;
    judged = made.judged;
  }
  return {
    done,
    left,
    untried,
    files: changedFiles(host, start, state.expanded, {
      path: mend.variables,
      before: dotenvBefore,
      after: state.dotenv,
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

/**
 * The step itself when it is no worse than what was before. A block that takes its right place or name is judged for
 * the first time, so its own faults come to light: such a step counts together with the repairs that follow from it.
 */
function settle(
  first: Step,
  before: Judgement,
  mendOne: (step: Step, repair: Repair) => Step | undefined,
): Step | undefined {
  const kind = first.repairs[0]?.fix.change.kind;
  const looksInside = kind === "move-to" || kind === "rename-key";
  const passed = new Set<string>();
  let step = first;
  while (!isBetterByEach(step.judged, before, first.repairs)) {
    const next = step.judged.repairs.find((one) => !passed.has(signOf(one)));
    if (!looksInside || next === undefined || passed.size >= MOST_INSIDE) return undefined;
    passed.add(signOf(next));
    const after = mendOne(step, next);
    if (after !== undefined && !isWorse(after.judged, step.judged)) step = after;
  }
  return step;
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
  const inList = change.kind === "list-to-object" ? idsOfList(before.expanded.value, path) : undefined;
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

/** Lints a state; `texts` stand for those of its documents. */
function judge(
  host: Host,
  target: ConfigTarget,
  options: LintOptions,
  { expanded, dotenv }: State,
  mend: MendOptions,
  texts?: ReadonlyMap<string, string>,
) {
  const bytes = new Map(
    expanded.documents.map(({ path, text, byteOrderMark }) => [
      path,
      encode(texts?.get(path) ?? text, byteOrderMark),
    ]),
  );
  if (dotenv !== undefined) bytes.set(mend.variables, encode(dotenv, false));
  const result = lintConfig(overlayHost(host, bytes), target, options);
  return result.ok ? verdictOf(result) : undefined;
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

function signOf({ finding, fix }: Repair): string {
  return `${finding.rule} ${finding.path} ${finding.file} ${fix.title}`;
}

/** The state after a repair, or why it cannot be made. */
function apply(host: Host, state: State, repair: Repair, mend: MendOptions): State | string {
  const { fix, path, text } = repair;
  if (text !== undefined) return removeText(host, state, text.document.path, text.start, mend);
  const inTurn = (edits: readonly ConfigEdit[]): State | string => {
    const result = editInTurn(host, state.expanded, edits, mend.expand);
    return result.ok ? { ...state, expanded: result.expanded } : refusalWords[result.reason];
  };
  const { change } = fix;
  switch (change.kind) {
    case "rename-key":
      return inTurn([{ kind: "rename", path, name: change.name }]);
    case "set-text":
      return inTurn([{ kind: "set", path, value: change.text }]);
    case "move-to":
      return inTurn([{ kind: "move", from: path, to: change.path }]);
    case "remove":
      return inTurn([{ kind: "remove", path }]);
    case "set-value":
      return inTurn([{ kind: "set", path: change.path, value: change.value }]);
    case "list-to-object":
      return objectOfList(host, state, path, change.name, mend);
    case "to-variable": {
      const value = readPath(state.expanded.value, path);
      if (typeof value !== "string") return "it is no text";
      const dotenv = setVariable(state.dotenv ?? "", change.name, value, false);
      if (dotenv.kind === "taken") return `${change.name} has another value in .env`;
      if (dotenv.kind === "unwritable") return "a .env file cannot hold this value";
      if (dotenv.kind === "unclosed") return ".env has a quote that is never closed; close it first";
      const next = inTurn([
        path[0] === "env" ? { kind: "remove", path } : { kind: "set", path, value: `\${${change.name}}` },
      ]);
      return typeof next === "string" ? next : { ...next, dotenv: dotenv.text };
    }
  }
}

/** Turns a list into an object beside it or in its place, where one document holds it whole. */
function objectOfList(
  host: Host,
  state: State,
  path: ConfigPath,
  name: string,
  mend: MendOptions,
): State | string {
  const merged = mergedAt(state.expanded, path);
  if (merged === undefined || merged.members !== undefined || merged.items !== undefined)
    return refusalWords.split;
  const { document, node } = merged;
  const edited = listToObject(document.text, pathAt(document.tree.root, node.start), name);
  if (!edited.ok) return refusalWords[edited.reason];
  const list = readPath(state.expanded.value, path);
  const entries: Record<string, unknown> = {};
  for (const item of Array.isArray(list) ? list : []) {
    const { id, ...rest } = isObject(item) ? item : { id: item };
    if (typeof id !== "string") return refusalWords["no-object"];
    setOwn(entries, id, rest);
  }
  const cleared = applyToValue(state.expanded.value, { kind: "remove", path });
  const to = [...path.slice(0, -1), name];
  const wanted = cleared.ok
    ? applyToValue(cleared.value, { kind: "set", path: to, value: entries })
    : cleared;
  const texts = new Map(
    state.expanded.documents.map((one) => [one.path, one === document ? edited.text : one.text]),
  );
  const expanded = withTexts(host, state.expanded, texts, mend.expand);
  if (!wanted.ok || !deeplyEqual(expanded.value, wanted.value)) return refusalWords.split;
  return { ...state, expanded };
}

/** Takes out the member that stands at an offset of one document. */
function removeText(
  host: Host,
  state: State,
  path: string,
  start: number,
  mend: MendOptions,
): State | string {
  const document = state.expanded.documents.find((one) => one.path === path);
  const twin = document?.tree.duplicates.find(({ lost }) => lost.key.start === start);
  if (document === undefined || twin === undefined) return refusalWords["not-there"];
  const text = splice(document.text, removeMember(document.text, twin.object, twin.lost));
  const texts = new Map(
    state.expanded.documents.map((one) => [one.path, one.path === path ? text : one.text]),
  );
  return { ...state, expanded: withTexts(host, state.expanded, texts, mend.expand) };
}
