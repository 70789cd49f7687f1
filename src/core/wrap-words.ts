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
export function headOf(text: string, columns: number): string {
  let head = "";
  let width = 0;
  for (const char of text) {
    width += textWidth(char);
    if (width > columns && head !== "") break;
    head += char;
  }
  return head;
}
