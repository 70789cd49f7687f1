import { isDeepStrictEqual } from "node:util";
import { type ConfigPath, isObject, valueAt } from "../src/core/config-path.ts";
import { type SchemaNode, schemaMap } from "../src/schema/source.ts";
import type { Random } from "./random.ts";
import { childNode, type Definitions, resolveNode } from "./schema-walk.ts";
import { removeAt } from "./settle.ts";

/** What a mutation does. */
export const MUTATIONS = [
  "rename-key",
  "remove-key",
  "add-key",
  "move-key",
  "break-type",
  "break-enum",
  "break-bound",
  "bend-secret",
  "bend-reference",
] as const;
export type MutationKind = (typeof MUTATIONS)[number];

/** A config with one thing changed. */
export interface Mutant {
  readonly config: unknown;
  readonly kind: MutationKind;
  /** Where: the key or value that was changed, as it is called afterwards. */
  readonly path: ConfigPath;
}

/** A value of a config with the schema node that describes it. */
interface Site {
  readonly path: ConfigPath;
  readonly value: unknown;
  readonly node: SchemaNode | undefined;
}

/** Changes one thing; undefined where the config has no place for that kind of change. The input stays as it is. */
export function mutate(
  config: unknown,
  schema: SchemaNode,
  kind: MutationKind,
  random: Random,
): Mutant | undefined {
  const copy: unknown = structuredClone(config);
  const all: Site[] = [];
  collect(copy, schema, [], schemaMap(schema["definitions"]), all);
  // Sections that clawlint does not look into stay as they are, but for the agents they name.
  const known = all.filter(({ path }) => path.length === 0 || isKnown(path) || isReferencePlace(path));
  const path = change(copy, known, kind, random);
  // A reference without a slash cannot lose it.
  if (path === undefined || isDeepStrictEqual(copy, config)) return undefined;
  return { config: copy, kind, path };
}

function collect(value: unknown, node: unknown, path: ConfigPath, definitions: Definitions, all: Site[]) {
  const whole = resolveNode(node, definitions);
  all.push({ path, value, node: whole });
  if (Array.isArray(value)) {
    const items = whole?.["items"];
    for (const [index, item] of value.entries())
      collect(item, Array.isArray(items) ? items[index] : items, [...path, index], definitions, all);
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value))
      collect(child, whole && childNode(whole, key), [...path, key], definitions, all);
  }
}

const UNKNOWN_SECTIONS = new Set(["bindings", "broadcast", "talk"]);

function isKnown(path: ConfigPath): boolean {
  return !UNKNOWN_SECTIONS.has(String(path[0]));
}

const ADDED = [
  "crumbs",
  "baseURL",
  "apikey",
  "constructor",
  "prototype",
  "__proto__",
  "model",
  "timeout",
  "type",
];
const ADDED_VALUES: readonly unknown[] = ["crumbs", 1, true, {}, [], null];

function change(
  copy: unknown,
  all: readonly Site[],
  kind: MutationKind,
  random: Random,
): ConfigPath | undefined {
  const keyed = all.filter(({ path }) => typeof path.at(-1) === "string" && isKnown(path));
  const below = all.filter(({ path, node }) => path.length > 0 && node !== undefined && isKnown(path));
  switch (kind) {
    case "rename-key": {
      const site = anyOf(keyed, random);
      const key = String(site?.path.at(-1));
      const name = random.pick([`${key}s`, key.slice(0, -1), key.toUpperCase(), `${key}Url`, `x${key}`]);
      if (site === undefined || name === key) return undefined;
      removeAt(copy, site.path);
      return put(copy, [...site.path.slice(0, -1), name], site.value);
    }
    case "remove-key": {
      const site = anyOf(keyed, random);
      if (site === undefined) return undefined;
      removeAt(copy, site.path);
      return site.path.slice(0, -1);
    }
    case "add-key": {
      const site = anyOf(
        all.filter(({ value, path }) => isObject(value) && isKnown(path)),
        random,
      );
      const name = random.pick(ADDED);
      if (site === undefined || (isObject(site.value) && Object.hasOwn(site.value, name))) return undefined;
      return put(copy, [...site.path, name], random.pick(ADDED_VALUES));
    }
    case "move-key": {
      const site = anyOf(keyed, random);
      if (site === undefined) return undefined;
      const homes = all.filter(
        ({ value, path }) => isObject(value) && isKnown(path) && !startsWith(path, site.path),
      );
      const home = anyOf(homes, random);
      const key = String(site.path.at(-1));
      if (home === undefined || (isObject(home.value) && Object.hasOwn(home.value, key))) return undefined;
      put(copy, [...home.path, key], site.value);
      removeAt(copy, site.path);
      return [...home.path, key];
    }
    case "break-type": {
      const site = anyOf(below, random);
      if (site === undefined) return undefined;
      const others = [1.5, "text", true, null, [], {}, ["text"], { primary: "oven/rye-1" }, Infinity];
      return put(
        copy,
        site.path,
        random.pick(others.filter((other) => kindOf(other) !== kindOf(site.value))),
      );
    }
    case "break-enum": {
      const site = anyOf(
        below.filter(({ node }) => node?.["enum"] !== undefined || node?.["const"] !== undefined),
        random,
      );
      const value = String(site?.value);
      if (site === undefined) return undefined;
      return put(copy, site.path, random.pick([`${value}s`, value.toUpperCase(), "", "crumbs", ` ${value}`]));
    }
    case "break-bound":
      return breakBound(copy, below, random);
    case "bend-secret":
      return bendSecret(copy, all, random);
    case "bend-reference": {
      const texts = all.filter(({ path, value }) => typeof value === "string" && isReferencePlace(path));
      const site = anyOf(texts, random);
      if (site === undefined) return undefined;
      const text = String(site.value);
      const bent = [
        "",
        " ",
        text.replaceAll("/", ""),
        `${text}/`,
        `/${text}`,
        "*",
        `${text}*`,
        "a b/c",
        "nobody",
      ];
      return put(copy, site.path, random.pick(bent));
    }
    default:
      return kind satisfies never;
  }
}

function breakBound(copy: unknown, sites: readonly Site[], random: Random): ConfigPath | undefined {
  const choices: { path: ConfigPath; value: unknown }[] = [];
  for (const { path, value, node } of sites) {
    if (node === undefined) continue;
    if (typeof value === "number") {
      for (const [keyword, step] of BOUNDS) {
        const bound = node[keyword];
        if (typeof bound === "number") choices.push({ path, value: bound + step });
      }
      if (node["type"] === "integer") choices.push({ path, value: value + 0.5 });
    }
    if (typeof value === "string") {
      if (node["minLength"] !== undefined) choices.push({ path, value: "" });
      if (typeof node["maxLength"] === "number")
        choices.push({ path, value: `oven/${"x".repeat(node["maxLength"])}` });
      if (node["pattern"] !== undefined) choices.push({ path, value: "Not this, !" });
    }
    if (Array.isArray(value) && typeof node["maxItems"] === "number") {
      choices.push({ path, value: Array.from({ length: node["maxItems"] + 1 }, () => value[0] ?? "codex") });
    }
    if (Array.isArray(value) && node["minItems"] !== undefined) choices.push({ path, value: [] });
  }
  if (choices.length === 0) return undefined;
  const { path, value } = random.pick(choices);
  return put(copy, path, value);
}

const BOUNDS = [
  ["minimum", -1],
  ["exclusiveMinimum", 0],
  ["maximum", 1],
] as const;

/** Turns a place where a secret stands into a bent reference, or bends the reference that is there. */
function bendSecret(copy: unknown, all: readonly Site[], random: Random): ConfigPath | undefined {
  const places = all.filter(({ node }) => {
    const known = schemaMap(node?.["properties"]);
    return "source" in known && "id" in known && "provider" in known;
  });
  const site = anyOf(places, random);
  if (site === undefined) return undefined;
  const good = isObject(site.value)
    ? site.value
    : { source: "env", provider: "default", id: "BAKERY_API_KEY" };
  const { source: _source, ...noSource } = good;
  const { provider: _provider, ...noProvider } = good;
  const { id: _id, ...noId } = good;
  return put(
    copy,
    site.path,
    random.pick<unknown>([
      noSource,
      noProvider,
      noId,
      { ...good, source: "vault" },
      { ...good, provider: "Default" },
      { ...good, provider: "" },
      { ...good, id: "" },
      { ...good, source: "env", id: "bakery_api_key" },
      { ...good, source: "file", id: "keys.json" },
      { ...good, source: "file", id: "/oven/~2" },
      { ...good, source: "exec", id: "../oven" },
      { ...good, source: "exec", id: "oven//./key" },
      { ...good, source: "store", id: "oven" },
      { ...good, value: "crumbs" },
      [good],
      { ...good, id: 7 },
    ]),
  );
}

const REFERENCE_KEYS = new Set(["primary", "fallbacks", "allow", "agentId", "alias", "target", "id"]);

function isReferencePlace(path: ConfigPath): boolean {
  if (path[0] === "broadcast") return true;
  if (path[0] === "talk") return false;
  const key = String(path.findLast((segment) => typeof segment === "string"));
  return REFERENCE_KEYS.has(key) || /model$/iu.test(key);
}

function anyOf<T>(items: readonly T[], random: Random): T | undefined {
  return items.length === 0 ? undefined : random.pick(items);
}

function startsWith(path: ConfigPath, start: ConfigPath): boolean {
  return start.every((segment, index) => path[index] === segment);
}

function put(config: unknown, path: ConfigPath, value: unknown): ConfigPath {
  const holder = valueAt(config, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else if (isObject(holder) && key !== undefined) {
    // Not by assignment: `__proto__` must become a key like any other.
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return path;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
