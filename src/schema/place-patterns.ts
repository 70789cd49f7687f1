import type { ConfigPath } from "../core/config-path.ts";

interface Pattern<T> {
  readonly segments: readonly string[];
  readonly value: T;
}

/** Finds what is known of a place, and of what stands there: `""` for the key, else ` = "value"` or ` is object`. */
export type PlaceLookup<T> = (path: ConfigPath, what: string) => T | undefined;

/**
 * Reads a table by place: dotted paths with `*` for any name and `[]` for any index, and perhaps a value or a type behind
 * them, as `FateData` is kept. It is taken apart when something is first asked.
 */
export function placeLookup<T>(table: () => Readonly<Record<string, T>>): PlaceLookup<T> {
  let bySuffix: ReadonlyMap<string, readonly Pattern<T>[]> | undefined;
  return (path, what) => {
    bySuffix ??= patterns(table());
    return bySuffix.get(what)?.find(({ segments }) => fits(segments, path))?.value;
  };
}

function fits(segments: readonly string[], path: ConfigPath): boolean {
  return (
    segments.length === path.length &&
    segments.every((segment, index) =>
      segment === "*"
        ? typeof path[index] === "string"
        : segment === (typeof path[index] === "number" ? "[]" : path[index]),
    )
  );
}

function patterns<T>(table: Readonly<Record<string, T>>): Map<string, Pattern<T>[]> {
  const all = new Map<string, Pattern<T>[]>();
  for (const [place, value] of Object.entries(table)) {
    const [, dotted = "", suffix = ""] = /^(.*?)( (?:=|is) .*)?$/u.exec(place) ?? [];
    const segments = dotted.replaceAll("[]", ".[]").split(".");
    all.set(suffix, [...(all.get(suffix) ?? []), { segments, value }]);
  }
  return all;
}
