import type { CompiledError } from "../../build/validator.js";
import { type ConfigPath, fromPointer, isObject, toPointer, valueAt } from "../core/config-path.ts";
import { nearestOf, refused, type SchemaProblem, type SchemaProblemOf } from "../core/schema-problem.ts";
import { looksSecret } from "../core/secrecy.ts";
import { gateNodeAt, isSecretPlace, liveKeys } from "./gate-lookup.ts";
import { nearestName } from "./nearest-name.ts";
import { holdsVariable, kindFor } from "./value-kind.ts";
import { whereChoiceBelongs, whereItBelongs } from "./where-it-belongs.ts";

type MissingKey = SchemaProblemOf<"missing-key">;
type InvalidValue = SchemaProblemOf<"invalid-value">;

/** Keywords that say nothing of their own: the error is in their branch. */
const SILENT = new Set(["if", "propertyNames"]);
/** More errors are not looked at; a config can be made of nothing else. */
const MOST = 20_000;
/** Keywords about the content of a text, which a variable may still change. */
const ABOUT_TEXT = new Set(["enum", "const", "pattern", "minLength", "maxLength"]);

/**
 * Folds the validator's errors to one problem a fault, in the order of the config's paths as found.
 *
 * @param errors what the compiled validator says
 * @param config the merged value
 * @param release place of the judged release in RELEASE_LINES
 * @param settled values judged already: what lies inside them is left out
 */
export function foldErrors(
  errors: readonly CompiledError[],
  config: unknown,
  release: number,
  settled: readonly ConfigPath[],
): SchemaProblem[] {
  const done = new Set(settled.map(toPointer));
  const found = new Map<string, SchemaProblem>();
  const missing = new Map<string, MissingKey>();
  for (const error of errors.slice(0, MOST)) {
    if (SILENT.has(error.keyword)) continue;
    const path = typedPath(fromPointer(error.instancePath), config);
    const problem = problemOf(error, path, config, release);
    if (problem === undefined || isInside(problem.path, done)) continue;
    const pointer = toPointer(problem.path);
    if (problem.kind === "missing-key") {
      missing.set(`${pointer} ${problem.data.key}`, problem);
      continue;
    }
    const place = `${problem.on} ${pointer}`;
    const earlier = found.get(place);
    // A value of the wrong type breaks other limits, too; the type is the fault.
    if (earlier === undefined || (problem.kind === "wrong-type" && earlier.kind === "invalid-value")) {
      found.set(place, problem);
    }
  }
  const strange = strangeSecrets([...found.values()], missing);
  // A key that is missing because it is written wrongly has been reported by its wrong name.
  for (const problem of found.values()) {
    const parent = toPointer(problem.path.slice(0, -1));
    const nearest = nearestOf(problem);
    if (nearest !== undefined && !strange.has(parent)) missing.delete(`${parent} ${nearest}`);
  }
  const told = [...found.values()].filter(
    ({ kind, path }) => kind !== "unknown-key" || !strange.has(toPointer(path.slice(0, -1))),
  );
  const lacked = [...missing.values()].map((problem) =>
    strange.has(toPointer(problem.path)) ? { ...problem, data: { ...problem.data, strange: true } } : problem,
  );
  return [...told, ...lacked];
}

/**
 * The objects at secret places that are no SecretRef: several of its keys are missing, misspelt or strange. They are one
 * fault, told by what is missing; which other keys such an object has adds nothing.
 */
function strangeSecrets(
  found: readonly SchemaProblem[],
  missing: ReadonlyMap<string, MissingKey>,
): ReadonlySet<string> {
  const lacking = new Map<string, Set<string | undefined>>();
  for (const { path, data } of missing.values()) {
    if (!isSecretPlace(path)) continue;
    const pointer = toPointer(path);
    lacking.set(pointer, (lacking.get(pointer) ?? new Set()).add(data.key));
  }
  const strange = new Set<string>();
  const renamed = new Set<string>();
  for (const { kind, path, data } of found) {
    const parent = toPointer(path.slice(0, -1));
    const lacks = lacking.get(parent);
    if (kind !== "unknown-key" || lacks === undefined) continue;
    // One key under a wrong name, and nothing else, is told by that name.
    if (lacks.size > 1 || !lacks.has(data.nearest) || renamed.has(parent)) strange.add(parent);
    renamed.add(parent);
  }
  return strange;
}

/** True where a path is one of the places, or lies inside one. */
function isInside(path: ConfigPath, places: ReadonlySet<string>): boolean {
  if (places.size === 0) return false;
  return path.some((_, index) => places.has(toPointer(path.slice(0, index + 1)))) || places.has("");
}

function problemOf(
  error: CompiledError,
  path: ConfigPath,
  config: unknown,
  release: number,
): SchemaProblem | undefined {
  const { keyword, params } = error;
  if (keyword === "additionalProperties")
    return unknownKey([...path, String(params["additionalProperty"])], config, release);
  if (error.propertyName !== undefined) {
    const key = error.propertyName;
    return refused("invalid-value", [...path, key], "key", { key, rule: "key" });
  }
  if (keyword === "required") {
    const key = String(params["missingProperty"]);
    return refused("missing-key", path, "value", { key, with: discriminator(path, config) });
  }
  const value = valueAt(config, path);
  if (keyword === "type") {
    const expected = [params["type"]].flat().map(String);
    const belongs = whereChoiceBelongs(path);
    if (belongs !== undefined)
      return refused("misplaced-key", path, "key", { key: String(path.at(-1)), belongs });
    return refused("wrong-type", path, "value", { expected, found: kindFor(value, expected) });
  }
  if (ABOUT_TEXT.has(keyword) && holdsVariable(value)) return undefined;
  return refused("invalid-value", path, "value", valueData(error, path, value, release));
}

function unknownKey(path: ConfigPath, config: unknown, release: number): SchemaProblem {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const node = gateNodeAt(parent);
  const known = node.k !== undefined && Object.hasOwn(node.k, key);
  const holder = valueAt(config, parent);
  const allowed = liveKeys(node, release);
  const free = isObject(holder) ? allowed.filter((name) => !Object.hasOwn(holder, name)) : allowed;
  const belongs = known ? undefined : whereItBelongs(path, valueAt(config, path));
  const nearest = known ? undefined : (nearestName(key, free) ?? nearestName(key, allowed));
  const shared = { path, on: "key", refused: true } as const;
  if (belongs !== undefined) return { kind: "misplaced-key", ...shared, data: { key, allowed, belongs } };
  const other = known ? discriminator(parent, config) : undefined;
  return { kind: "unknown-key", ...shared, data: { key, nearest, allowed, with: other } };
}

/** The key that decides which other keys an object takes, as `mode: header`. */
function discriminator(path: ConfigPath, config: unknown): string | undefined {
  const holder = valueAt(config, path);
  if (!isObject(holder)) return undefined;
  const known = gateNodeAt(path).k ?? {};
  for (const key of ["mode", "source", "type"]) {
    const value = holder[key];
    if (Object.hasOwn(known, key) && typeof value === "string" && /^[a-z-]{1,24}$/u.test(value)) {
      return `${key}: ${value}`;
    }
  }
  return undefined;
}

function valueData(
  error: CompiledError,
  path: ConfigPath,
  value: unknown,
  release: number,
): InvalidValue["data"] {
  const { keyword, params } = error;
  switch (keyword) {
    case "enum":
    case "const": {
      const all = keyword === "enum" ? params["allowedValues"] : [params["allowedValue"]];
      return choice(Array.isArray(all) ? all.map(String) : [], path, value, release);
    }
    case "pattern":
      if (params["pattern"] === "^auto$") return choice(["true", "false", "auto"], path, value, release);
      return { rule: "pattern", key: String(path.at(-1)), pattern: String(params["pattern"]) };
    default:
      return {
        rule: keyword,
        limit: typeof params["limit"] === "number" ? params["limit"] : undefined,
        // A number is never a secret, except where one stands in a secret's place.
        found: typeof value === "number" && !isSecretPlace(path) ? value : undefined,
      };
  }
}

function choice(
  all: readonly string[],
  path: ConfigPath,
  value: unknown,
  release: number,
): InvalidValue["data"] {
  const node = gateNodeAt(path);
  const allowed = all.filter((name) => {
    const stretches = node.v !== undefined && Object.hasOwn(node.v, name) ? node.v[name] : undefined;
    return (
      stretches?.some(([since, until]) => release >= since && (until === null || release <= until)) ?? true
    );
  });
  const text = typeof value === "string" ? value : undefined;
  const nearest = text === undefined ? undefined : nearestName(text, allowed);
  // A value is shown only where it is a slip of an allowed one: anything else might be pasted from elsewhere.
  const harmless = text !== undefined && nearest !== undefined && !isSecretPlace(path) && !looksSecret(text);
  return { rule: "enum", allowed, nearest, found: harmless ? text : undefined };
}

/** List places as numbers, as config paths have them. */
function typedPath(segments: readonly string[], config: unknown): ConfigPath {
  const path: (string | number)[] = [];
  let at: unknown = config;
  for (const segment of segments) {
    const typed = Array.isArray(at) ? Number(segment) : segment;
    path.push(typed);
    at = valueAt(at, [typed]);
  }
  return path;
}
