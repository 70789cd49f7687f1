import { dirname, join } from "pathe";
import { type Host, isFile } from "../core/host.ts";
import { SETTINGS_NAMES } from "./settings.ts";

/** What people call a settings file by the custom of other tools. None of these is read. */
const OTHER_NAMES: readonly string[] = [
  ...["jsonc", "js", "mjs", "cjs", "ts", "yaml", "yml", "toml"].map((ending) => `clawlint.config.${ending}`),
  ...["", ".json", ".json5", ".jsonc", ".js", ".cjs", ".yaml", ".yml", ".toml"].map(
    (ending) => `.clawlintrc${ending}`,
  ),
  ...["clawlint", ".clawlint"].flatMap((name) =>
    ["json", "json5", "jsonc", "yaml", "yml", "toml"].map((ending) => `${name}.${ending}`),
  ),
];

/** A file that looks like settings and has no say, and why. */
export interface UnreadSettings {
  readonly path: string;
  readonly why: "other-name" | "other-folder" | "second";
}

/**
 * Finds settings that somebody wrote and nobody reads, in some folders. No file is opened.
 *
 * @param read the settings file that counts
 */
export function unreadSettings(
  host: Host,
  folders: Iterable<string>,
  read: string | undefined,
): readonly UnreadSettings[] {
  return [...folders].flatMap((folder) => {
    const there = (name: string): string[] => {
      const path = join(folder, name);
      return path !== read && isFile(host, path) ? [path] : [];
    };
    const why = read !== undefined && dirname(read) === folder ? "second" : "other-folder";
    return [
      ...SETTINGS_NAMES.flatMap(there).map((path) => ({ path, why }) as const),
      ...OTHER_NAMES.flatMap(there).map((path) => ({ path, why: "other-name" }) as const),
    ];
  });
}
