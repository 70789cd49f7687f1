import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { secretFormAt } from "../../validate/secret-places.ts";
import { type ReferenceContext, type ReferenceVerdict, resolveReference } from "./resolve-reference.ts";
import type { SecretReference } from "./secret-input.ts";

/** A SecretRef at another place than a provider's key, with what comes of it. */
export interface FurtherReference {
  readonly path: ConfigPath;
  readonly reference: SecretReference;
  readonly verdict: ReferenceVerdict;
}

const SOURCES: ReadonlySet<unknown> = new Set(["env", "file", "exec", "store"]);

/** Finds, in one walk, the SecretRefs of a config where its release takes one, but for the keys of providers. */
export function findFurtherReferences(
  config: unknown,
  release: string,
  context: ReferenceContext,
): readonly FurtherReference[] {
  const found: FurtherReference[] = [];
  const stack: (string | number)[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) enter(index, item);
      return;
    }
    if (!isObject(value)) return;
    const { source, provider, id } = value;
    if (SOURCES.has(source) && typeof provider === "string" && typeof id === "string") {
      const isKey = stack.length === 4 && stack[0] === "models" && stack[3] === "apiKey";
      if (isKey || secretFormAt(stack, release) !== "input") return;
      // The source is one of those, as the line above has asked.
      const reference = { source, provider, id, form: "object" } as SecretReference;
      found.push({ path: [...stack], reference, verdict: resolveReference(reference, context) });
      return;
    }
    for (const [key, child] of Object.entries(value)) enter(key, child);
  };
  const enter = (key: string | number, value: unknown): void => {
    if (typeof value !== "object") return;
    stack.push(key);
    visit(value);
    stack.pop();
  };
  visit(config);
  return found;
}
