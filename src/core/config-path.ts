import { HIDDEN, looksSecret, show } from "./secrecy.ts";

/** A place in the merged config: object keys and array indexes from the root down. */
export type ConfigPath = readonly (string | number)[];

/**
 * Writes a config path as an RFC 6901 JSON Pointer (`/models/providers/x/apiKey`; the root is `""`).
 */
export function toPointer(path: ConfigPath): string {
  let pointer = "";
  for (const segment of path) pointer += `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return pointer;
}

/**
 * Reads an RFC 6901 JSON Pointer. Every segment comes back as a string, array indexes too.
 */
export function fromPointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The same for output: a key that looks like a secret was pasted in a key's place, and is hidden. */
export function shownPointer(path: ConfigPath): string {
  return toPointer(path.map(shownSegment));
}

function shownSegment(segment: string | number): string | number {
  return typeof segment === "string" && looksSecret(segment) ? HIDDEN : segment;
}

/**
 * Writes a config path the way people say it: `models.providers.x.models[0].id`, odd keys in quotes. For output: keys
 * that look like secrets are hidden, characters that steer made visible, long keys cut.
 */
export function toDotted(path: ConfigPath): string {
  let dotted = "";
  for (const one of path) {
    const segment = shownSegment(one);
    if (typeof segment === "number") dotted += `[${segment}]`;
    else if (/^[\w$-]+$/u.test(segment)) dotted += dotted === "" ? segment : `.${segment}`;
    else dotted += `["${show(segment).replaceAll('"', '\\"')}"]`;
  }
  return dotted === "" ? "the config" : dotted;
}

/** The same with its preposition: `in models.providers`, `at the top of the config`. */
export function whereWords(path: ConfigPath): string {
  return path.length === 0 ? "at the top of the config" : `in ${toDotted(path)}`;
}

/** The value at a path of a plain value, or `undefined` where the path leads nowhere. */
export function valueAt(value: unknown, path: ConfigPath): unknown {
  let at = value;
  for (const segment of path) {
    if (at === null || typeof at !== "object") return undefined;
    if (!Object.hasOwn(at, segment)) return undefined;
    at = (at as Record<string | number, unknown>)[segment];
  }
  return at;
}

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
