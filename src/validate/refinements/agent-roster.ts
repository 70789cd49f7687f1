import { isObject, valueAt } from "../../core/config-path.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import { listMigrates } from "../agent-list.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Who owns what among several agents, and ids that two agents share. */
export const agentRoster: Refinement = (config) => {
  const agents = valueAt(config, ["agents"]);
  if (!isObject(agents)) return [];
  const problems: SchemaProblem[] = [];
  const { key: holder, entries } = roster(agents);
  const explicit = agents["ownership"] === "explicit";
  if (entries.length === 0) {
    // Without ownership an empty roster becomes the agent "main".
    const listed = Array.isArray(agents["list"]) && agents["list"].length > 0;
    if (explicit && !listed) {
      const reason = "with ownership explicit there must be at least one agent";
      if ("entries" in agents) problems.push(refusal(["agents", "entries"], "agent-roster", reason));
      else problems.push(missing("entries", reason));
    }
    return problems;
  }
  const seen = new Map<string, string>();
  for (const [key] of entries) {
    const id = key.trim().toLowerCase();
    const first = seen.get(id);
    if (first === undefined) seen.set(id, key);
    else {
      const reason = "two agents have the same id but for case";
      problems.push(refusal(["agents", "entries", key], "agent-roster", reason, "key", { key }));
    }
  }
  const marked = entries.filter(([, entry]) => isObject(entry) && entry["default"] === true);
  if (marked.length > 1) {
    problems.push(
      refusal(["agents", holder], "agent-roster", "more than one agent is marked as the default"),
    );
  }
  if (explicit && marked.length > 0) {
    const reason = "ownership explicit does not go with an agent marked as the default";
    problems.push(refusal(["agents", "ownership"], "agent-roster", reason));
  }
  if (entries.length > 1 && marked.length === 0 && agents["ownership"] === undefined) {
    problems.push(missing("ownership", "with two or more agents, ownership must be explicit"));
  }
  return problems;
};

function missing(key: string, reason: string): SchemaProblem {
  return refused("missing-key", ["agents"], "value", { key, reason });
}

/** The agents by id: the entries, or the older list where OpenClaw turns it into entries. */
export function roster(agents: Readonly<Record<string, unknown>>): {
  key: "entries" | "list";
  entries: (readonly [string, unknown])[];
} {
  const list = agents["list"];
  if (Array.isArray(list) && listMigrates(agents)) {
    return { key: "list", entries: list.map((agent: unknown) => [String(valueAt(agent, ["id"])), agent]) };
  }
  const entries = isObject(agents["entries"]) ? Object.entries(agents["entries"]) : [];
  // OpenClaw loses this key when it copies what it has read.
  return { key: "entries", entries: entries.filter(([key]) => key !== "__proto__") };
}
