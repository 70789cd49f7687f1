import { isObject } from "../../core/config-path.ts";
import { isReferenceName, readVariables, type Substitution, variablesIn } from "../../core/variable-text.ts";
import markers from "../../data/environment/markers.json" with { type: "json" };
import { judgeValue, shapeOf, type ValueShape } from "../environment/value-verdict.ts";
import { type ForeignSyntax, findForeignSyntax } from "./foreign-syntax.ts";
import { isAlias, isExecId, isFileId, type SecretSource } from "./reference-grammar.ts";

/** What is known besides the value. */
export interface SecretInputContext {
  /** True for fields that hold a credential, where `$NAME` and bare names mean something. */
  readonly fieldIsCredential: boolean;
  /** Names that, written bare, stand for the variable (`bareNameMarkers`). */
  readonly bareNames: ReadonlySet<string>;
  /** Up to 2026.2.9: no SecretRefs, no `$NAME`, no bare names. */
  readonly early?: boolean;
  /** The release sends a key written as `$NAME` as this text. */
  readonly dollarStays?: boolean;
  /** `secrets.defaults.env`, the alias of `${NAME}` and `$NAME`; `default` when absent. */
  readonly defaultEnvAlias?: string;
}

/** A SecretRef object, or the same in short. */
export interface SecretReference {
  readonly source: SecretSource;
  readonly provider: string;
  readonly id: string;
  /** How it was written. */
  readonly form: "object" | "template" | "shorthand";
}

/** What a value at a credential's place is. Never holds the value; names of variables are public. */
export type SecretInput =
  | { readonly kind: "unset" }
  | { readonly kind: "empty" }
  | { readonly kind: "wrong-type" }
  /** A key written out; `shape` says what may be said of it. */
  | { readonly kind: "literal"; readonly shape: ValueShape }
  | { readonly kind: "placeholder" }
  | { readonly kind: "redacted" }
  /** An object, or `${NAME}` or `$NAME`, which is short for one with source env. */
  | { readonly kind: "reference"; readonly reference: SecretReference }
  /** An object that is meant as a reference and is none; `faults` name what is wrong. */
  | {
      readonly kind: "malformed-reference";
      readonly source?: SecretSource;
      readonly faults: readonly ReferenceFault[];
    }
  /** Text with `${NAME}` in it, or a whole one that is no reference (`${_X}`); all variables are filled in. */
  | { readonly kind: "template"; readonly variables: readonly string[] }
  /** `${name}`, `${NAME:-x}`, `$${NAME}`: stays as it is, so the text itself would be the key. */
  | { readonly kind: "never-filled"; readonly substitutions: readonly Substitution[] }
  /** A name OpenClaw knows: stands for the variable. */
  | { readonly kind: "bare-name"; readonly name: string }
  /** Looks like a variable's name, but OpenClaw does not know it: the name itself is sent as the key. */
  | { readonly kind: "unknown-bare-name"; readonly name: string }
  | { readonly kind: "aws-marker"; readonly name: string }
  | { readonly kind: "local-marker"; readonly name: string }
  | { readonly kind: "login-marker"; readonly name: string }
  /** `secretref-managed`, which only OpenClaw may write. */
  | { readonly kind: "managed-marker" }
  /** `secretref-env:NAME`, `__env__:NAME`: no longer read. */
  | { readonly kind: "retired-marker"; readonly name: string }
  /** Another tool's way to name a secret. */
  | { readonly kind: "foreign"; readonly foreign: ForeignSyntax };

/** What is wrong with the form of a SecretRef. */
export type ReferenceFault =
  | "missing-source"
  | "unknown-source"
  | "missing-provider"
  | "missing-id"
  | "bad-provider"
  | "bad-id"
  | "extra-keys"
  | "not-in-this-release";

const SOURCES: ReadonlySet<unknown> = new Set<SecretSource>(["env", "file", "exec", "store"]);
const LOCAL: ReadonlySet<string> = new Set(markers.local);
const LOGIN: ReadonlySet<string> = new Set(markers.login);
const AWS: ReadonlySet<string> = new Set(markers.aws);

/** Says what a config value is as a secret input, by OpenClaw's grammar and by what people write by mistake. */
export function classifySecretInput(value: unknown, context: SecretInputContext): SecretInput {
  if (value === undefined || value === null) return { kind: "unset" };
  if (typeof value === "string") return classifyText(value, context);
  if (isObject(value)) return classifyObject(value, context.early === true);
  return { kind: "wrong-type" };
}

function classifyText(text: string, context: SecretInputContext): SecretInput {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty" };
  const credential = context.fieldIsCredential && context.early !== true;
  const provider = context.defaultEnvAlias ?? "default";

  const { scheme, variable, substitutions } = readVariables(text);
  const named =
    scheme === undefined && variable !== undefined && isReferenceName(variable.name) ? variable : undefined;
  const shorthand = named?.form === "dollar" ? named.name : undefined;
  if (named !== undefined && (shorthand === undefined || (credential && context.dollarStays !== true))) {
    const form = shorthand === undefined ? "template" : "shorthand";
    return { kind: "reference", reference: { source: "env", provider, id: named.name, form } };
  }

  const retired = markers.retiredPrefixes.find((prefix) => trimmed.startsWith(prefix));
  if (retired !== undefined) return { kind: "retired-marker", name: safeName(trimmed.slice(retired.length)) };
  if (trimmed === markers.managed) return { kind: "managed-marker" };
  if (judgeValue(trimmed) === "redacted") return { kind: "redacted" };
  if (LOCAL.has(trimmed)) return { kind: "local-marker", name: trimmed };
  if (LOGIN.has(trimmed)) return { kind: "login-marker", name: trimmed };
  if (new RegExp(`^${markers.loginPrefix}[a-z0-9][a-z0-9._-]*$`, "u").test(trimmed)) {
    return { kind: "login-marker", name: trimmed };
  }
  if (context.fieldIsCredential && AWS.has(trimmed)) return { kind: "aws-marker", name: trimmed };

  const foreign = findForeignSyntax(trimmed);
  if (foreign !== undefined) return { kind: "foreign", foreign };

  const variables = variablesIn(text);
  if (variables.length > 0) return { kind: "template", variables: [...new Set(variables)] };
  const literals = substitutions.filter(({ kind }) => kind !== "variable");
  if (literals.length > 0) return { kind: "never-filled", substitutions: literals };
  if (shorthand !== undefined && context.fieldIsCredential) {
    // Such a release does not know `$NAME`; the text itself is the key.
    return {
      kind: "never-filled",
      substitutions: [{ kind: "literal-other", name: shorthand, start: 0, end: text.length }],
    };
  }

  if (context.fieldIsCredential && context.bareNames.has(trimmed))
    return { kind: "bare-name", name: trimmed };
  if (looksLikeVariable(trimmed)) return { kind: "unknown-bare-name", name: trimmed };
  if (judgeValue(trimmed) === "placeholder") return { kind: "placeholder" };
  return { kind: "literal", shape: shapeOf(text) };
}

/** Capital words joined by `_`, the last of them one that names a secret; so that no real key is taken for a name. */
function looksLikeVariable(text: string): boolean {
  if (/^YOUR_|^MY_|_HERE$/u.test(text)) return false;
  return (
    text.length <= 64 &&
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|KEYS|TOKEN|SECRET|PASSWORD|APIKEY|PAT|CREDENTIAL|CREDENTIALS)(?:_[A-Z0-9]{1,12})?$/u.test(
      text,
    )
  );
}

/** A retired marker may have been followed by anything, a key even; only a variable's name is shown. */
function safeName(text: string): string {
  return isReferenceName(text) ? text : "";
}

function classifyObject(value: Readonly<Record<string, unknown>>, early: boolean): SecretInput {
  const { source, provider, id } = value;
  const faults: ReferenceFault[] = [];
  if (early) faults.push("not-in-this-release");
  if (source === undefined) faults.push("missing-source");
  else if (!isSource(source)) faults.push("unknown-source");
  if (provider === undefined || provider === "") faults.push("missing-provider");
  else if (typeof provider !== "string" || !isAlias(provider)) faults.push("bad-provider");
  if (id === undefined || id === "") faults.push("missing-id");
  else if (typeof id !== "string" || (isSource(source) && !isId(source, id))) faults.push("bad-id");
  if (Object.keys(value).some((key) => key !== "source" && key !== "provider" && key !== "id"))
    faults.push("extra-keys");
  if (faults.length > 0 || !isSource(source) || typeof provider !== "string" || typeof id !== "string") {
    return { kind: "malformed-reference", ...(isSource(source) ? { source } : {}), faults };
  }
  return { kind: "reference", reference: { source, provider, id, form: "object" } };
}

function isSource(source: unknown): source is SecretSource {
  return SOURCES.has(source);
}

function isId(source: SecretSource, id: string): boolean {
  switch (source) {
    case "env":
    case "store":
      return isReferenceName(id);
    case "file":
      return isFileId(id);
    case "exec":
      return isExecId(id);
  }
}
