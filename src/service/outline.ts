import type { Range } from "../core/finding.ts";
import { visible } from "../core/visible.ts";
import type { Document } from "../parse/document.ts";
import type { SyntaxNode } from "../parse/syntax-tree.ts";
import { discloseKey } from "../validate/disclosure.ts";

/** A key of a document, for an outline. No value. */
export interface OutlineEntry {
  readonly name: string;
  readonly kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  readonly range: Range;
  /** The key's own. */
  readonly nameRange: Range;
  readonly children: readonly OutlineEntry[];
}

/** An outline of more entries is of no use to anybody. */
const MOST = 5000;

/** The keys of a document as a tree; items of lists by their place. Values are not told. */
export function outline({ tree, lines }: Document): readonly OutlineEntry[] {
  let left = MOST;
  const childrenOf = (node: SyntaxNode): readonly OutlineEntry[] => {
    if (node.type === "object") {
      return node.members.flatMap(({ key, value, start, end }) => {
        left -= 1;
        // A word without a value behind it is no key yet, and may be anything.
        if (left < 0 || value === undefined) return [];
        const name = visible(discloseKey(key.name)) || '""';
        const range = lines.range(start, end);
        return [
          {
            name,
            kind: kindOf(value),
            range,
            nameRange: lines.range(key.start, key.end),
            children: childrenOf(value),
          },
        ];
      });
    }
    if (node.type !== "array") return [];
    return node.items.flatMap((item, index) => {
      left -= 1;
      if (left < 0) return [];
      const range = lines.range(item.start, item.end);
      return [
        {
          name: String(index),
          kind: kindOf(item),
          range,
          nameRange: lines.range(item.start, Math.min(item.end, item.start + 1)),
          children: childrenOf(item),
        },
      ];
    });
  };
  return tree.root === undefined ? [] : childrenOf(tree.root);
}

function kindOf(node: SyntaxNode | undefined): OutlineEntry["kind"] {
  if (node === undefined) return "null";
  if (node.type !== "literal") return node.type;
  return node.value === null ? "null" : "boolean";
}

/** Lines that can be folded together, 1-based, both ends included. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly isComment: boolean;
}

/** The blocks and comments of a document that span lines. */
export function folds({ tree, lines, text }: Document): readonly Fold[] {
  const found: Fold[] = [];
  const add = (start: number, end: number, isComment: boolean): void => {
    const first = lines.position(start).line;
    const last = lines.position(end).line - (isComment ? 0 : 1);
    if (last > first) found.push({ first, last, isComment });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === "object") for (const { value } of node.members) value === undefined || visit(value);
    else if (node.type === "array") for (const item of node.items) visit(item);
    else return;
    add(node.start, node.end, false);
  };
  if (tree.root !== undefined) visit(tree.root);
  let run: { start: number; end: number } | undefined;
  for (const { start, end, kind } of tree.comments) {
    if (kind === "block") add(start, end, true);
    else if (run !== undefined && /^\r?\n?[\t ]*$/u.test(text.slice(run.end, start))) run.end = end;
    else {
      if (run !== undefined) add(run.start, run.end, true);
      run = { start, end };
    }
  }
  if (run !== undefined) add(run.start, run.end, true);
  return found.sort((one, other) => one.first - other.first);
}

/** The stretches around an offset, from the narrowest to the whole: what is within quotes, the value, its member, and so on. */
export function selections(
  { tree, text }: Document,
  offset: number,
): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [{ start: 0, end: text.length }];
  const add = (start: number, end: number): void => {
    const last = found.at(-1);
    if (last === undefined || start < last.start || end > last.end) return;
    if (start !== last.start || end !== last.end) found.push({ start, end });
  };
  const addText = (start: number, end: number): void => {
    add(start, end);
    if (/["']/u.test(text.charAt(start)) && end - start > 2 && offset > start && offset < end)
      add(start + 1, end - 1);
  };
  let node = tree.root;
  while (node !== undefined && node.start <= offset && offset <= node.end) {
    if (node.type !== "object" && node.type !== "array") {
      addText(node.start, node.end);
      break;
    }
    add(node.start, node.end);
    if (offset > node.start && offset < node.end) add(node.start + 1, node.end - 1);
    if (node.type === "array") {
      node = node.items.find(({ start, end }) => start <= offset && offset <= end);
      continue;
    }
    const member = node.members.find(({ start, end }) => start <= offset && offset <= end);
    if (member === undefined) break;
    add(member.start, member.end);
    if (offset <= member.key.end) {
      addText(member.key.start, member.key.end);
      break;
    }
    node = member.value;
  }
  return found.reverse();
}
