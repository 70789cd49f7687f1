import { type ConfigPath, isObject } from "../core/config-path.ts";

/** Keys that only a `models.providers` entry has. */
const PROVIDER_KEYS = ["baseUrl", "apiKey", "api"];

/** A piece of a config has no more keys than this. */
const MAX_KEYS = 1000;

/**
 * Where a text that is no whole config would stand in one: under `models.providers`, as one provider's block, or
 * under `agents` or `agents.defaults`. Undefined when nothing tells, and the text counts as a whole config.
 *
 * In: the plain value, and the names of all top-level keys. A value with one of those is a whole config.
 */
export function fragmentPath(value: unknown, topLevelKeys: ReadonlySet<string>): ConfigPath | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length === 0 || keys.length > MAX_KEYS || keys.some((key) => topLevelKeys.has(key)))
    return undefined;
  if (keys.includes("providers") || keys.includes("agent") || keys.includes("model")) return undefined;
  if (PROVIDER_KEYS.filter((key) => keys.includes(key)).length >= 2)
    return ["models", "providers", "provider"];
  const blocks = Object.values(value).filter(isObject);
  if (blocks.length === keys.length && blocks.every(looksLikeProvider)) return ["models", "providers"];
  if (keys.every((key) => ["defaults", "entries", "list", "ownership"].includes(key))) return ["agents"];
  return undefined;
}

function looksLikeProvider(block: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof block["baseUrl"] === "string" ||
    (typeof block["api"] === "string" && Array.isArray(block["models"]))
  );
}

/** The same value, standing at a path of an otherwise empty config. */
export function wrapAt(path: ConfigPath, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, segment) => ({ [segment]: inner }), value);
}
