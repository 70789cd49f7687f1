import type { SourceText } from "../read/read-text.ts";
import { createLineIndex, type LineIndex } from "./line-index.ts";
import { parse } from "./parse.ts";
import type { SyntaxTree } from "./syntax-tree.ts";

/** One file's text with its syntax tree. `file` is the name that reports show. */
export interface Document {
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly byteOrderMark: boolean;
  readonly tree: SyntaxTree;
  /** Made when first asked for: a clean file needs no lines. */
  readonly lines: LineIndex;
}

/** Parses a text that was read. */
export function createDocument(source: SourceText, file: string): Document {
  const tree = parse(source.text);
  let lines: LineIndex | undefined;
  return {
    path: source.path,
    file,
    text: source.text,
    byteOrderMark: source.byteOrderMark,
    tree,
    get lines() {
      lines ??= createLineIndex(source.text);
      return lines;
    },
  };
}
