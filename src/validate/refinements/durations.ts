import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };

/** Durations and sizes of sessions, scheduled jobs and remote workers, written as text. */
export const durations: Refinement = (config, release, _agents, exact) => {
  if (!does("durations-are-read", exact)) return [];
  const problems: SchemaProblem[] = [];
  const late = does("durations-above-nothing", release);
  const duration = (path: ConfigPath, positive: boolean) => {
    const value = valueAt(config, path);
    if ((typeof value !== "string" && typeof value !== "number") || holdsVariable(value)) return;
    // `archiveDashboardAfter: 0` turns it off.
    if (value === 0 && path.at(-1) === "archiveDashboardAfter") return;
    const ms = durationOf(String(value), "d");
    if (ms === undefined)
      problems.push(refusal(path, "duration", "it is no duration such as 30m, 12h or 30d"));
    else if (positive && ms <= 0) problems.push(refusal(path, "duration", "it must be more than nothing"));
  };
  const at: ConfigPath = ["session", "maintenance"];
  for (const key of ["pruneAfter", "resetArchiveRetention", "archiveDashboardAfter", "preserveRecent"])
    duration([...at, key], late);
  for (const path of [
    [...at, "maxDiskBytes"],
    [...at, "highWaterBytes"],
    ...(does("rotate-bytes", release) ? [[...at, "rotateBytes"]] : []),
    ["cron", "runLog", "maxBytes"],
  ]) {
    const value = valueAt(config, path);
    if ((typeof value !== "string" && typeof value !== "number") || holdsVariable(value)) continue;
    if (!/^\d+(?:\.\d+)?(?:b|kb?|mb?|gb?|tb?)?$/iu.test(String(value).trim()))
      problems.push(refusal(path, "byte-size", "it is no size such as 512kb or 20mb"));
  }
  const retention = valueAt(config, ["cron", "sessionRetention"]);
  if (typeof retention === "string") duration(["cron", "sessionRetention"], false);
  const profiles = valueAt(config, ["cloudWorkers", "profiles"]);
  for (const [name, profile] of isObject(profiles) ? Object.entries(profiles) : []) {
    const after = valueAt(profile, ["suspendAfter"]);
    if (typeof after !== "string" || holdsVariable(after)) continue;
    const ms = /(?:ms|s|m|h|d)$/iu.test(after) ? durationOf(after, "ms") : undefined;
    if (ms === undefined || ms < 6e4)
      problems.push(
        refusal(
          ["cloudWorkers", "profiles", name, "suspendAfter"],
          "duration",
          "it must be a duration of 1m at least",
        ),
      );
  }
  return problems;
};

/** Repositories by which remote workers are chosen: host, owner and name, as they are compared. */
export const projectProfiles: Refinement = (config) => {
  const projects = valueAt(config, ["cloudWorkers", "projectProfiles"]);
  return Object.keys(isObject(projects) ? projects : {}).flatMap((key) =>
    key !== "" &&
    (!/^[^\s/]+\.[^\s/]+\/[^\s/]+\/\S+$/u.test(key) || key !== key.toLowerCase() || key.endsWith(".git"))
      ? [
          refusal(
            ["cloudWorkers", "projectProfiles", key],
            "project",
            "write host/owner/name in small letters, without .git",
            "key",
          ),
        ]
      : [],
  );
};

/** Milliseconds of `90`, `30m` or `1h30m`; undefined for what is no duration. */
function durationOf(raw: string, unit: string): number | undefined {
  const text = raw.trim().toLowerCase();
  const single = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/u.exec(text);
  const parts = single === null ? [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/gu)] : [single];
  if (parts.length === 0 || parts.map(([all]) => all).join("") !== text) return undefined;
  const total = parts.reduce((sum, [, count, own = unit]) => sum + Number(count) * (UNITS[own] ?? 1), 0);
  return Number.isSafeInteger(Math.round(total)) ? total : undefined;
}
