import { isVariableName } from "../core/secrecy.ts";
import type { Environment } from "../resolve/environment/environment.ts";

/**
 * Where a variable of the gateway is best put, in words: the container's own definition, whose file is the one that
 * people edit and deploy; for every other target the state folder's `.env`.
 */
export function variableHome(environment: Environment, tellPath: (path: string) => string): string {
  if (environment.target !== "container") return "~/.openclaw/.env";
  for (const { id, name, file } of environment.layers) {
    const place = file === undefined ? "" : ` in ${tellPath(file)}`;
    if (id === "compose-environment") return `${name}${place}, or into an env_file of it`;
    if (id === "docker-env-file" && file !== undefined) return tellPath(file);
    if (id === "kubernetes")
      return name.startsWith("env of ")
        ? `${name}${place}, or into a Secret that it names`
        : `${name}${place}`;
  }
  return "the container's environment";
}

/** The name of a `NAME_FILE` variable that is set for a wanted one; OpenClaw reads none of that form. */
export function fileVariable(environment: Environment, wanted: string): string | undefined {
  const name = `${wanted}_FILE`;
  return isVariableName(name) && environment.lookup(name).verdict === "set" ? name : undefined;
}
