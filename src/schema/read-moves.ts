import { type ConfigPath, isObject } from "../core/config-path.ts";
import { ownValue } from "../core/own-value.ts";
import { valueKind } from "../core/value-kind.ts";
import data from "../data/read-moves.json" with { type: "json" };
import { isWithin, type Lifetime } from "./lifetime.ts";
import { placeLookup } from "./place-patterns.ts";

const lookup = placeLookup<Lifetime | readonly Lifetime[]>(() => data.places);
const taken = placeLookup<Lifetime>(() => data.taken.places);

/** True where the core of a release takes a key although the schema that it prints lacks it. */
export function isTakenUnprinted(path: ConfigPath, release: string): boolean {
  const lifetime = taken(path, "");
  return lifetime !== undefined && isWithin(lifetime, release);
}

/**
 * True where a release moves or drops what stands at a place when it reads the config, so that it refuses none of it: the
 * place itself, or everything in it.
 */
export function isMovedOnRead(path: ConfigPath, value: unknown, release: string): boolean {
  const written = typeof value === "object" ? [] : [` = ${JSON.stringify(value)}`];
  const forms = ["", ...written, ` is ${valueKind(value)}`];
  if (
    forms.some((form) => {
      const move = lookup(path, form);
      return move !== undefined && [move].flat().some((lifetime) => isWithin(lifetime, release));
    })
  )
    return true;
  const keys = isObject(value) ? Object.keys(value) : [];
  return (
    path.length < DEEPEST &&
    keys.length > 0 &&
    keys.every((key) => isMovedOnRead([...path, key], (value as Record<string, unknown>)[key], release))
  );
}

/** No place in the table lies deeper. */
const DEEPEST = 10;

/**
 * True where a release puts the block around a key together anew, from the keys that it knows, and so drops what stands
 * at this one. A block of which nothing is left stays as it is.
 *
 * @param path the place of the key
 * @param block the object that holds it
 */
export function isDroppedWithBlock(path: ConfigPath, block: unknown, release: string): boolean {
  const place = path.slice(0, -1).join(".");
  const rebuilt = ownValue<readonly RebuiltBlock[]>(data.rebuilt.blocks, place)?.filter((one) =>
    isWithin(one, release),
  );
  if (rebuilt === undefined || !isObject(block)) return false;
  const key = String(path.at(-1));
  const keeps = (name: string) =>
    rebuilt.some((one) => {
      const kind = ownValue(one.keeps, name);
      return kind !== undefined && isKept(block[name], kind);
    });
  if (keeps(key)) return false;
  return Object.keys(block).some((name) => keeps(name) || rebuilt.some(({ older }) => older.includes(name)));
}

interface RebuiltBlock extends Lifetime {
  readonly keeps: Readonly<Record<string, string>>;
  readonly older: readonly string[];
}

function isKept(value: unknown, kind: string): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string" && value.trim() !== "";
    case "filled objects":
      return (
        isObject(value) && Object.values(value).some((one) => isObject(one) && Object.keys(one).length > 0)
      );
    case "positive integer":
      return typeof value === "number" && Number.isInteger(value) && value > 0;
    default:
      return typeof value === kind;
  }
}
