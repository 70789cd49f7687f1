import { isNode, type SchemaNode, schemaMap } from "./source.ts";

/** A variable that OpenClaw fills in before it validates, anywhere in a text. */
const VARIABLE = "\\$\\{[A-Z_][A-Z0-9_]*\\}";
const NAME = "textWithVariable";
const MAPS: ReadonlySet<string> = new Set(["properties", "patternProperties", "definitions"]);
/** Not among them: conditions, which would hold of anything, and names of keys, which hold no variable. */
const SCHEMAS: ReadonlySet<string> = new Set([
  "items",
  "additionalProperties",
  "allOf",
  "anyOf",
  "then",
  "else",
]);
const OF_CHOICE: ReadonlySet<string> = new Set(["enum", "enumDescriptions"]);

/**
 * The same schema, with a text that holds `${NAME}` wherever fixed values or a pattern are asked for: OpenClaw fills
 * variables in before it validates, so that a schema cannot judge what comes of one. A single fixed value stays as it is:
 * it tells the members of a union apart.
 */
export function allowVariables(schema: SchemaNode): SchemaNode {
  const result = visit(schema);
  return {
    ...result,
    definitions: { ...schemaMap(result["definitions"]), [NAME]: { type: "string", pattern: VARIABLE } },
  };
}

function visit(node: SchemaNode): SchemaNode {
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (MAPS.has(keyword) && isNode(value))
      result[keyword] = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visitAny(one)]));
    else result[keyword] = SCHEMAS.has(keyword) ? visitAny(value) : value;
  }
  const { enum: values, pattern } = node;
  if (typeof pattern === "string" && !new RegExp(pattern, "u").test("${NAME}"))
    result["pattern"] = `(?:${pattern})|${VARIABLE}`;
  const isChoice = Array.isArray(values) && values.filter((value) => typeof value === "string").length > 1;
  if (!isChoice || "anyOf" in node) return result;
  const entries = Object.entries(result);
  return {
    ...Object.fromEntries(entries.filter(([keyword]) => !OF_CHOICE.has(keyword))),
    anyOf: [
      Object.fromEntries(entries.filter(([keyword]) => OF_CHOICE.has(keyword))),
      { $ref: `#/definitions/${NAME}` },
    ],
  };
}

function visitAny(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(visitAny);
  return isNode(value) ? visit(value) : value;
}
