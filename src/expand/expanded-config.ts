import type { ConfigPath } from "../core/config-path.ts";
import type { Document } from "../parse/document.ts";
import { findMember, type Key, type SyntaxNode } from "../parse/syntax-tree.ts";
import { setOwn, toValue } from "../parse/to-value.ts";
import type { IncludeProblem } from "./include-problem.ts";

/**
 * One value of the merged config and the syntax it came from. Without `members` or `items` the whole value is the
 * node's own; with them it was put together from several documents.
 */
export interface Merged {
  readonly document: Document;
  readonly node: SyntaxNode;
  /** The key that names the value in its document; absent for array items and for roots. */
  readonly key: Key | undefined;
  /** Values of other documents that this one replaced, the nearest first. */
  readonly replaced: readonly Merged[];
  readonly members?: ReadonlyMap<string, Merged>;
  readonly items?: readonly Merged[];
}

/** An `$include` that was followed: where it stands and which document it brought in. */
export interface IncludeSite {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
  readonly included: Document;
}

/** The config after `$include`: one value, and for every path in it the document and node it came from. */
export interface ExpandedConfig {
  readonly root: Document;
  /** All documents, the root first, in the order in which they were first read. */
  readonly documents: readonly Document[];
  readonly sites: readonly IncludeSite[];
  readonly problems: readonly IncludeProblem[];
  /** The merged plain value; undefined when the root text holds none. */
  readonly value: unknown;
  readonly merged: Merged | undefined;
}

/** The merged value at a path, or undefined. Array indexes may be given as numbers or as digits. */
export function mergedAt(config: ExpandedConfig, path: ConfigPath): Merged | undefined {
  let at = config.merged;
  for (const segment of path) {
    if (at === undefined) return undefined;
    at = childOf(at, segment);
  }
  return at;
}

/** One step down from a merged value. */
export function childOf(parent: Merged, segment: string | number): Merged | undefined {
  if (parent.members !== undefined) return parent.members.get(String(segment));
  const index = Number(segment);
  if (parent.items !== undefined) return parent.items[index];
  const { node, document } = parent;
  if (node.type === "object") {
    const member = findMember(node, String(segment));
    if (member?.value === undefined) return undefined;
    return { document, node: member.value, key: member.key, replaced: [] };
  }
  if (node.type === "array") {
    const item = node.items[index];
    return item === undefined ? undefined : { document, node: item, key: undefined, replaced: [] };
  }
  return undefined;
}

/** The plain value of a merged value. */
export function mergedToValue(merged: Merged): unknown {
  if (merged.members !== undefined) {
    const value: Record<string, unknown> = {};
    for (const [name, member] of merged.members) setOwn(value, name, mergedToValue(member));
    return value;
  }
  if (merged.items !== undefined) return merged.items.map(mergedToValue);
  return toValue(merged.node);
}
