import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { groupBy } from "../../core/group-by.ts";
import { ownValue } from "../../core/own-value.ts";
import data from "../../data/migrated-places.json" with { type: "json" };
import { setOwn } from "../../parse/to-value.ts";
import { isWithin } from "../../schema/lifetime.ts";
import { migratedReference, replacesModels } from "../references/migrated-models.ts";

/** A place of which OpenClaw's own migration writes another model. */
export interface MigratedPlace {
  readonly path: ConfigPath;
  readonly text: string;
  readonly becomes: string;
  /**
   * - value: the text is put in place of the other
   * - key: the key gets the new name
   * - merged: something has the new name already; it gets what it lacks, and this goes
   * - waits: another one takes the new name first
   */
  readonly how: "value" | "key" | "merged" | "waits";
}

const TEXTS: ReadonlySet<string> = new Set(data.texts);
const LISTS: ReadonlySet<string> = new Set(data.lists);
const MAPS: ReadonlySet<string> = new Set(data.maps);
const ANYWHERE_BELOW: ReadonlySet<string> = new Set(data.anywhereBelow);
const WITHIN: Readonly<Record<string, readonly string[]>> = data.within;

/**
 * Finds the models that OpenClaw's own migration replaces. It goes by the names of keys, wherever they stand: in places
 * that no release has too, and so does this.
 */
export function findMigratedPlaces(
  config: Readonly<Record<string, unknown>>,
  release: string,
): readonly MigratedPlace[] {
  if (!replacesModels(release)) return [];
  const found: MigratedPlace[] = [];
  for (const [key, value] of Object.entries(config)) if (key !== "meta") walk(value, [key], release, found);
  const providers = valueAt(config, ["models", "providers"]);
  for (const [id, provider] of Object.entries(isObject(providers) ? providers : {}))
    findRows(id, valueAt(provider, ["models"]), release, found);
  return found;
}

function walk(value: unknown, path: ConfigPath, release: string, found: MigratedPlace[]): void {
  if (typeof value === "string") {
    if (namesModel(path)) addText(value, value, path, release, found);
  } else if (Array.isArray(value)) {
    const isList = listsModels(path);
    for (const [index, item] of value.entries())
      if (typeof item === "string" && isList) addText(item, item, [...path, index], release, found);
      else walk(item, [...path, index], release, found);
  } else if (isObject(value)) {
    const { provider, model } = value;
    const isPair = typeof provider === "string" && typeof model === "string" && isWithin(data.pairs, release);
    if (isPair && provider.trim() !== "")
      addText(`${provider}/${model}`, model, [...path, "model"], release, found);
    if (MAPS.has(String(path.at(-1)))) findKeys(value, path, release, found);
    for (const [key, child] of Object.entries(value))
      if (!isPair || key !== "model") walk(child, [...path, key], release, found);
  }
}

/** Adds a text that stands in the config for a reference: the reference itself, or its part behind the provider. */
function addText(
  reference: string,
  text: string,
  path: ConfigPath,
  release: string,
  found: MigratedPlace[],
): void {
  const next = migratedReference(reference, release);
  if (next === undefined) return;
  const becomes = reference === text ? next : next.slice(next.indexOf("/") + 1);
  found.push({ path, text, becomes, how: "value" });
}

function namesModel(path: ConfigPath): boolean {
  const key = String(path.at(-1));
  return (
    TEXTS.has(key) ||
    ownValue(WITHIN, String(path.at(-2)))?.includes(key) === true ||
    path.slice(0, -2).some((segment) => ANYWHERE_BELOW.has(String(segment)))
  );
}

function listsModels(path: ConfigPath): boolean {
  const key = String(path.at(-1));
  return LISTS.has(key) || ownValue(WITHIN, String(path.at(-2)))?.includes(key) === true;
}

/** Of several keys that get one name the first is renamed, the others are taken into it. */
function findKeys(
  map: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  release: string,
  found: MigratedPlace[],
): void {
  const taken = new Set<string>();
  for (const text of Object.keys(map)) {
    const becomes = migratedReference(text, release);
    if (becomes === undefined) continue;
    const how = Object.hasOwn(map, becomes) ? "merged" : taken.has(becomes) ? "waits" : "key";
    taken.add(becomes);
    found.push({ path: [...path, text], text, becomes, how });
  }
}

/** The same for the rows of a provider, by their ids. */
function findRows(provider: string, rows: unknown, release: string, found: MigratedPlace[]): void {
  if (!Array.isArray(rows)) return;
  const ids = rows.map((row: unknown) => valueAt(row, ["id"]));
  const there = new Set(ids);
  const taken = new Set<string>();
  for (const [index, id] of ids.entries()) {
    if (typeof id !== "string") continue;
    const next = migratedReference(`${provider}/${id}`, release);
    if (next === undefined) continue;
    const becomes = next.slice(next.indexOf("/") + 1);
    const how = there.has(becomes) ? "merged" : taken.has(becomes) ? "waits" : "value";
    taken.add(becomes);
    found.push({ path: ["models", "providers", provider, "models", index, "id"], text: id, becomes, how });
  }
}

/** What one block lacks of another, to be written into it; blocks inside are filled in the same way. */
export function lackedOf(
  block: unknown,
  other: unknown,
  path: ConfigPath,
): readonly { readonly path: ConfigPath; readonly value: unknown }[] {
  if (!isObject(block) || !isObject(other)) return [];
  return Object.entries(other).flatMap(([key, value]) => {
    const at = [...path, key];
    return Object.hasOwn(block, key) ? lackedOf(block[key], value, at) : [{ path: at, value }];
  });
}

/** The rows of a provider with those taken together that come to one id. */
export function mergedRows(provider: string, rows: readonly unknown[], release: string): readonly unknown[] {
  const idOf = (row: unknown): unknown => {
    const id = valueAt(row, ["id"]);
    const next = typeof id === "string" ? migratedReference(`${provider}/${id}`, release) : undefined;
    return next === undefined ? id : next.slice(next.indexOf("/") + 1);
  };
  const groups = groupBy(rows.filter(isObject), idOf);
  const whole = new Map(
    [...groups].flatMap(([id, group]) => {
      const [first] = group;
      if (first === undefined || group.every((one) => one["id"] === id)) return [];
      // The one that has the id already is kept whole, and is filled from the others.
      const kept = group.find((one) => one["id"] === id) ?? first;
      return [[id, { first, row: group.reduce(filled, { ...kept, id }) }] as const];
    }),
  );
  return rows.flatMap((row) => {
    const taken = isObject(row) ? whole.get(idOf(row)) : undefined;
    return taken === undefined ? [row] : taken.first === row ? [taken.row] : [];
  });
}

function filled(
  block: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...block };
  for (const [key, value] of Object.entries(other)) {
    const own = whole[key];
    if (!Object.hasOwn(whole, key)) setOwn(whole, key, value);
    else if (isObject(own) && isObject(value)) setOwn(whole, key, filled(own, value));
  }
  return whole;
}
