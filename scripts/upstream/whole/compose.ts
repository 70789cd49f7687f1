import { compareReleases } from "../../../src/schema/releases.ts";
import { isNode } from "../../../src/schema/source.ts";
import { CORE_CHANNELS } from "../../../src/validate/refinements/early-channels.ts";
import { isOpen, type PlainNode, plainSchema } from "./plain-schema.ts";

/** What the worker takes out of one package. */
export interface RawSchema {
  /** The core's own schema. */
  readonly schema: unknown;
  /** Schemas of channels that come with the package. */
  readonly channels: readonly { readonly id: string; readonly schema: unknown }[];
  /** Plugins that come with the package, with the channels they bring. */
  readonly plugins: readonly {
    readonly id: string;
    readonly channels: unknown;
    readonly configSchema: unknown;
  }[];
}

/** The schema of every section of one release, by the section's key. */
export type Sections = Readonly<Record<string, PlainNode>>;

/**
 * Puts the core's schema and those of bundled channels and plugins together, as `openclaw config schema` prints them;
 * channels and plugins that the package does not bring take anything.
 */
export function composeSections({ schema, channels, plugins }: RawSchema, release: string): Sections {
  const root = plainSchema(schema).properties ?? {};
  const sections: Record<string, PlainNode> = {};
  for (const [key, node] of Object.entries(root)) sections[key] = withReferenceIds(node);
  const own = sections["channels"] ?? { type: "object" };
  const ids: Record<string, PlainNode> = { ...own.properties };
  for (const plugin of plugins)
    for (const id of Array.isArray(plugin.channels) ? plugin.channels.map(String) : []) ids[id] ??= {};
  for (const { id, schema: described } of channels.filter(({ id }) => isHeld(id, release)))
    ids[id] = both(own.properties?.[id], plainSchema(described));
  const { additionalProperties: _closed, ...open } = own;
  sections["channels"] = { ...open, properties: sorted(ids) };
  const entries = sections["plugins"]?.properties?.["entries"];
  const entry = entries?.additionalProperties;
  if (sections["plugins"] !== undefined && entries !== undefined && entry !== undefined && entry !== false) {
    const described = plugins.flatMap(({ id, configSchema }) => {
      const config = isNode(configSchema) ? plainSchema(configSchema) : {};
      return isOpen(config) ? [] : [[id, withConfig(entry, config)] as const];
    });
    const known = { ...entries, properties: sorted(Object.fromEntries(described)) };
    sections["plugins"] = {
      ...sections["plugins"],
      properties: sorted({ ...sections["plugins"].properties, entries: known }),
    };
  }
  return Object.fromEntries(
    Object.entries(sections).map(([key, node]) => [key, markSecrets(node, key, false)]),
  );
}

/**
 * True where a channel's config is held to the schema that the package has for it. 2026.3.31 and 2026.4.1 describe all
 * channels and hold only those of the core to it (measured); 2026.4.7 holds all of them.
 */
function isHeld(channel: string, release: string): boolean {
  return CORE_CHANNELS.includes(channel) || compareReleases(release, "2026.4.5") >= 0;
}

/** What the core demands of a reference's id beyond its schema; channels and plugins are held to their schema alone. */
const REFERENCE_IDS: Readonly<Record<string, string>> = {
  file: "^(?:value|/(?:[^~]|~[01])*)$",
  exec: "^(?!(?:[^/]*/)*\\.{1,2}(?:/|$))[A-Za-z0-9][A-Za-z0-9._:/#-]{0,255}$",
};

function withReferenceIds(node: PlainNode): PlainNode {
  const source = String(node.properties?.["source"]?.enum?.[0]);
  const pattern = Object.hasOwn(REFERENCE_IDS, source) ? REFERENCE_IDS[source] : undefined;
  const id = node.properties?.["id"];
  if (pattern !== undefined && id?.type === "string" && node.properties?.["provider"] !== undefined)
    return { ...node, properties: { ...node.properties, id: { ...id, pattern } } };
  const list = (nodes: readonly PlainNode[]) => nodes.map(withReferenceIds);
  const map = node.properties;
  const rest = node.additionalProperties;
  return {
    ...node,
    ...(map === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(map).map(([key, one]) => [key, withReferenceIds(one)]),
          ),
        }),
    ...(rest === undefined || rest === false ? {} : { additionalProperties: withReferenceIds(rest) }),
    ...(node.items === undefined
      ? {}
      : { items: isPlain(node.items) ? withReferenceIds(node.items) : list(node.items) }),
    ...(node.anyOf === undefined ? {} : { anyOf: list(node.anyOf) }),
    ...(node.allOf === undefined ? {} : { allOf: list(node.allOf) }),
  };
}

/** A value that must satisfy two schemas. */
function both(first: PlainNode | undefined, second: PlainNode): PlainNode {
  if (first === undefined || isOpen(first) || JSON.stringify(first) === JSON.stringify(second)) return second;
  return isOpen(second) ? first : { allOf: [first, second] };
}

function withConfig(entry: PlainNode, config: PlainNode): PlainNode {
  return { ...entry, properties: sorted({ ...entry.properties, config }) };
}

function sorted<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of keys that hold secrets. Whether the sensitive fields that OpenClaw itself names are among them is tested. */
const SECRET_NAME =
  /(?:token|secret|password|passphrase|passwd|api-?key|private-?key|signing-?key|encrypt(?:ion)?-?key|access-?key|app-?key|credential|cookie|authorization|service-?account|webhook-?url|webhook-?path|nsec|identity-?data|certificate-?data|known-?hosts-?data|^key$|^cert$|^ca$|^sas|connection-?string|cdp-?url|dsn)/iu;

/** Maps whose values may be secrets: variables of programs that are started, headers of requests. */
const SECRET_MAP = /^(?:env|headers|.+Headers|queryParams?)$/u;

/** Marks what holds a secret: by its key's name where it can be a text, and every text that a SecretRef can stand for. */
function markSecrets(node: PlainNode, key: string, inside: boolean): PlainNode {
  const secret = inside || (holdsText(node) && SECRET_NAME.test(key)) || takesReference(node);
  const properties =
    node.properties === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(node.properties).map(([name, child]) => [name, markSecrets(child, name, false)]),
        );
  const rest = node.additionalProperties;
  const map = SECRET_MAP.test(key) || (SECRET_NAME.test(key) && node.type === "object");
  const below = (child: PlainNode) => markSecrets(child, key, false);
  return {
    ...node,
    ...(secret && holdsText(node) ? { secret: true as const } : {}),
    ...(properties === undefined ? {} : { properties }),
    ...(rest === undefined || rest === false ? {} : { additionalProperties: markSecrets(rest, "", map) }),
    ...(node.items === undefined
      ? {}
      : { items: isPlain(node.items) ? below(node.items) : node.items.map(below) }),
    ...(node.anyOf === undefined
      ? {}
      : { anyOf: node.anyOf.map((child) => markSecrets(child, key, secret)) }),
    ...(node.allOf === undefined
      ? {}
      : { allOf: node.allOf.map((child) => markSecrets(child, key, secret)) }),
  };
}

function isPlain(items: PlainNode | readonly PlainNode[]): items is PlainNode {
  return !Array.isArray(items);
}

/** True where a value may be a text that is not one of a list, or anything at all. */
function holdsText(node: PlainNode): boolean {
  if (isOpen(node)) return true;
  if (node.anyOf !== undefined) return node.anyOf.some(holdsText);
  if (node.allOf !== undefined) return node.allOf.some(holdsText);
  if (node.type === "array")
    return node.items === undefined || (isPlain(node.items) && holdsText(node.items));
  return node.enum === undefined && [node.type].flat().includes("string");
}

/** True for a text in whose place a SecretRef may stand. */
function takesReference(node: PlainNode): boolean {
  const reference = (one: PlainNode): boolean =>
    one.anyOf?.some(reference) === true ||
    ["source", "provider", "id"].every((key) => one.properties?.[key] !== undefined);
  return node.anyOf?.some(holdsText) === true && node.anyOf.some(reference);
}
