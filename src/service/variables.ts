import { spotAt, stretchOf, type View } from "./view.ts";

/** A variable that a text of the config names, and the stretch of its name. */
export interface NamedVariable {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The variable whose name an offset is in: `${NAME}`, `$NAME`, or the id of a SecretRef to the environment. */
export function variableAt(view: View, offset: number): NamedVariable | undefined {
  const spot = spotAt(view, offset);
  const { node, path } = spot;
  if (node?.type !== "string") return undefined;
  const raw = view.document.text.slice(spot.start, spot.end);
  const { variableUses } = view.analysis.resolved;
  const names = new Set(
    variableUses
      .filter(
        ({ path: at }) =>
          at.length === path.length && at.every((step, index) => String(step) === String(path[index])),
      )
      .map(({ name }) => name)
      .filter((name) => name !== ""),
  );
  // A SecretRef is told at the place that holds it.
  if (path.at(-1) === "id") {
    for (const use of variableUses)
      if (use.form === "reference" && use.name === node.value && isAt(use.path, path)) names.add(use.name);
  }
  for (const name of names) {
    for (const at of wordsIn(raw, name)) {
      const start = spot.start + at;
      const end = start + name.length;
      const before = raw.charAt(at - 1) === "{" ? 2 : 1;
      if (start - before <= offset && offset <= end) return { name, start, end };
    }
  }
  return undefined;
}

/** Every variable that the config names in a document. */
export function variablesIn({ analysis, document }: View): readonly NamedVariable[] {
  return analysis.resolved.variableUses.flatMap(({ name, path, form }) => {
    if (name === "" || form === "never-filled") return [];
    const at = stretchOf(analysis, form === "reference" ? [...path, "id"] : path, "value");
    if (at.document !== document) return [];
    const raw = document.text.slice(at.start, at.end);
    return wordsIn(raw, name).map((index) => ({
      name,
      start: at.start + index,
      end: at.start + index + name.length,
    }));
  });
}

/** Where a name stands in a text as a word of its own. */
function wordsIn(text: string, name: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (!/\w/u.test(text.charAt(at - 1)) && !/\w/u.test(text.charAt(at + name.length))) found.push(at);
  return found;
}

function isAt(use: readonly (string | number)[], path: readonly (string | number)[]): boolean {
  return use.every((step, index) => String(step) === String(path[index]));
}
