import type { SyntaxNode, SyntaxTree } from "../parse/syntax-tree.ts";
import { renderKey, renderValue } from "./render-value.ts";
import { indentAt, lineStart, type TextStyle } from "./text-style.ts";

/** Text to be put into a document: a plain value, a stretch of a text with its comments, or one of them in an object. */
export type NewText =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "source";
      /** The stretch by lines, without line ends; each with whether its indentation may be changed. */
      readonly lines: readonly { readonly text: string; readonly end: string; readonly fixed: boolean }[];
      readonly indent: string;
    }
  | { readonly kind: "member"; readonly key: string; readonly inner: NewText };

/** New text for a plain value. */
export function newValue(value: unknown): NewText {
  return { kind: "value", value };
}

/**
 * A node as it is written, ready to be put elsewhere: only the indentation of its lines follows the new place. Comments
 * between its key, which ends at `from`, and its value go with it.
 */
export function sourceText(text: string, tree: SyntaxTree, node: SyntaxNode, from = node.start): NewText {
  const inside = spansOverLines(tree, node);
  const lines: { text: string; end: string; fixed: boolean }[] = [];
  for (const { kind, start, end } of tree.comments) {
    if (start < from || end > node.start) continue;
    lines.push({ text: text.slice(start, end), end: kind === "line" ? "\n" : " ", fixed: true });
  }
  let at = node.start;
  while (at <= node.end) {
    const match = /\r\n|\n|\r/u.exec(text.slice(at, node.end));
    const end = match === null ? node.end : at + match.index;
    lines.push({ text: text.slice(at, end), end: match?.[0] ?? "", fixed: inside(at) });
    if (match === null) break;
    at = end + match[0].length;
  }
  return { kind: "source", lines, indent: indentAt(text, node.start) };
}

/** The new text as it is to stand at a place: `indent` is that of the line it begins on. */
export function showText(part: NewText, style: TextStyle, indent: string, oneLine: boolean): string {
  switch (part.kind) {
    case "value":
      return renderValue(part.value, style, indent, oneLine);
    case "source":
      return part.lines
        .map(({ text, end, fixed }, index) => {
          if (index === 0 || fixed || !text.startsWith(part.indent)) return text + end;
          return (text.trim() === "" ? text : indent + text.slice(part.indent.length)) + end;
        })
        .join("");
    case "member": {
      const key = renderKey(part.key, style.keyQuote, style);
      if (oneLine && !holdsLines(part.inner))
        return `{${style.padding}${key}: ${showText(part.inner, style, indent, true)}${style.padding}}`;
      const inner = indent + style.indent;
      const comma = style.trailingComma ? "," : "";
      return `{${style.lineEnd}${inner}${key}: ${showText(part.inner, style, inner, false)}${comma}${style.lineEnd}${indent}}`;
    }
  }
}

/** The new text for a place in a text, on the line that is there. */
export function placeText(part: NewText, style: TextStyle, text: string, at: number): string {
  const before = text.slice(lineStart(text, at), at);
  // A value whose own line holds other members is one of a one-line object.
  const oneLine = /[{,]\s*[^\s{,]+\s*:\s*$/u.test(before) && before.trim() !== "";
  return showText(part, style, indentAt(text, at), oneLine);
}

/** True for text that has line breaks of its own. */
export function holdsLines(part: NewText): boolean {
  return part.kind === "source"
    ? part.lines.some(({ text, end }) => /[\r\n]/u.test(text + end))
    : part.kind === "member" && holdsLines(part.inner);
}

/** Tells whether an offset lies inside a string or comment that began on an earlier line. */
function spansOverLines(tree: SyntaxTree, node: SyntaxNode): (offset: number) => boolean {
  const spans: { start: number; end: number }[] = tree.comments
    .filter(({ kind }) => kind === "block")
    .slice();
  const visit = (one: SyntaxNode): void => {
    if (one.type === "string") spans.push(one);
    else if (one.type === "array") one.items.forEach(visit);
    else if (one.type === "object")
      for (const { key, value } of one.members) {
        spans.push(key);
        if (value !== undefined) visit(value);
      }
  };
  visit(node);
  return (offset) => spans.some(({ start, end }) => start < offset && offset < end);
}
