import { join, resolve } from "pathe";
import type { FoundSettings } from "./read-settings.ts";
import type { Settings } from "./settings.ts";

/** Settings with the files that they name as absolute paths: written, they are relative to the settings' own folder. */
export function placedSettings({ settings, folder }: Extract<FoundSettings, { ok: true }>): Settings {
  const { serviceFile, envFiles, envNames, baseline } = settings;
  return {
    ...settings,
    ...(serviceFile === undefined ? {} : { serviceFile: join(folder, serviceFile) }),
    ...(envFiles === undefined ? {} : { envFiles: envFiles.map((file) => resolve(folder, file)) }),
    ...(envNames === undefined ? {} : { envNames }),
    ...(baseline === undefined ? {} : { baseline: join(folder, baseline) }),
  };
}
