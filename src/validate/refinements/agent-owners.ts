import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Places that name an agent which must exist. */
export const agentOwners: Refinement = (config) => {
  const known = agentIds(config);
  // Without a roster OpenClaw makes the agent "main".
  if (known.size === 0) known.add("main");
  const problems: SchemaProblem[] = [];
  const check = (path: ConfigPath, also: readonly string[] = []) => {
    const id = valueAt(config, path);
    if (typeof id !== "string" || id.trim() === "" || holdsVariable(id)) return;
    const plain = id.trim().toLowerCase();
    if (known.has(plain) || also.includes(plain)) return;
    const reason = "there is no agent with this id";
    problems.push(refusal(path, "agent-id", reason, "value", { allowed: [...known] }));
  };
  check(["agents", "defaults", "heartbeat", "agentId"]);
  check(["agents", "defaults", "systemAgent", "agentId"]);
  check(["talk", "agentId"]);
  const bindings = valueAt(config, ["bindings"]);
  if (Array.isArray(bindings)) {
    for (const index of bindings.keys()) check(["bindings", index, "agentId"], ["main"]);
  }
  return problems;
};

function agentIds(config: unknown): Set<string> {
  const ids = new Set<string>();
  const entries = valueAt(config, ["agents", "entries"]);
  if (isObject(entries)) for (const id of Object.keys(entries)) ids.add(id.trim().toLowerCase());
  const list = valueAt(config, ["agents", "list"]);
  for (const agent of Array.isArray(list) ? list : []) {
    if (isObject(agent) && typeof agent["id"] === "string") ids.add(agent["id"].trim().toLowerCase());
  }
  return ids;
}
