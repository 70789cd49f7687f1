import type { ArrayNode, ObjectNode, SyntaxNode } from "./syntax-tree.ts";

/** A bracket that its writer most likely forgot to close, and where the line begins that closes it by mistake. */
export interface LikelyUnclosed {
  readonly node: ObjectNode | ArrayNode;
  readonly before: number;
}

/**
 * Where a text ends before all brackets are closed, the parser can only name the outermost: each closing bracket was
 * taken for the innermost one open. The indentation tells more: of the brackets in the order in which they are closed,
 * the first whose closing one begins a line that is indented less than the line it was opened in is the one without a
 * closing bracket of its own. Undefined where the indentation says nothing, as in a text of one line.
 */
export function findLikelyUnclosed(text: string, node: SyntaxNode): LikelyUnclosed | undefined {
  if (node.type !== "object" && node.type !== "array") return undefined;
  for (const child of childrenOf(node)) {
    const found = findLikelyUnclosed(text, child);
    if (found !== undefined) return found;
  }
  const last = node.end - 1;
  if (text.charAt(last) !== (node.type === "object" ? "}" : "]")) return undefined;
  const before = text.lastIndexOf("\n", last) + 1;
  const indent = text.slice(before, last);
  if (before <= node.start || indent.trim() !== "") return undefined;
  const opened = /^[ \t]*/u.exec(text.slice(text.lastIndexOf("\n", node.start) + 1))?.[0] ?? "";
  return opened.length > indent.length && opened.startsWith(indent) ? { node, before } : undefined;
}

function childrenOf(node: ObjectNode | ArrayNode): readonly SyntaxNode[] {
  return node.type === "array"
    ? node.items
    : node.members.flatMap(({ value }) => (value === undefined ? [] : [value]));
}
