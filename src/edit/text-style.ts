import type { SyntaxNode, SyntaxTree } from "../parse/syntax-tree.ts";

/** How a JSON5 text is written, so that new text can be written the same way. */
export interface TextStyle {
  readonly lineEnd: "\n" | "\r\n" | "\r";
  /** One step of indentation. */
  readonly indent: string;
  /** How keys are written where no neighbour shows it; `""` for bare ones. */
  readonly keyQuote: '"' | "'" | "";
  readonly textQuote: '"' | "'";
  /** True where blocks over several lines end with a comma. */
  readonly trailingComma: boolean;
  /** What stands inside the braces of an object on one line. */
  readonly padding: " " | "";
}

/**
 * Reads the style of a text from its majority. A text without keys or strings counts as plain JSON: quoted keys, double
 * quotes, two spaces.
 */
export function readStyle(text: string, tree: SyntaxTree): TextStyle {
  const seen = {
    bare: 0,
    double: 0,
    single: 0,
    doubleText: 0,
    singleText: 0,
    commas: 0,
    noCommas: 0,
    tight: 0,
    padded: 0,
  };
  const indents = new Map<string, number>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === "string") {
      if (text.charAt(node.start) === "'") seen.singleText += 1;
      else seen.doubleText += 1;
    }
    if (node.type !== "object" && node.type !== "array") return;
    const parts = node.type === "object" ? node.members : node.items;
    const last = parts.at(-1);
    if (last !== undefined) {
      const inside = text.slice(node.start, node.end);
      if (/[\r\n]/u.test(inside)) {
        const first = parts[0];
        const step = first === undefined ? undefined : stepBetween(text, node.start, first.start);
        if (step !== undefined) indents.set(step, (indents.get(step) ?? 0) + 1);
        if (
          text
            .slice(last.end, node.end)
            .replace(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/gu, "")
            .includes(",")
        )
          seen.commas += 1;
        else seen.noCommas += 1;
      } else if (node.type === "object") {
        if (/\s/u.test(text.charAt(node.start + 1))) seen.padded += 1;
        else seen.tight += 1;
      }
    }
    if (node.type === "array") for (const item of node.items) visit(item);
    else
      for (const { key, value } of node.members) {
        if (key.quote === "") seen.bare += 1;
        else if (key.quote === "'") seen.single += 1;
        else seen.double += 1;
        if (value !== undefined) visit(value);
      }
  };
  if (tree.root !== undefined) visit(tree.root);
  const lineEnd = /\r\n|\n|\r/u.exec(text)?.[0];
  const indent = [...indents].sort((a, b) => b[1] - a[1])[0]?.[0];
  return {
    lineEnd: lineEnd === "\r\n" || lineEnd === "\r" ? lineEnd : "\n",
    indent: indent ?? "  ",
    keyQuote:
      seen.bare > 0 && seen.bare >= Math.max(seen.double, seen.single)
        ? ""
        : seen.single > seen.double
          ? "'"
          : '"',
    textQuote: seen.singleText > seen.doubleText ? "'" : '"',
    trailingComma: seen.commas > seen.noCommas,
    padding: seen.tight > seen.padded ? "" : " ",
  };
}

/** White space at the start of the line that holds an offset. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/u.exec(text.slice(start, Math.max(start, offset)))?.[0] ?? "";
}

/** Offset of the first character of the line that holds an offset. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\r\n]/u.test(text.charAt(at - 1))) at -= 1;
  return at;
}

/** What an object's first member is indented by, beyond the object's own line; undefined when that says nothing. */
function stepBetween(text: string, outer: number, inner: number): string | undefined {
  if (text.slice(lineStart(text, inner), inner).trim() !== "") return undefined;
  const outside = indentAt(text, outer);
  const inside = indentAt(text, inner);
  return inside.startsWith(outside) && inside.length > outside.length
    ? inside.slice(outside.length)
    : undefined;
}
