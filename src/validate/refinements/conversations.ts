import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** A channel whose conversations no ACP agent can serve, where the core judges that itself. */
function early(channel: unknown, id: string, at: ConfigPath, release: string): readonly SchemaProblem[] {
  if (!does("core-judges-channels", release) || typeof channel !== "string" || holdsVariable(channel))
    return [];
  const name = channel.trim().toLowerCase();
  const served = ["discord", "telegram", ...(does("feishu-acp", release) ? ["feishu"] : [])];
  if (!served.includes(name))
    return [refusal([...at, "channel"], "acp-binding", `only ${served.join(" and ")} take an ACP agent`)];
  return name === "telegram" && !/^-\d+:topic:\d+$/u.test(id.trim()) && !holdsVariable(id)
    ? [refusal([...at, "peer", "id"], "acp-binding", "it must be a topic, such as -1001234567890:topic:42")]
    : [];
}

/** Which conversations agents serve: bindings of an ACP agent, groups of agents. */
export const conversations: Refinement = (config, release, _agents, exact) => {
  const problems: SchemaProblem[] = [];
  const bindings = valueAt(config, ["bindings"]);
  for (const [index, binding] of Array.isArray(bindings) ? bindings.entries() : []) {
    if (valueAt(binding, ["type"]) !== "acp") continue;
    const id = valueAt(binding, ["match", "peer", "id"]);
    if (typeof id === "string" && (id.trim() !== "" || holdsVariable(id))) {
      problems.push(
        ...early(valueAt(binding, ["match", "channel"]), id, ["bindings", index, "match"], exact),
      );
      continue;
    }
    if (!isObject(valueAt(binding, ["match"]))) continue;
    const at: ConfigPath = ["bindings", index, "match", "peer"];
    problems.push(refusal(at, "acp-binding", "a binding of type acp needs the id of one conversation"));
  }
  const broadcast = valueAt(config, ["broadcast"]);
  if (!isObject(broadcast) || !does("broadcast-options", release)) return problems;
  for (const [peer, entry] of Object.entries(broadcast)) {
    const isQualified = /^[a-z][a-z0-9_-]*:.+$/iu.test(peer);
    if (isObject(entry) && !isQualified)
      problems.push(
        refusal(["broadcast", peer], "broadcast", "options need a key of the form channel:peer", "key"),
      );
    else if (Array.isArray(entry) && isQualified && entry.length > 16)
      problems.push(refusal(["broadcast", peer], "broadcast", "16 agents are the most"));
  }
  return problems;
};
