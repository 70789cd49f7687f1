import { valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { type Refinement, refusal } from "./refusal.ts";

const KINDS = "it must be a path inside the agent's workspace, a web address, or a data URI";

/** Pictures of agents: a web address, a data URI, or a file inside the agent's workspace. */
export const avatars: Refinement = (config, _release, agents) => {
  const problems: SchemaProblem[] = [];
  for (const { path, block } of agents) {
    if (path[1] === "defaults") continue;
    const avatar = valueAt(block, ["identity", "avatar"]);
    if (typeof avatar !== "string" || holdsVariable(avatar)) continue;
    const workspaces = [block["workspace"], valueAt(config, ["agents", "defaults", "workspace"])];
    if (!isRefused(avatar.trim(), workspaces)) continue;
    problems.push(refusal([...path, "identity", "avatar"], "avatar", KINDS));
  }
  return problems;
};

/** Where the answer hangs on folders of the machine, the avatar passes. */
function isRefused(avatar: string, workspaces: readonly unknown[]): boolean {
  if (avatar === "" || /^(?:data:|https?:\/\/)/iu.test(avatar)) return false;
  if (avatar.startsWith("~")) return true;
  if (/^[a-z]:[\\/]/iu.test(avatar)) return false;
  if (/^[a-z][a-z0-9+.-]*:/iu.test(avatar)) return true;
  const workspace = workspaces.find((folder) => typeof folder === "string" && folder.trim() !== "");
  if (avatar.startsWith("/")) {
    if (typeof workspace !== "string") return !avatar.includes("/.openclaw");
    return (
      workspace.trim().startsWith("/") && !`${avatar}/`.startsWith(workspace.trim().replace(/\/*$/u, "/"))
    );
  }
  return leaves(avatar.split("/"));
}

/** True for a path whose `..` lead out, unless it names a folder again afterwards that may be the workspace. */
function leaves(segments: readonly string[]): boolean {
  let depth = 0;
  for (const [index, segment] of segments.entries()) {
    if (segment === "" || segment === ".") continue;
    depth += segment === ".." ? -1 : 1;
    if (depth < 0) return segments.slice(index + 1).filter((rest) => !/^\.{0,2}$/u.test(rest)).length < 2;
  }
  return false;
}
