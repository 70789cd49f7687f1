import type { Range } from "../core/finding.ts";
import { HIDDEN, mayShow } from "../core/secrecy.ts";
import type { Document } from "../parse/document.ts";
import type { Comment, SyntaxNode } from "../parse/syntax-tree.ts";

/** A line of a text as it may be shown, with the columns (0-based) of the marked part. */
export interface FrameLine {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Longest part of a line that is shown, in UTF-16 units. */
const MAX_WIDTH = 120;

/**
 * The line where a range starts, fit to be printed: string values are replaced by "(hidden)" unless they stand under
 * a key that holds no secrets and do not look like one, comments are cut to their delimiter, and what the parser could
 * not read is blanked. Columns follow the replaced text.
 */
export function frameLine(document: Document, range: Range): FrameLine {
  const { line } = range.start;
  const start = document.lines.lineStart(line);
  const end = start + document.lines.lineText(line).length;
  const from = range.start.offset;
  const to = Math.max(from + 1, range.end.line === line ? range.end.offset : end);
  const out = new Redactor(document, start, end, from, to).run();
  return clip(out);
}

type Piece =
  | { readonly start: number; readonly end: number; readonly shown: string }
  | { readonly start: number; readonly end: number; readonly shown: undefined };

class Redactor {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  text = "";
  markFrom = -1;
  markTo = -1;

  constructor(document: Document, start: number, end: number, from: number, to: number) {
    this.document = document;
    this.start = start;
    this.end = end;
    this.from = from;
    this.to = to;
  }

  run(): FrameLine {
    let at = this.start;
    for (const piece of this.pieces()) {
      this.gap(at, piece.start);
      const whole = piece.start >= this.start && piece.end <= this.end;
      const text = this.document.text.slice(Math.max(piece.start, this.start), Math.min(piece.end, this.end));
      this.put(piece.start, piece.end, piece.shown ?? (whole ? text : HIDDEN));
      at = Math.max(at, piece.end);
    }
    this.gap(at, this.end);
    const from = this.markFrom < 0 ? this.text.length : this.markFrom;
    return { text: this.text, from, to: Math.max(from + 1, this.markTo) };
  }

  /** Text between the pieces: punctuation is shown, anything else is text that was not understood. */
  gap(start: number, end: number): void {
    for (let at = Math.max(start, this.start); at < Math.min(end, this.end); at += 1) {
      const char = this.document.text.charAt(at);
      const shown = char === "\t" ? " " : /[\s{}[\]:,"']/u.test(char) ? char : "·";
      this.put(at, at + 1, shown === "·" && this.text.endsWith("·") ? "" : shown);
    }
  }

  put(start: number, end: number, shown: string): void {
    if (end <= this.start || start >= this.end) return;
    if (this.markFrom < 0 && end > this.from && start < this.to) this.markFrom = this.text.length;
    this.text += shown;
    if (start < this.to && end > this.from) this.markTo = this.text.length;
  }

  /** Keys, values and comments that touch the line, in order. */
  pieces(): readonly Piece[] {
    const pieces: Piece[] = [];
    const { tree, text } = this.document;
    if (tree.root !== undefined) this.collect(tree.root, "", pieces);
    for (const comment of tree.comments) {
      if (comment.end > this.start && comment.start < this.end) pieces.push(commentPiece(comment, text));
    }
    return pieces.sort((a, b) => a.start - b.start);
  }

  collect(node: SyntaxNode, key: string, pieces: Piece[]): void {
    if (node.end <= this.start || node.start >= this.end) return;
    if (node.type === "object") {
      for (const member of node.members) {
        const { start, end } = member.key;
        if (end > this.start && start < this.end) {
          pieces.push({ start, end, shown: mayShow("name", member.key.name) ? undefined : HIDDEN });
        }
        if (member.value !== undefined) this.collect(member.value, member.key.name, pieces);
      }
    } else if (node.type === "array") {
      for (const item of node.items) this.collect(item, key, pieces);
    } else if (node.type === "string") {
      const quote = this.document.text.charAt(node.start);
      const broken = this.document.tree.errors.length > 0;
      const open = !broken && mayShow(key, node.value);
      const hidden = quote === '"' || quote === "'" ? `${quote}${HIDDEN}${quote}` : HIDDEN;
      pieces.push({ start: node.start, end: node.end, shown: open ? undefined : hidden });
    } else {
      pieces.push({ start: node.start, end: node.end, shown: undefined });
    }
  }
}

/** Comments often hold the key that was there before. */
function commentPiece(comment: Comment, text: string): Piece {
  const words = text.slice(comment.start, comment.end);
  const ours = /clawlint-ignore/u.test(words) && !words.includes("\n");
  const { start, end } = comment;
  if (ours) return { start, end, shown: mayShow("name", words) ? words : "// clawlint-ignore …" };
  return { start, end, shown: comment.kind === "line" ? "// …" : "/* … */" };
}

function clip({ text, from, to }: FrameLine): FrameLine {
  if (text.length <= MAX_WIDTH) return { text, from, to: Math.min(to, text.length + 1) };
  const first = Math.max(0, Math.min(from - 40, text.length - MAX_WIDTH));
  const cut = text.slice(first, first + MAX_WIDTH);
  const lead = first > 0 ? "…" : "";
  const tail = first + MAX_WIDTH < text.length ? "…" : "";
  const shift = first - lead.length;
  return { text: lead + cut + tail, from: from - shift, to: Math.min(to - shift, lead.length + cut.length) };
}
