import unicode from "json5/lib/unicode.js";

// Character classes of JSON5 (https://spec.json5.org), by UTF-16 unit or code point.

/** True for what ends a line comment. */
export function isLineTerminator(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
}

/** True for white space, line terminators and the byte order mark among it. */
export function isWhitespace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0xa0) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** True for what ends a word beside white space: brackets, `:`, `,`, quotes, and the slash that begins a comment. */
export function isPunctuator(code: number): boolean {
  switch (code) {
    case 0x22: // "
    case 0x27: // '
    case 0x2c: // ,
    case 0x2f: // /
    case 0x3a: // :
    case 0x5b: // [
    case 0x5d: // ]
    case 0x7b: // {
    case 0x7d: // }
      return true;
    default:
      return false;
  }
}

/** 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** 0 to 9, a to f in either case. */
export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/**
 * True for what a bare key may begin with. The `json5` package carries the Unicode tables that decide which bare keys
 * OpenClaw accepts; the engine's own \p{ID_Start} is newer and would accept more.
 */
export function isKeyStart(codePoint: number): boolean {
  if (codePoint < 0x80) {
    return (
      (codePoint >= 0x61 && codePoint <= 0x7a) ||
      (codePoint >= 0x41 && codePoint <= 0x5a) ||
      codePoint === 0x24 ||
      codePoint === 0x5f
    );
  }
  return unicode.ID_Start.test(String.fromCodePoint(codePoint));
}

/** True for what a bare key may go on with. */
export function isKeyPart(codePoint: number): boolean {
  if (codePoint < 0x80) return isKeyStart(codePoint) || isDigit(codePoint);
  return (
    codePoint === 0x200c || codePoint === 0x200d || unicode.ID_Continue.test(String.fromCodePoint(codePoint))
  );
}
