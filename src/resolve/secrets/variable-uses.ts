import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { looksSecret } from "../../core/secrecy.ts";
import { findSubstitutions, type Substitution } from "./substitutions.ts";

/** One place of the config that names a variable, or tries to. */
export interface VariableUse {
  readonly path: ConfigPath;
  readonly name: string;
  /**
   * How it is written: `${NAME}` as the whole text or inside one, `$NAME` or a SecretRef at a credential's place, or a
   * form that OpenClaw leaves as it is.
   */
  readonly form: "whole" | "inside" | "shorthand" | "reference" | "never-filled";
  /** For `never-filled`: why OpenClaw does not fill it. */
  readonly literal?: Substitution["kind"];
  /** The place holds a credential, by its path. */
  readonly credential: boolean;
}

/** Finds every variable that the values of a merged config name. Keys are never substituted, so they do not count. */
export function findVariableUses(config: unknown): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  visit(config, [], uses);
  return uses;
}

/** A variable's name that may be spoken: an id that is none may be a key put in the wrong place. */
function isName(text: string): boolean {
  return /^[A-Z][A-Z0-9_]{0,127}$/u.test(text) && !looksSecret(text);
}

function visit(value: unknown, path: ConfigPath, uses: VariableUse[]): void {
  if (typeof value === "string") readText(value, path, uses);
  else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      visit(item, [...path, index], uses);
    });
  } else if (isObject(value)) {
    if (
      value["source"] === "env" &&
      typeof value["id"] === "string" &&
      typeof value["provider"] === "string"
    ) {
      if (isName(value["id"]))
        uses.push({ path: [...path, "id"], name: value["id"], form: "reference", credential: true });
      return;
    }
    for (const [key, child] of Object.entries(value)) visit(child, [...path, key], uses);
  }
}

function readText(text: string, path: ConfigPath, uses: VariableUse[]): void {
  if (!text.includes("$")) return;
  const credential = isCredentialPath(path);
  for (const { kind, name, start, end } of findSubstitutions(text)) {
    if (kind === "escaped" || name === "" || looksSecret(name)) continue;
    if (kind === "variable") {
      const whole = start === 0 && end === text.length;
      uses.push({ path, name, form: whole ? "whole" : "inside", credential });
    } else uses.push({ path, name, form: "never-filled", literal: kind, credential });
  }
  const shorthand = credential ? /^\s*\$([A-Z][A-Z0-9_]{0,127})\s*$/u.exec(text)?.[1] : undefined;
  if (shorthand !== undefined) uses.push({ path, name: shorthand, form: "shorthand", credential });
}

/** Header names that OpenClaw counts among the secrets; `cf-aig-authorization` is one that it forgets. */
const SECRET_HEADER =
  /^(?:(?:proxy-)?authorization|cf-aig-authorization|x-api-key|api-key|apikey|(?:x-)?(?:auth|access)-token|(?:x-)?secret-key)$|api-?key|token|secret|password|credential/iu;

/** True for the places of the model part that hold credentials (OpenClaw's reference of SecretRef places). */
export function isCredentialPath(path: ConfigPath): boolean {
  const key = String(path.at(-1) ?? "");
  const above = path.at(-2);
  if (key === "apiKey") return true;
  if (above === "headers") return SECRET_HEADER.test(key);
  if (path.includes("request")) {
    return (
      (above === "auth" && (key === "token" || key === "value")) ||
      (above === "tls" && /^(?:ca|cert|key|passphrase)$/u.test(key))
    );
  }
  return above === "ssh" && /Data$/u.test(key);
}
