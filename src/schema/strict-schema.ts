import { isNode, type SchemaNode } from "./source.ts";

/** Keywords that speak of values of one type only. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  object: [
    "properties",
    "patternProperties",
    "additionalProperties",
    "required",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "allOf",
    "if",
    "then",
    "else",
  ],
  array: ["items", "additionalItems", "minItems", "maxItems", "uniqueItems"],
  string: ["pattern", "minLength", "maxLength", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
};
const SPECIAL: ReadonlySet<string> = new Set(Object.values(OF_TYPE).flat());

/**
 * The same schema for ajv in its strict mode with no option changed: a union of types becomes a union of schemas, each
 * with the keywords of its type, and formats, of which ajv knows none by itself, are left out.
 */
export function toStrict(node: SchemaNode): SchemaNode {
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === "format") continue;
    result[keyword] = convertKeyword(keyword, value);
  }
  const types = node["type"];
  if (!Array.isArray(types)) return result;
  if (types.length === 1) return { ...result, type: types[0] };
  return splitTypes(result, types.map(String));
}

function convertKeyword(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case "properties":
    case "patternProperties":
    case "definitions":
      return isNode(value)
        ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, convertAny(child)]))
        : value;
    case "items":
    case "additionalProperties":
    case "propertyNames":
    case "allOf":
    case "anyOf":
    case "if":
    case "then":
    case "else":
      return convertAny(value);
    default:
      return value;
  }
}

function convertAny(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convertAny);
  return isNode(value) ? toStrict(value) : value;
}

function splitTypes(node: SchemaNode, types: readonly string[]): SchemaNode {
  const { type: _type, enum: values, ...rest } = node;
  const common = Object.entries(rest).filter(([keyword]) => !SPECIAL.has(keyword));
  const branches = types.map((type) => {
    const own = OF_TYPE[type === "integer" ? "number" : type] ?? [];
    const kept = Object.entries(rest).filter(([keyword]) => own.includes(keyword));
    const allowed = Array.isArray(values) ? values.filter((value) => typeOf(value) === type) : undefined;
    // A type of which no value is allowed takes none.
    if (allowed?.length === 0) return undefined;
    return { type, ...(allowed === undefined ? {} : { enum: allowed }), ...Object.fromEntries(kept) };
  });
  return { ...Object.fromEntries(common), anyOf: branches.filter((branch) => branch !== undefined) };
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
