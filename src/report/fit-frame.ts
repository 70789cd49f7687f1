import { textWidth } from "../core/text-width.ts";
import { headOf } from "../core/wrap-words.ts";
import type { FrameLine } from "./code-frame.ts";

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
