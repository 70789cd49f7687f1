import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import official from "../../data/official-plugins.json" with { type: "json" };
import { keysOf, sectionPlace } from "../sections/section-places.ts";
import { holdsVariable } from "../value-kind.ts";
import { type Refinement, refusal } from "./refusal.ts";

const PACKAGES: Readonly<Record<string, string>> = official.packages;

/** What an official plugin or channel brings that does not come with OpenClaw, in a config that does not name it. */
export function needsPlugin(path: ConfigPath, rule: string, on: "key" | "value", id: string): SchemaProblem {
  return refused("invalid-value", path, on, { rule, plugin: ownValue(PACKAGES, id) ?? id });
}

/** The plugins that come with some release. */
function bundled(): readonly string[] {
  return keysOf(sectionPlace(["plugins", "entries"])?.nodes ?? []);
}

/** True where the config names a plugin that does not come with OpenClaw: what that brings, the machine alone knows. */
export function namesPlugins(config: unknown): boolean {
  const own = new Set(bundled());
  return hasFolders(config) || named(config).some((id) => !own.has(id));
}

/** The plugins that the config names. */
function named(config: unknown): readonly string[] {
  const plugins = valueAt(config, ["plugins"]);
  if (!isObject(plugins)) return [];
  return ["entries", "installs", "allow"].flatMap((key) => {
    const value = plugins[key];
    const names = Array.isArray(value) ? value.map(String) : isObject(value) ? Object.keys(value) : [];
    return names.map((name) => name.trim().toLowerCase());
  });
}

function hasFolders(config: unknown): boolean {
  const paths = valueAt(config, ["plugins", "load", "paths"]);
  return Array.isArray(paths) && paths.length > 0;
}

/** True where the config names one of some plugins, or a folder with plugins. */
export function namesPlugin(config: unknown, ids: readonly string[]): boolean {
  return hasFolders(config) || named(config).some((name) => ids.includes(name));
}

/** A plugin for the memory that neither comes with OpenClaw nor is named elsewhere in the config. */
export const memorySlot: Refinement = (config) => {
  const slot = valueAt(config, ["plugins", "slots", "memory"]);
  if (typeof slot !== "string" || holdsVariable(slot)) return [];
  const id = slot.trim().toLowerCase();
  const known = new Set(["none", "memory-lancedb", ...bundled()]);
  if (id === "" || known.has(id) || namesPlugin(config, [id])) return [];
  const reason = "no plugin that comes with OpenClaw or is named in this config has this id";
  return [refusal(["plugins", "slots", "memory"], "memory-slot", reason)];
};
