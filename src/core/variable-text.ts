import { memo } from "./memo.ts";

/*
 * The one grammar of `${NAME}`, `$NAME` and the word of a scheme before them, such as `Bearer`. Whoever wants to know
 * what a text names asks here (test/core/one-grammar.test.ts looks for copies).
 */

/** A text, taken apart once for all who ask. */
export interface VariableText {
  readonly text: string;
  /** The word before the value: `Bearer` and its like, or any other of a few letters. */
  readonly scheme: Scheme | undefined;
  /** What stands behind that word, or else the text; without white space around it. */
  readonly value: string;
  /** The variable that the value is, in capitals, with nothing beside it. */
  readonly variable: { readonly name: string; readonly form: "braces" | "dollar" } | undefined;
  /** A `$name` without braces at the end of the text, in letters of any size. */
  readonly dollar: LastName | undefined;
  /** Every `${...}` of the text. */
  readonly substitutions: readonly Substitution[];
}

/** The first word of a text, as authorization headers have it. */
interface Scheme {
  /** As it is written. */
  readonly word: string;
  /** A colon follows, which servers do not take. */
  readonly colon: boolean;
  /** White space follows, and the value. */
  readonly spaced: boolean;
}

interface LastName {
  readonly name: string;
  /** Nothing stands before it; else it is one word. */
  readonly alone: boolean;
  /** UTF-16 offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Reads what a text names. The answer is shared, so nobody may change it. (Pure: the page takes only names from here.) */
export const readVariables = /* @__PURE__ */ memo((text): VariableText => {
  const [lead = "", word, colon = "", space = ""] =
    /^\s*(?:([A-Za-z]{1,10})(?:(\s*:)(\s*)|(?=\s)))?/u.exec(text) ?? [];
  const rest = text.slice(lead.length).trim();
  const isScheme = word !== undefined && (colon !== "" || rest !== "");
  const scheme = isScheme
    ? { word, colon: colon !== "", spaced: colon === "" || (space !== "" && rest !== "") }
    : undefined;
  const value = isScheme ? rest : text.trim();
  const [, braced, bare] = /^\$(?:\{([A-Z_][A-Z0-9_]*)\}|([A-Z_][A-Z0-9_]*))$/u.exec(value) ?? [];
  const name = braced ?? bare;
  return {
    text,
    scheme,
    value,
    variable: name === undefined ? undefined : { name, form: bare === undefined ? "braces" : "dollar" },
    dollar: lastName(text),
    substitutions: findSubstitutions(text),
  };
}, 1000);

function lastName(text: string): LastName | undefined {
  const start = text.lastIndexOf("$");
  if (start === -1) return undefined;
  const name = text.slice(start + 1).trimEnd();
  const before = text.slice(0, start).trimStart();
  if (!/^[A-Za-z_]\w*$/u.test(name) || !/^(?:\S+\s+)?$/u.test(before)) return undefined;
  return { name, alone: before === "", start, end: start + 1 + name.length };
}

/** True for a text whose first word is `Bearer`, with a colon or without. */
export function isBearer({ scheme }: VariableText): boolean {
  return scheme?.word.toLowerCase() === "bearer";
}

/** A text without the word `Bearer` before it; any other as it is. */
export function withoutBearer(text: string): string {
  const read = readVariables(text);
  return isBearer(read) ? read.value : text;
}

/** The variable of a text that is `${NAME}` and nothing else. */
export function wholeVariable(text: string): string | undefined {
  const { variable } = readVariables(text);
  return variable !== undefined && text === `\${${variable.name}}` ? variable.name : undefined;
}

/** The names of the variables that OpenClaw fills in a text, in order; `$${NAME}` is an escape. */
export function variablesIn(text: string): readonly string[] {
  return isTemplated(text)
    ? readVariables(text).substitutions.flatMap(({ kind, name }) => (kind === "variable" ? [name] : []))
    : [];
}

/** True for a text with a `${` in it: the environment may decide over it. */
export function isTemplated(text: string): boolean {
  return text.includes("${");
}

/** A text with its variables filled as OpenClaw does; one without a value stays as it is. */
export function fillVariables(text: string, valueFor: (name: string) => string | undefined): string {
  let filled = "";
  let from = 0;
  for (const { kind, name, start, end } of isTemplated(text) ? readVariables(text).substitutions : []) {
    if (kind !== "variable" && kind !== "escaped") continue;
    const value = kind === "escaped" ? `\${${name}}` : (valueFor(name) ?? text.slice(start, end));
    filled += text.slice(from, start) + value;
    from = end;
  }
  return filled + text.slice(from);
}

/** The grammar of a variable's name in a SecretRef, and in what is short for one. */
export function isReferenceName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]{0,127}$/u.test(name);
}

/** True for a name that no key looks like: words of letters, few digits, parts of at most 16 characters. */
export function isPublicName(name: string): boolean {
  const digits = name.match(/[0-9]/gu)?.length ?? 0;
  return /^[A-Za-z_]\w*$/u.test(name) && digits <= 4 && name.split("_").every((part) => part.length <= 16);
}

/**
 * One `$` form in a text:
 * - variable: `${NAME}`, which OpenClaw fills
 * - escaped: `$${NAME}`, which becomes the text `${NAME}`
 * - literal-case: `${name}` or `${Name}`: a name, but not in capitals; stays as it is, without a word
 * - literal-default: `${NAME:-text}` and the like: a shell's syntax; stays as it is
 * - literal-open: `${NAME` to the end of the text, whose brace is not closed
 * - literal-other: any other `${...}`, also one without an end
 */
export type SubstitutionKind =
  | "variable"
  | "escaped"
  | "literal-case"
  | "literal-default"
  | "literal-open"
  | "literal-other";

/** One `${...}` of a text. */
export interface Substitution {
  readonly kind: SubstitutionKind;
  /** The name inside; "" for `literal-other`, and where it could be a key that somebody put into braces. */
  readonly name: string;
  /** UTF-16 offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A text names no more variables than this; of one that is made to, the first ones are told. */
const MOST = 1000;
/** Longer names are cut: what they are no longer matters. */
const MAX_NAME = 1000;

/**
 * Finds every `${...}` in a text, in order, as OpenClaw's substitution sees it: a name of capitals, digits and `_` that
 * fills the braces wholly, anything else left alone. What it fills in is not looked at again.
 */
function findSubstitutions(text: string): readonly Substitution[] {
  const found: Substitution[] = [];
  let brace = -1; // the next closing one, looked for once
  for (let at = text.indexOf("$"); at !== -1 && found.length < MOST; at = text.indexOf("$", at)) {
    const escaped = text.startsWith("$${", at);
    if (!escaped && !text.startsWith("${", at)) {
      at += 1;
      continue;
    }
    const open = at + (escaped ? 3 : 2);
    if (brace < open) brace = text.indexOf("}", open);
    if (brace === -1) brace = text.length;
    const close = brace === text.length ? -1 : brace;
    const inside = close === -1 ? undefined : text.slice(open, Math.min(close, open + MAX_NAME));
    if (escaped) {
      // `$${x}` with a name that is none: the first `$` is plain text and `${x}` is looked at next.
      if (inside !== undefined && isFilledName(inside)) {
        found.push({ kind: "escaped", name: inside, start: at, end: close + 1 });
        at = close + 1;
      } else at += 1;
      continue;
    }
    if (inside === undefined) {
      const rest = text.slice(open, open + MAX_NAME).trimEnd();
      const plain = isFilledName(rest) && isPublicName(rest);
      const kind = plain ? "literal-open" : "literal-other";
      found.push({ kind, name: plain ? rest : "", start: at, end: text.length });
      break;
    }
    const kind = kindOf(inside);
    const name = /^[A-Za-z_][A-Za-z0-9_]*/u.exec(inside)?.[0] ?? "";
    const shown = kind === "variable" || (kind !== "literal-other" && isPublicName(name)) ? name : "";
    found.push({ kind, name: shown, start: at, end: close + 1 });
    // OpenClaw goes on right behind the `$` of a form it leaves alone: `${a${B}` holds a variable.
    at = kind === "variable" ? close + 1 : at + 1;
  }
  return found;
}

/** The grammar of a name that OpenClaw fills. */
export function isFilledName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/u.test(name);
}

function kindOf(inside: string): SubstitutionKind {
  if (isFilledName(inside)) return "variable";
  if (/^[A-Za-z_][A-Za-z0-9_]*$/u.test(inside)) return "literal-case";
  if (/^[A-Za-z_][A-Za-z0-9_]*(?::?[-+?=]|[#%/^,@])/u.test(inside)) return "literal-default";
  return "literal-other";
}
