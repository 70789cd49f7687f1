import { join } from "pathe";
import { isObject } from "../../core/config-path.ts";
import { type Host, kindOf } from "../../core/host.ts";
import { entriesOf } from "../environment/systemd/unit-locations.ts";
import { findProvider } from "../providers/catalogue.ts";

/** Whether the plugin of an external provider is there: found on disk, surely not, or cannot be known. */
export type PluginPresence = "installed" | "absent" | "unknown";

/** Answers for provider ids. */
export type PluginLookup = (providerId: string) => PluginPresence;

/**
 * Looks for the plugins of external providers below the state folder and in the config's `plugins` section. Without a
 * state folder to look into (in CI, say) nothing is known; and a plugin that the config names may have come any way.
 */
export function createPluginLookup(host: Host, stateDir: string | undefined, plugins: unknown): PluginLookup {
  const visible = stateDir !== undefined && kindOf(host, stateDir) === "directory";
  const extensions = visible ? entriesOf(host, join(stateDir, "extensions")) : [];
  const npm =
    visible && kindOf(host, join(stateDir, "npm")) === "directory" ? join(stateDir, "npm") : undefined;
  const section = isObject(plugins) ? plugins : {};
  const entries = isObject(section["entries"]) ? section["entries"] : {};
  const elsewhere = isObject(section["load"]) || isObject(section["installs"]);

  return (providerId) => {
    const provider = findProvider(providerId);
    const id = provider?.id ?? providerId;
    const name = provider?.package;
    if (extensions.includes(id)) return "installed";
    if (
      npm !== undefined &&
      name !== undefined &&
      kindOf(host, join(npm, "node_modules", name)) === "directory"
    ) {
      return "installed";
    }
    if (Object.hasOwn(entries, id) || elsewhere || npm !== undefined || extensions.length > 0)
      return "unknown";
    return visible ? "absent" : "unknown";
  };
}

/** The provider ids among the given ones whose plugins are surely installed. */
export function installedProviders(lookup: PluginLookup, providerIds: Iterable<string>): readonly string[] {
  return [...new Set(providerIds)].filter((id) => lookup(id) === "installed").sort();
}
