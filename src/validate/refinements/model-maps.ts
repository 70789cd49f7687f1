import { isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** What the models map and the model policy of an agent may name. */
export const modelMaps: Refinement = (config, _release, agents) => {
  const problems: SchemaProblem[] = [];
  for (const { path, block } of agents) {
    const models = block["models"];
    for (const [reference, settings] of Object.entries(isObject(models) ? models : {})) {
      if (!isObject(settings)) continue;
      for (const key of ["codeMode", "pickerRuntimes"]) {
        if (!(key in settings) || isExact(reference)) continue;
        const reason = "it needs an exact provider/model as its key, without a wildcard";
        problems.push(
          refusal([...path, "models", reference, key], "exact-reference", reason, "key", { key }),
        );
      }
    }
    const allow = valueAt(block, ["modelPolicy", "allow"]);
    if (!Array.isArray(allow)) continue;
    const shared = valueAt(config, ["agents", "defaults", "models"]);
    for (const [index, entry] of allow.entries()) {
      if (typeof entry !== "string" || holdsVariable(entry)) continue;
      if (isPolicyEntry(entry, [shared, models])) continue;
      const reason = "it is no alias, no provider/model, and no pattern such as provider/*";
      problems.push(refusal([...path, "modelPolicy", "allow", index], "model-policy", reason));
    }
  }
  return problems;
};

/** True for what a model policy may name: an alias of one of the maps of models, an exact reference, or a pattern. */
export function isPolicyEntry(entry: string, maps: readonly unknown[]): boolean {
  const name = entry.trim();
  return isAllowed(name) || maps.some((models) => aliasesOf(models).includes(name.toLowerCase()));
}

function aliasesOf(models: unknown): string[] {
  if (!isObject(models)) return [];
  const aliases: string[] = [];
  for (const settings of Object.values(models)) {
    const alias = isObject(settings) ? settings["alias"] : undefined;
    if (typeof alias === "string" && alias.trim() !== "") aliases.push(alias.trim().toLowerCase());
  }
  return aliases;
}

function isExact(reference: string): boolean {
  return reference.includes("/") && !reference.includes("*");
}

function isAllowed(entry: string): boolean {
  if (/^openrouter:(?:auto|free)$/iu.test(entry)) return true;
  const segments = entry.split("/");
  if (segments.length < 2) return false;
  return segments.every((segment, index) => {
    if (segment === "*") return index > 0 && index === segments.length - 1;
    return segment !== "" && !/[\s\p{Cc}*]/u.test(segment);
  });
}
