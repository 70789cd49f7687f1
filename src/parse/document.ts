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
  return new ParsedDocument(source, file);
}

// A class, since the engine is slow at making objects with a getter of their own.
class ParsedDocument implements Document {
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly byteOrderMark: boolean;
  readonly tree: SyntaxTree;
  #lines: LineIndex | undefined;

  constructor({ path, text, byteOrderMark }: SourceText, file: string) {
    this.path = path;
    this.file = file;
    this.text = text;
    this.byteOrderMark = byteOrderMark;
    this.tree = parse(text);
  }

  get lines(): LineIndex {
    this.#lines ??= createLineIndex(this.text);
    return this.#lines;
  }
}
