import { isObject } from "../../core/config-path.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { normalId } from "../../validate/refinements/agent-owners.ts";

/** What OpenClaw's own migration makes of a list of agents, beside the entries themselves. */
export interface ListRoster {
  /** The id of each agent of the list. */
  readonly ids: readonly string[];
  /** The folder that the first agent keeps: as an entry it would get one of its own. */
  readonly workspace?: string | undefined;
}

/** The folder of a gateway whose environment names no other. */
const USUAL_WORKSPACE = "~/.openclaw/workspace";

/** The ids and the first agent's folder; undefined for a list that is no list of agents. */
export function rosterOfList(
  agents: Readonly<Record<string, unknown>>,
  release: string,
): ListRoster | undefined {
  const { list, ownership, defaults } = agents;
  if (!Array.isArray(list) || !list.every(isObject)) return undefined;
  const taken = new Set<string>();
  const ids = list.map(({ id }) => {
    const wanted = normalId(typeof id === "string" && id.trim() !== "" ? id : "agent");
    let own = wanted;
    for (let suffix = 2; taken.has(own); suffix += 1) own = `${wanted}-${suffix}`;
    taken.add(own);
    return own;
  });
  const isShared =
    holdsIn("first-agent-keeps-workspace", release) &&
    ownership === undefined &&
    list.length > 1 &&
    list.every((agent) => !Object.hasOwn(agent, "default") || agent["default"] === false);
  const own = list[0]?.["workspace"];
  if (!isShared || (own !== undefined && !isBlank(own))) return { ids };
  const shared = isObject(defaults) ? defaults["workspace"] : undefined;
  return { ids, workspace: typeof shared === "string" && !isBlank(shared) ? shared.trim() : USUAL_WORKSPACE };
}

function isBlank(value: unknown): boolean {
  return typeof value === "string" && value.trim() === "";
}
