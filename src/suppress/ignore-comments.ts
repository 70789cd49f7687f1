import type { Document } from "../parse/document.ts";

/** A `// clawlint-ignore RULE -- reason` comment. */
export interface IgnoreComment {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
  readonly rules: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`; from the day after, the comment no longer counts. */
  readonly until: string | undefined;
  /** 1-based lines whose findings it silences. */
  readonly lines: readonly number[];
}

/** Other linters' words for it count as one that names no rule, so that they are reported with ours. */
const PATTERN = /clawlint-(ignore|disable|suppress)\b([^\n]*)/u;

/** What stands on pages and in templates where a reason belongs. */
const NO_REASON = /^(?:(?:the )?reason|(?:and )?why|todo|[<{(]reason[>})]|\u2026|\.{3})\.?$/iu;

/** Reads the ignore comments of a document. A comment silences its own line, and the next when it stands alone. */
export function readIgnoreComments(document: Document): readonly IgnoreComment[] {
  if (!document.text.includes("clawlint-")) return [];
  const found: IgnoreComment[] = [];
  for (const comment of document.tree.comments) {
    const match = PATTERN.exec(document.text.slice(comment.start, comment.end).replace(/\*\/$/u, ""));
    if (match === null) continue;
    const body = match[1] === "ignore" ? (match[2] ?? "") : "";
    const dash = body.search(/(?:^|\s)--(?:\s|$)/u);
    const head = dash < 0 ? body : body.slice(0, dash);
    // A colon before the reason is another linter's habit.
    const words = head
      .split(/[\s,]+/u)
      .map((word) => word.replace(/:$/u, ""))
      .filter((word) => word !== "");
    const until = /(?:^|\s)until=(\d{4}-\d{2}-\d{2})(?=\s|$)/u.exec(body)?.[1];
    const reason =
      dash < 0
        ? ""
        : body
            .slice(dash)
            .replace(/^\s*--/u, "")
            .replace(/until=\S+/u, "")
            .trim();
    const first = document.lines.position(comment.start).line;
    const last = document.lines.position(comment.end).line;
    const before = document.lines.lineText(first).slice(0, document.lines.position(comment.start).column - 1);
    const alone = before.trim() === "";
    found.push({
      document,
      start: comment.start,
      end: comment.end,
      rules: words.filter((word) => !word.startsWith("until=")),
      reason: NO_REASON.test(reason) ? "" : reason,
      until,
      lines: alone ? [first, last, last + 1] : [first, last],
    });
  }
  return found;
}
