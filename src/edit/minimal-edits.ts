import { diffLines } from "diff";
import type { Splice } from "./splices.ts";

/** Beyond this many lines of difference the texts have little in common, and one edit does. */
const MOST_DIFFERENT = 2000;

/**
 * The edits that make one text of another, as small as whole lines allow, and each without what it has in common with
 * what it replaces: an editor keeps its cursors and marks between them.
 */
export function minimalEdits(before: string, after: string): readonly Splice[] {
  if (before === after) return [];
  const parts = diffLines(before, after, { maxEditLength: MOST_DIFFERENT });
  if (parts === undefined) return [trimmed(before, 0, before.length, after)];
  const edits: Splice[] = [];
  let at = 0;
  for (let index = 0; index < parts.length; ) {
    const part = parts[index];
    if (part === undefined) break;
    if (!part.added && !part.removed) {
      at += part.value.length;
      index += 1;
      continue;
    }
    let removed = 0;
    let text = "";
    for (let next = parts[index]; next?.added || next?.removed; next = parts[index]) {
      if (next.added) text += next.value;
      else removed += next.value.length;
      index += 1;
    }
    edits.push(trimmed(before, at, at + removed, text));
    at += removed;
  }
  return edits;
}

function trimmed(before: string, start: number, end: number, text: string): Splice {
  const most = Math.min(end - start, text.length);
  let head = 0;
  while (head < most && before.charCodeAt(start + head) === text.charCodeAt(head)) head += 1;
  // Not between the halves of one character.
  if (head > 0 && isHigh(text.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  while (tail < most - head && before.charCodeAt(end - tail - 1) === text.charCodeAt(text.length - tail - 1))
    tail += 1;
  if (tail > 0 && isLow(text.charCodeAt(text.length - tail))) tail -= 1;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
