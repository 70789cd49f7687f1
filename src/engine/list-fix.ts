import { type ConfigPath, isObject, valueAt } from "../core/config-path.ts";
import { show } from "../core/secrecy.ts";
import { rosterOfList } from "../resolve/migration/list-roster.ts";
import type { ProblemFix } from "./rule.ts";

/** True for the older list of agents, which becomes entries. */
export function isAgentList(path: ConfigPath, replacedBy: string | undefined): boolean {
  return path.length === 2 && path[1] === "list" && replacedBy === "agents.entries";
}

/** The list of agents as entries, as OpenClaw's own migration writes it. */
export function listFix(config: unknown, release: string): { readonly fix: ProblemFix } | undefined {
  const agents = valueAt(config, ["agents"]);
  const roster = isObject(agents) ? rosterOfList(agents, release) : undefined;
  if (roster === undefined) return undefined;
  const { ids, workspace } = roster;
  const also =
    workspace === undefined
      ? []
      : [{ path: ["agents", "entries", ids[0] ?? "", "workspace"], value: workspace }];
  return {
    fix: {
      title: `write it as agents.entries${workspace === undefined ? "" : `, whose first keeps the workspace ${show(workspace)}`}`,
      safety: "safe",
      change: { kind: "list-to-object", name: "entries", ids, also },
    },
  };
}
