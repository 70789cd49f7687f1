import { type ConfigPath, isObject } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import channelIds from "../../data/channel-ids.json" with { type: "json" };
import { OLDEST_RELEASE, type ReleaseLine } from "../../schema/releases.ts";
import { nearestName } from "../nearest-name.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { refusal } from "./refusal.ts";

const DURATION = /^(?:\d+(?:\.\d+)?|(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)$/iu;
/** What 2026.2.9 takes; releases up to the next measured one are given the benefit of the doubt. */
const SINGLE_DURATION = /^\d+(?:\.\d+)?(?:ms|s|m|h|d)?$/iu;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;
const TARGETS = ["owner", "last", "none"];

/** What OpenClaw refuses of the settings of one heartbeat. */
export function heartbeatSettings(
  settings: Readonly<Record<string, unknown>>,
  at: ConfigPath,
  release: ReleaseLine,
): readonly SchemaProblem[] {
  const duration = release === OLDEST_RELEASE ? SINGLE_DURATION : DURATION;
  const problems: SchemaProblem[] = [];
  const every = settings["every"];
  if (typeof every === "string" && every !== "" && !holdsVariable(every) && !duration.test(every.trim())) {
    problems.push(refusal([...at, "every"], "duration", "it is no duration such as 30m or 1h30m"));
  }
  if (every || does("hours-without-interval", release))
    problems.push(...hours(settings["activeHours"], [...at, "activeHours"]));
  const target = settings["target"];
  if (typeof target === "string" && !holdsVariable(target))
    problems.push(...targets(target, [...at, "target"], release));
  return problems;
}

function hours(active: unknown, path: readonly (string | number)[]): SchemaProblem[] {
  if (!isObject(active)) return [];
  const problems: SchemaProblem[] = [];
  for (const key of ["start", "end"]) {
    const time = active[key];
    if (typeof time !== "string" || time === "" || holdsVariable(time)) continue;
    if (TIME.test(time) || (key === "end" && time === "24:00")) continue;
    const reason = key === "end" ? "it is no time from 00:00 to 24:00" : "it is no time from 00:00 to 23:59";
    problems.push(refusal([...path, key], "time", reason));
  }
  return problems;
}

function targets(target: string, path: readonly (string | number)[], release: ReleaseLine): SchemaProblem[] {
  const own = TARGETS.filter((name) => name !== "owner" || does("heartbeat-owner", release));
  const plain = target.trim().toLowerCase();
  if (plain === "") return [refusal(path, "heartbeat-target", "it is empty")];
  if (own.includes(plain) || channelIds.channels.includes(plain) || channelIds.aliases.includes(plain))
    return [];
  const nearest = nearestName(plain, [...own, ...channelIds.channels]);
  const reason = `it is neither ${own.join(" nor ")} nor a known channel`;
  return [refusal(path, "heartbeat-target", reason, "value", { allowed: own, nearest })];
}
