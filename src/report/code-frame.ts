import type { ConfigPath } from "../core/config-path.ts";
import type { Range } from "../core/finding.ts";
import { HIDDEN, isReference, show } from "../core/secrecy.ts";
import { inert, visible } from "../core/visible.ts";
import type { Document } from "../parse/document.ts";
import { pathAt } from "../parse/path-at.ts";
import { type Comment, firstEndingAfter, type SyntaxNode } from "../parse/syntax-tree.ts";
import { disclose, discloseKey, disclosureOf, schemaKeysAt } from "../validate/disclosure.ts";

/** A line of a text as it may be shown, with the columns (0-based) of the marked part. */
export interface FrameLine {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Longest part of a line that is shown, in UTF-16 units. */
const MAX_WIDTH = 120;

/** How much of a line before and behind the mark is looked at: more than is shown, so that no length of line matters. */
const BEFORE = 400;
const BEHIND = 800;

/**
 * Makes the frames of one document: the line where a range starts, fit to be printed. Values are shown where the schema
 * calls the place a name, number, choice or reference; comments are cut to their delimiter; in broken text only
 * punctuation and the schema's own keys are shown. Columns follow what is shown.
 *
 * @param base where the document's root stands in the config
 */
export function createFramer(document: Document, base: ConfigPath): (range: Range) => FrameLine {
  let tokens: readonly Token[] | undefined;
  return (range) => {
    tokens ??= tokensOf(document);
    const line = new Line(document, base, tokens, range);
    return clip(line.run(), line.cutBefore, line.cutBehind);
  };
}

/** A way down through a document, written out only where it is needed. */
interface Step {
  readonly above: Step | undefined;
  readonly segment: string | number;
}

type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: "key"; readonly name: string; readonly holder: Step | undefined }
  | { readonly kind: "value"; readonly node: SyntaxNode; readonly at: Step | undefined }
  | { readonly kind: "comment"; readonly comment: Comment }
);

/** Keys, values and comments in the order of the text. */
function tokensOf({ tree }: Document): readonly Token[] {
  const tokens: Token[] = [];
  const visit = (node: SyntaxNode, at: Step | undefined): void => {
    if (node.type === "object") {
      for (const { key, value } of node.members) {
        tokens.push({ kind: "key", start: key.start, end: key.end, name: key.name, holder: at });
        if (value !== undefined) visit(value, { above: at, segment: key.name });
      }
    } else if (node.type === "array") {
      for (const [index, item] of node.items.entries()) visit(item, { above: at, segment: index });
    } else tokens.push({ kind: "value", start: node.start, end: node.end, node, at });
  };
  if (tree.root !== undefined) visit(tree.root, undefined);
  for (const comment of tree.comments)
    tokens.push({ kind: "comment", start: comment.start, end: comment.end, comment });
  return tokens.sort((a, b) => a.start - b.start);
}

function pathOf(base: ConfigPath, step: Step | undefined): ConfigPath {
  const path: (string | number)[] = [];
  for (let at = step; at !== undefined; at = at.above) path.push(at.segment);
  return [...base, ...path.reverse()];
}

class Line {
  readonly document: Document;
  readonly base: ConfigPath;
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly broken: boolean;
  /** The line goes on beyond what is looked at. */
  readonly cutBefore: boolean;
  readonly cutBehind: boolean;
  text = "";
  markFrom = -1;
  markTo = -1;

  constructor(document: Document, base: ConfigPath, tokens: readonly Token[], range: Range) {
    const { line } = range.start;
    const lineStart = document.lines.lineStart(line);
    const lineEnd = document.lines.lineEnd(line);
    this.document = document;
    this.base = base;
    this.tokens = tokens;
    this.from = range.start.offset;
    const { root } = document.tree;
    const isWhole = root?.start === this.from && root.end === range.end.offset;
    this.to = isWhole
      ? this.from + 1
      : Math.max(this.from + 1, range.end.line === line ? range.end.offset : lineEnd);
    this.start = Math.max(lineStart, this.from - BEFORE);
    this.end = Math.min(lineEnd, this.from + BEHIND);
    this.cutBefore = this.start > lineStart;
    this.cutBehind = this.end < lineEnd;
    this.broken = document.tree.errors.length > 0;
  }

  run(): FrameLine {
    let at = this.start;
    for (let index = firstEndingAfter(this.tokens, this.start); index < this.tokens.length; index += 1) {
      const token = this.tokens[index];
      if (token === undefined || token.start >= this.end) break;
      this.gap(at, token.start);
      this.put(token.start, token.end, this.shown(token));
      at = Math.max(at, token.end);
    }
    this.gap(at, this.end);
    const from = this.markFrom < 0 ? this.text.length : this.markFrom;
    return { text: this.text, from, to: Math.max(from + 1, this.markTo) };
  }

  /** A token as it may be shown. One that is cut by the edge of what is looked at is not. */
  shown(token: Token): string {
    const whole = token.start >= this.start && token.end <= this.end;
    const written = whole ? this.document.text.slice(token.start, token.end) : HIDDEN;
    if (token.kind === "comment") return commentWords(token.comment, written);
    if (token.kind === "key") {
      const known = !this.broken || schemaKeysAt(pathOf(this.base, token.holder)).includes(token.name);
      return known && discloseKey(token.name) === token.name ? written : HIDDEN;
    }
    const { node } = token;
    if (node.type === "literal") return written;
    const path = pathOf(this.base, token.at);
    if (node.type !== "string") return !this.broken && disclosureOf(path) === "open" ? written : HIDDEN;
    if (this.broken && isOurWord(written)) return written;
    const quote = this.document.text.charAt(node.start);
    const open = quote === '"' || quote === "'" ? quote : "";
    const close = written.length > 1 && written.endsWith(open) ? open : ""; // of a text without an end there is none
    const names = path.slice(-2).includes("$include"); // a file, or one of a list of them
    const shown = this.broken ? HIDDEN : names ? show(node.value) : disclose(path, node.value);
    // What is shown as it is keeps its escapes.
    return shown === node.value ? written : open + shown + close;
  }

  /** Text between the tokens: punctuation, the schema's own keys and words of JSON; anything else is hidden. */
  gap(start: number, end: number): void {
    const from = Math.max(start, this.start);
    const to = Math.min(end, this.end);
    if (from >= to) return;
    for (const { 0: piece, 1: word, index } of piecesOf(this.document.text.slice(from, to))) {
      const at = from + index;
      const shown = word === undefined ? (piece === "\t" ? " " : piece) : this.word(word, at);
      this.put(at, at + piece.length, shown === "·" && this.text.endsWith("·") ? "" : shown);
    }
  }

  word(word: string, at: number): string {
    if (WORDS.has(word) || isReference(word)) return word;
    // What the parser took apart is still a reference.
    const around = this.document.text.slice(at - 2, at + word.length + 1);
    if (around === `\${${word}}` && isReference(around)) return word;
    const path = [...this.base, ...pathAt(this.document.tree.root, at)];
    return schemaKeysAt(path).includes(word) || schemaKeysAt(path.slice(0, -1)).includes(word) ? word : "·";
  }

  put(start: number, end: number, written: string): void {
    if (end <= this.start || start >= this.end) return;
    if (this.markFrom < 0 && end > this.from && start < this.to) this.markFrom = this.text.length;
    // In broken text one hidden piece follows the other; one sign for all of them can be read.
    const isRepeated = written === HIDDEN && this.text.endsWith(HIDDEN) && this.markFrom < this.text.length;
    const shown = isRepeated ? "" : inert(visible(written));
    // Two tokens may not make up what none of them is alone.
    const joins =
      (this.text.endsWith(":") && shown.startsWith(":")) ||
      (shown.startsWith("[") && /##[a-z]{0,16}$/iu.test(this.text));
    this.text += joins ? ` ${shown}` : shown;
    if (start < this.to && end > this.from) this.markTo = this.text.length;
  }
}

/** Words (also `${NAME}`), white space, and any other sign. */
function piecesOf(text: string): Iterable<RegExpExecArray> {
  // Not made before it is needed: classes of Unicode take the engine a millisecond.
  return text.matchAll(
    /(\$\{[^{}\s]{0,130}\}|[\p{L}\p{M}\p{N}_$][\p{L}\p{M}\p{N}_$-]*)|\s|[^\p{L}\p{M}\p{N}_$\s]/gu,
  );
}

/** Words that say nothing but what they are, in JSON and in the languages that people come from. */
const WORDS: ReadonlySet<string> = new Set([
  ...[
    "true",
    "false",
    "null",
    "True",
    "False",
    "TRUE",
    "FALSE",
    "None",
    "nil",
    "undefined",
    "NaN",
    "Infinity",
  ],
  ...["yes", "no", "on", "off"],
]);

/** True for a word without quotes that cannot be anybody's secret: of a language, or a section of the config. */
function isOurWord(written: string): boolean {
  return (
    /^[#$@%&*!?=~^|<>-]{1,3}$/u.test(written) || WORDS.has(written) || schemaKeysAt([]).includes(written)
  );
}

/** Comments often hold the key that was there before. Of ours the rules are shown, not the reason. */
function commentWords({ kind }: Comment, written: string): string {
  if (written.includes("clawlint-ignore")) {
    const named = /^(\/\/\s{0,4}clawlint-ignore(?:\s{1,4}[a-z][a-z-]{1,40},?){0,8})(?=\s|$)/u.exec(written);
    return named?.[1] === undefined ? "// clawlint-ignore …" : `${named[1]} …`;
  }
  return kind === "line" ? "// …" : "/* … */";
}

function clip({ text, from, to }: FrameLine, before: boolean, behind: boolean): FrameLine {
  if (text.length <= MAX_WIDTH && !before && !behind)
    return { text, from, to: Math.min(to, text.length + 1) };
  const first = Math.max(0, Math.min(from - 40, text.length - MAX_WIDTH));
  const cut = text.slice(first, first + MAX_WIDTH);
  const lead = first > 0 || before ? "…" : "";
  const tail = first + MAX_WIDTH < text.length || behind ? "…" : "";
  const shift = first - lead.length;
  return { text: lead + cut + tail, from: from - shift, to: Math.min(to - shift, lead.length + cut.length) };
}
