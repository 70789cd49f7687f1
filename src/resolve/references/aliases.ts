import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { memo } from "../../core/memo.ts";
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
  const aliases: Alias[] = [];
  for (const [name, target] of builtInTargets(release)) {
    const settings = models[target];
    if (!isObject(settings) || settings["alias"] !== undefined) continue;
    if (given.some((one) => one.name.toLowerCase() === name)) continue;
    const path: ConfigPath = ["agents", "defaults", "models", target];
    aliases.push({ name, target, path, agent: undefined, builtIn: true });
  }
  return aliases;
}

/** OpenClaw's own short names in a release, each with the model it stands for. */
const builtInTargets = memo((release): readonly (readonly [name: string, target: string])[] => {
  const judged = releaseIndex(isReleaseLine(release) ? release : NEWEST_RELEASE);
  return Object.entries(builtIn.aliases).flatMap(([name, stretches]) => {
    const [, target] =
      Object.entries(stretches).findLast(
        ([since]) => isReleaseLine(since) && releaseIndex(since) <= judged,
      ) ?? [];
    return target === undefined ? [] : [[name, target] as const];
  });
});
