import data from "../../data/migrated-models.json" with { type: "json" };
import { isWithin } from "../../schema/lifetime.ts";
import { type ParsedReference, parseReference } from "./parse-reference.ts";

const NEW_IDS: ReadonlyMap<string, string> = new Map(
  Object.entries(data.providers).flatMap(([provider, models]) =>
    Object.entries(models).flatMap(([model, old]) =>
      (old as readonly string[]).map((id) => [`${provider}/${id}`, model] as const),
    ),
  ),
);

/** True where it is known which models OpenClaw's own migration replaces. */
export function replacesModels(release: string): boolean {
  return isWithin(data, release);
}

/**
 * The model that OpenClaw's own migration writes in place of another when it mends a config; undefined where it leaves
 * it, and for releases of which nothing is known. A config that needs no mending is left alone.
 *
 * @returns the model's id, without the provider, which stays
 */
export function migratedModel(parsed: ParsedReference, release: string): string | undefined {
  if (!replacesModels(release)) return undefined;
  if (parsed.form === "bare") return NEW_IDS.get(`/${parsed.text.trim().toLowerCase()}`);
  if (parsed.form !== "qualified") return undefined;
  return NEW_IDS.get(`${parsed.provider.trim().toLowerCase()}/${parsed.model.trim().toLowerCase()}`);
}

/** The whole text that it writes in place of a reference: the provider and the login behind `@` stay. */
export function migratedReference(text: string, release: string): string | undefined {
  const parsed = parseReference(text);
  const model = migratedModel(parsed, release);
  if (model === undefined) return undefined;
  const login = "profile" in parsed && parsed.profile !== undefined ? `@${parsed.profile}` : "";
  return parsed.form === "qualified" ? `${parsed.provider}/${model}${login}` : `${model}${login}`;
}
