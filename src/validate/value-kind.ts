import { valueKind } from "../core/value-kind.ts";
import { variablesIn } from "../core/variable-text.ts";

/** True where a text holds `${NAME}`, which OpenClaw fills in before it validates. `$${NAME}` is an escape. */
export function holdsVariable(value: unknown): boolean {
  return typeof value === "string" && variablesIn(value).length > 0;
}

/** True where a value is of one of the JSON Schema types. */
export function isOfType(value: unknown, types: readonly unknown[]): boolean {
  const kind = valueKind(value);
  return types.some((type) => {
    if (type === "integer") return Number.isInteger(value);
    return type === "number" ? Number.isFinite(value) : type === kind;
  });
}

/** 1.5 where an integer is wanted, and Infinity where a number is, need a better word than "number". */
export function kindFor(value: unknown, expected: readonly unknown[]): string {
  if (typeof value !== "number") return valueKind(value);
  if (!Number.isFinite(value)) return "not finite";
  return expected.includes("integer") ? "fraction" : "number";
}
