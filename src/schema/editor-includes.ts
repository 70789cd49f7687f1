import { isNode, type SchemaNode } from "./source.ts";

const INCLUDE = { $ref: "#/definitions/include" };

const INCLUDE_DEFINITION = {
  type: ["string", "array"],
  description: "Files whose content takes the place of this object or is merged with it.",
  items: { type: "string" },
  examples: ["./models.json5", ["./models.json5", "./models.local.json5"]],
};

/**
 * Lets `$include` stand in every object, and in place of lists of objects: an editor sees one file before OpenClaw
 * merges. A key that an object must have may then come from the included file, so it is not demanded beside
 * `$include`.
 */
export function addIncludes(schema: SchemaNode): SchemaNode {
  const { definitions, ...root } = schema;
  const all = isNode(definitions) ? definitions : {};
  const withIncludes: Record<string, unknown> = {};
  for (const [name, node] of Object.entries(all)) withIncludes[name] = visit(node, all);
  const visited = visit(root, all);
  return {
    ...(isNode(visited) ? visited : {}),
    definitions: { include: INCLUDE_DEFINITION, ...withIncludes },
  };
}

function visit(node: unknown, definitions: SchemaNode): unknown {
  if (Array.isArray(node)) return node.map((item) => visit(item, definitions));
  if (!isNode(node)) return node;
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === "properties" || keyword === "patternProperties") {
      const map = isNode(value) ? value : {};
      result[keyword] = Object.fromEntries(Object.entries(map).map(([k, v]) => [k, visit(v, definitions)]));
    } else if (["items", "additionalProperties", "allOf", "anyOf", "then", "else"].includes(keyword)) {
      result[keyword] = visit(value, definitions);
    } else {
      result[keyword] = value;
    }
  }
  if (takesKeys(node)) result["properties"] = { ...propertiesOf(result), $include: INCLUDE };
  if (isNode(node["propertyNames"])) {
    result["propertyNames"] = { anyOf: [{ const: "$include" }, node["propertyNames"]] };
  }
  if (Array.isArray(node["required"]) && !("if" in node)) relax(result, node["required"]);
  if (node["type"] === "array" && holdsObjects(node["items"], definitions)) {
    result["type"] = ["array", "object"];
    result["properties"] = { $include: INCLUDE };
    result["required"] = ["$include"];
    result["additionalProperties"] = false;
  }
  return result;
}

/** An object whose keys the schema limits in any way. */
function takesKeys(node: SchemaNode): boolean {
  const further = node["additionalProperties"];
  const isOpen = further === true || (further === undefined && node["type"] === "object");
  return further === false || isNode(further) || (isOpen && isNode(node["properties"]));
}

function propertiesOf(node: SchemaNode): SchemaNode {
  return isNode(node["properties"]) ? node["properties"] : {};
}

function relax(result: Record<string, unknown>, required: readonly unknown[]): void {
  delete result["required"];
  // The object test keeps unions with text in them out of it; ajv's strict mode wants the keys named beside required.
  const named = Object.fromEntries(required.map((key) => [String(key), true]));
  result["if"] = { required: ["$include"], properties: { $include: true } };
  result["else"] = { required, properties: named };
}

function holdsObjects(items: unknown, definitions: SchemaNode): boolean {
  if (!isNode(items)) return false;
  const ref = items["$ref"];
  const target = typeof ref === "string" ? definitions[ref.slice("#/definitions/".length)] : items;
  if (!isNode(target)) return false;
  const branches = Array.isArray(target["anyOf"]) ? target["anyOf"] : [];
  return (
    [target["type"]].flat().includes("object") || branches.some((branch) => holdsObjects(branch, definitions))
  );
}
