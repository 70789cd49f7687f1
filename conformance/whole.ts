import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSync, type JsonSchema } from "json-schema-faker";
import { readRawSchema } from "../scripts/upstream/whole/all.ts";
import { type ConfigPath, isObject, valueAt } from "../src/core/config-path.ts";
import { isNode, type SchemaNode, schemaMap } from "../src/schema/source.ts";
import type { Case } from "./cases.ts";
import type { OpenClawInstallation } from "./openclaw/install.ts";
import { type Random, seeded } from "./random.ts";

/** The schemas of a release's sections, as its own package has them: nothing of ours has been at them. */
export type WholeSchema = Readonly<Record<string, SchemaNode>>;

/** Takes the schema of every section out of an installed OpenClaw. */
export function wholeSchema({ folder, node }: OpenClawInstallation): WholeSchema {
  const home = mkdtempSync(join(tmpdir(), "clawlint-schema-"));
  const { schema, channels, plugins } = readRawSchema(folder, node, home);
  rmSync(home, { recursive: true, force: true });
  const sections: Record<string, SchemaNode> = {};
  for (const [key, node] of Object.entries(schemaMap(isNode(schema) ? schema["properties"] : {})))
    if (isNode(node)) sections[key] = node;
  const own = sections["channels"] ?? {};
  const described = Object.fromEntries(channels.map(({ id, schema: channel }) => [id, channel]));
  sections["channels"] = {
    type: "object",
    properties: { ...schemaMap(own["properties"]), ...described },
    additionalProperties: false,
  };
  const entries = schemaMap(schemaMap(sections["plugins"]?.["properties"])["entries"]);
  const entry = entries["additionalProperties"];
  if (sections["plugins"] !== undefined && isNode(entry)) {
    const known = plugins.map(({ id, configSchema }) => [
      id,
      { ...entry, properties: { ...schemaMap(entry["properties"]), config: configSchema ?? {} } },
    ]);
    sections["plugins"] = {
      ...sections["plugins"],
      properties: {
        ...schemaMap(sections["plugins"]["properties"]),
        entries: { ...entries, properties: Object.fromEntries(known), additionalProperties: false },
      },
    };
  }
  return sections;
}

/** Sections that are made more often: real configs nearly all have them. */
const COMMON = [
  "agents",
  "channels",
  "gateway",
  "hooks",
  "messages",
  "models",
  "plugins",
  "session",
  "tools",
];

/**
 * Case `index` of a seed over all sections: half as json-schema-faker makes it, half of these bent once more. The same
 * seed, release and schema give the same case.
 */
export function wholeCaseAt(index: number, seed: string, release: string, sections: WholeSchema): Case {
  const family = Math.floor(index / 2);
  const random = seeded(`whole ${seed} ${release} ${family}`);
  const names = Object.keys(sections).filter((name) => name !== "$schema");
  const count = 1 + random.below(3);
  const chosen = new Set<string>();
  while (chosen.size < count)
    chosen.add(random.pick(random.once(2) ? names : COMMON.filter((name) => names.includes(name))));
  const config: Record<string, unknown> = {};
  for (const name of chosen) {
    const pruned = prune(sections[name], [], random, 0);
    config[name] = generateSync(pruned as JsonSchema, {
      seed: random.below(2 ** 31),
      alwaysFakeOptionals: true,
      maxDefaultItems: 2,
      maxItems: 3,
      maxLength: 24,
    });
  }
  // Whether a folder or a plugin is there, the machine decides.
  const plugins = config["plugins"];
  if (isObject(plugins)) for (const key of ["load", "allow", "deny"]) delete plugins[key];
  if (index % 2 === 0) return { index, kind: "valid", config };
  const own = seeded(`bend ${seed} ${release} ${index}`);
  return bent(config, sections, own, index) ?? { index, kind: "valid", config };
}

/** A config with one thing changed; undefined where it has nothing that could be. */
export function bent(whole: unknown, sections: WholeSchema, random: Random, index: number): Case | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const copy: unknown = structuredClone(whole);
    const kind = random.pick(BENDS);
    if (bendOnce(copy, kind, sections, random)) return { index, kind, config: copy };
  }
  return undefined;
}

/**
 * Keeps few of an object's keys, what it demands among them, so that what is left is filled whole and deep.
 *
 * @param along a path that is to be kept: keys, `*` for any name, `[]` for the items of a list
 */
export function prune(
  schema: unknown,
  scopes: readonly SchemaNode[],
  random: Random,
  depth: number,
  along: readonly string[] = [],
): unknown {
  if (!isNode(schema)) return schema;
  const own = schema["$defs"] ?? schema["definitions"];
  const inner = isNode(own) ? [own, ...scopes] : scopes;
  const [next, ...further] = along;
  const below = (child: unknown, path: readonly string[] = []): unknown =>
    prune(child, inner, random, depth + 1, path);
  if (typeof schema["$ref"] === "string") {
    const name = /\/([^/]+)$/u.exec(schema["$ref"])?.[1] ?? "";
    return depth > 30 ? {} : below(inner.find((scope) => name in scope)?.[name], along);
  }
  const { $defs: _defs, definitions: _definitions, $schema: _dialect, default: _default, ...rest } = schema;
  const result: Record<string, unknown> = { ...rest };
  const keys = Object.keys(schemaMap(schema["properties"]));
  if (keys.length > 0) {
    const needed = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
    const chosen =
      next !== undefined && keys.includes(next)
        ? [next]
        : random.some(keys, 1 + random.below(depth < 2 ? 3 : 4));
    const wanted = new Set([...needed, ...chosen]);
    result["properties"] = Object.fromEntries(
      keys
        .filter((key) => wanted.has(key))
        .map((key) => [key, below(schemaMap(schema["properties"])[key], key === next ? further : [])]),
    );
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    delete result[keyword];
    const fitting = branches.filter((one) => next !== undefined && leadsTo(one, next, inner));
    const branch = below(random.pick(fitting.length > 0 ? fitting : branches), along);
    if (isNode(branch))
      return Object.keys(result).some((key) => key !== "title" && key !== "description")
        ? { ...result, ...branch }
        : branch;
  }
  if (isNode(schema["additionalProperties"])) {
    result["additionalProperties"] = below(schema["additionalProperties"], next === "*" ? further : []);
    if (keys.length === 0) result["minProperties"] = Math.max(1, Number(schema["minProperties"] ?? 1));
  }
  if (isNode(schema["items"])) {
    result["items"] = below(schema["items"], next === "[]" ? further : []);
    if (next === "[]") result["minItems"] = Math.max(1, Number(schema["minItems"] ?? 1));
  }
  if (Array.isArray(schema["allOf"])) result["allOf"] = schema["allOf"].map((part) => below(part, along));
  return result;
}

/** True for a schema that has a step of a path itself. */
function leadsTo(schema: unknown, next: string, scopes: readonly SchemaNode[]): boolean {
  if (!isNode(schema)) return false;
  if (typeof schema["$ref"] === "string") {
    const name = /\/([^/]+)$/u.exec(schema["$ref"])?.[1] ?? "";
    return leadsTo(scopes.find((scope) => name in scope)?.[name], next, scopes);
  }
  if (next === "[]") return isNode(schema["items"]);
  if (next === "*") return isNode(schema["additionalProperties"]);
  return Object.hasOwn(schemaMap(schema["properties"]), next);
}

/** Ways in which a config is bent. */
const BENDS = ["key", "type", "value", "bound", "lost-key", "pair"] as const;

export type BendKind = (typeof BENDS)[number];

function bendOnce(config: unknown, kind: BendKind, sections: WholeSchema, random: Random): boolean {
  const all = placesOf(config, []);
  const keyed = all.filter((path) => typeof path.at(-1) === "string" && path.length > 1);
  if (keyed.length === 0) return false;
  const path = random.pick(keyed);
  const holder = valueAt(config, path.slice(0, -1));
  const key = String(path.at(-1));
  if (!isObject(holder)) return false;
  const value = holder[key];
  switch (kind) {
    case "key": {
      const renamed = random.pick([`${key}s`, key.toUpperCase(), `_${key}`, "crumbs", key.slice(1) || "x"]);
      if (renamed in holder) return false;
      delete holder[key];
      holder[renamed] = value;
      return true;
    }
    case "type":
      holder[key] = random.pick<unknown>([
        null,
        "crumbs",
        7,
        true,
        [],
        {},
        [value],
        { value },
        1.5,
        "7",
        "true",
      ]);
      return true;
    case "value":
      if (typeof value !== "string") return false;
      holder[key] = random.pick([
        "",
        " ",
        "crumbs",
        value.toUpperCase(),
        `${value}x`,
        "../oven",
        "https://oven.example",
        "off",
        "auto",
      ]);
      return true;
    case "bound":
      if (typeof value !== "number") return false;
      holder[key] = random.pick([0, -1, value + 0.5, 1e9, -value, 65536, 1e16]);
      return true;
    case "lost-key":
      delete holder[key];
      return true;
    case "pair": {
      const [section = "", patch] = random.pick(PAIRS.filter(([name = ""]) => name in sections));
      if (!isObject(config) || patch === undefined) return false;
      config[section] = structuredClone(patch);
      return true;
    }
  }
}

/** Values that are right by themselves, and that a rule beyond the schema may hold against one another. */
const PAIRS: readonly (readonly [section: string, value: unknown])[] = [
  ["gateway", { bind: "lan", tailscale: { mode: "serve" } }],
  [
    "gateway",
    { bind: "loopback", tailscale: { mode: "funnel" }, auth: { mode: "token", token: "oven-not-a-key" } },
  ],
  [
    "gateway",
    { bind: "loopback", tailscale: { mode: "funnel" }, auth: { mode: "password", password: "not-a-key" } },
  ],
  ["gateway", { bind: "custom" }],
  ["gateway", { bind: "custom", customBindHost: "192.168.1.5" }],
  ["gateway", { bind: "lan", auth: { mode: "none" } }],
  ["gateway", { auth: { mode: "trusted-proxy" } }],
  ["gateway", { tailscale: { mode: "serve" }, auth: { mode: "none" } }],
  ["channels", { telegram: { dmPolicy: "open" } }],
  ["channels", { telegram: { dmPolicy: "open", allowFrom: ["*"] } }],
  ["channels", { telegram: { dmPolicy: "allowlist" } }],
  ["channels", { slack: { mode: "http" } }],
  ["channels", { slack: { dmPolicy: "open", allowFrom: ["U1"] } }],
  ["channels", { discord: { dmPolicy: "open" } }],
  ["channels", { whatsapp: { dmPolicy: "open", allowFrom: ["+15550001111"] } }],
  ["channels", { signal: { dmPolicy: "open" } }],
  ["channels", { bakery: { enabled: true } }],
  ["bindings", [{ agentId: "main", match: { channel: "telegram", accountId: "*" } }]],
  ["bindings", [{ type: "acp", agentId: "main", match: { channel: "telegram" } }]],
  ["tools", { allow: ["read"], alsoAllow: ["exec"] }],
  ["tools", { web: { search: { provider: "bakery" } } }],
  ["tools", { profile: "minimal", deny: ["exec"] }],
  ["hooks", { enabled: true }],
  ["hooks", { enabled: true, token: "oven-not-a-key", path: "/" }],
  ["hooks", { mappings: [{ action: "wake", match: { path: "/a" } }] }],
  ["cron", { enabled: true, store: "/var/oven" }],
  ["plugins", { slots: { memory: "bakery" } }],
  ["talk", { provider: "bakery" }],
  ["broadcast", { "1@g.us": ["nobody"] }],
  ["session", { maintenance: { mode: "enforce", pruneAfter: "soon" } }],
  ["mcp", { servers: { oven: {} } }],
  ["mcp", { servers: { "oven crumbs": { command: "oven" } } }],
  ["proxy", { enabled: true }],
];

function placesOf(value: unknown, path: ConfigPath): ConfigPath[] {
  const children = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...children.flatMap(([key, child]) => placesOf(child, [...path, key])),
  ];
}
