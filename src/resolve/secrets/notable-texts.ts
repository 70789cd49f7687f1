import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { withoutBearer } from "../../core/variable-text.ts";
import { type SecretForm, secretFormAt } from "../../validate/secret-places.ts";
import { isGenerated } from "../../validate/sections/section-tables.ts";
import { isVendorKey, SHORTEST_KEY } from "../environment/value-verdict.ts";
import { findForeignSyntax } from "./foreign-syntax.ts";

/** A text of the config that may have to do with secrets or variables. */
export interface NotableText {
  readonly path: ConfigPath;
  readonly text: string;
  /** How it is written, where it stands at a place that holds a credential. */
  readonly credential: SecretForm | undefined;
  /** It is a value of `env.vars`. */
  readonly variable: boolean;
  /** It is a key by its vendor's shape, wherever it stands. */
  readonly vendorKey: boolean;
  /** It is the `id` of a SecretRef of source env. */
  readonly reference: boolean;
}

/** What OpenClaw's tools show in place of a secret; it has been saved in place of settings of any kind. */
const SENTINEL = "__OPENCLAW_REDACTED__";

/**
 * Finds, in one walk, every text that stands at a credential's place or in `env.vars`, holds a `$`, is the redaction
 * mark, or a key by its vendor's shape. Keys are never substituted, so they do not count.
 */
export function findNotableTexts(config: unknown, release: string): readonly NotableText[] {
  const found: NotableText[] = [];
  const stack: (string | number)[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      const credential = formAt(stack, value, release);
      const variable = stack[0] === "env" && stack[1] === "vars";
      const vendorKey = value.length >= SHORTEST_KEY && isVendorKey(withoutBearer(value));
      if (credential === undefined && !variable && !vendorKey && !value.includes("$") && value !== SENTINEL)
        return;
      found.push({ path: [...stack], text: value, credential, variable, vendorKey, reference: false });
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        stack.push(index);
        visit(value[index]);
        stack.pop();
      }
    } else if (isObject(value)) {
      const id = value["source"] === "env" && typeof value["provider"] === "string" ? value["id"] : undefined;
      if (typeof id === "string") {
        const vendorKey = isVendorKey(id);
        const path = [...stack, "id"];
        found.push({ path, text: id, credential: "input", variable: false, vendorKey, reference: true });
        return;
      }
      for (const key of Object.keys(value)) {
        const child = value[key];
        if (typeof child !== "string" && typeof child !== "object") continue; // most are numbers
        stack.push(key);
        visit(child);
        stack.pop();
      }
    }
  };
  visit(config);
  return found;
}

/** Header names that OpenClaw counts among the secrets; `cf-aig-authorization` is one that it forgets. */
const SECRET_HEADER =
  /^(?:(?:proxy-)?authorization|cf-aig-authorization|x-api-key|api-key|apikey|(?:x-)?(?:auth|access)-token|(?:x-)?secret-key)$|api-?key|token|secret|password|credential/iu;

/** Keys that hold secrets where the schema says nothing of them, as in a plugin's own settings. */
const SECRET_KEY = /(?:token|secret|password|key)$/iu;

/**
 * How the secret at a place is written, by the schema, or else by its name; undefined for any other text. A header may
 * hold anything: it is a secret by its name, or where it names a variable and OpenClaw takes a SecretRef as well. (What
 * stops gateways of 2026.7.35: a provider's header of any name, and none of a model's row.)
 */
function formAt(path: ConfigPath, text: string, release: string): SecretForm | undefined {
  const key = String(path[path.length - 1]);
  const isHeader = path[path.length - 2] === "headers";
  const isNamed = isHeader ? SECRET_HEADER.test(key) : key === "apiKey";
  const named = isNamed ? "text" : undefined;
  const namesVariable = text.includes("$");
  if (!isGenerated(path[0]))
    return isHeader && !namesVariable ? named : (secretFormAt(path, release) ?? named);
  // The tables of the other sections are asked only of what may be told.
  if (!isNamed && !SECRET_KEY.test(key)) return undefined;
  if (!namesVariable && findForeignSyntax(text.trim()) === undefined) return named;
  return secretFormAt(path, release);
}
