import type { ConfigPath } from "../core/config-path.ts";
import { findOpen, findUnclosed } from "../parse/brackets-by-indentation.ts";
import type { Document } from "../parse/document.ts";
import type { Member, SyntaxFault, SyntaxNode } from "../parse/syntax-tree.ts";
import { pathInConfig, rootPath } from "./document-path.ts";
import type { ExpandedConfig } from "./expanded-config.ts";

/**
 * A part of a config of which nothing is sure, since its text or an include is broken.
 * - value: the value at `path`, or its key
 * - gap: something in the object or list at `path` that is none of its members
 * - rest: all of the document from `start` on; which bracket closes what is not known there
 * - include: what an include would have brought to `path`, and below it
 */
export interface UnsurePart {
  readonly kind: "value" | "gap" | "rest" | "include";
  readonly document: Document;
  readonly start: number;
  readonly end: number;
  readonly path: ConfigPath;
  /** True where the last name of `path` is a key without its colon: somebody may still be typing it. */
  readonly halfKey?: boolean;
}

/** More parts than this are not told apart; then nothing is sure. */
const MOST = 200;

/** Finds the parts of an expanded config that its faults make unsure; none where it can be read. */
export function unsureParts(config: ExpandedConfig): readonly UnsurePart[] {
  const parts: UnsurePart[] = [];
  for (const document of config.documents) {
    if (document.tree.errors.length > 0) parts.push(...partsOf(config, document));
  }
  for (const { kind, document, start, end } of config.problems) {
    if (kind === "syntax" && document.tree.root !== undefined) continue; // told by its own faults
    const at =
      kind === "syntax" ? rootPath(config, document) : beforeInclude(pathInConfig(config, document, start));
    parts.push({ kind: "include", document, start, end, path: at });
  }
  return parts.length > MOST ? [whole(config)] : parts;
}

/** All of a config as one part. */
export function whole({ root }: ExpandedConfig): UnsurePart {
  return { kind: "rest", document: root, start: 0, end: root.text.length, path: [] };
}

function partsOf(config: ExpandedConfig, document: Document): readonly UnsurePart[] {
  const { text, tree } = document;
  const { root, errors } = tree;
  const mount = rootPath(config, document);
  if (root === undefined || errors.some(({ kind }) => NESTING.has(kind))) {
    const start = root === undefined ? 0 : Math.min(...errors.map((error) => originOf(error, text, root)));
    return [{ kind: "rest", document, start, end: text.length, path: mount }];
  }
  return errors.flatMap(({ kind, start, end }): UnsurePart[] => {
    if (kind === "expected-comma") return []; // both sides of it can be read
    const { path, isGap } = placeOf(root, start);
    const halfKey = kind === "expected-colon" && !isGap;
    return [{ kind: isGap ? "gap" : "value", document, start, end, path: [...mount, ...path], halfKey }];
  });
}

/** Faults after which it is not known which bracket closes what. */
const NESTING: ReadonlySet<SyntaxFault["kind"]> = new Set([
  "empty",
  "unclosed-object",
  "unclosed-array",
  "mismatched-bracket",
  "trailing-text",
  "unterminated-comment",
  "too-deep",
  "too-many",
]);

/** Where a text begins to be unsure for a fault: a bracket that is missing is noticed later than where it is missing. */
function originOf({ kind, start }: SyntaxFault, text: string, root: SyntaxNode): number {
  switch (kind) {
    case "unclosed-object":
    case "unclosed-array":
      return findUnclosed(text, root)?.node.start ?? start;
    case "mismatched-bracket":
      return Math.min(start, findOpen(text, root, start)?.start ?? start);
    case "trailing-text":
      return 0; // a closing bracket too many, or an opening one that is gone from anywhere before it
    default:
      return start;
  }
}

/** The innermost member or item that an offset is in, or the object or list in whose gap it is. */
function placeOf(root: SyntaxNode, offset: number): { readonly path: ConfigPath; readonly isGap: boolean } {
  const path: (string | number)[] = [];
  let node: SyntaxNode | undefined = root;
  while (node?.type === "object" || node?.type === "array") {
    let next: SyntaxNode | undefined;
    if (node.type === "object") {
      const member: Member | undefined = node.members.find(
        (one) => one.start <= offset && offset < Math.max(one.end, one.start + 1),
      );
      if (member === undefined) return { path, isGap: true };
      path.push(member.key.name);
      next = member.value !== undefined && member.value.start <= offset ? member.value : undefined;
    } else {
      const index: number = node.items.findIndex((one) => one.start <= offset && offset < one.end);
      if (index < 0) return { path, isGap: true };
      path.push(index);
      next = node.items[index];
    }
    node = next;
  }
  return { path, isGap: false };
}

function beforeInclude(path: ConfigPath): ConfigPath {
  const at = path.lastIndexOf("$include");
  return at < 0 ? path : path.slice(0, at);
}
