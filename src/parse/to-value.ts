import type { SyntaxNode } from "./syntax-tree.ts";

/**
 * The plain value of a syntax node, as the `json5` package would give it: the last of two equal keys wins and keeps
 * the place of the first; `__proto__` is an ordinary own key; a member without a value is left out.
 */
export function toValue(node: SyntaxNode): unknown {
  switch (node.type) {
    case "object": {
      const value = emptyObject(node.members.length);
      for (const member of node.members) {
        if (member.value !== undefined) setOwn(value, member.key.name, toValue(member.value));
      }
      return value;
    }
    case "array":
      return node.items.map(toValue);
    default:
      return node.value;
  }
}

/**
 * An empty object for so many properties. The engine makes a new layout with each key that it adds to a plain object;
 * for the many keys of a map, each with names of its own, that is slow, and one that began without a prototype has none.
 */
function emptyObject(size: number): Record<string, unknown> {
  return size > 12 ? Object.setPrototypeOf(Object.create(null), Object.prototype) : {};
}

/** Sets an own property, also one named `__proto__`. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[key] = value;
  }
}
