import { Ajv, type ErrorObject } from "ajv";
import { fastFormats, formatNames } from "ajv-formats/dist/formats.js";
import { fromPointer, isObject } from "../core/config-path.ts";

/** One thing that a schema of the user's has against a config. */
export interface OwnSchemaProblem {
  readonly path: readonly string[];
  readonly on: "key" | "value";
  /** ajv's words; they name what the schema allows and never what the config holds. */
  readonly words: string;
}

/** Checks a config against a schema of the user's. */
export type OwnSchema = (config: unknown) => readonly OwnSchemaProblem[];

/**
 * Compiles a JSON Schema (draft-07 or what of later drafts ajv reads the same way).
 *
 * In: the schema as plain data. Out: a check. Throws an `Error` in ajv's words when it is no schema that compiles.
 * Local references that count from the nearest `$defs` above them, as the schema that OpenClaw 2026.9.6 prints has
 * them, are put right first; formats are those of ajv-formats in their short forms; unknown keywords and formats are passed over.
 */
export function compileOwnSchema(schema: unknown): OwnSchema {
  if (!isObject(schema) && typeof schema !== "boolean") throw new Error("a JSON Schema is an object");
  const plain = isObject(schema) ? withoutDialect(repairReferences(schema)) : schema;
  const ajv = new Ajv({
    strict: false,
    strictNumbers: true,
    allErrors: true,
    logger: false,
  });
  // The short forms: the long ones take their time over hostile texts.
  for (const name of formatNames) ajv.addFormat(name, fastFormats[name]);
  const validate = ajv.compile(plain);
  return (config) => (validate(config) ? [] : foldErrors(validate.errors ?? []));
}

/** ajv's default class knows draft-07 only; a `$schema` of another draft would make it refuse the rest. */
function withoutDialect(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = schema;
  return rest;
}

type Node = Readonly<Record<string, unknown>>;

/** Rewrites `#/$defs/x` to the nearest `$defs` above that has an `x`. */
function repairReferences(root: Node): Node {
  const visit = (
    node: unknown,
    pointer: string,
    scopes: readonly { pointer: string; names: Node }[],
  ): unknown => {
    if (Array.isArray(node)) return node.map((item, index) => visit(item, `${pointer}/${index}`, scopes));
    if (!isObject(node)) return node;
    const defs = node["$defs"] ?? node["definitions"];
    const key = node["$defs"] === undefined ? "definitions" : "$defs";
    const inner = isObject(defs) ? [{ pointer: `${pointer}/${key}`, names: defs }, ...scopes] : scopes;
    const copy: Record<string, unknown> = {};
    for (const [name, child] of Object.entries(node)) {
      const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
      copy[name] = visit(child, `${pointer}/${step}`, inner);
    }
    const target =
      typeof node["$ref"] === "string"
        ? /^#\/(?:\$defs|definitions)\/([^/]+)$/u.exec(node["$ref"])?.[1]
        : undefined;
    const scope = target === undefined ? undefined : inner.find(({ names }) => Object.hasOwn(names, target));
    if (scope !== undefined && scope.pointer !== "/$defs" && scope.pointer !== "/definitions") {
      copy["$ref"] = `#${scope.pointer.split("/").map(encodeURIComponent).join("/")}/${target}`;
    }
    return copy;
  };
  // The visit keeps the kind of what it is given: an object stays one.
  return visit(root, "", []) as Node;
}

/** Each error is held against each other, so no more than this many are looked at. */
const MOST = 2000;

/** Of a union's errors the deepest say most; the union's own is kept only where nothing lies below it. */
function foldErrors(errors: readonly ErrorObject[]): readonly OwnSchemaProblem[] {
  const kept = errors.filter(({ keyword }) => keyword !== "if").slice(0, MOST);
  const unions = kept.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  const result = new Map<string, OwnSchemaProblem>();
  for (const error of kept) {
    const union = unions.find((one) => one !== error && error.schemaPath.startsWith(`${one.schemaPath}/`));
    const deeper = kept.some(
      (one) =>
        one !== error &&
        one.schemaPath.startsWith(`${error.schemaPath}/`) &&
        one.instancePath.length > error.instancePath.length,
    );
    if (unions.includes(error) ? deeper : union !== undefined && error.instancePath === union.instancePath)
      continue;
    const problem = toProblem(error);
    result.set(`${problem.path.join("\0")} ${problem.words}`, problem);
  }
  return [...result.values()];
}

function toProblem({
  instancePath,
  keyword,
  params,
  message = "it does not fit",
}: ErrorObject): OwnSchemaProblem {
  const path = fromPointer(instancePath);
  if (keyword === "additionalProperties") {
    const key = String(params["additionalProperty"]);
    return { path: [...path, key], on: "key", words: "the schema has no such key" };
  }
  if (keyword === "enum" && Array.isArray(params["allowedValues"])) {
    return { path, on: "value", words: `must be one of ${params["allowedValues"].map(String).join(", ")}` };
  }
  return { path, on: "value", words: message };
}
