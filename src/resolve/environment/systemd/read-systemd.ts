import { basename, dirname, isAbsolute, join } from "pathe";
import { type Host, isFile } from "../../../core/host.ts";
import { openclawLocations } from "../../../locate/openclaw-locations.ts";
import { readText } from "../../../read/read-text.ts";
import { secretValueAmong } from "../environment.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { DOTENV_LIMIT, READ_FAILURES } from "../file-layer.ts";
import { missingService, SETTING_NAMES } from "../installed-service.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { environmentFiles, unitEnvironment, unsetNames } from "./service-environment.ts";
import { readUnitFile, type UnitSetting } from "./unit-file.ts";
import { dropIns, unitFolders, unitNames } from "./unit-locations.ts";
import { userManagerLayer } from "./user-manager.ts";

/** A setting and the file it stands in. */
export interface PlacedSetting extends UnitSetting {
  readonly file: string;
}

/** Reads the gateway's systemd unit, its drop-ins and the environment files they name. */
export function readSystemd(host: Host, options: EnvironmentOptions): TargetEnvironment {
  const { home, profile } = openclawLocations(host);
  const folders = unitFolders(host, home);
  const candidates =
    options.serviceFile === undefined
      ? unitNames(host, profile).flatMap((name) => folders.map((folder) => join(folder, name)))
      : [options.serviceFile];
  const unitPath = candidates.find((path) => isFile(host, path));
  if (unitPath === undefined) return missingService(host, "systemd", profile, candidates, options);

  const unit = basename(unitPath);
  const problems: EnvironmentProblem[] = [];
  const settings: PlacedSetting[] = [];
  // A unit kept elsewhere brings its drop-ins along beside it.
  const dropInFolders = options.serviceFile === undefined ? folders : [dirname(unitPath)];
  for (const file of [unitPath, ...dropIns(host, dropInFolders, unit)]) {
    const read = readText(host, file, DOTENV_LIMIT);
    if (!read.ok) {
      problems.push({ kind: "file-unreadable", file, why: READ_FAILURES[read.failure], required: true });
      continue;
    }
    for (const setting of readUnitFile(read.source.text)) settings.push({ ...setting, file });
  }

  const service = settings.filter((setting) => setting.section === "Service");
  const context = { home, uid: host.uid, unit, unitPath };
  const inline = unitEnvironment(service, context, problems);
  const files = environmentFiles(host, service, context, problems, options.serviceFile !== undefined);
  const user = userManagerLayer(host, home, new Set(unsetNames(service)));
  // systemd.exec: files win over Environment=, later files over earlier ones; what the manager has comes last.
  const process = [...[...files].reverse(), inline, user];

  const found: Record<string, string | undefined> = {};
  for (const name of SETTING_NAMES) found[name] = secretValueAmong(process, name).value;
  found["HOME"] ??= home === "" ? undefined : home;
  return { process, settings: found, workingFolder: workingFolder(service, home), problems };
}

function workingFolder(service: readonly PlacedSetting[], home: string): string | undefined {
  const written = service.findLast((setting) => setting.key === "WorkingDirectory")?.value.replace(/^-/u, "");
  if (written === undefined || written === "" || written === "~" || written === "%h")
    return home === "" ? undefined : home;
  return isAbsolute(written) && !written.includes("%") ? written : undefined;
}
