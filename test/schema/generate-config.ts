import fc from "fast-check";
import { isNode, type SchemaNode, schemaMap } from "../../src/schema/source.ts";

/** Texts that fit the patterns of the schema, and some that fit none. */
const TEXTS = [
  "baker",
  "till",
  "anthropic/claude-sonnet-5",
  "https://oven.example/v1",
  "sk-test-not-a-key",
  "BAKERY_API_KEY",
  "value",
  "default",
  "",
  "30m",
];

/** Configs of the schema (mostly valid ones), for use with fast-check. */
export function configs(schema: SchemaNode): fc.Arbitrary<unknown> {
  return valueFor(schema, schemaMap(schema["definitions"]), 0);
}

function valueFor(
  node: unknown,
  definitions: Readonly<Record<string, unknown>>,
  depth: number,
): fc.Arbitrary<unknown> {
  if (!isNode(node)) return fc.constantFrom<unknown>(true, 1, "free", ["free"], { free: true });
  const ref = node["$ref"];
  if (typeof ref === "string")
    return valueFor(definitions[ref.slice("#/definitions/".length)], definitions, depth);
  if (Array.isArray(node["enum"])) return fc.constantFrom<unknown>(...node["enum"]);
  if ("const" in node) return fc.constant(node["const"]);
  const types = [node["type"] ?? []].flat();
  const choices = types.map((type) => ofType(String(type), node, definitions, depth));
  if (choices.length > 0) return fc.oneof(...choices);
  const parts = Array.isArray(node["allOf"]) ? node["allOf"] : [];
  return valueFor(parts[0], definitions, depth);
}

function ofType(
  type: string,
  node: SchemaNode,
  definitions: Readonly<Record<string, unknown>>,
  depth: number,
): fc.Arbitrary<unknown> {
  switch (type) {
    case "string":
      return fc.constantFrom(...TEXTS);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "number":
    case "integer":
      return numbers(node, type === "integer");
    case "array":
      return fc.array(valueFor(node["items"], definitions, depth + 1), {
        minLength: Number(node["minItems"] ?? 0),
        maxLength: 2,
      });
    default:
      return objects(node, definitions, depth);
  }
}

function numbers(node: SchemaNode, whole: boolean): fc.Arbitrary<number> {
  const low = Number(node["minimum"] ?? (node["exclusiveMinimum"] === 0 ? 1 : 0));
  const high = Number(node["maximum"] ?? low + 1000);
  if (whole) return fc.integer({ min: low, max: high });
  return fc.constantFrom(low, high, (low + high) / 2);
}

function objects(
  node: SchemaNode,
  definitions: Readonly<Record<string, unknown>>,
  depth: number,
): fc.Arbitrary<unknown> {
  const base = Array.isArray(node["allOf"])
    ? node["allOf"].find((part) => isNode(part) && "$ref" in part)
    : undefined;
  const inherited = isNode(base)
    ? definitions[String(base["$ref"]).slice("#/definitions/".length)]
    : undefined;
  const properties = {
    ...schemaMap(node["properties"]),
    ...schemaMap(isNode(inherited) ? inherited["properties"] : {}),
  };
  const required = Array.isArray(node["required"]) ? node["required"].map(String) : [];
  const names = Object.keys(properties);
  const picked =
    names.length === 0
      ? fc.constant([])
      : fc.subarray(names, { maxLength: Math.min(names.length, depth < 2 ? 4 : 3) });
  const fixed = picked.chain((keys) =>
    fc.record(
      Object.fromEntries(
        [...new Set([...required, ...keys])].map((key) => [
          key,
          valueFor(properties[key], definitions, depth + 1),
        ]),
      ),
    ),
  );
  const further = node["additionalProperties"];
  if (!isNode(further) && further !== true) return fixed;
  const patterns = Object.values(schemaMap(node["patternProperties"]));
  const free = fc.dictionary(
    fc.constantFrom("baker", "till", "openai"),
    valueFor(further, definitions, depth + 1),
    { maxKeys: 2 },
  );
  const known =
    patterns[0] === undefined
      ? fc.constant({})
      : fc.dictionary(
          fc.constantFrom("anthropic", "OpenAI", "ollama"),
          valueFor(patterns[0], definitions, depth + 1),
          { maxKeys: 1 },
        );
  return fc.tuple(free, known, fixed).map(([rest, official, named]) => ({ ...rest, ...official, ...named }));
}

/** The config with one thing changed: a key renamed, removed or added, or a value replaced. */
export function mutated(config: unknown): fc.Arbitrary<unknown> {
  const holders: Record<string, unknown>[] = [];
  const copy: unknown = structuredClone(config);
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    else if (isNode(value)) {
      // The copy is ours to change.
      holders.push(value as Record<string, unknown>);
      for (const child of Object.values(value)) collect(child);
    }
  };
  collect(copy);
  if (holders.length === 0) return fc.constant(copy);
  return fc
    .tuple(
      fc.constantFrom(...holders),
      fc.nat(100),
      fc.constantFrom("rename", "remove", "add", "value"),
      fc.constantFrom<unknown>(1.5, -1, "", "other", true, null, [], {}, { primary: "a/b" }),
    )
    .map(([holder, pick, way, value]) => {
      const keys = Object.keys(holder);
      const key = keys[pick % Math.max(keys.length, 1)];
      if (way === "add" || key === undefined) holder["crumbs"] = value;
      else if (way === "value") holder[key] = value;
      else {
        if (way === "rename") holder[`${key}x`] = holder[key];
        delete holder[key];
      }
      return copy;
    });
}
