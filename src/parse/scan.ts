import { isDigit, isHexDigit, isKeyPart, isKeyStart, isLineTerminator } from "./characters.ts";
import type { SyntaxFault } from "./syntax-tree.ts";

/** A string literal as scanned: its value, where it ends, and what is wrong inside it. */
export interface ScannedString {
  readonly value: string;
  readonly end: number;
  readonly errors: readonly SyntaxFault[];
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/**
 * Scans a string literal that starts at `start` with `"` or `'`. A literal that meets its line's end is unterminated
 * and ends there, so that the rest of the text can still be read.
 */
export function scanString(text: string, start: number): ScannedString {
  const quote = text.charCodeAt(start);
  const errors: SyntaxFault[] = [];
  let value = "";
  let at = start + 1;
  let plain = at; // start of the run that needs no decoding
  for (;;) {
    const code = at < text.length ? text.charCodeAt(at) : -1;
    if (code === quote) return { value: value + text.slice(plain, at), end: at + 1, errors };
    if (code === -1 || code === 0x0a || code === 0x0d) {
      errors.push({ kind: "unterminated-string", start, end: at });
      return { value: value + text.slice(plain, at), end: at, errors };
    }
    if (code !== 0x5c) {
      at += 1;
      continue;
    }
    value += text.slice(plain, at);
    const decoded = readEscape(text, at);
    if (decoded === undefined) {
      errors.push({ kind: "bad-escape", start: at, end: Math.min(at + 2, text.length) });
      at += 1; // the escaped character is then read as itself
    } else {
      value += decoded.value;
      at = decoded.end;
    }
    plain = at;
  }
}

/** Decodes the escape at a backslash; undefined when it is none that JSON5 knows. */
function readEscape(text: string, at: number): { value: string; end: number } | undefined {
  if (at + 1 >= text.length) return undefined;
  const char = text.charAt(at + 1);
  const simple = SIMPLE_ESCAPES[char];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  if (char === "x" || char === "u") {
    const end = at + (char === "x" ? 4 : 6);
    const digits = text.slice(at + 2, end);
    if (digits.length !== end - at - 2) return undefined;
    for (let index = 0; index < digits.length; index += 1) {
      if (!isHexDigit(digits.charCodeAt(index))) return undefined;
    }
    return { value: String.fromCharCode(Number.parseInt(digits, 16)), end };
  }
  if (char === "0") return isDigit(text.charCodeAt(at + 2)) ? undefined : { value: "\0", end: at + 2 };
  if (isDigit(char.charCodeAt(0))) return undefined;
  if (char === "\r") return { value: "", end: text.charAt(at + 2) === "\n" ? at + 3 : at + 2 };
  if (isLineTerminator(char.charCodeAt(0))) return { value: "", end: at + 2 };
  const escaped = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
  return { value: escaped, end: at + 1 + escaped.length };
}

/** A number as scanned; `bad` when it starts like one and is none. */
export interface ScannedNumber {
  readonly value: number;
  readonly end: number;
  readonly bad: boolean;
}

const NUMBER =
  /([+-]?)(?:(0[xX][0-9a-fA-F]+)|((?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(Infinity)|(NaN))/y;

/** The powers of ten that a plain number may be divided by. */
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/**
 * A plain number, `12` or `0.5`, as most are; undefined for what needs a closer look. Up to 15 digits, the whole number
 * they make and the power of ten are both exact, so their quotient is the nearest double, which is what `Number` gives
 * (W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990).
 */
function scanPlainNumber(text: string, start: number): ScannedNumber | undefined {
  let whole = 0;
  let at = start;
  let code = text.charCodeAt(at);
  for (; isDigit(code); code = text.charCodeAt(at)) {
    whole = whole * 10 + (code - 0x30);
    at += 1;
  }
  let digits = at - start;
  if (digits === 0 || (digits > 1 && text.charCodeAt(start) === 0x30)) return undefined;
  let decimals = 0;
  if (code === 0x2e) {
    at += 1;
    for (code = text.charCodeAt(at); isDigit(code); code = text.charCodeAt(at)) {
      whole = whole * 10 + (code - 0x30);
      at += 1;
      decimals += 1;
    }
    digits += decimals;
  }
  const next = code | 0x20; // of letters, the small one
  if (digits > 15 || next === 0x2e || next === 0x65 || next === 0x78) return undefined;
  return { value: decimals === 0 ? whole : whole / (POWERS_OF_TEN[decimals] ?? 1), end: at, bad: false };
}

/** Scans a JSON5 number (decimal, hexadecimal, `Infinity`, `NaN`, signed); undefined when none starts here. */
export function scanNumber(text: string, start: number): ScannedNumber | undefined {
  const code = text.charCodeAt(start);
  const signed = code === 0x2b || code === 0x2d;
  if (!signed && !isDigit(code) && code !== 0x2e && code !== 0x49 && code !== 0x4e) return undefined;
  const plain = scanPlainNumber(text, start);
  if (plain !== undefined) return plain;
  NUMBER.lastIndex = start;
  const match = NUMBER.exec(text);
  if (match === null) {
    // A word such as `Info` is no number; a sign or a point promised one.
    if (code === 0x49 || code === 0x4e) return undefined;
    return { value: Number.NaN, end: start + 1, bad: true };
  }
  const [all, sign, hex, decimal, infinity] = match;
  const size = hex ?? decimal;
  const magnitude = size !== undefined ? Number(size) : infinity !== undefined ? Infinity : Number.NaN;
  return { value: sign === "-" ? -magnitude : magnitude, end: start + all.length, bad: false };
}

/** A bare key as scanned. */
export interface ScannedKey {
  readonly name: string;
  readonly end: number;
}

/**
 * Scans an ECMAScript 5.1 identifier name, with `\uXXXX` escapes decoded, that starts at `start`; undefined when none
 * does.
 */
export function scanBareKey(text: string, start: number): ScannedKey | undefined {
  // Nearly every key is plain ASCII: cut out whole, since a name built piece by piece is slow to look up later.
  let at = asciiKeyEnd(text, start);
  let name = text.slice(start, at);
  while (at < text.length) {
    let codePoint = text.codePointAt(at) ?? 0;
    let length = codePoint > 0xffff ? 2 : 1;
    if (codePoint === 0x5c) {
      const digits = text.slice(at + 2, at + 6);
      const whole = digits.length === 4 && [...digits].every((digit) => isHexDigit(digit.charCodeAt(0)));
      if (text.charAt(at + 1) !== "u" || !whole) break;
      codePoint = Number.parseInt(digits, 16);
      length = 6;
    }
    if (name === "" ? !isKeyStart(codePoint) : !isKeyPart(codePoint)) break;
    name += String.fromCodePoint(codePoint);
    at += length;
  }
  return name === "" ? undefined : { name, end: at };
}

/** Where the run of ASCII characters that a bare key may begin with ends; `start` itself when there is none. */
function asciiKeyEnd(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (!(first < 0x80 && isKeyStart(first))) return start;
  let at = start + 1;
  for (let code = text.charCodeAt(at); code < 0x80 && isKeyPart(code); code = text.charCodeAt(at)) at += 1;
  return at;
}
