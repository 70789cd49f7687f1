import type { Position as OwnPosition, Range as OwnRange } from "../core/finding.ts";
import { createLineIndex, type LineIndex } from "../parse/line-index.ts";

/** A position of the protocol: line and character from 0. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

/** A range of the protocol. */
export interface WireRange {
  readonly start: WirePosition;
  readonly end: WirePosition;
}

/** In which units characters are counted. */
export type Encoding = "utf-8" | "utf-16" | "utf-32";

/** The units of the first encoding that is understood; UTF-16, which all clients have, where it is offered. */
export function chooseEncoding(offered: readonly string[] | undefined): Encoding {
  if (offered === undefined || offered.includes("utf-16")) return "utf-16";
  return offered.find((one): one is Encoding => one === "utf-8" || one === "utf-32") ?? "utf-16";
}

/** Turns positions of one text from and into those of the protocol. */
export class Positions {
  readonly lines: LineIndex;
  readonly encoding: Encoding;

  constructor(text: string, encoding: Encoding, lines = createLineIndex(text)) {
    this.lines = lines;
    this.encoding = encoding;
  }

  toWire({ line, column }: Pick<OwnPosition, "line" | "column">): WirePosition {
    if (this.encoding === "utf-16") return { line: line - 1, character: column - 1 };
    const before = this.lines.lineText(line).slice(0, column - 1);
    return { line: line - 1, character: unitsOf(before, this.encoding) };
  }

  toWireRange({ start, end }: OwnRange): WireRange {
    return { start: this.toWire(start), end: this.toWire(end) };
  }

  /** A stretch given by offsets. */
  spanToWire(start: number, end: number): WireRange {
    return this.toWireRange(this.lines.range(start, end));
  }

  /** The offset of a position; one past the end of its line, or of the text, counts as that end. */
  offset({ line, character }: WirePosition): number {
    if (!Number.isInteger(line) || line < 0) return 0;
    if (line >= this.lines.lineCount) return this.lines.lineEnd(this.lines.lineCount);
    const start = this.lines.lineStart(line + 1);
    const end = this.lines.lineEnd(line + 1);
    if (!Number.isInteger(character) || character < 0) return start;
    if (this.encoding === "utf-16") return Math.min(start + character, end);
    let units = 0;
    let at = start;
    for (const char of this.lines.lineText(line + 1)) {
      if (units >= character) break;
      units += unitsOf(char, this.encoding);
      at += char.length;
    }
    return at;
  }
}

function unitsOf(text: string, encoding: "utf-8" | "utf-32"): number {
  let units = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    units += encoding === "utf-32" ? 1 : code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return units;
}
