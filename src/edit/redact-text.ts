import { HIDDEN, looksSecret, mayShow } from "../core/secrecy.ts";
import { parse } from "../parse/parse.ts";
import type { SyntaxNode } from "../parse/syntax-tree.ts";
import { type Splice, splice } from "./splices.ts";

/** A JSON5 text fit to be shown: strings that may be secret are hidden, and what comments say. */
export function redactText(text: string): string {
  const tree = parse(text);
  const hide: Splice[] = [];
  const visit = (node: SyntaxNode, key: string): void => {
    if (node.type === "array") for (const item of node.items) visit(item, key);
    else if (node.type === "object")
      for (const member of node.members) {
        const { start, end, name } = member.key;
        if (looksSecret(name)) hide.push({ start, end, text: `"${HIDDEN}"` });
        if (member.value !== undefined) visit(member.value, name);
      }
    else if (node.type === "string" && (tree.errors.length > 0 || !mayShow(key, node.value)))
      hide.push({ start: node.start, end: node.end, text: `"${HIDDEN}"` });
  };
  if (tree.root !== undefined) visit(tree.root, "");
  for (const { kind, start, end } of tree.comments)
    hide.push({ start, end, text: kind === "line" ? "// …" : "/* … */" });
  return splice(text, hide);
}
