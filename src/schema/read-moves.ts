import { type ConfigPath, isObject } from "../core/config-path.ts";
import { valueKind } from "../core/value-kind.ts";
import data from "../data/read-moves.json" with { type: "json" };
import { placeLookup } from "./place-patterns.ts";
import { compareReleases } from "./releases.ts";

/** The releases in which OpenClaw moves or drops what stands at a place before it judges the config; both ends count. */
interface ReadMove {
  readonly since: string;
  readonly until: string;
}

const lookup = placeLookup<ReadMove>(() => data.places);

/**
 * True where a release moves or drops what stands at a place when it reads the config, so that it refuses none of it: the
 * place itself, or everything in it.
 */
export function isMovedOnRead(path: ConfigPath, value: unknown, release: string): boolean {
  const written = typeof value === "object" ? [] : [` = ${JSON.stringify(value)}`];
  const forms = ["", ...written, ` is ${valueKind(value)}`];
  if (forms.some((form) => isWithin(lookup(path, form), release))) return true;
  const keys = isObject(value) ? Object.keys(value) : [];
  return (
    path.length < DEEPEST &&
    keys.length > 0 &&
    keys.every((key) => isMovedOnRead([...path, key], (value as Record<string, unknown>)[key], release))
  );
}

/** No place in the table lies deeper. */
const DEEPEST = 10;

function isWithin(move: ReadMove | undefined, release: string): boolean {
  return (
    move !== undefined &&
    compareReleases(release, move.since) >= 0 &&
    compareReleases(release, move.until) <= 0
  );
}
