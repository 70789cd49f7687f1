import { addIncludes } from "./editor-includes.ts";
import { addProviderIds } from "./provider-keys.ts";
import { type ReleaseLine, releaseIndex } from "./releases.ts";
import type { SectionSchemas } from "./section-schemas.ts";
import {
  annotationOf,
  forgiven,
  holds,
  isNode,
  type OnlyLimit,
  type SchemaNode,
  type SchemaSource,
  schemaMap,
} from "./source.ts";
import { toStrict } from "./strict-schema.ts";

/**
 * Who reads the schema.
 * - `editor`: with the keywords of VS Code, and `$include` allowed at every object, since an editor sees one file.
 * - `schemastore`: the same without the keywords that SchemaStore refuses (`allowComments`, `deprecationMessage`).
 * - `plain`: standard keywords only; describes the merged value.
 * - `strict`: as `plain`, for ajv in its strict mode with no option changed: no unions of types, no formats.
 * - `bare`: as `plain`, without words: what the validator is compiled from.
 */
export type Flavour = "editor" | "schemastore" | "plain" | "strict" | "bare";

/** Keywords that only VS Code knows. */
const EDITOR_KEYWORDS = new Set(["markdownDescription", "enumDescriptions", "defaultSnippets"]);
const WORDS = new Set(["title", "description", "default", "examples"]);

interface Step {
  readonly release: ReleaseLine | "any";
  readonly flavour: Flavour;
}

/** Sections that the source leaves open, as `sectionSchemas` gives them. */
export interface MoreSections extends SectionSchemas {
  /** Keys of all sections that were asked for; one that the release has not is taken out. */
  readonly asked: Iterable<string>;
}

/**
 * The plain draft-07 schema of one release, or (`"any"`) of everything that some known release accepts. Pure: the
 * same source gives the same schema, with keys in the source's order. Keys that OpenClaw moves or drops on read stay
 * in the schema of later releases, marked as deprecated.
 */
export function project(
  source: SchemaSource,
  release: ReleaseLine | "any",
  flavour: Flavour,
  more?: MoreSections,
): SchemaNode {
  const step: Step = { release, flavour };
  const definitions: Record<string, unknown> = {};
  for (const [name, node] of Object.entries(source.definitions)) definitions[name] = convert(node, step);
  const root = withSections(convert(source.root, step), more);
  let schema: SchemaNode = { ...head(step), ...root, definitions: { ...definitions, ...more?.definitions } };
  if (flavour === "editor" || flavour === "schemastore") schema = addIncludes(schema);
  const used = withoutUnused(schema);
  return flavour === "strict" ? toStrict(used) : used;
}

/** The root with sections in place of those that take anything. */
function withSections(root: SchemaNode, more: MoreSections | undefined): SchemaNode {
  if (more === undefined) return root;
  const properties: Record<string, unknown> = { ...schemaMap(root["properties"]) };
  for (const key of more.asked) {
    const section = more.sections[key];
    const written = schemaMap(properties[key]);
    if (section === undefined) delete properties[key];
    // Of single values the source says more than the tables.
    else if (written["type"] !== "string" && written["type"] !== "boolean") {
      const { description } = written;
      properties[key] = { ...(description === undefined ? {} : { description }), ...section };
    }
  }
  return { ...root, properties };
}

function head(step: Step): SchemaNode {
  if (step.flavour === "bare") return {};
  const about = step.release === "any" ? "" : ` ${step.release}`;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `OpenClaw${about} configuration`,
    ...(step.flavour === "editor" ? { allowComments: true } : {}),
    ...(forEditors(step) ? { allowTrailingCommas: true } : {}),
  };
}

function forEditors(step: Step): boolean {
  return step.flavour === "editor" || step.flavour === "schemastore";
}

function convert(node: SchemaNode, step: Step): SchemaNode {
  const annotation = annotationOf(node);
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === "x-openclaw") continue;
    if (EDITOR_KEYWORDS.has(keyword) && !forEditors(step)) continue;
    if (WORDS.has(keyword) && step.flavour === "bare") continue;
    result[keyword] = convertKeyword(keyword, value, step);
  }
  if (annotation.values !== undefined) keepLiveValues(result, annotation.values, step);
  if (annotation.providerIds !== undefined) addProviderIds(result, annotation.providerIds, step.flavour);
  keepOwnKeysInBranches(result, Object.keys(schemaMap(result["properties"])), node);
  if (step.release === "any") return result;
  let limited: SchemaNode = result;
  for (const limit of annotation.only ?? []) {
    if (holds(limit, step.release)) limited = narrow(limited, limit);
  }
  return limited;
}

function convertKeyword(keyword: string, value: unknown, step: Step): unknown {
  switch (keyword) {
    case "properties":
    case "patternProperties":
      return liveProperties(schemaMap(value), step);
    case "additionalProperties":
      return isNode(value) && !alive(value, step) ? false : convertAny(value, step);
    case "items":
    case "if":
    case "then":
    case "else":
    case "propertyNames":
      return convertAny(value, step);
    case "allOf":
      return Array.isArray(value) ? value.map((item) => convertAny(item, step)) : value;
    default:
      return value;
  }
}

function convertAny(value: unknown, step: Step): unknown {
  if (Array.isArray(value)) return value.map((item) => convertAny(item, step));
  return isNode(value) ? convert(value, step) : value;
}

function liveProperties(properties: Readonly<Record<string, unknown>>, step: Step): Record<string, unknown> {
  const live: Record<string, unknown> = {};
  for (const [key, node] of Object.entries(properties)) {
    if (!alive(node, step)) continue;
    const converted = convertAny(node, step);
    live[key] = leftAlready(node, step) && isNode(converted) ? deprecated(node, converted, step) : converted;
  }
  return live;
}

function alive(node: unknown, step: Step): boolean {
  const annotation = annotationOf(node);
  if (step.release === "any" || holds(annotation, step.release)) return true;
  return leftAlready(node, step) && forgiven(annotation);
}

function leftAlready(node: unknown, step: Step): boolean {
  const until = annotationOf(node).until;
  return until !== undefined && step.release !== "any" && releaseIndex(step.release) > releaseIndex(until);
}

function deprecated(node: unknown, converted: SchemaNode, step: Step): SchemaNode {
  const { until, action, replacedBy } = annotationOf(node);
  // What is dropped is dropped whatever it holds; a single value that is moved is judged at its new place.
  const base: SchemaNode = converted["type"] === "array" ? converted : wordsOf(converted);
  if (!forEditors(step)) return base;
  const instead = replacedBy === undefined ? "" : ` Use ${replacedBy}.`;
  const message = `Left OpenClaw after ${until}; ${action}.${instead}`;
  if (step.flavour === "editor") return { ...base, deprecationMessage: message };
  const { markdownDescription: _words, ...rest } = base;
  return { ...rest, description: `DEPRECATED. ${message}` };
}

function wordsOf(node: SchemaNode): SchemaNode {
  return "description" in node ? { description: node["description"] } : {};
}

function keepLiveValues(
  result: Record<string, unknown>,
  values: NonNullable<ReturnType<typeof annotationOf>["values"]>,
  step: Step,
): void {
  const all = result["enum"];
  if (!Array.isArray(all) || step.release === "any") return;
  const release = step.release;
  const keep = all.map((value) => {
    const stretches = values[String(value)];
    return stretches === undefined || stretches.some(([since, until]) => holds({ since, until }, release));
  });
  result["enum"] = all.filter((_, index) => keep[index]);
  const words = result["enumDescriptions"];
  if (Array.isArray(words)) result["enumDescriptions"] = words.filter((_, index) => keep[index]);
}

/** Takes keys that the release lacks out of the key lists of `then` and `else`, so that no editor offers them. */
function keepOwnKeysInBranches(
  result: Record<string, unknown>,
  own: readonly string[],
  node: SchemaNode,
): void {
  if (!isNode(node["properties"]) || !Array.isArray(result["allOf"])) return;
  const clean = (branch: unknown): unknown => {
    if (!isNode(branch)) return branch;
    const copy: Record<string, unknown> = { ...branch };
    for (const keyword of ["then", "else"]) if (keyword in copy) copy[keyword] = clean(copy[keyword]);
    if (isNode(copy["properties"]) && !("if" in copy && !("additionalProperties" in copy))) {
      const entries = Object.entries(copy["properties"]).filter(([key]) => own.includes(key));
      copy["properties"] = Object.fromEntries(entries);
    }
    return copy;
  };
  result["allOf"] = result["allOf"].map(clean);
}

const OBJECT_KEYWORDS = [
  "properties",
  "patternProperties",
  "additionalProperties",
  "required",
  "propertyNames",
];

/** Adds the limits of one release to a converted node. */
function narrow(node: SchemaNode, limit: OnlyLimit): SchemaNode {
  const { since: _since, until: _until, ...limits } = limit;
  if (typeof node["$ref"] === "string") {
    const { $ref, ...words } = node;
    return { ...words, ...limits, allOf: [{ $ref }] };
  }
  const result: Record<string, unknown> = { ...node, ...limits };
  const types = [limits["type"] ?? node["type"]].flat();
  if (!types.includes("object")) for (const keyword of [...OBJECT_KEYWORDS, "allOf"]) delete result[keyword];
  if (!types.includes("array")) delete result["items"];
  if (!types.includes("string")) delete result["pattern"];
  if (Array.isArray(result["enum"]) && "type" in limits) {
    result["enum"] = result["enum"].filter((value) => types.includes(typeof value));
  }
  if (types.length === 1 && types[0] === "boolean") delete result["enum"];
  return result;
}

function withoutUnused(schema: SchemaNode): SchemaNode {
  const definitions = schemaMap(schema["definitions"]);
  const { definitions: _all, ...root } = schema;
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value)) return;
    const ref = value["$ref"];
    if (typeof ref === "string") {
      const name = ref.slice("#/definitions/".length);
      if (!used.has(name)) {
        used.add(name);
        visit(definitions[name]);
      }
    }
    for (const child of Object.values(value)) visit(child);
  };
  visit(root);
  const kept = Object.entries(definitions).filter(([name]) => used.has(name));
  return { ...root, definitions: Object.fromEntries(kept) };
}
