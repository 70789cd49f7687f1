import { isWhitespace } from "../parse/characters.ts";
import type { ArrayNode, ObjectNode, SyntaxTree } from "../parse/syntax-tree.ts";
import { holdsLines, type NewText, showText } from "./new-text.ts";
import { renderKey } from "./render-value.ts";
import { indentAt, lineStart, type TextStyle } from "./text-style.ts";

/** Replaces one stretch of a text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies splices that do not overlap. */
export function splice(text: string, splices: readonly Splice[]): string {
  let result = "";
  let at = 0;
  for (const one of [...splices].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, one.start) + one.text;
    at = one.end;
  }
  return result + text.slice(at);
}

/** Lines longer than this are no place for one more member, unless it is short and its object is on the line already. */
const LINE_WIDTH = 110;
const SHORT = 50;

/** Adds a member to an object (with `key`) or an item to a list, after the last one. */
export function insertPart(
  text: string,
  tree: SyntaxTree,
  style: TextStyle,
  parent: ObjectNode | ArrayNode,
  key: string | undefined,
  value: NewText,
): readonly Splice[] {
  const parts: readonly { readonly start: number; readonly end: number }[] =
    parent.type === "object" ? parent.members : parent.items;
  const quote = (parent.type === "object" ? parent.members.at(-1)?.key.quote : undefined) ?? style.keyQuote;
  const head = key === undefined ? "" : `${renderKey(key, quote, style)}: `;
  const last = parts.at(-1);
  if (last === undefined) return insertFirst(text, tree, parent, head, value, style);
  const comma = commaAfter(text, last.end, parent.end);
  const anchor = comma === undefined ? last.end : comma + 1;
  const ownLine = text.slice(lineStart(text, last.start), last.start).trim() === "";
  const oneLine = head + showText(value, style, "", true);
  const isOnLine = !/[\r\n]/u.test(text.slice(parent.start, parent.end));
  const fits =
    !holdsLines(value) &&
    !/[\r\n]/u.test(oneLine) &&
    (last.end - lineStart(text, last.start) + oneLine.length + 2 <= LINE_WIDTH ||
      (isOnLine && oneLine.length <= SHORT));
  if (!ownLine && fits) {
    const added = comma === undefined ? `, ${oneLine}` : ` ${oneLine},`;
    return [{ start: anchor, end: anchor, text: added }];
  }
  const indent = ownLine ? indentAt(text, last.start) : indentAt(text, parent.start) + style.indent;
  const member = `${style.lineEnd}${indent}${head}${showText(value, style, indent, false)}`;
  if (!ownLine) {
    const added = comma === undefined ? `,${member}` : `${member},`;
    return [{ start: anchor, end: anchor, text: added }];
  }
  // Comments behind the last member, on its line, stay with it.
  const at = endOfLineComments(text, tree, anchor);
  // Without a line break behind it, a line comment would swallow what follows: the closing brace is on that line.
  if (comma !== undefined) return [{ start: at, end: at, text: `${member},` }];
  if (at === last.end) return [{ start: at, end: at, text: `,${member}` }];
  return [
    { start: last.end, end: last.end, text: "," },
    { start: at, end: at, text: member },
  ];
}

function insertFirst(
  text: string,
  tree: SyntaxTree,
  parent: ObjectNode | ArrayNode,
  head: string,
  value: NewText,
  style: TextStyle,
): readonly Splice[] {
  const inside = text.slice(parent.start + 1, parent.end - 1);
  const outer = indentAt(text, parent.start);
  const indent = outer + style.indent;
  const block = `${style.lineEnd}${indent}${head}${showText(value, style, indent, false)}${style.trailingComma ? "," : ""}`;
  if (isBlank(inside)) {
    const oneLine = `${style.padding}${head}${showText(value, style, "", true)}${style.padding}`;
    const short =
      parent.start > 0 && parent !== tree.root && !/[\r\n]/u.test(oneLine + inside) && !holdsLines(value);
    const room = parent.start - lineStart(text, parent.start) + oneLine.length <= 60;
    const now = short && room && value.kind === "value" ? oneLine : `${block}${style.lineEnd}${outer}`;
    return [{ start: parent.start + 1, end: parent.end - 1, text: now }];
  }
  // Only comments inside.
  const last = tree.comments.findLast(({ end }) => end <= parent.end && end > parent.start);
  const at = last?.end ?? parent.start + 1;
  const rest = text.slice(at, parent.end - 1);
  return [{ start: at, end: at, text: /[\r\n]/u.test(rest) ? block : `${block}${style.lineEnd}${outer}` }];
}

/** Takes a member or item out, with its comma and, where it stood alone, its line. */
export function removePart(text: string, parent: ObjectNode | ArrayNode, index: number): readonly Splice[] {
  const parts: readonly { readonly start: number; readonly end: number }[] =
    parent.type === "object" ? parent.members : parent.items;
  const part = parts[index];
  if (part === undefined) return [];
  const comma = commaAfter(text, part.end, parent.end);
  const behind = text.slice(part.end, parent.end - 1);
  const alone =
    text.slice(parent.start + 1, part.start) + (comma === undefined ? behind : behind.replace(",", ""));
  if (parts.length === 1 && /^[ \t]*$/u.test(alone))
    return [{ start: parent.start + 1, end: parent.end - 1, text: "" }];
  const splices: Splice[] = [];
  const before = index > 0 ? parts[index - 1] : undefined;
  const commaBefore = before === undefined ? undefined : commaAfter(text, before.end, part.start);
  if (comma !== undefined) {
    const between = text.slice(part.end, comma);
    if (isBlank(between)) return [widened(text, part.start, comma + 1, parent)];
    // A comment between value and comma stays.
    splices.push({ start: comma, end: comma + 1, text: "" });
    splices.push({ start: part.start, end: part.end, text: "" });
    return splices;
  }
  if (commaBefore !== undefined) {
    const between = text.slice(commaBefore + 1, part.start);
    if (isBlank(between) && !/[\r\n]/u.test(between))
      return [{ start: commaBefore, end: part.end, text: "" }];
    splices.push({ start: commaBefore, end: commaBefore + 1, text: "" });
  }
  splices.push(widened(text, part.start, part.end, parent));
  return splices;
}

/** Takes several items of a list out; `indexes` ascend. Those at the end go as one stretch. */
export function removeParts(
  text: string,
  tree: SyntaxTree,
  list: ArrayNode,
  indexes: readonly number[],
): readonly Splice[] {
  if (indexes.length < 2) return indexes.flatMap((index) => removePart(text, list, index));
  const { items } = list;
  let from = items.length;
  let inside = indexes.length;
  while (inside > 0 && indexes[inside - 1] === from - 1) {
    from -= 1;
    inside -= 1;
  }
  const splices = indexes.slice(0, inside).flatMap((index) => removePart(text, list, index));
  const last = items.at(-1);
  const kept = items[from - 1];
  if (from === items.length || last === undefined) return splices;
  if (kept === undefined) return [{ start: list.start + 1, end: list.end - 1, text: "" }];
  const comma = commaAfter(text, kept.end, list.end) ?? kept.end;
  const behind = endOfLineComments(text, tree, comma + 1);
  if (text.slice(comma + 1, behind).trim() === "")
    return [...splices, { start: kept.end, end: last.end, text: "" }];
  // A comment behind the item that stays, on its line, stays with it, and so does its comma.
  const end = (commaAfter(text, last.end, list.end) ?? last.end - 1) + 1;
  const isOpen = /^[ \t]*(?:[\r\n]|\/\/)/u.test(text.slice(end));
  return [...splices, { start: behind, end, text: isOpen ? "" : "\n" }];
}

/** The stretch with its whole line, where nothing else stands on it; else with the blanks behind it. */
function widened(text: string, start: number, end: number, parent: { start: number; end: number }): Splice {
  const from = lineStart(text, start);
  const tail = /^[ \t]*/u.exec(text.slice(end))?.[0].length ?? 0;
  const lineEnd = /^(?:\r\n|\n|\r)/u.exec(text.slice(end + tail))?.[0].length ?? 0;
  if (from > parent.start && /^[ \t]*$/u.test(text.slice(from, start)) && lineEnd > 0)
    return { start: from, end: end + tail + lineEnd, text: "" };
  return { start, end: text.charAt(end + tail) === "}" || lineEnd > 0 ? end : end + tail, text: "" };
}

/** The comma that follows an offset, comments passed over; undefined when something else comes first. */
function commaAfter(text: string, from: number, end: number): number | undefined {
  let at = from;
  while (at < end) {
    const char = text.charAt(at);
    if (char === ",") return at;
    if (text.startsWith("//", at)) {
      while (at < end && !/[\n\r\u2028\u2029]/u.test(text.charAt(at))) at += 1;
    } else if (text.startsWith("/*", at)) {
      const close = text.indexOf("*/", at + 2);
      at = close < 0 ? end : close + 2;
    } else if (isWhitespace(text.charCodeAt(at))) at += 1;
    else return undefined;
  }
  return undefined;
}

/** Where the comments end that follow an offset on its line, and the line with them if nothing else is on it. */
function endOfLineComments(text: string, tree: SyntaxTree, from: number): number {
  let at = from;
  for (;;) {
    const gap = /^[ \t]*/u.exec(text.slice(at))?.[0].length ?? 0;
    const comment = tree.comments.find(({ start }) => start === at + gap);
    if (comment === undefined) return /[\r\n]/u.test(text.charAt(at + gap)) ? at + gap : at;
    at = comment.end;
    if (comment.kind === "line") return at;
  }
}

function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (!isWhitespace(text.charCodeAt(at))) return false;
  return true;
}
