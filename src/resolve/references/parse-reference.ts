import { isTemplated, readVariables } from "../../core/variable-text.ts";

/** A model reference as written, taken apart as OpenClaw takes it apart. */
export type ParsedReference =
  | { readonly form: "empty" }
  /** Holds `${NAME}`: known only once the variable is; or `placeholder`, which somebody is to fill in. */
  | { readonly form: "templated"; readonly text: string; readonly placeholder?: string }
  /** `openrouter:auto` and `openrouter:free`, which OpenClaw knows as whole values. */
  | { readonly form: "special"; readonly text: string; readonly provider: string }
  /** No slash: an alias, or a bare model name. */
  | { readonly form: "bare"; readonly text: string; readonly profile?: string }
  | {
      readonly form: "qualified";
      /** As written, trimmed. */
      readonly provider: string;
      readonly model: string;
      readonly profile?: string;
      /** `provider/*` or `provider/ns/*`. */
      readonly wildcard: boolean;
    }
  | { readonly form: "broken"; readonly missing: "provider" | "model" };

const DATE = /^\d{8}$/u;
const QUANTISATION = /^(?:i?q\d[\w]*|\d+bit|f(?:p)?\d+|bf16|int\d+)$/iu;

/**
 * Takes a model reference apart: trimmed, split at the first slash, with the auth profile after the first `@` behind
 * the last slash, except where `@` starts a date or a quantisation tag.
 */
export function parseReference(written: string): ParsedReference {
  const text = written.trim();
  if (text === "") return { form: "empty" };
  if (
    isTemplated(text) &&
    readVariables(text).substitutions.some(({ kind }) => kind === "variable" || kind === "escaped")
  )
    return { form: "templated", text };
  const placeholder = placeholderIn(text);
  if (placeholder !== undefined) return { form: "templated", text, placeholder };
  if (/^openrouter:(?:auto|free)$/iu.test(text)) return { form: "special", text, provider: "openrouter" };
  const slash = text.indexOf("/");
  if (slash < 0) {
    const { model, profile } = splitProfile(text);
    return profile === undefined ? { form: "bare", text: model } : { form: "bare", text: model, profile };
  }
  const provider = text.slice(0, slash).trim();
  const { model, profile } = splitProfile(text.slice(slash + 1).trim());
  if (provider === "") return { form: "broken", missing: "provider" };
  if (model === "") return { form: "broken", missing: "model" };
  const wildcard = model === "*" || model.endsWith("/*");
  return { form: "qualified", provider, model, wildcard, ...(profile === undefined ? {} : { profile }) };
}

/** What a template, or a person with an example in hand, is to put something else for; undefined where there is none. */
function placeholderIn(text: string): string | undefined {
  return PLACEHOLDER.exec(text.length > 300 ? text.slice(0, 300) : text)?.[0];
}

const PLACEHOLDER =
  /\{\{[^{}]{0,100}\}\}|\{%[^{}]{0,100}%\}|\$\{[^{}]{0,100}\}|__[A-Z][A-Z0-9_]{0,60}__|<[^<>]{1,100}>|%[A-Z][A-Z0-9_]{2,60}%|\b(?:YOUR|REPLACE|CHANGE|INSERT)[_-][A-Z0-9_-]{2,60}\b|\byour-(?:model|provider)[a-z-]{0,30}\b/u;

function splitProfile(text: string): { model: string; profile?: string } {
  let at = text.indexOf("@", text.lastIndexOf("/") + 1);
  while (at >= 0) {
    const next = text.indexOf("@", at + 1);
    const tail = text.slice(at + 1, next < 0 ? undefined : next);
    if (at > 0 && !DATE.test(tail) && !QUANTISATION.test(tail)) {
      const profile = text.slice(at + 1).trim();
      return profile === "" ? { model: text } : { model: text.slice(0, at).trim(), profile };
    }
    at = next;
  }
  return { model: text };
}
