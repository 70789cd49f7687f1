import { isObject } from "../core/config-path.ts";

/**
 * True where OpenClaw since 2026.8.2 turns `agents.list` into `agents.entries` when it reads the file: every id is
 * already in its normal form and unique, and there are no entries beside the list. Otherwise the list stays where it
 * is, as an unknown key.
 *
 * @param agents the value of `agents`
 */
export function listMigrates(agents: unknown): boolean {
  if (!isObject(agents) || "entries" in agents || !Array.isArray(agents["list"])) return false;
  const ids = new Set<string>();
  for (const agent of agents["list"]) {
    const id = isObject(agent) ? agent["id"] : undefined;
    if (typeof id !== "string" || !/^[a-z0-9_][a-z0-9_-]{0,63}$/u.test(id) || ids.has(id)) return false;
    ids.add(id);
  }
  return true;
}
