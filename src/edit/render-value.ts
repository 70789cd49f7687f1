import { isObject } from "../core/config-path.ts";
import { keyText, quoted } from "../core/json5-text.ts";
import type { TextStyle } from "./text-style.ts";

/** Up to this many characters an object of plain values stays on one line. */
const LINE_WIDTH = 80;

/**
 * Writes a plain JSON value in a text's style. `indent` is that of the line the value begins on; with `oneLine` the
 * value has no line break.
 */
export function renderValue(value: unknown, style: TextStyle, indent: string, oneLine = false): string {
  if (typeof value === "string") return quoted(value, style.textQuote);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => renderValue(item, style, indent, true)).join(", ")}]`;
    if (oneLine || value.length === 0) return flat;
    if (
      !value.some((item) => isObject(item) || Array.isArray(item)) &&
      flat.length + indent.length <= LINE_WIDTH
    )
      return flat;
    const inner = indent + style.indent;
    return block(
      "[",
      value.map((item) => renderValue(item, style, inner)),
      "]",
      style,
      indent,
    );
  }
  if (isObject(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return "{}";
    if (oneLine) {
      const members = entries.map(
        ([key, one]) => `${renderKey(key, style.keyQuote, style)}: ${renderValue(one, style, indent, true)}`,
      );
      return `{${style.padding}${members.join(", ")}${style.padding}}`;
    }
    const inner = indent + style.indent;
    const members = entries.map(
      ([key, one]) => `${renderKey(key, style.keyQuote, style)}: ${renderValue(one, style, inner)}`,
    );
    return block("{", members, "}", style, indent);
  }
  return String(value); // true, false, null
}

/** A key as a text writes it: bare only where JSON5 allows that, else in the quotes that the text has for its values. */
export function renderKey(name: string, quote: '"' | "'" | "", { textQuote }: TextStyle): string {
  return keyText(name, quote, textQuote);
}

function block(
  open: string,
  parts: readonly string[],
  close: string,
  style: TextStyle,
  indent: string,
): string {
  const { lineEnd } = style;
  const lines = parts.map((part) => indent + style.indent + part).join(`,${lineEnd}`);
  return `${open}${lineEnd}${lines}${style.trailingComma ? "," : ""}${lineEnd}${indent}${close}`;
}
