import {
  CLOSING,
  compareIndent,
  findOpen,
  findSurplus,
  findUnclosed,
} from "../parse/brackets-by-indentation.ts";
import type { Document } from "../parse/document.ts";
import type { SyntaxFault } from "../parse/syntax-tree.ts";
import type { Said } from "./rule.ts";

/** A bracket that is missing, too many or another than it should be. */
export type BracketFault = Said<typeof bracketMessages> & { readonly start: number; readonly end: number };

export const bracketMessages = {
  "likely-unclosed": {
    message: "This {bracket} is never closed, as far as the indentation tells.",
    hint: "Add the missing {missing} before line {line}.",
  },
  "likely-surplus": {
    message: "This {bracket} is one too many, as far as the indentation tells.",
    hint: "Take it out.",
  },
  "still-open": {
    message: "The {bracket} of line {line} is not closed before this.",
    hint: "Add the missing {missing}.",
  },
  "other-bracket": {
    message: "This {found} stands where the {bracket} of line {line} is to be closed.",
    hint: "Write {missing}.",
  },
} as const;

/**
 * What a fault of the text comes to where a bracket is to blame, as far as the indentation tells; undefined for all
 * other faults.
 */
export function bracketFault(
  { kind, start }: SyntaxFault,
  { text, lines, tree: { root } }: Document,
): BracketFault | undefined {
  if (root === undefined) return undefined;
  const lineOf = (offset: number): number => lines.position(offset).line;
  const surplus = (closing: number): BracketFault => ({
    messageId: "likely-surplus",
    data: { bracket: text.charAt(closing) },
    start: closing,
    end: closing + 1,
  });
  switch (kind) {
    case "unclosed-object":
    case "unclosed-array": {
      const misfit = findUnclosed(text, root);
      if (misfit === undefined) return undefined;
      const { node, closing } = misfit;
      return {
        messageId: "likely-unclosed",
        data: { bracket: text.charAt(node.start), missing: CLOSING[node.type], line: lineOf(closing) },
        start: node.start,
        end: node.start + 1,
      };
    }
    case "trailing-text": {
      const misfit = findSurplus(text, root);
      return misfit === undefined ? undefined : surplus(misfit.closing);
    }
    case "mismatched-bracket":
    case "expected-comma":
    case "expected-key": {
      const open = findOpen(text, root, start);
      if (open === undefined) return undefined;
      const indent = compareIndent(text, start, open.start);
      const found = text.charAt(start);
      const about = {
        bracket: text.charAt(open.start),
        missing: CLOSING[open.type],
        line: lineOf(open.start),
      };
      if (kind === "mismatched-bracket") {
        if (indent === "more") return surplus(start);
        const place = { start, end: start + 1 };
        return indent === "same"
          ? { messageId: "other-bracket", data: { ...about, found }, ...place }
          : { messageId: "still-open", data: about, ...place };
      }
      // A key no deeper than the line that opened its object, or an object without a key in one.
      const outside = found !== "," && (indent === "less" || indent === "same");
      return outside ? { messageId: "still-open", data: about, start, end: start + 1 } : undefined;
    }
    default:
      return undefined;
  }
}
