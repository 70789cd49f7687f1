import { type ConfigPath, isObject } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { applyToValue, type ConfigEdit, readPath, refusalWords } from "../edit/config-edit.ts";
import { deeplyEqual } from "../edit/deeply-equal.ts";
import { setVariable } from "../edit/dotenv-edit.ts";
import { editInTurn, withTexts } from "../edit/edit-config.ts";
import { removeMember } from "../edit/edit-text.ts";
import { listToObject } from "../edit/list-to-object.ts";
import { splice } from "../edit/splices.ts";
import type { ExpandOptions } from "../expand/expand.ts";
import { type ExpandedConfig, mergedAt } from "../expand/expanded-config.ts";
import type { Repair } from "../lint.ts";
import { pathAt } from "../parse/path-at.ts";
import { setOwn } from "../parse/to-value.ts";

/** What a repair needs to know of the machine. */
export interface RepairOptions {
  /** How includes are followed. */
  readonly expand: ExpandOptions;
}

/** A config between two repairs, and what `.env` is to hold. */
export interface State {
  readonly expanded: ExpandedConfig;
  readonly dotenv: string | undefined;
}

/** The state after a repair, or why it cannot be made. */
export function makeRepair(host: Host, state: State, repair: Repair, options: RepairOptions): State | string {
  const { fix, path, text } = repair;
  if (text !== undefined) return removeText(host, state, text.document.path, text.start, options);
  const inTurn = (edits: readonly ConfigEdit[]): State | string => {
    const result = editInTurn(host, state.expanded, edits, options.expand);
    return result.ok ? { ...state, expanded: result.expanded } : refusalWords[result.reason];
  };
  const { change } = fix;
  switch (change.kind) {
    case "rename-key":
      return inTurn([{ kind: "rename", path, name: change.name }]);
    case "set-text":
      return inTurn([{ kind: "set", path, value: change.text }]);
    case "move-to":
    case "remove": {
      const { value } = state.expanded;
      const isMoved =
        change.kind === "move-to" && (change.yields !== true || readPath(value, change.path) === undefined);
      const also = (change.also ?? []).filter((one) => readPath(value, one.path) === undefined);
      const next = inTurn([
        isMoved ? { kind: "move", from: path, to: change.path } : { kind: "remove", path },
        ...(change.with ?? [])
          .filter((one) => readPath(value, one) !== undefined)
          .map((one) => ({ kind: "remove", path: one }) as const),
        ...[...also, ...(change.over ?? [])].map((one) => ({ kind: "set", ...one }) as const),
      ]);
      return typeof next === "string" ? next : withoutEmpty(host, next, path, change.empties ?? 0, options);
    }
    case "set-value":
      return inTurn([{ kind: "set", path: change.path, value: change.value }]);
    case "set-values":
      return inTurn(change.values.map((one) => ({ kind: "set", ...one })));
    case "list-to-object":
      return objectOfList(host, state, path, change, options);
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

/** Takes the objects out that a key has left empty, but for one that holds a comment. */
function withoutEmpty(
  host: Host,
  state: State,
  path: ConfigPath,
  empties: number,
  options: RepairOptions,
): State {
  for (let length = path.length - 1; length > 0 && length >= path.length - empties; length -= 1) {
    const at = path.slice(0, length);
    const merged = mergedAt(state.expanded, at);
    if (merged === undefined) return state;
    const { document, node } = merged;
    if (!/^\{\s*\}$/u.test(document.text.slice(node.start, node.end))) return state;
    const result = editInTurn(host, state.expanded, [{ kind: "remove", path: at }], options.expand);
    if (!result.ok) return state;
    state = { ...state, expanded: result.expanded };
  }
  return state;
}

/** Turns a list into an object beside it or in its place, where one document holds it whole. */
function objectOfList(
  host: Host,
  state: State,
  path: ConfigPath,
  { name, ids = [], also = [] }: Extract<Repair["fix"]["change"], { readonly kind: "list-to-object" }>,
  options: RepairOptions,
): State | string {
  const other = ids.flatMap((id, index): ConfigEdit[] => {
    const at = [...path, index, "id"];
    return readPath(state.expanded.value, at) === id ? [] : [{ kind: "set", path: at, value: id }];
  });
  const named = editInTurn(host, state.expanded, other, options.expand);
  if (!named.ok) return refusalWords[named.reason];
  state = { ...state, expanded: named.expanded };
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
  const expanded = withTexts(host, state.expanded, texts, options.expand);
  if (!wanted.ok || !deeplyEqual(expanded.value, wanted.value)) return refusalWords.split;
  const further = also.map((one) => ({ kind: "set", ...one }) as const);
  const whole = editInTurn(host, expanded, further, options.expand);
  return whole.ok ? { ...state, expanded: whole.expanded } : refusalWords[whole.reason];
}

/** Takes out the member that stands at an offset of one document. */
function removeText(
  host: Host,
  state: State,
  path: string,
  start: number,
  options: RepairOptions,
): State | string {
  const document = state.expanded.documents.find((one) => one.path === path);
  const twin = document?.tree.duplicates.find(({ lost }) => lost.key.start === start);
  if (document === undefined || twin === undefined) return refusalWords["not-there"];
  const text = splice(document.text, removeMember(document.text, twin.object, twin.lost));
  const texts = new Map(
    state.expanded.documents.map((one) => [one.path, one.path === path ? text : one.text]),
  );
  return { ...state, expanded: withTexts(host, state.expanded, texts, options.expand) };
}
