import { isNode, type SchemaNode, schemaMap } from "../../src/schema/source.ts";

/** Sections of the config that our schema describes. */
const SECTIONS = new Set(["$schema", "agents", "auth", "env", "meta", "models", "secrets"]);

interface Row {
  readonly types: Set<string>;
  readonly values: Set<string>;
  open: boolean;
}

/**
 * Every path of a schema with its types and, where it takes only these, its values. Unions are folded into one row a
 * path, since we write them flat and OpenClaw does not; limits are left to the conformance runs. Of other sections only
 * the name is given.
 */
export function schemaRows(schema: SchemaNode): Map<string, string> {
  const rows = new Map<string, Row>();
  const definitions = schemaMap(schema["definitions"]);
  for (const [key, node] of Object.entries(schemaMap(schema["properties"]))) {
    if (SECTIONS.has(key)) visit(node, key, definitions, rows);
    else rows.set(key, { types: new Set(["section"]), values: new Set(), open: false });
  }
  return new Map([...rows].filter(([path]) => !isFree(path, rows)).map(([path, row]) => [path, textOf(row)]));
}

/** True for places that take anything, and what lies in them: one schema spells them out, the other does not. */
function isFree(path: string, rows: ReadonlyMap<string, Row>): boolean {
  for (
    let end = path.length;
    end > 0;
    end = Math.max(path.lastIndexOf(".", end - 1), path.lastIndexOf("[", end - 1))
  ) {
    const types = rows.get(path.slice(0, end))?.types;
    if (types !== undefined && (types.size === 0 || types.size === ALL_TYPES)) return true;
  }
  return false;
}

/** array, boolean, null, number (with integer), object, string */
const ALL_TYPES = 6;

function textOf({ types, values, open }: Row): string {
  // A boolean that takes one value only, or a text beside its own values, says no more than its type here.
  const kinds = [...types].sort().join("|") || "any";
  return open || values.size === 0 ? kinds : `${kinds} ${[...values].sort().join("|")}`;
}

function visit(
  node: unknown,
  path: string,
  definitions: Readonly<Record<string, unknown>>,
  rows: Map<string, Row>,
) {
  if (!isNode(node)) {
    rowAt(path, rows);
    return;
  }
  const ref = node["$ref"];
  if (typeof ref === "string") {
    visit(definitions[ref.slice("#/definitions/".length)], path, definitions, rows);
    return;
  }
  const row = rowAt(path, rows);
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = node[keyword];
    if (Array.isArray(branches)) for (const branch of branches) visit(branch, path, definitions, rows);
  }
  for (const part of Array.isArray(node["allOf"]) ? node["allOf"] : []) {
    if (isNode(part) && !("if" in part)) visit(part, path, definitions, rows);
  }
  // A text with one value beside other types is written as a pattern in our source.
  const only = /^\^([a-z]+)\$$/u.exec(String(node["pattern"] ?? ""))?.[1];
  const own = "const" in node ? [node["const"]] : only === undefined ? node["enum"] : [only];
  for (const type of [node["type"] ?? []].flat()) row.types.add(type === "integer" ? "number" : String(type));
  if (Array.isArray(own)) {
    for (const value of own) {
      row.types.add(typeof value);
      if (typeof value === "string") row.values.add(value);
    }
  } else if ([node["type"]].flat().includes("string")) row.open = true;
  for (const [key, child] of Object.entries(schemaMap(node["properties"])))
    visit(child, `${path}.${key}`, definitions, rows);
  for (const child of [
    ...Object.values(schemaMap(node["patternProperties"])),
    ...[node["additionalProperties"]].filter(isNode),
  ])
    visit(child, `${path}.*`, definitions, rows);
  for (const item of [node["items"]].flat().filter(isNode)) visit(item, `${path}[]`, definitions, rows);
}

function rowAt(path: string, rows: Map<string, Row>): Row {
  const known = rows.get(path);
  if (known !== undefined) return known;
  const row: Row = { types: new Set(), values: new Set(), open: false };
  rows.set(path, row);
  return row;
}

/** The values that `models.providers.<id>.api` takes. */
export function apiValues(schema: SchemaNode): Map<string, string> {
  const row = schemaRows(schema).get("models.providers.*.api") ?? "";
  return new Map((row.split(" ")[1] ?? "").split("|").map((value) => [value, ""]));
}
