import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file that makes a rule: `<subject>/<id>.ts`, or `<subject>/<id>/rule.ts` beside the checks of a rule of several. */
export interface RuleFile {
  readonly id: string;
  /** Relative to the folder of rules. */
  readonly path: string;
}

/** The rules of a folder, in alphabetical order. */
export function ruleFiles(folder: string): readonly RuleFile[] {
  return readdirSync(folder)
    .filter((subject) => statSync(join(folder, subject)).isDirectory())
    .flatMap((subject) => readdirSync(join(folder, subject)).map((name) => `${subject}/${name}`))
    .map((path) => (path.endsWith(".ts") ? path : `${path}/rule.ts`))
    .filter((path) => readFileSync(join(folder, path), "utf8").includes("export const rule = "))
    .map((path) => ({ id: path.split("/")[1]?.replace(/\.ts$/u, "") ?? "", path }))
    .sort(({ id: a }, { id: b }) => (a < b ? -1 : 1));
}

/** The text of `src/rules/registry.ts`: the folder is the registry. */
export function registryText(files: readonly RuleFile[]): string {
  // In the order the linter wants: by path, what is farther away first.
  const imports = files.map(({ id, path }) => ({
    path,
    line: `import { rule as ${camel(id)} } from "./${path}";`,
  }));
  return [
    "// Written by `npm run generate` from the files of this folder.",
    'import type { Rule } from "../engine/rule.ts";',
    ...imports.sort(({ path: a }, { path: b }) => (a < b ? -1 : 1)).map(({ line }) => line),
    "",
    "/** All rules, by id. */",
    `export const rules: readonly Rule[] = [\n${files.map(({ id }) => `  ${camel(id)},`).join("\n")}\n];`,
    "",
  ].join("\n");
}

function camel(id: string): string {
  return id.replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
