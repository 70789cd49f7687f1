import type { ChangedFile } from "../core/file-writer.ts";
import type { Finding, Range } from "../core/finding.ts";
import { minimalEdits } from "../edit/minimal-edits.ts";
import { indentAt, lineStart, readStyle } from "../edit/text-style.ts";
import type { Repair } from "../lint.ts";
import { createLineIndex } from "../parse/line-index.ts";
import { signOf } from "../repair/sign-of.ts";
import { touches } from "./navigate.ts";
import type { View } from "./view.ts";

/** Something that an editor offers to do about a finding. */
export type Action =
  /** `sign` tells the repair to `resolveRepair`. */
  | {
      readonly kind: "repair";
      readonly title: string;
      readonly isSafe: boolean;
      readonly finding: Finding;
      readonly sign: string;
    }
  /** The key goes into `.env`, which no answer may hold: it is done by a command. */
  | { readonly kind: "to-variable"; readonly title: string; readonly finding: Finding; readonly sign: string }
  | { readonly kind: "ignore"; readonly title: string; readonly finding: Finding }
  | { readonly kind: "explain"; readonly title: string; readonly finding: Finding };

/** An edit of a text; the range is that of the text as it is. */
export interface Edit {
  readonly path: string;
  readonly range: Range;
  readonly text: string;
}

/** What edits come to, or why there are none. */
export type Edits =
  | { readonly ok: true; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly problem: string };

/** The actions for a stretch of a document. */
export function actions(view: View, start: number, end: number): readonly Action[] {
  const { linted, document, analysis } = view;
  const found: Action[] = [];
  const explained = new Set<string>();
  for (const finding of linted.report.findings) {
    if (finding.file !== document.file || !touches(finding, start, end)) continue;
    for (const repair of analysis.readable && analysis.fragment === undefined ? linted.repairs : []) {
      if (repair.finding !== finding) continue;
      const { title, safety, change } = repair.fix;
      const sign = signOf(repair);
      if (change.kind === "to-variable")
        found.push({ kind: "to-variable", title: capital(title), finding, sign });
      else found.push({ kind: "repair", title: capital(title), isSafe: safety === "safe", finding, sign });
    }
    if (explained.has(finding.rule)) continue;
    explained.add(finding.rule);
    if (canIgnore(view, finding))
      found.push({ kind: "ignore", title: `Ignore ${finding.rule} here, with a reason`, finding });
    found.push({ kind: "explain", title: `Explain ${finding.rule}`, finding });
  }
  return found;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The edits of a repair; the text may have changed since it was offered. */
export function resolveRepair(view: View, sign: string): Edits {
  const repair = repairOf(view, sign);
  if (repair === undefined)
    return { ok: false, problem: "The config has changed; this repair is not there any more." };
  const applied = view.linter.apply(view.root, [repair]);
  const [left] = applied?.left ?? [];
  if (applied === undefined || left !== undefined)
    return {
      ok: false,
      problem: `It cannot be repaired here: ${left?.reason ?? "the config cannot be read"}.`,
    };
  // A key that goes into `.env` is no part of an answer.
  if (applied.files.some(({ secret }) => secret))
    return { ok: false, problem: "This repair moves a key, which is done by its command." };
  return { ok: true, edits: editsOf(applied.files) };
}

/** The repair with a sign. */
export function repairOf(view: View, sign: string): Repair | undefined {
  return view.linted.repairs.find((one) => signOf(one) === sign);
}

/** The edits of all repairs that are safe, or of all; what moves a key is left to its own command. */
export function fixAll(view: View, unsafe: boolean): Edits {
  const wanted = view.linted.repairs.filter(
    ({ fix }) => fix.change.kind !== "to-variable" && (unsafe || fix.safety === "safe"),
  );
  if (wanted.length === 0) return { ok: true, edits: [] };
  const applied = unsafe ? view.linter.apply(view.root, wanted) : view.linter.apply(view.root, "safe");
  if (applied === undefined)
    return { ok: false, problem: "The config cannot be read as a whole; repair its text first." };
  return { ok: true, edits: editsOf(applied.files.filter(({ secret }) => !secret)) };
}

/** The edits between the texts of files before and after a change. */
export function editsOf(files: readonly ChangedFile[]): readonly Edit[] {
  return files.flatMap(({ path, before = "", after }) => {
    const lines = createLineIndex(before);
    return minimalEdits(before, after).map(({ start, end, text }) => ({
      path,
      range: lines.range(start, end),
      text,
    }));
  });
}

/** A comment ends at its line, so none can be put where the line above begins inside a text. */
function canIgnore({ document }: View, { rule, range }: Finding): boolean {
  if (rule === "syntax" || rule === "include" || rule === "ignore-comment") return false;
  const start = document.lines.lineStart(range.start.line);
  return !holdsInside(document.tree.root, start);
}

function holdsInside(node: View["document"]["tree"]["root"], offset: number): boolean {
  if (node === undefined || node.start >= offset || node.end <= offset) return false;
  if (node.type === "object") {
    return node.members.some(
      ({ key, value }) => (key.start < offset && offset < key.end) || holdsInside(value, offset),
    );
  }
  return node.type === "array" ? node.items.some((item) => holdsInside(item, offset)) : true;
}

/**
 * The comment that silences a finding, on a line above it. In snippet syntax where `isSnippet`. Without a reason it ends
 * where the reason belongs and does not count, which the rule `ignore-comment` then says.
 */
export function ignoreEdit(
  { document }: View,
  finding: Finding,
  reason: string | undefined,
  isSnippet: boolean,
): Edit {
  const { text, lines, tree, path } = document;
  const at = lineStart(text, finding.range.start.offset);
  const indent = indentAt(text, finding.range.start.offset);
  const { lineEnd } = readStyle(text, tree);
  const words = reason?.replace(/[\r\n]+/gu, " ").trim() ?? "";
  const why = isSnippet ? (words === "" ? "$0" : words.replace(/[\\$}]/gu, "\\$&")) : words;
  const comment = `${indent}// clawlint-ignore ${finding.rule} -- ${why}`.trimEnd() + lineEnd;
  return { path, range: lines.range(at, at), text: comment };
}
