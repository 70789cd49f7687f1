import data from "../../data/migrated-models.json" with { type: "json" };
import { compareReleases } from "../../schema/releases.ts";
import type { ParsedReference } from "./parse-reference.ts";

const NEW_IDS: ReadonlyMap<string, string> = new Map(
  Object.entries(data.providers).flatMap(([provider, models]) =>
    Object.entries(models).flatMap(([model, old]) =>
      (old as readonly string[]).map((id) => [`${provider}/${id}`, model] as const),
    ),
  ),
);

/**
 * The model that OpenClaw's own migration writes in place of another when it mends a config; undefined where it leaves
 * it, and for releases of which nothing is known. A config that needs no mending is left alone.
 *
 * @returns the model's id, without the provider, which stays
 */
export function migratedModel(parsed: ParsedReference, release: string): string | undefined {
  if (parsed.form !== "qualified" || compareReleases(release, data.release) < 0) return undefined;
  return NEW_IDS.get(`${parsed.provider.trim().toLowerCase()}/${parsed.model.trim().toLowerCase()}`);
}
