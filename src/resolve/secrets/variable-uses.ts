import type { ConfigPath } from "../../core/config-path.ts";
import { isVariableName, looksSecret } from "../../core/secrecy.ts";
import { isPublicName, isReferenceName, readVariables, type Substitution } from "../../core/variable-text.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { disclosureOf } from "../../validate/disclosure.ts";
import type { SecretForm } from "../../validate/secret-places.ts";
import { isEarlyRelease } from "../environment/release-line.ts";
import { templateVariable } from "./foreign-syntax.ts";
import type { NotableText } from "./notable-texts.ts";

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
  /** For `never-filled`: where it stands in the text, in UTF-16 offsets, end exclusive. */
  readonly span?: readonly [start: number, end: number];
  /** How the secret is written, where the place holds one. */
  readonly credential: SecretForm | undefined;
}

/**
 * Reads the variables that the texts of a config name. The early releases (2026.2) do not know `$NAME`, and up to 2026.5
 * it stays in a provider's key (run in gateways of 2026.4.15 and 2026.5.5).
 */
export function findVariableUses(texts: readonly NotableText[], release: string): readonly VariableUse[] {
  const dollarStays = isEarlyRelease(release) || holdsIn("dollar-name-stays", release);
  const uses: VariableUse[] = [];
  for (const one of texts) {
    if (!one.reference) readText(one, dollarStays || one.credential === "text", uses);
    else if (isName(one.text))
      uses.push({ path: one.path, name: one.text, form: "reference", credential: "input" });
  }
  return uses;
}

/** A variable's name that may be spoken: an id that is none may be a key put in the wrong place. */
function isName(text: string): boolean {
  return isReferenceName(text) && !looksSecret(text);
}

function readText({ text, path, credential }: NotableText, dollarStays: boolean, uses: VariableUse[]): void {
  if (!text.includes("$")) return;
  const { scheme, variable, dollar, substitutions } = readVariables(text);
  for (const { kind, name, start, end } of substitutions) {
    const whole = start === 0 && end === text.length;
    // An escaped one is meant as text, but no key is the text ${NAME}.
    if (kind === "literal-other" && credential === undefined) {
      const foreign = templateVariable(text.slice(start, end));
      const span = [start, text.startsWith("}", end) ? end + 1 : end] as const;
      if (foreign !== undefined && isVariableName(foreign))
        uses.push({ path, name: foreign, form: "never-filled", literal: kind, span, credential });
      continue;
    }
    if ((kind === "escaped" && !(credential !== undefined && whole)) || name === "" || looksSecret(name))
      continue;
    // Where the schema does not say that the text is open, a name in small letters could be a password.
    const shown = isVariableName(name) || disclosureOf(path) === "open" ? name : "";
    if (kind === "variable") {
      uses.push({ path, name, form: whole ? "whole" : "inside", credential });
    } else
      uses.push({ path, name: shown, form: "never-filled", literal: kind, span: [start, end], credential });
  }
  if (credential === undefined || dollar === undefined) return;
  const { name, alone, start, end } = dollar;
  const span = [start, end] as const;
  if (scheme === undefined && variable?.form === "dollar" && isReferenceName(name)) {
    uses.push({ path, name, form: dollarStays ? "never-filled" : "shorthand", span, credential });
    return;
  }
  if (name.length < 3 || !(alone || isReferenceName(name)) || !isPublicName(name) || looksSecret(name))
    return;
  const shown = isVariableName(name) ? name : "";
  const literal = alone ? "dollar-case" : "dollar-inside";
  uses.push({ path, name: shown, form: "never-filled", literal, span, credential });
}
