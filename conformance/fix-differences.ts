import { type ConfigPath, isObject } from "../src/core/config-path.ts";
import { deeplyEqual } from "../src/edit/deeply-equal.ts";
import { formsBelow, formsOf, type SectionForm } from "../src/schema/section-table.ts";
import { sectionTable } from "../src/validate/sections/section-tables.ts";

/** One place at which two configs differ. */
export interface Difference {
  /** What OpenClaw's config has beyond ours: a value that ours lacks, lacks one that ours has, or has another. */
  readonly kind: "adds" | "lacks" | "differs";
  readonly path: ConfigPath;
}

/** The places at which our config differs from OpenClaw's, as far out as each difference lies. */
export function differencesOf(ours: unknown, theirs: unknown, path: ConfigPath = []): readonly Difference[] {
  if (deeplyEqual(ours, theirs)) return [];
  if (isObject(ours) && isObject(theirs))
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((key) => {
      const at = [...path, key];
      if (!Object.hasOwn(ours, key)) return [{ kind: "adds", path: at } as const];
      if (!Object.hasOwn(theirs, key)) return [{ kind: "lacks", path: at } as const];
      return differencesOf(ours[key], theirs[key], at);
    });
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length)
    return ours.flatMap((one, index) => differencesOf(one, theirs[index], [...path, index]));
  return [{ kind: "differs", path }];
}

/** The kind of place that a path is one of: dotted, names that the config gives as `*`, indexes as `[]`. */
export function placeKind(path: ConfigPath): string {
  const [section, ...rest] = path;
  const table = sectionTable(String(section));
  let forms: readonly SectionForm[] = table === undefined ? [] : formsOf(table, table.root);
  let kind = String(section);
  for (const segment of rest) {
    const isNamed = forms.some(({ node }) => Object.hasOwn(node.properties ?? {}, segment));
    const isOpen = forms.some(({ node }) => typeof node.additionalProperties === "number");
    kind += typeof segment === "number" ? "[]" : `.${isOpen && !isNamed ? "*" : segment}`;
    forms = table === undefined ? [] : formsBelow(table, forms, segment);
  }
  return kind;
}

/** A table of kinds of differences with the number of configs that have each, the most frequent first. */
export function differenceTable(configs: readonly (readonly Difference[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const differences of configs)
    for (const kind of new Set(differences.map((one) => `${one.kind} ${placeKind(one.path)}`)))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .map(([kind, count]) => `  ${String(count).padStart(4)} OpenClaw ${kind}`);
}
