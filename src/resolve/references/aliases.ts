import { type ConfigPath, isObject } from "../../core/config-path.ts";

/** A short name that a `models` map gives to a reference. */
export interface Alias {
  readonly name: string;
  readonly target: string;
  /** Where the alias text stands. */
  readonly path: ConfigPath;
  readonly agent: string | number | undefined;
}

/**
 * The aliases of `agents.defaults.models` and of each agent's own map, in file order. OpenClaw compares them without
 * case; the last of two equal ones wins; wildcard keys give none.
 */
export function findAliases(config: unknown): readonly Alias[] {
  if (!isObject(config) || !isObject(config["agents"])) return [];
  const { defaults, entries, list } = config["agents"];
  const aliases: Alias[] = [];
  collect(defaults, ["agents", "defaults"], undefined, aliases);
  if (isObject(entries)) {
    for (const [id, entry] of Object.entries(entries)) collect(entry, ["agents", "entries", id], id, aliases);
  }
  if (Array.isArray(list)) {
    list.forEach((entry, index) => {
      collect(entry, ["agents", "list", index], index, aliases);
    });
  }
  return aliases;
}

function collect(holder: unknown, path: ConfigPath, agent: Alias["agent"], aliases: Alias[]): void {
  if (!isObject(holder) || !isObject(holder["models"])) return;
  for (const [target, settings] of Object.entries(holder["models"])) {
    if (!isObject(settings) || typeof settings["alias"] !== "string" || target.includes("*")) continue;
    const name = settings["alias"].trim();
    if (name !== "") aliases.push({ name, target, path: [...path, "models", target, "alias"], agent });
  }
}
