import { type ConfigPath, isObject, toPointer } from "../core/config-path.ts";
import { onceFor } from "../core/once-for.ts";
import { setOwn } from "../parse/to-value.ts";
import type { Verdict } from "../resolve/environment/verdict.ts";
import { validateConfig } from "../validate/validate.ts";
import type { RuleContext } from "./rule-context.ts";

/** Faults after which OpenClaw leaves the text `${NAME}` as it is. */
export const LEFT_AS_TEXT: ReadonlySet<Verdict> = new Set(["unset", "empty", "blocked"]);

/**
 * JSON Pointers of the places where OpenClaw refuses the text that an unfilled variable leaves: `gateway.bind` takes
 * some words, and `${NAME}` is none of them.
 */
export const refusedTexts: (context: RuleContext) => ReadonlySet<string> = onceFor(
  ({ config, release, variableFaults }: RuleContext) => {
    const left = variableFaults.filter(({ kind, use }) => LEFT_AS_TEXT.has(kind) && use.form !== "reference");
    if (left.length === 0) return new Set<string>();
    const places = new Set(left.map(({ path }) => toPointer(path)));
    const problems = validateConfig(written(config, [], places), release);
    return new Set(
      problems.flatMap(({ refused, path }) =>
        refused && places.has(toPointer(path)) ? [toPointer(path)] : [],
      ),
    );
  },
);

/** A config in which the texts at some places are no variables any more, and still as odd as they were. */
function written(value: unknown, path: ConfigPath, places: ReadonlySet<string>): unknown {
  if (typeof value === "string")
    return places.has(toPointer(path)) ? value.replaceAll("${", "$(").replaceAll("}", ")") : value;
  if (Array.isArray(value)) return value.map((item, index) => written(item, [...path, index], places));
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) setOwn(copy, key, written(child, [...path, key], places));
  return copy;
}
