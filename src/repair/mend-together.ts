import { type ConfigPath, isObject, toPointer } from "../core/config-path.ts";
import { readPath } from "../edit/config-edit.ts";
import { removeMember } from "../edit/edit-text.ts";
import { newValue, placeText } from "../edit/new-text.ts";
import { renderKey } from "../edit/render-value.ts";
import { insertPart, removePart, type Splice, splice } from "../edit/splices.ts";
import { readStyle, type TextStyle } from "../edit/text-style.ts";
import { type ExpandedConfig, type Merged, mergedAt } from "../expand/expanded-config.ts";
import type { Repair } from "../lint.ts";
import type { Document } from "../parse/document.ts";
import { findMember, firstEndingAfter } from "../parse/syntax-tree.ts";
import { setOwn } from "../parse/to-value.ts";

/** Repairs made at once: the texts with all of them, and the value that must come out. */
export interface Together {
  readonly repairs: readonly Repair[];
  /** By path; documents that stay as they are are left out. */
  readonly texts: ReadonlyMap<string, string>;
  readonly wanted: unknown;
}

/** What one repair does to the text of one document, and to the value. */
interface Step {
  readonly repair: Repair;
  readonly document: Document;
  readonly splices: readonly Splice[];
  readonly change: ValueChange | undefined;
}

type ValueChange =
  | { readonly kind: "set"; readonly path: ConfigPath; readonly value: unknown }
  | { readonly kind: "rename"; readonly path: ConfigPath; readonly name: string }
  | { readonly kind: "remove"; readonly path: ConfigPath };

/**
 * Makes as many repairs at once as do not touch one another in the text. Those that move text, and those of values that
 * several documents have a say in, are left for a turn of their own. Whether the texts give the wanted value, nobody has
 * looked yet.
 */
export function mendTogether(expanded: ExpandedConfig, repairs: readonly Repair[]): Together {
  const style = styles();
  const duplicates = duplicatesOf(expanded);
  const beside = countByParent(repairs);
  const steps = new Map<Document, Step[]>();
  for (const repair of repairs) {
    const step = stepOf(expanded, repair, style, duplicates, beside);
    if (step === undefined || step.splices.length === 0) continue;
    const list = steps.get(step.document);
    if (list === undefined) steps.set(step.document, [step]);
    else list.push(step);
  }
  const texts = new Map<string, string>();
  const taken: Step[] = [];
  for (const [document, list] of steps) {
    const apart = withoutTouching(list);
    texts.set(
      document.path,
      splice(
        document.text,
        apart.flatMap(({ splices }) => splices),
      ),
    );
    taken.push(...apart);
  }
  return { repairs: taken.map(({ repair }) => repair), texts, wanted: changed(expanded.value, taken) };
}

/** How many repairs change a key of each object. */
function countByParent(repairs: readonly Repair[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of repairs) {
    const parent = toPointer(path.slice(0, -1));
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return counts;
}

function startOf({ splices }: Step): number {
  return Math.min(...splices.map(({ start }) => start));
}

function endOf({ splices }: Step): number {
  return Math.max(...splices.map(({ end }) => end));
}

/** In the order of the text, each that begins behind the end of the one before. */
function withoutTouching(steps: readonly Step[]): readonly Step[] {
  const apart: Step[] = [];
  let end = -1;
  for (const step of [...steps].sort((a, b) => startOf(a) - startOf(b))) {
    const start = startOf(step);
    if (start < end || (start === end && step.splices.some((one) => one.start === one.end))) continue;
    if (apart.length > 0 && startOf(apart.at(-1) ?? step) === start) continue;
    apart.push(step);
    end = endOf(step);
  }
  return apart;
}

function styles(): (document: Document) => TextStyle {
  const known = new Map<Document, TextStyle>();
  return (document) => {
    const style = known.get(document) ?? readStyle(document.text, document.tree);
    known.set(document, style);
    return style;
  };
}

type Duplicates = ReadonlyMap<Document, ReadonlyMap<number, Document["tree"]["duplicates"][number]>>;

function duplicatesOf({ documents }: ExpandedConfig): Duplicates {
  return new Map(
    documents.map((document) => [
      document,
      new Map(document.tree.duplicates.map((twin) => [twin.lost.key.start, twin])),
    ]),
  );
}

function stepOf(
  expanded: ExpandedConfig,
  repair: Repair,
  style: (document: Document) => TextStyle,
  duplicates: Duplicates,
  beside: ReadonlyMap<string, number>,
): Step | undefined {
  const { fix, path, text } = repair;
  if (text !== undefined) {
    const { document } = text;
    const twin = duplicates.get(document)?.get(text.start);
    if (twin === undefined) return undefined;
    const splices = removeMember(document.text, twin.object, twin.lost);
    return { repair, document, splices, change: undefined };
  }
  const { change } = fix;
  const one = (merged: Merged, splices: readonly Splice[], value: ValueChange): Step => ({
    repair,
    document: merged.document,
    splices,
    change: value,
  });
  switch (change.kind) {
    case "rename-key": {
      const merged = own(mergedAt(expanded, path));
      const parent = own(mergedAt(expanded, path.slice(0, -1)));
      if (merged?.key === undefined || parent?.node.type !== "object") return undefined;
      if (findMember(parent.node, change.name) !== undefined || change.name === "$include") return undefined;
      const { start, end, quote } = merged.key;
      const key = renderKey(change.name, quote, style(merged.document));
      return one(merged, [{ start, end, text: key }], { kind: "rename", path, name: change.name });
    }
    case "set-text":
    case "set-value": {
      const [at, value] = change.kind === "set-text" ? [path, change.text] : [change.path, change.value];
      const merged = own(mergedAt(expanded, at));
      if (merged !== undefined) {
        const { document, node } = merged;
        if (node.type === "object" || node.type === "array") return undefined;
        const shown = placeText(newValue(value), style(document), document.text, node.start);
        return one(merged, [{ start: node.start, end: node.end, text: shown }], {
          kind: "set",
          path: at,
          value,
        });
      }
      const parent = own(mergedAt(expanded, at.slice(0, -1)));
      const key = at.at(-1);
      if (parent?.node.type !== "object" || typeof key !== "string") return undefined;
      const { document, node } = parent;
      const { text: whole, tree } = document;
      const splices = insertPart(whole, tree, style(document), node, key, newValue(value));
      return one(parent, splices, { kind: "set", path: at, value });
    }
    case "remove": {
      // What it writes or takes out elsewhere, or leaves empty, is a matter of its own.
      if (change.also !== undefined || change.over !== undefined || change.with !== undefined)
        return undefined;
      const merged = own(mergedAt(expanded, path));
      const parent = own(mergedAt(expanded, path.slice(0, -1)));
      if (merged === undefined || parent === undefined || merged.document !== parent.document)
        return undefined;
      const { node } = parent;
      if (node.type !== "object" && node.type !== "array") return undefined;
      const parts = node.type === "object" ? node.members : node.items;
      if ((change.empties ?? 0) > 0 && (beside.get(toPointer(path.slice(0, -1))) ?? 0) >= parts.length)
        return undefined;
      const index = firstEndingAfter(parts, merged.node.start);
      if (node.type === "object" && parent.document.tree.duplicates.some(({ object }) => object === node))
        return undefined;
      return one(merged, removePart(parent.document.text, node, index), { kind: "remove", path });
    }
    case "move-to":
    case "set-values":
    case "list-to-object":
    case "to-variable":
      return undefined;
  }
}

/** A value that one document has alone. */
function own(merged: Merged | undefined): Merged | undefined {
  return merged?.members === undefined && merged?.items === undefined ? merged : undefined;
}

/** A copy of the value with all changes in it. What is taken out goes last, from the end, so that no index moves before. */
function changed(value: unknown, steps: readonly Step[]): unknown {
  const copy: unknown = structuredClone(value);
  const removals: Step[] = [];
  for (const step of steps) {
    const { change } = step;
    if (change === undefined) continue;
    if (change.kind === "remove") {
      removals.push(step);
      continue;
    }
    const parent = readPath(copy, change.path.slice(0, -1));
    const key = change.path.at(-1) ?? "";
    if (Array.isArray(parent)) {
      if (change.kind === "set") parent[Number(key)] = change.value;
    } else if (isObject(parent)) {
      if (change.kind === "set") setOwn(parent, String(key), change.value);
      else {
        setOwn(parent, change.name, parent[key]);
        delete parent[key];
      }
    }
  }
  for (const { change } of removals.sort((a, b) => startOf(b) - startOf(a))) {
    const parent = readPath(copy, change?.path.slice(0, -1) ?? []);
    const key = change?.path.at(-1) ?? "";
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else if (isObject(parent)) delete parent[key];
  }
  return copy;
}
