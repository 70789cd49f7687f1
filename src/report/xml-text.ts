import { visibleLines } from "../core/visible.ts";

/**
 * Text for an XML 1.0 attribute or element. Characters that XML cannot hold at all (most control characters, halves of
 * surrogate pairs) are written out as text; line breaks stay as references, since attributes would turn them into spaces.
 */
export function xmlText(text: string): string {
  return visibleLines(text, false)
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
    .replace(/[&<>"'\t\n\r]|:(?=:)|#(?=#)/gu, (char) => `&#${char.charCodeAt(0)};`);
}
