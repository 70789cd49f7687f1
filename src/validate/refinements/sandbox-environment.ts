import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Variables of sandbox containers go through a file of lines, for Docker and Podman. */
export const sandboxEnvironment: Refinement = (config, _release, blocks) => {
  const shared = valueAt(config, ["agents", "defaults", "sandbox"]);
  const agents = blocks
    .filter(({ path }) => path[1] !== "defaults")
    .map(({ path, block }) => ({ path, sandbox: block["sandbox"] }));
  const ofAgents = agents.filter(
    ({ sandbox }) =>
      isContainer(textAt(sandbox, "backend") ?? textAt(shared, "backend")) &&
      (textAt(sandbox, "scope") ?? textAt(shared, "scope")) !== "shared",
  );
  // What all agents share is looked at for each that runs in a container.
  const forAll =
    agents.length === 0
      ? isContainer(textAt(shared, "backend"))
      : agents.some(({ sandbox }) => isContainer(textAt(sandbox, "backend") ?? textAt(shared, "backend")));
  return [
    ...(forAll ? variables(shared, ["agents", "defaults"]) : []),
    ...ofAgents.flatMap(({ path, sandbox }) => variables(sandbox, path)),
  ];
};

function variables(sandbox: unknown, path: ConfigPath): SchemaProblem[] {
  const env = valueAt(sandbox, ["docker", "env"]);
  const problems: SchemaProblem[] = [];
  for (const [name, value] of Object.entries(isObject(env) ? env : {})) {
    const at = [...path, "sandbox", "docker", "env", name];
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/u.test(name)) {
      const reason = "a variable's name is letters, digits and _, without a digit in front";
      problems.push(refusal(at, "variable-name", reason, "key", { key: name }));
    } else if (typeof value === "string" && /[\r\n\0]/u.test(value) && !holdsVariable(value)) {
      problems.push(refusal(at, "variable-value", "it must be one line"));
    }
  }
  return problems;
}

function textAt(sandbox: unknown, key: string): string | undefined {
  const value = valueAt(sandbox, [key]);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function isContainer(backend: string | undefined): boolean {
  return backend === undefined || backend === "docker" || backend === "podman";
}
