import { isObject } from "../../core/config-path.ts";
import { heartbeatSettings } from "./heartbeat-settings.ts";
import type { Refinement } from "./refusal.ts";

/** Intervals, hours and targets of heartbeats. */
export const heartbeat: Refinement = (_config, release, agents) =>
  agents.flatMap(({ path, block }) => {
    const settings = block["heartbeat"];
    return isObject(settings) ? heartbeatSettings(settings, [...path, "heartbeat"], release) : [];
  });
