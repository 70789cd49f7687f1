import type { ConfigPath } from "../../core/config-path.ts";
import { isPublicName, isVariableName, looksSecret } from "../../core/secrecy.ts";
import { disclosureOf } from "../../validate/disclosure.ts";
import type { NotableText } from "./notable-texts.ts";
import { findSubstitutions, type Substitution } from "./substitutions.ts";

/** One place of the config that names a variable, or tries to. */
export interface VariableUse {
  readonly path: ConfigPath;
  /** "" where what stands for a name could be a secret. */
  readonly name: string;
  /**
   * How it is written: `${NAME}` as the whole text or inside one, `$NAME` or a SecretRef at a credential's place, or a
   * form that OpenClaw leaves as it is.
   */
  readonly form: "whole" | "inside" | "shorthand" | "reference" | "never-filled";
  /**
   * For `never-filled`: why OpenClaw does not fill it. `dollar-case` is `$name` in small letters, `dollar-inside` a
   * `$NAME` inside a text.
   */
  readonly literal?: Exclude<Substitution["kind"], "variable"> | "dollar-case" | "dollar-inside";
  /** The place holds a credential, by its path. */
  readonly credential: boolean;
}

/** Reads the variables that the texts of a config name. The early releases (2026.2) do not know `$NAME`. */
export function findVariableUses(texts: readonly NotableText[], early: boolean): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  for (const one of texts) {
    if (!one.reference) readText(one, early, uses);
    else if (isName(one.text))
      uses.push({ path: one.path, name: one.text, form: "reference", credential: true });
  }
  return uses;
}

/** A variable in the words of another tool: `${env.NAME}`, `${{ secrets.NAME }}`. */
const FOREIGN = /^\$\{\{?\s{0,4}(?:env|process\.env|secrets|vars)[.:]([A-Za-z_]\w{0,127})\s{0,4}\}?\}?$/u;

/** A variable's name that may be spoken: an id that is none may be a key put in the wrong place. */
function isName(text: string): boolean {
  return /^[A-Z][A-Z0-9_]{0,127}$/u.test(text) && !looksSecret(text);
}

function readText({ text, path, credential }: NotableText, early: boolean, uses: VariableUse[]): void {
  if (!text.includes("$")) return;
  for (const { kind, name, start, end } of findSubstitutions(text)) {
    const whole = start === 0 && end === text.length;
    // An escaped one is meant as text, but no key is the text ${NAME}.
    if (kind === "literal-other" && !credential) {
      const foreign = FOREIGN.exec(text.slice(start, end))?.[1];
      if (foreign !== undefined && isVariableName(foreign))
        uses.push({ path, name: foreign, form: "never-filled", literal: kind, credential });
      continue;
    }
    if ((kind === "escaped" && !(credential && whole)) || name === "" || looksSecret(name)) continue;
    // Where the schema does not say that the text is open, a name in small letters could be a password.
    const shown = isVariableName(name) || disclosureOf(path) === "open" ? name : "";
    if (kind === "variable") {
      uses.push({ path, name, form: whole ? "whole" : "inside", credential });
    } else uses.push({ path, name: shown, form: "never-filled", literal: kind, credential });
  }
  if (!credential) return;
  const shorthand = /^\s*\$([A-Z][A-Z0-9_]{0,127})\s*$/u.exec(text)?.[1];
  if (shorthand !== undefined) {
    uses.push({ path, name: shorthand, form: early ? "never-filled" : "shorthand", credential });
    return;
  }
  const small = /^\s*\$([A-Za-z_]\w{2,})\s*$/u.exec(text)?.[1];
  const inside = /^\S+\s+\$([A-Z][A-Z0-9_]{2,127})\s*$/u.exec(text)?.[1];
  const name = small ?? inside;
  if (name === undefined || !isPublicName(name) || looksSecret(name)) return;
  const literal = small === undefined ? "dollar-inside" : "dollar-case";
  uses.push({ path, name: isVariableName(name) ? name : "", form: "never-filled", literal, credential });
}
