import type { Analysis } from "../analyze.ts";
import type { ConfigPath } from "../core/config-path.ts";
import type { Range } from "../core/finding.ts";
import { onceFor } from "../core/once-for.ts";
import { locateProblem } from "../engine/locate-problem.ts";
import { rootPath } from "../expand/document-path.ts";
import type { LintedConfig } from "../lint.ts";
import type { Linter } from "../linter.ts";
import type { Document } from "../parse/document.ts";
import type { SyntaxNode } from "../parse/syntax-tree.ts";
import type { Reference } from "../resolve/references/references.ts";
import type { EnvironmentChoice } from "./environment-choice.ts";

/** One document of a config as an editor shows it, with all that is known of the config. */
export interface View {
  /** Absolute path of the config that the document is, or is included by. */
  readonly root: string;
  readonly linter: Linter;
  readonly linted: LintedConfig;
  readonly analysis: Analysis;
  readonly document: Document;
  /** Where the document's root stands in the config. */
  readonly mount: ConfigPath;
  readonly environment: EnvironmentChoice;
}

/** A place in a file that is named by its absolute path. */
export interface Location {
  readonly path: string;
  readonly range: Range;
}

/** What stands at an offset of a document. */
export interface Spot {
  /** In the config; where a key is yet to be written, it ends with an empty name. */
  readonly path: ConfigPath;
  /** The value that the offset is in or at the end of, if it is a plain one. */
  readonly node: SyntaxNode | undefined;
  /** True where the offset is in a key. */
  readonly isKey: boolean;
  /** The stretch of the key or the value, quotes included; empty where nothing is written. */
  readonly start: number;
  readonly end: number;
}

/** Finds what stands at an offset. */
export function spotAt({ document, mount }: Pick<View, "document" | "mount">, offset: number): Spot {
  const path: (string | number)[] = [...mount];
  let node = document.tree.root;
  while (node !== undefined) {
    if (node.type === "object") {
      const member = node.members.find(({ start, end }) => start <= offset && offset <= end);
      if (member === undefined) break;
      const { key, value } = member;
      path.push(key.name);
      if (offset <= key.end) return { path, node: undefined, isKey: true, start: key.start, end: key.end };
      if (value === undefined || offset < value.start)
        return { path, node: undefined, isKey: false, start: offset, end: offset };
      node = value;
    } else if (node.type === "array") {
      const index: number = node.items.findIndex(({ start, end }) => start <= offset && offset <= end);
      if (index < 0) {
        path.push(node.items.filter(({ end }) => end <= offset).length);
        return { path, node: undefined, isKey: false, start: offset, end: offset };
      }
      path.push(index);
      node = node.items[index];
    } else return { path, node, isKey: false, start: node.start, end: node.end };
  }
  return { path: [...path, ""], node: undefined, isKey: true, start: offset, end: offset };
}

/** A stretch of a document of a config. */
export interface Stretch {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
}

/** The stretch of a config path's key or value. */
export function stretchOf({ expanded }: Analysis, path: ConfigPath, on: "key" | "value"): Stretch {
  const { document, start, end } = locateProblem(expanded, { path, on });
  return { document, start, end };
}

/** The same without its quotes. */
export function inside({ document, start, end }: Stretch): Stretch {
  const quote = document.text.charAt(start);
  if (quote !== '"' && quote !== "'") return { document, start, end };
  const closed = end - start > 1 && document.text.charAt(end - 1) === quote;
  return { document, start: start + 1, end: closed ? end - 1 : end };
}

/** A stretch as a place. */
export function locationOf({ document, start, end }: Stretch): Location {
  return { path: document.path, range: document.lines.range(start, end) };
}

/** A model reference with its place, quotes not counted. */
export interface PlacedReference extends Stretch {
  readonly reference: Reference;
}

/** All references of a config with their places, found once for an analysis. */
export const placedReferences = onceFor((analysis: Analysis): readonly PlacedReference[] =>
  analysis.resolved.references.all.map((reference) => ({
    reference,
    ...inside(stretchOf(analysis, reference.path, reference.on)),
  })),
);

/** The reference at an offset of a document. */
export function referenceAt({ analysis, document }: View, offset: number): PlacedReference | undefined {
  return placedReferences(analysis).find(
    (one) => one.document === document && one.start <= offset && offset <= one.end,
  );
}

/** Where the root of a document stands in a config, also of one that was placed as a fragment. */
export function mountOf({ expanded, fragment }: Analysis, document: Document): ConfigPath {
  return [...(fragment ?? []), ...rootPath(expanded, document)];
}
