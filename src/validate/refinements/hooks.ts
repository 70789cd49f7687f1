import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import { holdsVariable } from "../value-kind.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Webhooks: modules that lie outside their folder, sessions without a name. */
export const hooks: Refinement = (config, release) => {
  const block = valueAt(config, ["hooks"]);
  if (!isObject(block)) return [];
  const problems: SchemaProblem[] = [];
  const module = (path: ConfigPath) => {
    const file = valueAt(config, path);
    if (typeof file !== "string" || holdsVariable(file) || isInside(file)) return;
    problems.push(refusal(path, "module-path", "it must be a path inside the folder of modules"));
  };
  const mappings = Array.isArray(block["mappings"]) ? block["mappings"] : [];
  const named = (value: unknown) => typeof value === "string" && value.trim() !== "";
  for (const [index, mapping] of mappings.entries()) {
    const at: ConfigPath = ["hooks", "mappings", index];
    module([...at, "transform", "module"]);
    if (!isObject(mapping) || !does("persistent-hook-needs-key", release)) continue;
    if (
      (mapping["action"] ?? "agent") === "agent" &&
      mapping["sessionMode"] === "persistent" &&
      !named(mapping["sessionKey"]) &&
      !named(block["defaultSessionKey"]) &&
      mapping["transform"] === undefined
    )
      problems.push(
        refused("missing-key", at, "value", { key: "sessionKey", with: "sessionMode: persistent" }),
      );
  }
  const handlers = valueAt(block, ["internal", "handlers"]);
  for (const index of Array.isArray(handlers) ? handlers.keys() : [])
    module(["hooks", "internal", "handlers", index, "module"]);
  return problems;
};

function isInside(raw: string): boolean {
  const path = raw.trim();
  if (path === "" || /^(?:\/|~)/u.test(path) || path.includes(":")) return false;
  return !path.split(/[\\/]+/u).includes("..");
}
