import { isNode, type SchemaNode, schemaMap } from "../../../src/schema/source.ts";

/**
 * A schema brought to few keywords, without a word of OpenClaw's: what two releases have alike is then equal as text.
 * Node `{}` takes anything. Where a schema says more than these keywords can (`not`, `if`), the node is more open than it.
 */
export interface PlainNode {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, PlainNode>>;
  readonly additionalProperties?: false | PlainNode;
  readonly propertyNames?: PlainNode;
  readonly required?: readonly string[];
  readonly items?: PlainNode | readonly PlainNode[];
  readonly anyOf?: readonly PlainNode[];
  readonly allOf?: readonly PlainNode[];
  readonly secret?: true;
  readonly [keyword: string]: unknown;
}

/** Keywords that are kept as they are. */
const LIMITS = [
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
] as const;

/** Schemas that refer to themselves are followed so deep. */
const DEEPEST = 24;

/**
 * Brings a schema to plain nodes.
 *
 * In: a JSON Schema (draft-07 or 2020-12), local `$ref`s counted from the nearest `$defs` that has the name.
 * Out: the same without words, defaults and references.
 */
export function plainSchema(schema: unknown): PlainNode {
  return convert(schema, [], 0);
}

function convert(schema: unknown, scopes: readonly SchemaNode[], depth: number): PlainNode {
  if (!isNode(schema) || depth > DEEPEST) return {};
  const own = schema["$defs"] ?? schema["definitions"];
  const inner = isNode(own) ? [own, ...scopes] : scopes;
  const below = (child: unknown) => convert(child, inner, depth + 1);
  if (typeof schema["$ref"] === "string") {
    const name = /^#\/(?:\$defs|definitions)\/([^/]+)$/u.exec(schema["$ref"])?.[1] ?? "";
    return below(inner.find((scope) => name in scope)?.[name]);
  }
  const node: Record<string, unknown> = {};
  const type = schema["type"];
  if (typeof type === "string" || Array.isArray(type)) node["type"] = type;
  if ("const" in schema) node["enum"] = [schema["const"]];
  else if (Array.isArray(schema["enum"])) node["enum"] = schema["enum"];
  // A list of values says their types, too.
  if (node["enum"] !== undefined) delete node["type"];
  for (const keyword of LIMITS) if (schema[keyword] !== undefined) node[keyword] = schema[keyword];
  if (schema["format"] === "uri") node["format"] = "uri";
  const properties = Object.entries(schemaMap(schema["properties"]));
  if (properties.length > 0) {
    const sorted = properties.sort(([a], [b]) => (a < b ? -1 : 1));
    node["properties"] = Object.fromEntries(sorted.map(([key, child]) => [key, below(child)]));
  }
  if (schema["additionalProperties"] === false && schema["patternProperties"] === undefined)
    node["additionalProperties"] = false;
  else if (isNode(schema["additionalProperties"]) && schema["patternProperties"] === undefined) {
    const rest = below(schema["additionalProperties"]);
    if (!isOpen(rest)) node["additionalProperties"] = rest;
  }
  if (isNode(schema["propertyNames"])) {
    const names = below(schema["propertyNames"]);
    if (JSON.stringify(names) !== '{"type":"string"}' && !isOpen(names)) node["propertyNames"] = names;
  }
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  // What has a default is filled in before OpenClaw looks for it.
  const needed = required.filter((key) => !hasDefault(schemaMap(schema["properties"])[key]));
  if (needed.length > 0) node["required"] = needed.sort();
  const items = schema["items"] ?? schema["prefixItems"];
  if (Array.isArray(items)) node["items"] = items.map(below);
  else if (isNode(items)) {
    const item = below(items);
    if (!isOpen(item)) node["items"] = item;
  }
  const branches = schema["anyOf"] ?? schema["oneOf"];
  const union = Array.isArray(branches) ? unionOf(branches.map(below)) : undefined;
  const parts = (Array.isArray(schema["allOf"]) ? schema["allOf"].map(below) : []).filter(
    (part) => !isOpen(part),
  );
  if (union !== undefined && !isOpen(union)) {
    if (Object.keys(node).length === 0 && parts.length === 0) return union;
    if (union.anyOf !== undefined && Object.keys(union).length === 1) node["anyOf"] = union.anyOf;
    else parts.push(union);
  }
  if (parts.length === 1 && Object.keys(node).length === 0) return parts[0] ?? {};
  // `{ type: string, allOf: [{ type: string, … }] }` and the like are one node.
  if (parts.length > 0) node["allOf"] = parts;
  return node;
}

function hasDefault(schema: unknown): boolean {
  return isNode(schema) && "default" in schema;
}

/** One node for several, any of which will do: lists of values joined, unions inside unions taken out. */
function unionOf(branches: readonly PlainNode[]): PlainNode {
  const flat = branches.flatMap((branch) =>
    branch.anyOf !== undefined && Object.keys(branch).length === 1 ? branch.anyOf : [branch],
  );
  if (flat.some(isOpen)) return {};
  const isList = (branch: PlainNode) => branch.enum !== undefined && Object.keys(branch).length === 1;
  const values = [...new Set(flat.filter(isList).flatMap((branch) => branch.enum ?? []))];
  const others = new Map(
    flat.filter((branch) => !isList(branch)).map((branch) => [JSON.stringify(branch), branch]),
  );
  const all = [...(values.length > 0 ? [{ enum: values }] : []), ...others.values()];
  return all.length === 1 ? (all[0] ?? {}) : { anyOf: all };
}

/** True for a node that takes anything. */
export function isOpen(node: PlainNode): boolean {
  return Object.keys(node).length === 0;
}
