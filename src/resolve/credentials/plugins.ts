import { join } from "pathe";
import { isObject } from "../../core/config-path.ts";
import { type Host, kindOf } from "../../core/host.ts";
import { entriesOf } from "../environment/entries-of.ts";
import { findProvider } from "../providers/catalogue.ts";

/** Whether the plugin of an external provider is there: found on disk, surely not, or cannot be known. */
export type PluginPresence = "installed" | "absent" | "unknown";

/** Answers for provider ids. */
export type PluginLookup = (providerId: string) => PluginPresence;

/** What a state folder shows of plugins. */
export interface PluginFolders {
  /** False without a state folder to look into (in CI, say): then nothing is known. */
  readonly visible: boolean;
  /** Names of the folders below `extensions`. */
  readonly extensions: readonly string[];
  /** True when `npm` is there, into which plugins may be installed too. */
  readonly hasNpm: boolean;
  isInNpm(packageName: string): boolean;
}

/** Looks below a state folder. */
export function pluginFolders(host: Host, stateDir: string | undefined): PluginFolders {
  if (stateDir === undefined || kindOf(host, stateDir) !== "directory") {
    return { visible: false, extensions: [], hasNpm: false, isInNpm: () => false };
  }
  const npm = join(stateDir, "npm");
  const hasNpm = kindOf(host, npm) === "directory";
  return {
    visible: true,
    extensions: entriesOf(host, join(stateDir, "extensions")),
    hasNpm,
    isInNpm: (name) => hasNpm && kindOf(host, join(npm, "node_modules", name)) === "directory",
  };
}

/**
 * Looks for the plugins of external providers below the state folder and in the config's `plugins` section; one that the
 * config names may have come any way.
 */
export function createPluginLookup(folders: PluginFolders, plugins: unknown): PluginLookup {
  const section = isObject(plugins) ? plugins : {};
  const entries = isObject(section["entries"]) ? section["entries"] : {};
  const elsewhere = isObject(section["load"]) || isObject(section["installs"]);

  return (providerId) => {
    const provider = findProvider(providerId);
    const id = provider?.id ?? providerId;
    const name = provider?.package;
    if (!folders.visible) return "unknown";
    if (folders.extensions.includes(id) || (name !== undefined && folders.isInNpm(name))) return "installed";
    const maybe = Object.hasOwn(entries, id) || elsewhere || folders.hasNpm || folders.extensions.length > 0;
    return maybe ? "unknown" : "absent";
  };
}

/** The provider ids among the given ones whose plugins are surely installed. */
export function installedProviders(lookup: PluginLookup, providerIds: Iterable<string>): readonly string[] {
  return [...new Set(providerIds)].filter((id) => lookup(id) === "installed").sort();
}
