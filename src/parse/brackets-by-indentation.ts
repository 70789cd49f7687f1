import type { ArrayNode, ObjectNode, SyntaxNode } from "./syntax-tree.ts";

// With one bracket too few or too many, every later one closes what its writer did not mean, and the parser notices
// only at the end of the text. The indentation tells more.

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
  return findMisfit(
    text,
    root,
    (opened, closed) => opened.length > closed.length && opened.startsWith(closed),
  );
}

/**
 * In a text that goes on after its last bracket: the first closing bracket whose line is indented more than the line of
 * its opening one. It is the one too many.
 */
export function findSurplus(text: string, root: SyntaxNode): Misfit | undefined {
  return findMisfit(
    text,
    root,
    (opened, closed) => closed.length > opened.length && closed.startsWith(opened),
  );
}

/** The first misfit in the order of the closing brackets, of those that begin a line. */
function findMisfit(
  text: string,
  node: SyntaxNode,
  isMisfit: (opened: string, closed: string) => boolean,
): Misfit | undefined {
  if (node.type !== "object" && node.type !== "array") return undefined;
  for (const child of childrenOf(node)) {
    const found = findMisfit(text, child, isMisfit);
    if (found !== undefined) return found;
  }
  const closing = node.end - 1;
  if (text.charAt(closing) !== (node.type === "object" ? "}" : "]")) return undefined;
  const line = text.lastIndexOf("\n", closing) + 1;
  const closed = text.slice(line, closing);
  if (line <= node.start || closed.trim() !== "") return undefined;
  const opened = /^[ \t]*/u.exec(text.slice(text.lastIndexOf("\n", node.start) + 1))?.[0] ?? "";
  return isMisfit(opened, closed) ? { node, closing } : undefined;
}

function childrenOf(node: ObjectNode | ArrayNode): readonly SyntaxNode[] {
  return node.type === "array"
    ? node.items
    : node.members.flatMap(({ value }) => (value === undefined ? [] : [value]));
}
