import type { Host } from "../../src/core/host.ts";
import type { ReadLinterSettings } from "../../src/linter-settings.ts";

/** Stands for `src/linter-settings.ts`: the page has its pickers, and no settings file. */
export function readLinterSettings(_host: Host, _folder: string): ReadLinterSettings {
  return { ok: true, settings: {}, path: undefined };
}
