import type { GateLink, GateNode, GateTable, KeyGate } from "../src/schema/gate-table.ts";
import { releaseIndex } from "../src/schema/releases.ts";
import { type Annotation, annotationOf, isNode, type SchemaSource, schemaMap } from "../src/schema/source.ts";

/**
 * Reads the lifetimes out of the schema source into the table that the validator walks (build time). Definitions
 * become shared nodes, so the table stays small however often one is used.
 */
export function buildGates(source: SchemaSource): GateTable {
  const nodes: Record<string, unknown>[] = [{}];
  const byDefinition = new Map<string, number>();

  const nodeOf = (schema: unknown): number => {
    if (!isNode(schema)) return 0;
    const name = referenced(schema);
    if (name === undefined) return add(schema);
    const seen = byDefinition.get(name);
    if (seen !== undefined) return seen;
    const target = source.definitions[name];
    const inner = isNode(target) ? referencedByAllOf(target) : undefined;
    if (inner !== undefined) return nodeOf({ $ref: `#/definitions/${inner}` });
    return add(target, name);
  };

  const add = (schema: unknown, name?: string): number => {
    const node: Record<string, unknown> = {};
    const place = nodes.push(node) - 1;
    if (name !== undefined) byDefinition.set(name, place);
    if (!isNode(schema)) return place;
    const annotation = annotationOf(schema);
    const keys = schemaMap(schema["properties"]);
    if (Object.keys(keys).length > 0) {
      node["k"] = Object.fromEntries(Object.entries(keys).map(([key, child]) => [key, link(child)]));
    }
    if (isNode(schema["additionalProperties"])) node["r"] = link(schema["additionalProperties"]);
    else if (schema["additionalProperties"] === true) node["r"] = 0;
    if (isNode(schema["items"])) {
      const items = nodeOf(schema["items"]);
      if (items !== 0) node["i"] = items;
    }
    Object.assign(node, valueGates(annotation));
    if (annotation.only !== undefined) node["o"] = annotation.only;
    if (annotation.secret === true) node["s"] = 1;
    else if (annotation.free === true) node["s"] = 2;
    if (Object.keys(node).length === 0 && name === undefined) {
      // A leaf without lifetimes is the empty node.
      nodes.pop();
      return 0;
    }
    return place;
  };

  const link = (child: unknown): GateLink => {
    const gate = keyGate(child);
    const node = nodeOf(child);
    return gate === undefined ? node : [node, gate];
  };

  add(source.root, "");
  return { nodes: nodes as readonly GateNode[] };
}

function referenced(schema: unknown): string | undefined {
  const ref = isNode(schema) ? schema["$ref"] : undefined;
  return typeof ref === "string" ? ref.slice("#/definitions/".length) : undefined;
}

function referencedByAllOf(schema: { readonly [keyword: string]: unknown }): string | undefined {
  const parts = schema["allOf"];
  return Array.isArray(parts) ? parts.map(referenced).find((name) => name !== undefined) : undefined;
}

function valueGates(annotation: Annotation): Record<string, unknown> {
  const gates: Record<string, unknown> = {};
  if (annotation.values !== undefined) {
    gates["v"] = Object.fromEntries(
      Object.entries(annotation.values).map(([value, stretches]) => [
        value,
        stretches.map(([since, until]) => [releaseIndex(since), until === null ? null : releaseIndex(until)]),
      ]),
    );
  }
  if (annotation.renamed !== undefined) gates["n"] = annotation.renamed;
  return gates;
}

function keyGate(child: unknown): KeyGate | undefined {
  const annotation = annotationOf(child);
  const gate = {
    ...(annotation.since === undefined ? {} : { s: releaseIndex(annotation.since) }),
    ...(annotation.until === undefined ? {} : { u: releaseIndex(annotation.until) }),
    ...(annotation.action === undefined ? {} : { a: annotation.action }),
    ...(annotation.replacedBy === undefined ? {} : { r: annotation.replacedBy }),
    // A limit beside $ref belongs to this place, not to the definition.
    ...(annotation.only !== undefined && referenced(child) !== undefined ? { o: annotation.only } : {}),
  };
  return Object.keys(gate).length === 0 ? undefined : gate;
}
