import { type ConfigPath, isObject } from "../../core/config-path.ts";
import builtIn from "../../data/built-in-aliases.json" with { type: "json" };
import { isReleaseLine, NEWEST_RELEASE, releaseIndex } from "../../schema/releases.ts";

/** A short name that a `models` map gives to a reference. */
export interface Alias {
  readonly name: string;
  readonly target: string;
  /** Where the alias text stands. */
  readonly path: ConfigPath;
  readonly agent: string | number | undefined;
  /** OpenClaw's own, for a model that has no alias in the map; nothing in the text says it. */
  readonly builtIn?: true;
}

/**
 * The aliases of `agents.defaults.models` and of each agent's own map, in file order. OpenClaw compares them without
 * case; the last of two equal ones wins; wildcard keys give none. With a release, also the ones that OpenClaw itself
 * gives to models of `agents.defaults.models` without one.
 */
export function findAliases(config: unknown, release?: string): readonly Alias[] {
  if (!isObject(config) || !isObject(config["agents"])) return [];
  const { defaults, entries, list } = config["agents"];
  const aliases: Alias[] = [];
  collect(defaults, ["agents", "defaults"], undefined, aliases);
  if (release !== undefined) aliases.push(...builtInAliases(defaults, aliases, release));
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
  const { models } = holder;
  for (const target of Object.keys(models)) {
    const settings = models[target];
    if (!isObject(settings) || typeof settings["alias"] !== "string" || target.includes("*")) continue;
    const name = settings["alias"].trim();
    if (name !== "") aliases.push({ name, target, path: [...path, "models", target, "alias"], agent });
  }
}

/** The names that OpenClaw adds while it reads the config: `opus` for the one Opus of the release, and so on. */
function builtInAliases(defaults: unknown, given: readonly Alias[], release: string): readonly Alias[] {
  const models = isObject(defaults) ? defaults["models"] : undefined;
  if (!isObject(models)) return [];
  const judged = isReleaseLine(release) ? releaseIndex(release) : releaseIndex(NEWEST_RELEASE);
  return Object.entries(builtIn.aliases).flatMap(([name, stretches]): readonly Alias[] => {
    const [, target] =
      Object.entries(stretches).findLast(
        ([since]) => isReleaseLine(since) && releaseIndex(since) <= judged,
      ) ?? [];
    const settings = target === undefined ? undefined : models[target];
    if (target === undefined || !isObject(settings) || settings["alias"] !== undefined) return [];
    if (given.some((one) => one.name.toLowerCase() === name)) return [];
    return [
      { name, target, path: ["agents", "defaults", "models", target], agent: undefined, builtIn: true },
    ];
  });
}
