import { isObject } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import channelIds from "../../data/channel-ids.json" with { type: "json" };
import { nearestName } from "../nearest-name.ts";
import { holdsVariable } from "../value-kind.ts";
import { agentBlocks, type Refinement, refusal } from "./refusal.ts";

const DURATION = /^(?:\d+(?:\.\d+)?|(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+)$/iu;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;
const TARGETS = ["owner", "last", "none"];

/** Intervals, hours and targets of heartbeats. */
export const heartbeat: Refinement = (config) => {
  const problems: SchemaProblem[] = [];
  for (const { path, block } of agentBlocks(config)) {
    const settings = block["heartbeat"];
    if (!isObject(settings)) continue;
    const at = [...path, "heartbeat"];
    const every = settings["every"];
    if (typeof every === "string" && every !== "" && !holdsVariable(every) && !DURATION.test(every.trim())) {
      problems.push(refusal([...at, "every"], "duration", "it is no duration such as 30m or 1h30m"));
    }
    problems.push(...hours(settings["activeHours"], [...at, "activeHours"]));
    const target = settings["target"];
    if (typeof target === "string" && !holdsVariable(target))
      problems.push(...targets(target, [...at, "target"]));
  }
  return problems;
};

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

function targets(target: string, path: readonly (string | number)[]): SchemaProblem[] {
  const plain = target.trim().toLowerCase();
  if (plain === "") return [refusal(path, "heartbeat-target", "it is empty")];
  if (TARGETS.includes(plain) || channelIds.channels.includes(plain) || channelIds.aliases.includes(plain))
    return [];
  const nearest = nearestName(plain, [...TARGETS, ...channelIds.channels]);
  const reason = "it is neither owner, last or none nor a known channel";
  return [refusal(path, "heartbeat-target", reason, "value", { allowed: TARGETS, nearest })];
}
