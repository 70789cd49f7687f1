import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { normalizeProviderId } from "./catalogue.ts";

/** Where people put the map of providers, or a list of them, by mistake. */
const STRAY_MAPS: readonly ConfigPath[] = [
  ["providers"],
  ["provider"],
  ["model", "providers"],
  ["models"],
  ["models", "provider"],
  ["models", "providers"],
  ["models", "providers", "providers"],
  ["agents", "providers"],
  ["agents", "models", "providers"],
  ["agents", "defaults", "providers"],
  ["agents", "defaults", "models", "providers"],
];

/** Keys that only a provider has. */
const MARKS = ["baseUrl", "baseURL", "apiKey", "api"];

/**
 * The ids of providers that a config defines at a wrong place, or as items of a list. The place is the fault that is
 * reported; that their references find no provider follows from it.
 */
export function strayProviders(config: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  for (const place of STRAY_MAPS) {
    const holder = valueAt(config, place);
    if (Array.isArray(holder)) {
      for (const item of holder) {
        const id = valueAt(item, ["id"]) ?? valueAt(item, ["name"]) ?? valueAt(item, ["provider"]);
        if (typeof id === "string") found.add(normalizeProviderId(id));
      }
    } else if (isObject(holder) && place.join(".") !== "models.providers") {
      for (const [id, block] of Object.entries(holder)) {
        if (isObject(block) && MARKS.some((mark) => Object.hasOwn(block, mark)))
          found.add(normalizeProviderId(id));
      }
    }
  }
  return found;
}
