import { relative } from "pathe";
import type { Host } from "./core/host.ts";
import type { LinterSettings } from "./linter.ts";
import { GATEWAY_TARGETS } from "./resolve/environment/environment.ts";
import { ruleNames } from "./rules/rule-names.ts";
import { releaseFault } from "./schema/release-fault.ts";
import { loadBaseline } from "./settings/baseline.ts";
import { readEnvNames } from "./settings/env-names.ts";
import { createLevels } from "./settings/levels.ts";
import { placedSettings } from "./settings/placed-settings.ts";
import { findSettings } from "./settings/read-settings.ts";

/** The settings for a folder, ready for a linter, with the file that they stand in; or what is wrong with that file. */
export type ReadLinterSettings =
  | { readonly ok: true; readonly path: string | undefined; readonly settings: LinterSettings }
  | { readonly ok: false; readonly path: string; readonly problem: string };

/**
 * Reads `clawlint.config.json5` of a folder or of the nearest folder above, with the files that it names.
 *
 * In: the host, an absolute folder. Out: settings for `createLinter`, empty ones where there is no file; or the first
 * fault of the file in words.
 */
export function readLinterSettings(host: Host, folder: string): ReadLinterSettings {
  const found = findSettings(host, folder, ruleNames);
  if (found === undefined) return { ok: true, path: undefined, settings: {} };
  const { path } = found;
  const refuse = (problem: string): ReadLinterSettings => ({ ok: false, path, problem });
  if (!found.ok) return refuse(found.problem);
  const placed = placedSettings(found);
  const fault = placed.openclawVersion === undefined ? undefined : releaseFault(placed.openclawVersion);
  if (fault !== undefined) return refuse(`openclawVersion${fault}`);
  const names = readEnvNames(host, placed.envNames ?? []);
  if (!names.ok) return refuse(`envNames: ${names.problem}`);
  const baseline = placed.baseline === undefined ? undefined : loadBaseline(host, placed.baseline);
  if (placed.baseline !== undefined && baseline === undefined)
    return refuse(`baseline: ${relative(found.folder, placed.baseline)} is no baseline that can be read`);
  return {
    ok: true,
    path,
    settings: {
      gateway: GATEWAY_TARGETS.find((one) => one === placed.gateway),
      serviceFile: placed.serviceFile,
      service: placed.service,
      envFiles: placed.envFiles,
      envNames: names.names,
      openclawVersion: placed.openclawVersion,
      readOnly: placed.readOnly,
      levelOf: createLevels(found.settings, found.folder, {}),
      baseline,
    },
  };
}
