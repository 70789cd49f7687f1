import { relative } from "pathe";
import type { ConfigPath } from "../core/config-path.ts";
import { fromDotted } from "../core/dotted-path.ts";
import { anyGlob } from "../core/glob.ts";
import { memo } from "../core/memo.ts";
import { entryFor } from "../rules/rule-names.ts";
import type { Level, Settings } from "./settings.ts";

/** Says a check's level for one place: a file by its absolute path, and a config path. Undefined: its own. */
export type LevelOf = (rule: string, file: string, path: ConfigPath) => Level | undefined;

/**
 * Puts levels together: the command line's win over overrides (later ones over earlier ones), which win over the
 * settings' own.
 */
export function createLevels(
  settings: Settings,
  folder: string,
  fromCommandLine: Readonly<Record<string, Level>>,
): LevelOf {
  const overrides = (settings.overrides ?? []).map(({ files, paths, rules }) => ({
    matchesFile: files === undefined ? () => true : memo(anyGlob(files, { dot: true })),
    paths: paths?.map((path) => fromDotted(path) ?? []),
    rules,
  }));
  return (rule, file, path) => {
    const own = entryFor(fromCommandLine, rule);
    if (own !== undefined) return own;
    for (const { matchesFile, paths, rules } of [...overrides].reverse()) {
      const level = entryFor(rules, rule);
      if (level === undefined || !matchesFile(relative(folder, file))) continue;
      if (paths === undefined || paths.some((pattern) => isBelow(pattern, path))) return level;
    }
    return entryFor(settings.rules ?? {}, rule);
  };
}

function isBelow(pattern: readonly string[], path: ConfigPath): boolean {
  return (
    pattern.length <= path.length &&
    pattern.every((step, index) => step === "*" || step === String(path[index]))
  );
}
