import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { isSecretPlace } from "../gate-lookup.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/u;
const UNSAFE = /[;&|`$<>\r\n"'\0]/u;

/** Programs that read secrets, and references whose alias is declared with another kind of source. */
export const secretSources: Refinement = (config, release) => {
  const declared = valueAt(config, ["secrets", "providers"]);
  const sources = isObject(declared) ? declared : {};
  const problems: SchemaProblem[] = [];
  for (const [alias, source] of Object.entries(sources)) {
    if (isObject(source) && source["source"] === "file" && does("file-takes-no-insecure-path", release)) {
      const key = "allowInsecurePath";
      if (Object.hasOwn(source, key)) {
        const reason = "a file takes this key from a later release on";
        problems.push(refusal(["secrets", "providers", alias, key], "secret-source", reason, "key", { key }));
      }
    }
    if (isObject(source) && source["source"] === "exec") {
      problems.push(...program(source, ["secrets", "providers", alias]));
    }
  }
  if (Object.keys(sources).length > 0 && does("secret-source-compared", release)) {
    for (const section of ["models", "agents"])
      references(valueAt(config, [section]), [section], sources, problems);
  }
  return problems;
};

function program(source: Readonly<Record<string, unknown>>, at: ConfigPath): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const command = source["command"];
  if (typeof command === "string" && command !== "" && !holdsVariable(command)) {
    if (!ABSOLUTE.test(command.trim())) {
      problems.push(refusal([...at, "command"], "exec-command", "it must be the program's whole path"));
    } else if (UNSAFE.test(command.trim())) {
      problems.push(
        refusal([...at, "command"], "exec-command", "it holds characters that a shell would act on"),
      );
    }
  }
  const folders = source["trustedDirs"];
  for (const [index, folder] of (Array.isArray(folders) ? folders : []).entries()) {
    if (typeof folder !== "string" || folder === "" || holdsVariable(folder) || ABSOLUTE.test(folder))
      continue;
    problems.push(refusal([...at, "trustedDirs", index], "trusted-dir", "it must be a whole path"));
  }
  return problems;
}

function references(
  value: unknown,
  path: ConfigPath,
  sources: Readonly<Record<string, unknown>>,
  problems: SchemaProblem[],
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) references(item, [...path, index], sources, problems);
    return;
  }
  if (!isObject(value)) return;
  const { source, provider, id } = value;
  if (
    typeof source === "string" &&
    typeof provider === "string" &&
    typeof id === "string" &&
    isSecretPlace(path)
  ) {
    const declared = Object.hasOwn(sources, provider) ? sources[provider] : undefined;
    // "default" is built in for env and store, whatever else is declared under that name.
    const builtIn = provider === "default" && (source === "env" || source === "store");
    const other = isObject(declared) ? declared["source"] : undefined;
    if (typeof other === "string" && other !== source && !builtIn) {
      const reason = "the alias is declared with another kind of source";
      problems.push(refusal(path, "secret-alias", reason));
    }
    return;
  }
  for (const [key, child] of Object.entries(value)) references(child, [...path, key], sources, problems);
}
