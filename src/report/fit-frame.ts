import type { FrameLine } from "./code-frame.ts";
import { textWidth } from "./text-width.ts";

/**
 * A text as lines of at most so many columns, broken between words; a word that is longer alone is broken where it has
 * to be. `taken` columns of the first line are taken already.
 */
export function wrapWords(text: string, columns: number, taken = 0): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let room = Math.max(1, columns - taken);
  const end = (): void => {
    lines.push(line);
    line = "";
    room = columns;
  };
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (textWidth(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== "" || room < columns) end();
    line = word;
    while (textWidth(line) > columns) {
      const head = headOf(line, columns);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  lines.push(line);
  return lines;
}

/** As much of the beginning of a text as fits, at least one character. */
function headOf(text: string, columns: number): string {
  let head = "";
  let width = 0;
  for (const char of text) {
    width += textWidth(char);
    if (width > columns && head !== "") break;
    head += char;
  }
  return head;
}

/** A line of a text cut to so many columns, so that the begin of the mark is seen, with dots where something is left out. */
export function fitFrame({ text, from, to }: FrameLine, columns: number): FrameLine {
  if (textWidth(text) <= columns) return { text, from, to };
  const room = Math.max(8, columns - 2);
  const before = text.slice(0, from);
  const behind = text.slice(from);
  const wanted = Math.max(Math.floor(room / 3), room - textWidth(behind));
  let lead = "";
  let width = 0;
  for (const char of [...before].reverse()) {
    width += textWidth(char);
    if (width > wanted) break;
    lead = char + lead;
  }
  const shown = headOf(behind, room - textWidth(lead));
  const begin = lead.length < before.length ? `…${lead.startsWith("…") ? lead.slice(1) : lead}` : lead;
  const tail = shown.length < behind.length ? "…" : "";
  const at = begin.length;
  return { text: begin + shown + tail, from: at, to: Math.min(at + to - from, at + shown.length + 1) };
}
