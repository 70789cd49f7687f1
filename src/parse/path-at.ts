import type { ConfigPath } from "../core/config-path.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

/** The path, within one document, of the member or item that starts at an offset or holds it. */
export function pathAt(root: SyntaxNode | undefined, offset: number): ConfigPath {
  const path: (string | number)[] = [];
  let node = root;
  while (node !== undefined) {
    let next: SyntaxNode | undefined;
    if (node.type === "object") {
      const member = node.members.find((one) => one.start <= offset && offset < one.end);
      if (member !== undefined) {
        path.push(member.key.name);
        next = member.value !== undefined && member.value.start <= offset ? member.value : undefined;
      }
    } else if (node.type === "array") {
      const index = node.items.findIndex((item) => item.start <= offset && offset < item.end);
      if (index >= 0) {
        path.push(index);
        next = node.items[index];
      }
    }
    node = next;
  }
  return path;
}
