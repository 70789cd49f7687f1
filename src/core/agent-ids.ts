import { isObject, valueAt } from "./config-path.ts";

/** The ids of the agents that a config lists, in either of the forms that it may have. */
export function agentIds(config: unknown): Set<string> {
  const ids = new Set<string>();
  const entries = valueAt(config, ["agents", "entries"]);
  if (isObject(entries)) for (const id of Object.keys(entries)) ids.add(id);
  const list = valueAt(config, ["agents", "list"]);
  for (const agent of Array.isArray(list) ? list : []) {
    if (isObject(agent) && typeof agent["id"] === "string") ids.add(agent["id"]);
  }
  return ids;
}
