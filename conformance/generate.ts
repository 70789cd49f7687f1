import { isNode, type SchemaNode, schemaMap } from "../src/schema/source.ts";
import type { Random } from "./random.ts";
import { branchesFor, childNode, type Definitions, decidingKeys, list, resolveNode } from "./schema-walk.ts";
import { mapKeys, textFor } from "./texts.ts";

/** How a config is made. */
export interface GenerateOptions {
  /** How much is put into each object; from 1 on. */
  readonly size: number;
  /** True: texts and keys that OpenClaw may object to are mixed in. */
  readonly odd: boolean;
}

interface Step extends GenerateOptions {
  readonly definitions: Definitions;
  readonly random: Random;
}

type Path = readonly (string | number)[];

/** A config that the schema's types, values and bounds allow. The same schema and chance give the same config. */
export function generateConfig(schema: SchemaNode, random: Random, options: GenerateOptions): unknown {
  const step: Step = { ...options, random, definitions: schemaMap(schema["definitions"]) };
  const inside = Object.entries(schemaMap(schema["properties"])).filter(([, node]) => isKnown(node, step));
  const root = { ...schema, properties: Object.fromEntries(inside), additionalProperties: false };
  const config = objectFor(root, [], step);
  const agents = resolveNode(childNode(schema, "agents"), step.definitions);
  const keyed = "entries" in schemaMap(agents?.["properties"]);
  if (random.once(6)) Object.assign(config, owners(keyed, random));
  return config;
}

/** False for sections that clawlint does not look into. */
function isKnown(node: unknown, step: Step): boolean {
  const whole = resolveNode(node, step.definitions);
  if (whole === undefined || whole["items"] === true) return false;
  return whole["additionalProperties"] !== true || whole["properties"] !== undefined;
}

/** What other sections say about agents: there the agents named must exist. */
function owners(keyed: boolean, random: Random): Record<string, unknown> {
  const agent = () => random.pick(["baker", "till", "main"]);
  return random.pick([
    { bindings: [{ agentId: agent(), match: { channel: "telegram" } }] },
    { broadcast: { "120363403215116621@g.us": [agent()] } },
    // Talk names its agent since agents are kept by id.
    ...(keyed ? [{ talk: { agentId: agent() } }] : []),
  ]);
}

function valueFor(node: unknown, path: Path, step: Step): unknown {
  const { random } = step;
  const whole = resolveNode(node, step.definitions);
  if (whole === undefined) return random.pick<unknown>([true, 1, "free", ["free"], { free: true }]);
  if (Array.isArray(whole["enum"])) return random.pick(whole["enum"]);
  if ("const" in whole) return whole["const"];
  const types = list([whole["type"] ?? "object"].flat());
  switch (random.pick(types)) {
    case "string":
      return textOf(whole, path, step);
    case "boolean":
      return random.once(2);
    case "null":
      return null;
    case "number":
      return numberFor(whole, false, step);
    case "integer":
      return numberFor(whole, true, step);
    case "array": {
      const least = Number(whole["minItems"] ?? 0);
      const most = Number(whole["maxItems"] ?? 3);
      const length = Math.min(most, Math.max(least, random.below(Math.min(3, step.size) + 1)));
      return Array.from({ length }, (_, index) => valueFor(itemNode(whole, index), [...path, index], step));
    }
    default:
      return objectFor(whole, path, step);
  }
}

/** The sections that matter most are in most configs. */
function mostly(path: Path, allowed: readonly string[], random: Random): string[] {
  const wanted =
    path.length === 0 ? ["models", "agents"] : path.length === 1 ? ["providers", "defaults"] : [];
  return wanted.filter((key) => allowed.includes(key) && !random.once(3));
}

function itemNode(node: SchemaNode, index: number): unknown {
  return Array.isArray(node["items"]) ? node["items"][index] : node["items"];
}

function textOf(node: SchemaNode, path: Path, step: Step): string {
  const text = textFor(path, node["pattern"], step.odd, step.random);
  const least = Number(node["minLength"] ?? 0);
  return text.length < least && !step.odd ? text.padEnd(least, "x") : text;
}

function numberFor(node: SchemaNode, whole: boolean, step: Step): number {
  const above = node["exclusiveMinimum"];
  const low = typeof above === "number" ? above + (whole ? 1 : 0.5) : Number(node["minimum"] ?? 0);
  const high = Number(node["maximum"] ?? low + 1000);
  const middle = low + (high - low) / 3;
  return step.random.pick([low, high, whole ? Math.floor(middle) : middle]);
}

function objectFor(node: SchemaNode, path: Path, step: Step): Record<string, unknown> {
  const { random } = step;
  const made: Record<string, unknown> = {};
  const own = schemaMap(node["properties"]);
  for (const key of decidingKeys(node)) {
    if (list(node["required"]).includes(key) || random.once(2))
      made[key] = valueFor(own[key], [...path, key], step);
  }
  const branches = branchesFor(node, made);
  const closed = branches.filter((branch) => branch["additionalProperties"] === false);
  const allowed = Object.keys(own).filter((key) =>
    closed.every((branch) => Object.hasOwn(schemaMap(branch["properties"]), key)),
  );
  const required = [node, ...branches].flatMap((branch) => list(branch["required"]));
  // Deep places get little, so that a config grows in breadth; the root gets the sections.
  const room = Math.max(1, step.size + 1 - Math.floor(path.length / 3));
  const count = path.length < 2 ? 1 + random.below(room) : random.below(room + 1);
  const keys = [...required, ...random.some(allowed, count), ...mostly(path, allowed, random)];
  for (const key of new Set(keys)) {
    if (Object.hasOwn(made, key)) continue;
    const special = branches.map((branch) => schemaMap(branch["properties"])[key]).find(isNode);
    const base = resolveNode(own[key], step.definitions);
    made[key] = valueFor(special === undefined ? own[key] : { ...base, ...special }, [...path, key], step);
  }
  if (node["additionalProperties"] !== undefined && node["additionalProperties"] !== false) {
    for (const key of random.some(
      mapKeys(path, step.odd, random),
      random.below(Math.min(3, step.size) + 1),
    )) {
      if (!Object.hasOwn(made, key)) made[key] = valueFor(childNode(node, key), [...path, key], step);
    }
  }
  return made;
}
