import { isPublicName } from "../../core/secrecy.ts";

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
export function findSubstitutions(text: string): readonly Substitution[] {
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
      if (inside !== undefined && isVariableName(inside)) {
        found.push({ kind: "escaped", name: inside, start: at, end: close + 1 });
        at = close + 1;
      } else at += 1;
      continue;
    }
    if (inside === undefined) {
      const rest = text.slice(open, open + MAX_NAME).trimEnd();
      const plain = isVariableName(rest) && isPublicName(rest);
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

/** The grammar of `${NAME}`. */
function isVariableName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/u.test(name);
}

function kindOf(inside: string): SubstitutionKind {
  if (isVariableName(inside)) return "variable";
  if (/^[A-Za-z_][A-Za-z0-9_]*$/u.test(inside)) return "literal-case";
  if (/^[A-Za-z_][A-Za-z0-9_]*(?::?[-+?=]|[#%/^,@])/u.test(inside)) return "literal-default";
  return "literal-other";
}
