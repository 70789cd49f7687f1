import { type ConfigPath, toDotted, valueAt } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { put } from "../../../engine/fixes.ts";
import { defineCheck, type ProblemFix, words } from "../../../engine/rule.ts";
import { schemaReport, typeWords } from "../../../engine/schema-message.ts";

export const check = defineCheck({
  id: "wrong-type",
  summary: "a value of the wrong kind: text for a number, a list for an object",
  severity: "error",
  fixable: true,
  messages: {
    type: { message: "{place} must be {expected}, not {found}.", hint: "{advice}" },
  },
  docs: () => ({
    trigger: "A value whose JSON type OpenClaw does not take at this place.",
    bad: bakery({ models: '{ id: "rye-2", name: "Rye 2", contextWindow: "128000" }' }),
    good: bakery({ models: '{ id: "rye-2", name: "Rye 2", contextWindow: 128000 }' }),
    why: "OpenClaw refuses the whole config.",
    ignore: "Never: OpenClaw refuses the config.",
  }),
  check({ schemaProblems, config, report }) {
    for (const problem of schemaProblems) {
      if (problem.kind !== "wrong-type") continue;
      const { expected, found } = problem.data;
      const fix = fixFor(problem.path, expected, valueAt(config, problem.path));
      report({
        ...schemaReport(problem, "type", {
          place: words(toDotted(problem.path)),
          expected: words(typeWords(expected)),
          found: words(typeWords([found])),
          advice: words(
            exampleFor(problem.path, found) ?? adviceFor(expected, found, valueAt(config, problem.path)),
          ),
        }),
        ...(fix === undefined ? {} : { fix }),
      });
    }
  },
});

/** What the value was meant to be, where that is certain; a map of models is also a list of those allowed. */
function fixFor(path: ConfigPath, expected: readonly string[], value: unknown): ProblemFix | undefined {
  const wants = (type: string) => expected.includes(type);
  const place = placeOf(path);
  if (Array.isArray(value)) {
    return /^agents\.(?:defaults|entries\.[^.]+)\.models$/u.test(place) && wants("object")
      ? {
          title: "write it as an object",
          safety: "unsafe",
          change: { kind: "list-to-object", name: "models" },
        }
      : undefined;
  }
  if (typeof value === "string") {
    if (place === "models.providers.*.models.*")
      return put("write it as an object", path, { id: value, name: value }, "safe");
    if (wants("boolean") && /^(?:true|false)$/u.test(value))
      return put("take the quotes off", path, value === "true", "safe");
    if ((wants("number") || wants("integer")) && /^-?\d{1,15}(?:\.\d+)?$/u.test(value))
      return put("take the quotes off", path, Number(value), "safe");
    return wants("array") ? put("put it in brackets", path, [value], "safe") : undefined;
  }
  if (place === "env.shellEnv" && typeof value === "boolean")
    return put("write it as an object", path, { enabled: value }, "safe");
  return typeof value === "number" && Number.isFinite(value) && wants("string")
    ? put("put it in quotes", path, String(value), "safe")
    : undefined;
}

/** A path with `*` for a provider's id and for indexes. */
function placeOf(path: ConfigPath): string {
  return path
    .map((segment, index) =>
      typeof segment === "number" || (path[1] === "providers" && index === 2) ? "*" : segment,
    )
    .join(".");
}

/** What to write where people are often brief. */
function exampleFor(path: ConfigPath, found: string): string | undefined {
  const place = placeOf(path);
  if (place === "models.providers.*.models.*" && found === "string")
    return 'Write an object: { id: "model-id", name: "the name people see" }.';
  if (/[mM]odel\.(?:primary|fallbacks\.\*)$/u.test(place) && (found === "array" || found === "object"))
    return 'Write one text, "provider/model"; further models stand in fallbacks.';
  if (/^models\.providers\.\*\.models\.\*\.cost$/u.test(place))
    return "Write { input: 0, output: 0 }, in USD for a million tokens.";
  if (/(?:^|\.)(?:model|imageModel|pdfModel|voiceModel)$/u.test(place) && found === "array")
    return 'Write { primary: "provider/model", fallbacks: ["provider/model"] }.';
  if (/^agents\.(?:defaults|entries\.[^.]+)\.models\.[^.]+$/u.test(place) && found === "string")
    return 'Make the reference the key, and the short name its alias: "provider/model": { alias: "name" }.';
  if (place === "env.shellEnv" && found === "boolean")
    return "Write { enabled: true } or { enabled: false }.";
  return undefined;
}

function adviceFor(expected: readonly string[], found: string, value: unknown): string {
  if (found === "null") return "Take the key out to leave it unset.";
  if (typeof value === "string") {
    const text = value.trim();
    if (expected.includes("boolean"))
      return /^(?:true|false)$/u.test(text) ? "Take the quotes off." : "Write true or false.";
    if (expected.some((type) => type === "number" || type === "integer"))
      return /^[-+]?\d+(?:\.\d+)?$/u.test(text)
        ? "Take the quotes off."
        : "Write a number in digits, without quotes and unit.";
  }
  if (expected.includes("array") && found === "string") return "Put it in brackets: [ … ].";
  if (expected.includes("string") && (found === "number" || found === "boolean" || found === "integer")) {
    return "Put it in quotes.";
  }
  if (expected.length === 1 && expected[0] === "string" && (found === "array" || found === "object"))
    return "Write one text in quotes.";
  if (expected.includes("object") && found === "array")
    return "Write key: value pairs in braces instead of a list.";
  if (expected.includes("array") && found === "object")
    return "Write a list in brackets instead of key: value pairs.";
  if (expected.includes("integer") && typeof value === "number") return "Write a whole number in digits.";
  return "See the description of this key in the JSON Schema.";
}
