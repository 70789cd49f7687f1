import type { SchemaProblem } from "../core/schema-problem.ts";
import type { MessageData, ProblemDetails } from "./rule.ts";

/** The parts of a report that every schema rule shares. */
export function schemaReport<const Id extends string, Data extends MessageData>(
  problem: SchemaProblem,
  messageId: Id,
  data: Data,
): { readonly messageId: Id; readonly data: Data } & ProblemDetails {
  const { release, mended } = problem;
  return {
    ...(release === undefined ? {} : { release }),
    messageId,
    data,
    at: { path: problem.path, on: problem.on },
    refused: problem.refused,
    ...(mended === true ? { mendedAtStart: true } : {}),
  };
}

/** `a text`, `a number or a list`: JSON types in words. */
export function typeWords(expected: readonly string[]): string {
  const words = expected.map((type) => TYPE_WORDS[type] ?? type);
  const last = words.at(-1) ?? "something else";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text in quotes",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object { … }",
  array: "a list [ … ]",
  null: "null",
  fraction: "a number with a fraction",
  "not finite": "Infinity or NaN",
};
