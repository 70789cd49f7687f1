import { isObject, valueAt } from "../../core/config-path.ts";
import { holdsVariable } from "../value-kind.ts";
import { normalId } from "./agent-owners.ts";
import { roster } from "./agent-roster.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** No two agents keep their state in one folder. */
export const agentFolders: Refinement = (config, release) => {
  const agents = valueAt(config, ["agents"]);
  if (!isObject(agents)) return [];
  const byId = does("agents-by-id", release);
  const { key: holder, entries } = byId ? roster(agents) : listed(agents["list"]);
  const folders = new Set<string>();
  const seen = new Set<string>();
  for (const [id, entry] of entries) {
    // Of two agents with one id OpenClaw sees the first.
    if (seen.has(normalId(id))) continue;
    seen.add(normalId(id));
    const folder = folderOf(id, entry);
    if (folder === undefined) continue;
    if (folders.has(folder))
      return [
        refusal(["agents", holder], "agent-dir", "two agents share one agentDir", "value", { key: id }),
      ];
    folders.add(folder);
  }
  return [];
};

/** The folder as it is written, or a stand-in for the one that belongs to the agent's id. */
function folderOf(id: string, entry: unknown): string | undefined {
  const own = isObject(entry) ? entry["agentDir"] : undefined;
  if (typeof own !== "string" || own.trim() === "") return `of ${normalId(id)}`;
  return holdsVariable(own) ? undefined : resolved(own.trim());
}

/** The path without `.`, `..` and doubled slashes. */
function resolved(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === ".." && kept.length > 1) kept.pop();
    else if ((segment !== "" && segment !== ".") || kept.length === 0) kept.push(segment);
  }
  return kept.join("/");
}

function listed(list: unknown): { key: string; entries: (readonly [string, unknown])[] } {
  const agents: unknown[] = Array.isArray(list) ? list : [];
  const entries = agents.flatMap((agent) => {
    const id = isObject(agent) ? agent["id"] : undefined;
    return typeof id === "string" ? [[id, agent] as const] : [];
  });
  return { key: "list", entries };
}
