import type { TextEdit } from "../core/finding.ts";

/**
 * Applies edits of one text, given by their offsets. Edits may come in any order; of two that overlap only the first is
 * applied. Out: the new text, and how many edits were left out.
 */
export function applyEdits(
  text: string,
  edits: readonly TextEdit[],
): { readonly text: string; readonly left: number } {
  const sorted = [...edits].sort(
    (a, b) => a.range.start.offset - b.range.start.offset || a.range.end.offset - b.range.end.offset,
  );
  let result = "";
  let at = 0;
  let left = 0;
  for (const { range, text: inserted } of sorted) {
    if (range.start.offset < at) {
      left += 1;
      continue;
    }
    result += text.slice(at, range.start.offset) + inserted;
    at = range.end.offset;
  }
  return { text: result + text.slice(at), left };
}
