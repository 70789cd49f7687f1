import { isNode, type SchemaNode, schemaMap } from "../src/schema/source.ts";

/** The definitions of a projected schema. */
export type Definitions = Readonly<Record<string, unknown>>;

/** A node with its `$ref` followed, and with what it takes over from another definition; undefined for `true`. */
export function resolveNode(node: unknown, definitions: Definitions): SchemaNode | undefined {
  if (!isNode(node)) return undefined;
  const ref = node["$ref"];
  if (typeof ref === "string")
    return resolveNode(definitions[ref.slice("#/definitions/".length)], definitions);
  let whole = node;
  for (const part of parts(node)) {
    if (!isNode(part) || typeof part["$ref"] !== "string") continue;
    const base = resolveNode(part, definitions);
    if (base === undefined) continue;
    whole = {
      ...base,
      ...whole,
      properties: { ...schemaMap(base["properties"]), ...schemaMap(whole["properties"]) },
      required: [...list(base["required"]), ...list(whole["required"])],
    };
  }
  return whole;
}

/** What an object may hold under a key; `true`: anything, undefined: the key is not allowed. */
export function childNode(node: SchemaNode, key: string): unknown {
  const own = schemaMap(node["properties"]);
  if (Object.hasOwn(own, key)) return own[key];
  for (const [pattern, child] of Object.entries(schemaMap(node["patternProperties"]))) {
    if (new RegExp(pattern, "u").test(key)) return child;
  }
  const further = node["additionalProperties"];
  return further === false ? undefined : further;
}

/** The `then` and `else` parts that hold for an object, nested ones too. */
export function branchesFor(node: SchemaNode, holder: Readonly<Record<string, unknown>>): SchemaNode[] {
  return parts(node).flatMap((part) => (isNode(part) && "if" in part ? chosen(part, holder) : []));
}

function chosen(part: SchemaNode, holder: Readonly<Record<string, unknown>>): SchemaNode[] {
  const branch = part[matches(part["if"], holder) ? "then" : "else"];
  if (!isNode(branch)) return [];
  return "if" in branch ? [branch, ...chosen(branch, holder)] : [branch];
}

/** The keys that decide which branch holds: `mode`, `source`, `type`. */
export function decidingKeys(node: SchemaNode): string[] {
  const keys = parts(node).flatMap((part) => {
    const condition = isNode(part) ? part["if"] : undefined;
    const properties = isNode(condition) ? schemaMap(condition["properties"]) : {};
    return Object.keys(properties).filter((key) => isNode(properties[key]));
  });
  return [...new Set(keys)];
}

function matches(condition: unknown, holder: Readonly<Record<string, unknown>>): boolean {
  if (!isNode(condition)) return true;
  if (!list(condition["required"]).every((key) => Object.hasOwn(holder, key))) return false;
  return Object.entries(schemaMap(condition["properties"])).every(([key, node]) => {
    if (!isNode(node) || !Object.hasOwn(holder, key)) return true;
    if ("const" in node) return holder[key] === node["const"];
    return !Array.isArray(node["enum"]) || node["enum"].includes(holder[key]);
  });
}

function parts(node: SchemaNode): readonly unknown[] {
  return Array.isArray(node["allOf"]) ? node["allOf"] : [];
}

/** A keyword's list of names, empty where there is none. */
export function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
