import { isObject, valueAt } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { readDotenv } from "../resolve/environment/dotenv-lines.ts";

/** A secret and where it was found. `given` ones were meant for this run: by option, or at the terminal. */
export interface FoundSecret {
  readonly value: string;
  readonly from: "given" | "dotenv" | "environment" | "config";
}

/** Where a secret may already be. */
export interface SecretPlaces {
  readonly env: Host["env"];
  /** The text of the state folder's `.env`. */
  readonly dotenv: string | undefined;
  readonly config: unknown;
}

/**
 * The value of a variable: as given, else from the state folder's `.env`, else from this process, else from the
 * config's own `env`. The file comes before the process, since it is what the service will read.
 */
export function findSecret(
  variable: string,
  given: string | undefined,
  { env, dotenv, config }: SecretPlaces,
): FoundSecret | undefined {
  if (given !== undefined) return { value: given, from: "given" };
  const line = readDotenv(dotenv ?? "").findLast(({ name }) => name === variable);
  if (line !== undefined && line.value.trim() !== "") return { value: line.value, from: "dotenv" };
  const own = env[variable];
  if (own !== undefined && own.trim() !== "") return { value: own, from: "environment" };
  const section = valueAt(config, ["env"]);
  const vars = isObject(section) ? section["vars"] : undefined;
  for (const place of [vars, section]) {
    const value = isObject(place) ? place[variable] : undefined;
    if (typeof value === "string" && value.trim() !== "") return { value, from: "config" };
  }
  return undefined;
}
