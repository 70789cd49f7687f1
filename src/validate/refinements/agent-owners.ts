import { agentIds } from "../../core/agent-ids.ts";
import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Places that name an agent which must exist. */
export const agentOwners: Refinement = (config, release) => {
  const listed = agentIds(config);
  const known = new Set([...listed].map(normalId));
  // Without a roster OpenClaw makes the agent "main".
  if (known.size === 0) known.add("main");
  const problems: SchemaProblem[] = [];
  const check = (path: ConfigPath, also: readonly string[] = []) => {
    const id = valueAt(config, path);
    if (typeof id !== "string" || holdsVariable(id)) return;
    if (known.has(normalId(id)) || also.includes(id)) return;
    const reason = "there is no agent with this id";
    problems.push(refusal(path, "agent-id", reason, "value", { allowed: [...known] }));
  };
  const byId = does("agents-by-id", release);
  if (byId) {
    check(["agents", "defaults", "heartbeat", "agentId"]);
    check(["agents", "defaults", "systemAgent", "agentId"]);
    check(["talk", "agentId"]);
  }
  // Without ids nothing is known where there is no list.
  if (!byId && listed.size === 0) return [];
  const bindings = valueAt(config, ["bindings"]);
  if (Array.isArray(bindings) && does("bindings-name-agents", release)) {
    for (const index of bindings.keys()) check(["bindings", index, "agentId"], byId ? ["main"] : []);
  }
  return [...problems, ...broadcastMembers(config, listed.size === 0 ? new Set(["main"]) : listed)];
};

/** What OpenClaw makes of an agent's id: anything but a-z, 0-9, _ and - becomes -, and outer dashes go. */
export function normalId(id: string): string {
  const plain = id.trim().toLowerCase();
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/u.test(plain)) return plain;
  const made = plain
    .replace(/[^a-z0-9_-]+/gu, "-")
    .replace(/^-+/u, "")
    .replace(/-+$/u, "");
  return made.slice(0, 64) || "main";
}

/** Members of broadcasts; ids are compared as they are written, unlike everywhere else. */
function broadcastMembers(config: unknown, known: ReadonlySet<string>): SchemaProblem[] {
  const broadcast = valueAt(config, ["broadcast"]);
  const problems: SchemaProblem[] = [];
  for (const [peer, entry] of Object.entries(isObject(broadcast) ? broadcast : {})) {
    if (peer === "strategy") continue;
    const at: ConfigPath = Array.isArray(entry) ? ["broadcast", peer] : ["broadcast", peer, "agents"];
    const members = valueAt(config, at);
    for (const [index, id] of (Array.isArray(members) ? members : []).entries()) {
      if (typeof id !== "string" || known.has(id) || holdsVariable(id)) continue;
      const reason = "there is no agent with this id";
      problems.push(refusal([...at, index], "agent-id", reason, "value", { allowed: [...known] }));
    }
  }
  return problems;
}
