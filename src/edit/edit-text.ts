import { type ConfigPath, isObject } from "../core/config-path.ts";
import { parse } from "../parse/parse.ts";
import type { ArrayNode, Member, ObjectNode, SyntaxNode, SyntaxTree } from "../parse/syntax-tree.ts";
import { findMember } from "../parse/syntax-tree.ts";
import { toValue } from "../parse/to-value.ts";
import { type ConfigEdit, type EditRefusal, startsWith } from "./config-edit.ts";
import { deeplyEqual } from "./deeply-equal.ts";
import { type NewText, newValue, placeText, sourceText } from "./new-text.ts";
import { renderKey } from "./render-value.ts";
import { insertPart, removePart, removeParts, type Splice, splice } from "./splices.ts";
import { readStyle, type TextStyle } from "./text-style.ts";

/** A text with an edit in it, or why the edit cannot be made. */
export type EditedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: EditRefusal };

/**
 * Makes one edit in a JSON5 text, touching nothing else: what is not part of the edit keeps every character, comments
 * included, and what is new is written as its surroundings are.
 *
 * In: the text (its byte order mark, if any, as its first character or taken off), the edit.
 * Out: the new text, which parses to `applyToValue` of the old value; or why the edit cannot be made. Never throws.
 */
export function editText(text: string, edit: ConfigEdit): EditedText {
  const tree = parse(text);
  if (tree.root === undefined || tree.errors.length > 0) return refuse("broken-text");
  switch (edit.kind) {
    case "set":
      return setIn(text, tree, tree.root, edit.path, edit.value);
    case "remove":
      return removeIn(text, tree.root, edit.path);
    case "rename":
      return renameIn(text, tree, tree.root, edit.path, edit.name);
    case "move":
      return moveIn(text, tree, tree.root, edit.from, edit.to);
  }
}

/** Takes a stretch out of one text for use in another; see `insertText`. */
export function takeText(text: string, path: ConfigPath): NewText | undefined {
  const tree = parse(text);
  const node = tree.root === undefined ? undefined : nodeAt(tree.root, path);
  if (tree.root === undefined || node === undefined || tree.errors.length > 0) return undefined;
  return sourceText(text, tree, node, keyEnd(tree.root, path));
}

/**
 * Puts a value at a path where nothing stands yet, making the objects that lead there. `style` is how new text is
 * written; without it, as the text's majority is.
 */
export function insertText(text: string, path: ConfigPath, value: NewText, style?: TextStyle): EditedText {
  const tree = parse(text);
  if (tree.root === undefined || tree.errors.length > 0) return refuse("broken-text");
  return insertIn(text, tree, tree.root, path, value, style);
}

function setIn(
  text: string,
  tree: SyntaxTree,
  root: SyntaxNode,
  path: ConfigPath,
  value: unknown,
): EditedText {
  const node = nodeAt(root, path);
  if (node === undefined) return insertIn(text, tree, root, path, newValue(value));
  const before = toValue(node);
  if (deeplyEqual(before, value)) return { ok: true, text };
  // Member by member, so that comments and members that stay the same are not touched.
  if (node.type === "object" && isObject(value)) {
    const steps: ConfigEdit[] = [];
    for (const name of new Set(node.members.map(({ key }) => key.name)))
      if (!Object.hasOwn(value, name)) steps.push({ kind: "remove", path: [...path, name] });
    for (const [name, one] of Object.entries(value))
      if (!isObject(before) || !Object.hasOwn(before, name) || !deeplyEqual(before[name], one))
        steps.push({ kind: "set", path: [...path, name], value: one });
    return editInTurn(text, steps);
  }
  if (node.type === "array" && Array.isArray(before) && Array.isArray(value))
    return setItems(text, tree, node, before, path, value);
  const style = readStyle(text, tree);
  const shown = placeText(newValue(value), style, text, node.start);
  return { ok: true, text: splice(text, [{ start: node.start, end: node.end, text: shown }]) };
}

/** Sets a list item by item: of a shorter one those go that it lacks, so that comments stay with their items. */
function setItems(
  text: string,
  tree: SyntaxTree,
  node: ArrayNode,
  before: readonly unknown[],
  path: ConfigPath,
  value: readonly unknown[],
): EditedText {
  const kept = keptItems(before, value) ?? [...before.keys()].slice(0, value.length);
  const stay = new Set(kept);
  const gone = [...before.keys()].filter((index) => !stay.has(index));
  const steps = value.flatMap((one, index): readonly ConfigEdit[] => {
    const old = kept[index];
    return old !== undefined && deeplyEqual(before[old], one)
      ? []
      : [{ kind: "set", path: [...path, index], value: one }];
  });
  return editInTurn(splice(text, removeParts(text, tree, node, gone)), steps);
}

/**
 * For each item of a list the one before it that it was: the next that is the same, or, where there is none, the next
 * that is free. Undefined where the list grows.
 */
function keptItems(before: readonly unknown[], value: readonly unknown[]): readonly number[] | undefined {
  if (value.length > before.length) return undefined;
  const kept: number[] = [];
  let next = 0;
  for (const [index, one] of value.entries()) {
    // As many as follow need a place, too.
    const last = before.length - (value.length - index);
    let found = next;
    while (found <= last && !isSameItem(before[found], one)) found += 1;
    kept.push(found <= last ? found : next);
    next = (kept.at(-1) ?? next) + 1;
  }
  return kept;
}

function isSameItem(one: unknown, other: unknown): boolean {
  const isRow = isObject(one) && isObject(other) && typeof one["id"] === "string";
  return isRow ? one["id"] === other["id"] : deeplyEqual(one, other);
}

function editInTurn(text: string, edits: readonly ConfigEdit[]): EditedText {
  let at = text;
  for (const edit of edits) {
    const result = editText(at, edit);
    if (!result.ok) return result;
    at = result.text;
  }
  return { ok: true, text: at };
}

function insertIn(
  text: string,
  tree: SyntaxTree,
  root: SyntaxNode,
  path: ConfigPath,
  value: NewText,
  style: TextStyle = readStyle(text, tree),
): EditedText {
  let depth = 0;
  let parent: SyntaxNode = root;
  for (; depth < path.length - 1; depth += 1) {
    const next = nodeAt(parent, path.slice(depth, depth + 1));
    if (next === undefined) break;
    parent = next;
  }
  const segment = path[depth];
  if (segment === undefined) return refuse("not-there");
  if (parent.type !== "object" && parent.type !== "array") return refuse("no-object");
  if (nodeAt(parent, [segment]) !== undefined) return refuse("taken");
  if (parent.type === "array" && Number(segment) !== parent.items.length) return refuse("not-there");
  const wrapped = path
    .slice(depth + 1)
    .reduceRight<NewText>((inner, one) => ({ kind: "member", key: String(one), inner }), value);
  const splices = insertPart(
    text,
    tree,
    style,
    parent,
    parent.type === "object" ? String(segment) : undefined,
    wrapped,
  );
  return { ok: true, text: splice(text, splices) };
}

function removeIn(text: string, root: SyntaxNode, path: ConfigPath): EditedText {
  const segment = path.at(-1);
  const parent = nodeAt(root, path.slice(0, -1));
  if (segment === undefined || parent === undefined) return refuse("not-there");
  if (parent.type === "array") {
    const index = Number(segment);
    if (parent.items[index] === undefined) return refuse("not-there");
    return { ok: true, text: splice(text, removePart(text, parent, index)) };
  }
  if (parent.type !== "object") return refuse("not-there");
  const index = parent.members.findLastIndex(({ key }) => key.name === String(segment));
  if (index < 0) return refuse("not-there");
  const next = splice(text, removePart(text, parent, index));
  // An equal key further up would come to life.
  if (parent.members.filter(({ key }) => key.name === String(segment)).length === 1)
    return { ok: true, text: next };
  return editText(next, { kind: "remove", path });
}

function renameIn(
  text: string,
  tree: SyntaxTree,
  root: SyntaxNode,
  path: ConfigPath,
  name: string,
): EditedText {
  const parent = nodeAt(root, path.slice(0, -1));
  const old = String(path.at(-1));
  if (parent?.type !== "object") return refuse("not-there");
  const member = findMember(parent, old);
  if (member === undefined) return refuse("not-there");
  if (old === name) return { ok: true, text };
  if (findMember(parent, name) !== undefined) return refuse("taken");
  if (tree.duplicates.some(({ object, lost }) => object === parent && lost.key.name === old))
    return refuse("duplicate-key");
  const { start, end, quote } = member.key;
  return {
    ok: true,
    text: splice(text, [{ start, end, text: renderKey(name, quote, readStyle(text, tree)) }]),
  };
}

function moveIn(
  text: string,
  tree: SyntaxTree,
  root: SyntaxNode,
  from: ConfigPath,
  to: ConfigPath,
): EditedText {
  const node = nodeAt(root, from);
  if (node === undefined) return refuse("not-there");
  if (startsWith(to, from) || startsWith(from, to)) return refuse("taken");
  const parent = nodeAt(root, from.slice(0, -1));
  // The twin would be lost, with its comments.
  if (tree.duplicates.some(({ object, lost }) => object === parent && lost.key.name === String(from.at(-1))))
    return refuse("duplicate-key");
  const there = nodeAt(root, to);
  if (there !== undefined) {
    if (there.type !== "object" || node.type !== "object") return refuse("taken");
    if (node.members.some(({ key }) => findMember(there, key.name) !== undefined)) return refuse("taken");
    const names = [...new Set(node.members.map(({ key }) => key.name))];
    return editInTurn(text, [
      ...names.map((name): ConfigEdit => ({ kind: "move", from: [...from, name], to: [...to, name] })),
      { kind: "remove", path: from },
    ]);
  }
  const taken = sourceText(text, tree, node, keyEnd(root, from));
  if (parent?.type === "array") {
    // Taken out first, an item would shift the numbers that lead to the new place.
    const placed = insertIn(text, tree, root, to, taken);
    return placed.ok ? editText(placed.text, { kind: "remove", path: from }) : placed;
  }
  // Taken out first, it is not in the way of what is put beside it.
  const without = removeIn(text, root, from);
  return without.ok ? insertText(without.text, to, taken, readStyle(text, tree)) : without;
}

/** Where the key of a path ends; undefined for list items. */
function keyEnd(root: SyntaxNode, path: ConfigPath): number | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  return parent?.type === "object" ? findMember(parent, String(path.at(-1)))?.key.end : undefined;
}

/** The node at a path of a tree; of two equal keys the last one counts. */
export function nodeAt(root: SyntaxNode, path: ConfigPath): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = root;
  for (const segment of path) {
    if (at?.type === "object") at = findMember(at, String(segment))?.value;
    else if (at?.type === "array") at = at.items[Number(segment)];
    else return undefined;
  }
  return at;
}

/** Takes one member out of an object by its place: for a key that stands twice. */
export function removeMember(
  text: string,
  object: ObjectNode | ArrayNode,
  member: Member,
): readonly Splice[] {
  const parts: readonly { readonly start: number }[] =
    object.type === "object" ? object.members : object.items;
  return removePart(
    text,
    object,
    parts.findIndex(({ start }) => start === member.start),
  );
}

function refuse(reason: EditRefusal): EditedText {
  return { ok: false, reason };
}
