import type { ConfigPath } from "../core/config-path.ts";
import { encode } from "../core/encode.ts";
import type { Host } from "../core/host.ts";
import { type ExpandOptions, expand } from "../expand/expand.ts";
import { type ExpandedConfig, type Merged, mergedAt } from "../expand/expanded-config.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { createDocument, type Document } from "../parse/document.ts";
import { pathAt } from "../parse/path-at.ts";
import { applyToValue, type ConfigEdit, type EditRefusal } from "./config-edit.ts";
import { deeplyEqual } from "./deeply-equal.ts";
import { type EditedText, editText, insertText, takeText } from "./edit-text.ts";

/** A config with the texts of its documents changed: what is read back from them. */
export type EditedConfig =
  | { readonly ok: true; readonly expanded: ExpandedConfig }
  | { readonly ok: false; readonly reason: EditRefusal };

/**
 * Makes one edit in a config, in the document that owns the path, through every `$include`.
 *
 * In: the host, the config, the edit, how to expand. Out: the config read back with the edit in it (nothing is
 * written); or why the edit cannot be made. An edit whose result would not be the merged value it stands for is refused
 * as split: the path is put together from several documents, or its document is included more than once. A key that
 * becomes `$include` gives way to what the named file holds; without the file it stays.
 */
export function editConfig(
  host: Host,
  config: ExpandedConfig,
  edit: ConfigEdit,
  options: ExpandOptions,
): EditedConfig {
  if (config.problems.length > 0 || config.root.tree.errors.length > 0) return refuse("broken-text");
  const wanted = applyToValue(config.value, edit);
  if (!wanted.ok) return wanted;
  const texts = new Map(config.documents.map((document) => [document.path, document.text]));
  const reason = editTexts(config, texts, edit);
  if (reason !== undefined) return refuse(reason);
  const expanded = withTexts(host, config, texts, options);
  if (edit.kind === "rename" && edit.name === "$include") {
    // What the file says takes the key's place, and cannot be foretold.
    return expanded.problems.length > 0 ? refuse("not-there") : { ok: true, expanded };
  }
  if (expanded.problems.length > 0 || !deeplyEqual(expanded.value, wanted.value)) return refuse("split");
  return { ok: true, expanded };
}

/** Makes edits one after the other; the first that cannot be made ends it, and is named. */
export function editInTurn<Edit extends ConfigEdit>(
  host: Host,
  config: ExpandedConfig,
  edits: readonly Edit[],
  options: ExpandOptions,
):
  | { readonly ok: true; readonly expanded: ExpandedConfig }
  | { readonly ok: false; readonly reason: EditRefusal; readonly edit: Edit } {
  let expanded = config;
  for (const edit of edits) {
    const result = editConfig(host, expanded, edit, options);
    if (!result.ok) return { ...result, edit };
    expanded = result.expanded;
  }
  return { ok: true, expanded };
}

/** The config read again with other texts. */
export function withTexts(
  host: Host,
  config: ExpandedConfig,
  texts: ReadonlyMap<string, string>,
  options: ExpandOptions,
): ExpandedConfig {
  const marks = new Map(config.documents.map(({ path, byteOrderMark }) => [path, byteOrderMark]));
  const bytes = new Map([...texts].map(([path, text]) => [path, encode(text, marks.get(path) ?? false)]));
  const { path, file, byteOrderMark } = config.root;
  const root = createDocument({ path, text: texts.get(path) ?? config.root.text, byteOrderMark }, file);
  return expand(overlayHost(host, bytes), root, options);
}

function editTexts(
  config: ExpandedConfig,
  texts: Map<string, string>,
  edit: ConfigEdit,
): EditRefusal | undefined {
  const change = (document: Document, result: (text: string) => EditedText): EditRefusal | undefined => {
    const edited = result(texts.get(document.path) ?? document.text);
    if (!edited.ok) return edited.reason;
    texts.set(document.path, edited.text);
    return undefined;
  };
  switch (edit.kind) {
    case "set": {
      const place = ownerOf(config, edit.path);
      if (place === undefined) return "split";
      return change(place.document, (text) => editText(text, { ...edit, path: place.path }));
    }
    case "remove":
    case "rename": {
      const place = existing(config, edit.path);
      if (place === undefined) return "split";
      return change(place.document, (text) => editText(text, { ...edit, path: place.path }));
    }
    case "move": {
      const from = existing(config, edit.from);
      const to = ownerOf(config, edit.to);
      if (from === undefined || to === undefined) return "split";
      if (from.document === to.document)
        return change(from.document, (text) =>
          editText(text, { kind: "move", from: from.path, to: to.path }),
        );
      const taken = takeText(from.document.text, from.path);
      if (taken === undefined || mergedAt(config, edit.to) !== undefined) return "split";
      return (
        change(to.document, (text) => insertText(text, to.path, taken)) ??
        change(from.document, (text) => editText(text, { kind: "remove", path: from.path }))
      );
    }
  }
}

interface DocumentPlace {
  readonly document: Document;
  readonly path: ConfigPath;
}

/** The one document that writes a value. */
function existing(config: ExpandedConfig, path: ConfigPath): DocumentPlace | undefined {
  const merged = mergedAt(config, path);
  return merged === undefined || isShared(merged) ? undefined : placeOf(merged);
}

/** The document that a value belongs into: where it stands, or where the nearest value above it stands. */
function ownerOf(config: ExpandedConfig, path: ConfigPath): DocumentPlace | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const merged = mergedAt(config, path.slice(0, length));
    if (merged === undefined) continue;
    // A value put together from several documents takes new members in the one that has the last word.
    if (isShared(merged) && length === path.length) return undefined;
    const place = placeOf(merged);
    return { document: place.document, path: [...place.path, ...path.slice(length)] };
  }
  return undefined;
}

function isShared(merged: Merged): boolean {
  return merged.members !== undefined && merged.document.tree.hasInclude;
}

function placeOf({ document, node }: Merged): DocumentPlace {
  return { document, path: pathAt(document.tree.root, node.start) };
}

function refuse(reason: EditRefusal): EditedConfig {
  return { ok: false, reason };
}
