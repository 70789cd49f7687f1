import type { ConfigPath } from "../core/config-path.ts";
import { firstEndingAfter, type SyntaxNode } from "./syntax-tree.ts";

/** The path, within one document, of the member or item that starts at an offset or holds it. */
export function pathAt(root: SyntaxNode | undefined, offset: number): ConfigPath {
  const path: (string | number)[] = [];
  let node = root;
  while (node !== undefined) {
    let next: SyntaxNode | undefined;
    if (node.type === "object") {
      const member = node.members[firstEndingAfter(node.members, offset)];
      if (member !== undefined && member.start <= offset) {
        path.push(member.key.name);
        next = member.value !== undefined && member.value.start <= offset ? member.value : undefined;
      }
    } else if (node.type === "array") {
      const index = firstEndingAfter(node.items, offset);
      const item = node.items[index];
      if (item !== undefined && item.start <= offset) {
        path.push(index);
        next = item;
      }
    }
    node = next;
  }
  return path;
}
