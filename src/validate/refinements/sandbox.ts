import { type ConfigPath, isObject } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** What would open the sandbox. */
export const sandbox: Refinement = (_config, release, agents) => {
  const problems: SchemaProblem[] = [];
  for (const { path, block } of agents) {
    const settings = block["sandbox"];
    if (!isObject(settings)) continue;
    const docker = isObject(settings["docker"]) ? settings["docker"] : {};
    const browser = isObject(settings["browser"]) ? settings["browser"] : {};
    const mayJoin = docker["dangerouslyAllowContainerNamespaceJoin"] === true;
    for (const [name, part] of [
      ["docker", docker],
      ["browser", browser],
    ] as const) {
      const at = [...path, "sandbox", name];
      if (name === "docker" || does("browser-mounts", release)) problems.push(...binds(part["binds"], at));
      const network = plain(part["network"]);
      if (network === "host")
        problems.push(refusal([...at, "network"], "sandbox", "the host's network is refused"));
      if (network.startsWith("container:") && !mayJoin) {
        problems.push(refusal([...at, "network"], "sandbox", "another container's network is refused"));
      }
    }
    for (const key of ["seccompProfile", "apparmorProfile"]) {
      if (plain(docker[key]) !== "unconfined") continue;
      problems.push(refusal([...path, "sandbox", "docker", key], "sandbox", "unconfined is refused"));
    }
  }
  return problems;
};

function plain(value: unknown): string {
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}

function binds(list: unknown, at: ConfigPath): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const [index, bind] of (Array.isArray(list) ? list : []).entries()) {
    if (typeof bind !== "string" || holdsVariable(bind)) continue;
    if (/^(?:\/|[A-Za-z]:[\\/])/u.test(bind.trim())) continue;
    const reason = bind.trim() === "" ? "it is empty" : "the path on the host must be absolute";
    problems.push(refusal([...at, "binds", index], "sandbox", reason));
  }
  return problems;
}
