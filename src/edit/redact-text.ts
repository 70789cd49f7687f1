import type { ConfigPath } from "../core/config-path.ts";
import { HIDDEN } from "../core/secrecy.ts";
import { parse } from "../parse/parse.ts";
import type { SyntaxNode } from "../parse/syntax-tree.ts";
import { disclose, discloseKey, disclosureOf } from "../validate/disclosure.ts";
import { type Splice, splice } from "./splices.ts";

/**
 * A JSON5 text fit to be shown: values that may be secret are hidden, and what comments say.
 *
 * @param base where the text's root stands in the config
 */
export function redactText(text: string, base: ConfigPath): string {
  const tree = parse(text);
  const broken = tree.errors.length > 0;
  const hide: Splice[] = [];
  const visit = (node: SyntaxNode, path: ConfigPath): void => {
    const { start, end } = node;
    if (node.type === "array")
      for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    else if (node.type === "object")
      for (const { key, value } of node.members) {
        if (discloseKey(key.name) !== key.name)
          hide.push({ start: key.start, end: key.end, text: `"${HIDDEN}"` });
        if (value !== undefined) visit(value, [...path, key.name]);
      }
    else if (node.type === "string") {
      const shown = broken ? HIDDEN : disclose(path, node.value);
      if (shown !== node.value) hide.push({ start, end, text: JSON.stringify(shown) });
    } else if (node.type === "number" && (broken || disclosureOf(path) !== "open"))
      hide.push({ start, end, text: HIDDEN });
  };
  if (tree.root !== undefined) visit(tree.root, base);
  for (const { kind, start, end } of tree.comments)
    hide.push({ start, end, text: kind === "line" ? "// …" : "/* … */" });
  return splice(text, hide);
}
