import type { Analysis } from "../analyze.ts";
import { toDotted } from "../core/config-path.ts";
import { show } from "../core/secrecy.ts";
import { wantedVariable } from "../resolve/credentials/credential-resolution.ts";

/** The variables that a config needs, each with who wants it: those that values name, and those of used providers. */
export function wantedVariables({ resolved }: Analysis): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, string[]>();
  const want = (variable: string, by: string): void => {
    const list = wanted.get(variable) ?? [];
    wanted.set(variable, list);
    if (!list.includes(by)) list.push(by);
  };
  const { variableUses, credentials, usedProviders } = resolved;
  for (const { name, path, form } of variableUses) if (form !== "never-filled") want(name, toDotted(path));
  for (const credential of credentials.values()) {
    const { provider, input, variables, winner, at } = credential;
    const ownKey = input.kind !== "unset" && input.kind !== "empty";
    if (!usedProviders.has(provider) || ownKey || winner?.state === "not-needed") continue;
    if (at !== undefined && variables.length === 0) continue;
    const name = wantedVariable(credential);
    if (name !== undefined) want(name, `provider ${show(provider)}`);
  }
  for (const { path, credential, remoteKey } of resolved.memorySearch) {
    const own = remoteKey.kind !== "unset" && remoteKey.kind !== "empty";
    if (credential === undefined || own || credential.at !== undefined) continue;
    const name = wantedVariable(credential);
    if (name !== undefined) want(name, toDotted(path));
  }
  return wanted;
}
