import { findMember, type ObjectNode, type SyntaxNode } from "../parse/syntax-tree.ts";
import { childOf, type Merged } from "./expanded-config.ts";

/**
 * Merges two values as OpenClaw merges includes: objects key by key, arrays CONCATENATED (its documentation does not
 * say so), anything else replaced by the later one. What a merge put together before is added to and not copied, so that
 * many includes take no longer than their size: the earlier value is used up.
 */
export function merge(earlier: Merged, later: Merged): Merged {
  const laterNames = memberNames(later);
  if (memberNames(earlier) !== undefined && laterNames !== undefined) {
    const members = membersOf(earlier);
    for (const name of laterNames) {
      const next = childOf(later, name);
      const before = members.get(name);
      setMember(members, name, before !== undefined && next !== undefined ? merge(before, next) : next);
    }
    return { ...later, members, replaced: [] };
  }
  const laterItems = itemsOf(later);
  const items = laterItems === undefined ? undefined : itemsOf(earlier);
  if (items !== undefined && laterItems !== undefined) {
    for (const item of laterItems) items.push(item);
    return { ...later, items, replaced: [] };
  }
  return { ...later, replaced: [...later.replaced, earlier, ...earlier.replaced] };
}

/** The members that an object writes itself, without `$include`, each passed through `visit`. */
export function ownMembers(merged: Merged, visit: (child: Merged) => Merged): Map<string, Merged> {
  const members = new Map<string, Merged>();
  for (const name of memberNames(merged) ?? []) {
    const child = name === "$include" ? undefined : childOf(merged, name);
    if (child !== undefined) members.set(name, visit(child));
  }
  return members;
}

/** What the `$include` of an object names, in order; undefined when it has none. */
export function includeTargets(node: ObjectNode): readonly SyntaxNode[] | undefined {
  const value = findMember(node, "$include")?.value;
  if (value === undefined) return undefined;
  return value.type === "array" ? value.items : [value];
}

/** True when a node or something below it holds an `$include`. */
export function hasInclude(node: SyntaxNode): boolean {
  if (node.type === "array") return node.items.some(hasInclude);
  if (node.type !== "object") return false;
  return node.members.some(
    (member) => member.key.name === "$include" || (member.value !== undefined && hasInclude(member.value)),
  );
}

function memberNames(merged: Merged): Iterable<string> | undefined {
  if (merged.members !== undefined) return merged.members.keys();
  if (merged.items !== undefined || merged.node.type !== "object") return undefined;
  return new Set(merged.node.members.map((member) => member.key.name));
}

/** The members as a map that may be added to. */
function membersOf(merged: Merged): Map<string, Merged> {
  if (merged.members instanceof Map) return merged.members;
  const members = new Map<string, Merged>();
  for (const name of memberNames(merged) ?? []) setMember(members, name, childOf(merged, name));
  return members;
}

/** The items as a list that may be added to. */
function itemsOf(merged: Merged): Merged[] | undefined {
  if (Array.isArray(merged.items)) return merged.items;
  if (merged.members !== undefined || merged.node.type !== "array") return undefined;
  return merged.node.items.map((_, index) => childOf(merged, index)).filter((item) => item !== undefined);
}

function setMember(members: Map<string, Merged>, name: string, value: Merged | undefined): void {
  if (value !== undefined) members.set(name, value);
}
