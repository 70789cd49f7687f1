import type { ConfigPath } from "../core/config-path.ts";
import type { Fix, Range, TextEdit } from "../core/finding.ts";
import { keyText, quoted } from "../core/json5-text.ts";
import { looksSecret } from "../core/secrecy.ts";
import { type ExpandedConfig, type Merged, mergedAt } from "../expand/expanded-config.ts";
import type { Document } from "../parse/document.ts";
import type { ProblemFix, ProblemPlace } from "./rule.ts";

/** A problem's place in a text. */
export interface Place {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
  readonly path: ConfigPath;
  readonly merged: Merged | undefined;
}

/**
 * The one place where config paths become offsets. A path that leads nowhere is placed at the nearest value above it.
 */
export function locateProblem(config: ExpandedConfig, at: Exclude<ProblemPlace, { file: string }>): Place {
  if ("document" in at) {
    return { document: at.document, start: at.start, end: at.end, path: at.path ?? [], merged: undefined };
  }
  for (let length = at.path.length; length >= 0; length -= 1) {
    const merged = mergedAt(config, at.path.slice(0, length));
    if (merged === undefined) continue;
    const exact = length === at.path.length;
    const onKey = (exact ? at.on === "key" : true) && merged.key !== undefined;
    const span = onKey && merged.key !== undefined ? merged.key : valueSpan(merged);
    return {
      document: merged.document,
      start: span.start,
      end: span.end,
      path: at.path,
      merged: exact ? merged : undefined,
    };
  }
  return { document: config.root, start: 0, end: 0, path: at.path, merged: undefined };
}

/** Of a value that spans lines only its first line is marked: a whole block underlined says nothing. */
function valueSpan(merged: Merged): { start: number; end: number } {
  const { node, key, document } = merged;
  if (node.type !== "object" && node.type !== "array") return node;
  if (key !== undefined) return key;
  const lineEnd = document.text.slice(node.start, node.end).search(/[\r\n]/u);
  return { start: node.start, end: lineEnd < 0 ? node.end : node.start + Math.max(1, lineEnd) };
}

/** The range of a place. */
export function rangeOf(place: Place): Range {
  return place.document.lines.range(place.start, place.end);
}

/** Text edits for a rule's repair, in the quotes the place uses; undefined when the place has no text of its own. */
export function toFix(place: Place, fix: ProblemFix): Fix | undefined {
  const { merged } = place;
  if (merged === undefined) return undefined;
  const { change } = fix;
  const edit =
    change.kind === "rename-key"
      ? renameKey(merged, change.name)
      : change.kind === "set-text" && !looksSecret(change.text)
        ? setText(merged, change.text)
        : undefined; // `--fix` makes it; its text would hold what the config holds, secrets too
  return edit === undefined ? undefined : { title: fix.title, safety: fix.safety, edits: [edit] };
}

function renameKey(merged: Merged, name: string): TextEdit | undefined {
  const { key, document } = merged;
  if (key === undefined) return undefined;
  return edit(document, key.start, key.end, keyText(name, key.quote, '"'));
}

function setText(merged: Merged, text: string): TextEdit | undefined {
  const { node, document } = merged;
  if (node.type !== "string") return undefined;
  return edit(
    document,
    node.start,
    node.end,
    quoted(text, document.text.charAt(node.start) === "'" ? "'" : '"'),
  );
}

function edit(document: Document, start: number, end: number, text: string): TextEdit {
  return { file: document.file, range: document.lines.range(start, end), text };
}
