import type { Position, Range } from "../core/finding.ts";

/** Turns offsets of one text into lines and columns. Lines end at LF, CRLF or a lone CR, as editors count them. */
export interface LineIndex {
  /** 1-based line and column (UTF-16 units) of an offset; an offset past the end counts as the end. */
  position(offset: number): Position;
  range(start: number, end: number): Range;
  /** The text of a 1-based line, without its line end. */
  lineText(line: number): string;
  /** Offset of the first character of a 1-based line. */
  lineStart(line: number): number;
  /** Offset behind the last character of a 1-based line, its line end not counted. */
  lineEnd(line: number): number;
  readonly lineCount: number;
}

/** Makes the line index of a text. */
export function createLineIndex(text: string): LineIndex {
  const starts = text.includes("\r") ? startsOf(text) : startsByLineFeed(text);
  const position = (offset: number): Position => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1, offset: clamped };
  };
  const lineStart = (line: number) => starts[line - 1] ?? text.length;
  const lineEnd = (line: number) => {
    let end = starts[line] ?? text.length;
    while (end > lineStart(line) && isLineEnd(text.charCodeAt(end - 1))) end -= 1;
    return end;
  };
  return {
    position,
    range: (start, end) => ({ start: position(start), end: position(end) }),
    lineText: (line) => text.slice(lineStart(line), lineEnd(line)),
    lineStart,
    lineEnd,
    lineCount: starts.length,
  };
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** Where the lines of a text without carriage returns begin: the engine finds line feeds faster than a loop does. */
function startsByLineFeed(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0d && text.charCodeAt(at + 1) === 0x0a) at += 1;
    if (code === 0x0d || code === 0x0a) starts.push(at + 1);
  }
  return starts;
}
