import { spotAt, type View } from "./view.ts";

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
    for (let at = raw.indexOf(name); at >= 0; at = raw.indexOf(name, at + 1)) {
      const start = spot.start + at;
      const end = start + name.length;
      if (/\w/u.test(raw.charAt(at - 1)) || /\w/u.test(raw.charAt(at + name.length))) continue;
      const before = raw.charAt(at - 1) === "{" ? 2 : 1;
      if (start - before <= offset && offset <= end) return { name, start, end };
    }
  }
  return undefined;
}

function isAt(use: readonly (string | number)[], path: readonly (string | number)[]): boolean {
  return use.every((step, index) => String(step) === String(path[index]));
}
