/** What a filled text came to. */
export type Interpolated =
  | { readonly kind: "text"; readonly text: string }
  /** `${NAME:?words}` without a value: Compose stops. */
  | { readonly kind: "refused"; readonly name: string }
  /** A form that Compose refuses. */
  | { readonly kind: "malformed" }
  /** It needs a variable that cannot be known here. */
  | { readonly kind: "unknown"; readonly name: string };

/** The value of a variable of the machine that runs Compose; `unknown` where that cannot be known. */
export type VariableSource = (name: string) => string | undefined | { readonly unknown: true };

/** Defaults inside defaults, so many levels deep; no file that a person wrote comes near it. */
const MAX_DEPTH = 100;

/**
 * Fills `$NAME`, `${NAME}`, `${NAME:-text}`, `${NAME-text}`, `${NAME:+text}`, `${NAME+text}`, `${NAME:?words}`,
 * `${NAME?words}` and `$$` by the rules of the Compose specification; the text of a default may hold further ones.
 */
export function interpolate(text: string, source: VariableSource, depth = 0): Interpolated {
  let filled = "";
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf("$", at);
    if (dollar === -1) break;
    filled += text.slice(at, dollar);
    if (text[dollar + 1] === "$") {
      filled += "$";
      at = dollar + 2;
      continue;
    }
    const bare = /^\$([A-Za-z_][A-Za-z0-9_]*)/u.exec(text.slice(dollar));
    if (bare !== null) {
      const value = source(bare[1] ?? "");
      if (typeof value === "object") return { kind: "unknown", name: bare[1] ?? "" };
      filled += value ?? "";
      at = dollar + bare[0].length;
      continue;
    }
    if (text[dollar + 1] !== "{") return { kind: "malformed" };
    const close = closingBrace(text, dollar + 2);
    const braced = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])([\s\S]*))?$/u.exec(text.slice(dollar + 2, close));
    if (close === -1 || braced === null) return { kind: "malformed" };
    const [, name = "", operator = "", rest = ""] = braced;
    const value = source(name);
    if (typeof value === "object") return { kind: "unknown", name };
    const there = value !== undefined && (!operator.startsWith(":") || value !== "");
    if (depth === MAX_DEPTH) return { kind: "unknown", name };
    let inner: Interpolated | undefined;
    if (operator.endsWith("-") && !there) inner = interpolate(rest, source, depth + 1);
    else if (operator.endsWith("+") && there) inner = interpolate(rest, source, depth + 1);
    else if (operator.endsWith("?") && !there) return { kind: "refused", name };
    else if (!operator.endsWith("+")) filled += value ?? "";
    if (inner !== undefined) {
      if (inner.kind !== "text") return inner;
      filled += inner.text;
    }
    at = close + 1;
  }
  return { kind: "text", text: filled + text.slice(at) };
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith("${", at)) depth += 1;
    else if (text[at] === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
