import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files in src/rules that are no rules. */
function isRuleFile(folder: string, name: string): boolean {
  return (
    name.endsWith(".ts") &&
    readFileSync(join(folder, name), "utf8").includes("export const rule = defineRule(")
  );
}

/** The rule ids of a folder, in alphabetical order. */
export function ruleIds(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => isRuleFile(folder, name))
    .map((name) => name.slice(0, -3))
    .sort();
}

/** The text of `src/rules/registry.ts`: the folder is the registry. */
export function registryText(ids: readonly string[]): string {
  // In the order the linter wants: by file name, the type among them.
  const imports = [...ids, "rule"]
    .sort()
    .map((id) =>
      id === "rule"
        ? 'import type { Rule } from "./rule.ts";'
        : `import { rule as ${camel(id)} } from "./${id}.ts";`,
    );
  return [
    "// Written by `npm run generate` from the files of this folder.",
    ...imports,
    "",
    "/** All rules, by id. */",
    `export const rules: readonly Rule[] = [\n${ids.map((id) => `  ${camel(id)},`).join("\n")}\n];`,
    "",
  ].join("\n");
}

function camel(id: string): string {
  return id.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
