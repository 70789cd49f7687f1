import type { ArrayNode, ObjectNode, SyntaxNode } from "./syntax-tree.ts";

// With one bracket too few or too many, every later one closes what its writer did not mean, and the parser notices
// later, often only at the end of the text. The indentation tells more.

/** A bracket that does not go with the one that it closes. */
export interface Misfit {
  readonly node: ObjectNode | ArrayNode;
  /** Offset of the closing bracket. */
  readonly closing: number;
}

/**
 * In a text that ends before all brackets are closed: the first closing bracket whose line is indented less than the
 * line of its opening one. What it closes by mistake, `node`, is the one without a closing bracket of its own. Undefined
 * where the indentation says nothing, as in a text of one line.
 */
export function findUnclosed(text: string, root: SyntaxNode): Misfit | undefined {
  return findMisfit(text, root, "less");
}

/**
 * In a text that goes on after its last bracket: the first closing bracket whose line is indented more than the line of
 * its opening one. It is the one too many.
 */
export function findSurplus(text: string, root: SyntaxNode): Misfit | undefined {
  return findMisfit(text, root, "more");
}

/** The innermost object or list that is open at an offset where the parser met something that does not belong there. */
export function findOpen(text: string, node: SyntaxNode, offset: number): ObjectNode | ArrayNode | undefined {
  if (node.type !== "object" && node.type !== "array") return undefined;
  if (node.start >= offset || node.end < offset) return undefined;
  const children = childrenOf(node);
  for (const child of children) {
    const open = child.end < offset ? undefined : findOpen(text, child, offset);
    if (open !== undefined) return open;
  }
  const closed = text.charAt(node.end - 1) === CLOSING[node.type] && children.at(-1)?.end !== node.end;
  return node.end === offset && closed ? undefined : node;
}

/** What closes an object, and a list. */
export const CLOSING = { object: "}", array: "]" } as const;

/**
 * How the line of an offset is indented, compared with the line in which something was opened; undefined where the
 * offset does not begin its line, or both are in one.
 */
export function compareIndent(
  text: string,
  offset: number,
  opening: number,
): "less" | "same" | "more" | undefined {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  const own = text.slice(line, offset);
  if (line <= opening || own.trim() !== "") return undefined;
  const above = indentAt(text, opening);
  if (own === above) return "same";
  if (own.startsWith(above)) return "more";
  return above.startsWith(own) ? "less" : undefined;
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/u.exec(text.slice(text.lastIndexOf("\n", offset) + 1))?.[0] ?? "";
}

/** The first misfit in the order of the closing brackets, of those that begin a line. */
function findMisfit(text: string, node: SyntaxNode, misfit: "less" | "more"): Misfit | undefined {
  if (node.type !== "object" && node.type !== "array") return undefined;
  for (const child of childrenOf(node)) {
    const found = findMisfit(text, child, misfit);
    if (found !== undefined) return found;
  }
  const closing = node.end - 1;
  if (text.charAt(closing) !== CLOSING[node.type]) return undefined;
  return compareIndent(text, closing, node.start) === misfit ? { node, closing } : undefined;
}

function childrenOf(node: ObjectNode | ArrayNode): readonly SyntaxNode[] {
  return node.type === "array"
    ? node.items
    : node.members.flatMap(({ value }) => (value === undefined ? [] : [value]));
}
