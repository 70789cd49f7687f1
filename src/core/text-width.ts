import { eastAsianWidth } from "get-east-asian-width";

/**
 * Columns a text takes on a terminal: East Asian wide characters take two, combining marks and joiners none. Packages
 * that also know every emoji sequence cost a third of a cold start for it (`Intl.Segmenter`).
 */
export function textWidth(text: string): number {
  if (/^[\u0020-\u007e]*$/u.test(text)) return text.length;
  let columns = 0;
  for (const char of text) {
    if (/\p{M}|\p{Cf}/u.test(char)) continue;
    columns += eastAsianWidth(char.codePointAt(0) ?? 0);
  }
  return columns;
}
