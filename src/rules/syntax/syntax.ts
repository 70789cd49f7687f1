import { ownValue } from "../../core/own-value.ts";
import { bracketFault, bracketMessages } from "../../engine/bracket-fault.ts";
import { renderMessage } from "../../engine/render.ts";
import { defineMessages, defineRule, type MessageText, type Said, words } from "../../engine/rule.ts";
import type { Document } from "../../parse/document.ts";
import { MAX_DEPTH, MAX_VALUES } from "../../parse/parse.ts";
import type { SyntaxFault, SyntaxFaultKind } from "../../parse/syntax-tree.ts";

const SEE = "What lies around it is checked once the text can be read.";

const plainMessages = {
  empty: { message: "The file is empty.", hint: "Write {}, the smallest config." },
  "unexpected-character": {
    message: "This text fits nowhere in JSON5.",
    hint: "Look for a missing quote or comma just before it.",
  },
  "unexpected-value": {
    message: "A value without quotes is not JSON5, unless it is a number, true, false or null.",
    hint: "Put text in quotes.",
  },
  "expected-key": {
    message: "A key is expected here.",
    hint: "Write key: value pairs, with one comma between them.",
  },
  "expected-colon": {
    message: "A colon and a value are expected after this key.",
    hint: `Write both, or the quote that is missing before it. ${SEE}`,
  },
  "expected-comma": {
    message: "A comma is missing before this.",
    hint: `Write it, or the quote that is missing before it. ${SEE}`,
  },
  "expected-value": {
    message: "A value is expected here.",
    hint: `Write it, or the quote that is missing before it. ${SEE}`,
  },
  "unclosed-object": { message: "This { is never closed.", hint: "Add the missing }." },
  "unclosed-array": { message: "This [ is never closed.", hint: "Add the missing ]." },
  "trailing-text": {
    message: "The config ended before this; nothing may follow but comments.",
    hint: "Look for a } too many above.",
  },
  "unterminated-string": {
    message: "This text in quotes does not end on its line.",
    hint: "Close the quote, or write \\ at the end of the line to go on in the next.",
  },
  "unterminated-comment": { message: "This comment is never closed.", hint: "Add the missing */." },
  "bad-escape": { message: "JSON5 does not know this \\ escape.", hint: "Write \\\\ for a backslash." },
  "bad-number": {
    message: "This starts like a number, but it is not one.",
    hint: "Put text in quotes; write numbers without leading zeros.",
  },
  "bad-key": {
    message: "This key needs quotes.",
    hint: "Put it in quotes: a key without them has only letters, digits, _ and $, and no digit first.",
  },
  "too-many": {
    message: `The file holds more than ${MAX_VALUES} values; it is not read from here on.`,
    hint: "Split it, or name the right file: no config needs that.",
  },
  "too-deep": {
    message: `Objects and lists are nested more than ${MAX_DEPTH} deep.`,
    hint: "Nest less: at some depth OpenClaw itself runs out of stack.",
  },
} as const satisfies Record<Exclude<SyntaxFaultKind, "mismatched-bracket">, MessageText>;

const messages = defineMessages({
  ...plainMessages,
  ...bracketMessages,
  "typographic-quotes": {
    message: "These are typographic quotes, which JSON5 does not know.",
    hint: "Write \" or ' around text: a word processor or a chat turned them round.",
  },
  "missing-quote": {
    message: "A quote is missing: this text in quotes goes on up to the next one.",
    hint: "Close it before the comma.",
  },
  "hash-comment": { message: "# begins no comment in JSON5.", hint: "Write // in front of the comment." },
  "other-word": { message: "JSON5 does not know the word {word}.", hint: "Write {right}." },
  template: {
    message: "This file is a template: {text} is to be filled in by another tool.",
    hint: "Lint what that tool writes, or put the placeholder in quotes.",
  },
  "unquoted-variable": {
    message: "{text} stands here without quotes.",
    hint: 'Write "{text}". If another tool fills it in, lint what that tool writes.',
  },
  yaml: {
    message: "This looks like YAML; OpenClaw reads JSON5.",
    hint: "Write { key: value } with braces, commas between entries, and quotes around text.",
  },
  "utf-16": { message: "The file is UTF-16.", hint: "Save it as UTF-8: OpenClaw reads nothing else." },
  "not-an-object": {
    message: "The config must be an object: { … }.",
    hint: "Wrap the settings in braces.",
  },
});

export const rule = defineRule({
  id: "syntax",
  subject: "syntax",
  summary: "the text is not JSON5",
  severity: "error",
  onBrokenText: true,
  messages,
  docs: () => ({
    trigger:
      "Text that the JSON5 grammar does not allow. Only the first fault is reported, since later ones are often its echo.",
    bad: { config: `{ models: { mode: "merge } }` },
    good: { config: `{ models: { mode: "merge" } }` },
    why: "OpenClaw reads the file as JSON5 and refuses all of it at the first fault.",
    ignore: "Never: the gateway does not start.",
  }),
  check({ expanded, config, report }) {
    const fault = faultOf(expanded.root);
    const { root } = expanded.root.tree;
    if (fault !== undefined) {
      const { start, end, refused, ...said } = fault;
      report({ ...said, at: { document: expanded.root, start, end }, refused });
    } else if (expanded.value !== config) {
      report({
        messageId: "not-an-object",
        at: { document: expanded.root, start: root?.start ?? 0, end: root?.end ?? 0 },
        refused: true,
      });
    }
  },
});

type Fault = Said<typeof messages> & {
  readonly start: number;
  readonly end: number;
  readonly refused: boolean;
};

/** The fault of a text that is to be told; undefined where the grammar has nothing against it. */
function faultOf(document: Document): Fault | undefined {
  const { errors } = document.tree;
  // A bracket that is never closed is mostly the echo of a fault further in; of several, the innermost is the one.
  const error = errors.find(({ kind }) => !kind.startsWith("unclosed")) ?? errors.at(-1);
  if (error === undefined) return undefined;
  const bracket = bracketFault(error, document);
  if (bracket !== undefined) return { ...bracket, refused: true };
  const open = openQuote(error.start, document.text);
  const said: Said<typeof messages> =
    open === undefined ? sharper(error, document.text) : { messageId: "missing-quote" };
  return { ...said, start: open ?? error.start, end: error.end, refused: error.kind !== "too-many" };
}

/** The fault of a JSON5 text that is no config, in the words of this rule, and where it begins; undefined for none. */
export function syntaxFault(document: Document): (MessageText & { readonly start: number }) | undefined {
  const fault = faultOf(document);
  if (fault === undefined) return undefined;
  return { ...renderMessage({ id: "syntax", messages }, fault.messageId, fault.data), start: fault.start };
}

/**
 * Where a text in quotes begins that swallowed a comma and the key behind it, or the comma before a key in quotes:
 * `api: "openai, apiKey: "x"`. The parser meets the fault only at what follows.
 */
function openQuote(start: number, text: string): number | undefined {
  const before = text.slice(Math.max(0, start - 300), start);
  const [, quote, inside] = /(["'])([^"'\\\n]{1,200})\1$/u.exec(before) ?? [];
  if (quote === undefined || inside === undefined) return undefined;
  const swallowed = /,\s{0,20}[\w$]{1,60}\s?:\s{0,20}$/u.test(inside);
  const isKeyNext =
    /,\s{0,20}$/u.test(inside) && /^[\w$-]{1,60}["']\s?:/u.test(text.slice(start, start + 70));
  return swallowed || isKeyNext ? start - inside.length - 2 : undefined;
}

/** Words of other languages, and what JSON5 has for them. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  True: "true",
  False: "false",
  None: "null",
  nil: "null",
  yes: "true",
  no: "false",
  on: "true",
  off: "false",
  undefined: "null, or take the key out",
};

/** A message that knows what people mean by the text, where that is plain. */
function sharper({ kind, start }: SyntaxFault, text: string): Said<typeof messages> {
  const rest = text.slice(start, start + 40);
  const template = templateAt(text, start);
  if (template !== undefined) return template;
  if (/^[\u2018-\u201f]/u.test(rest)) return { messageId: "typographic-quotes" };
  if (rest.startsWith("#")) return { messageId: "hash-comment" };
  const word = /^[A-Za-z]+(?![\w/:.-])/u.exec(rest)?.[0] ?? "";
  const right = ownValue(OTHER_WORDS, word);
  if (kind === "unexpected-value" && right !== undefined)
    return { messageId: "other-word", data: { word, right } };
  if (kind === "unexpected-value" && text.slice(0, start).trim() === "" && /^[\w-]+:(?:\s|$)/u.test(rest))
    return { messageId: "yaml" };
  return { messageId: kind === "mismatched-bracket" ? "unexpected-character" : kind };
}

/** Marks of Jinja, Helm, Go templates and envsubst, at the fault or right around it. */
function templateAt(text: string, start: number): Said<typeof messages> | undefined {
  const around = text.slice(Math.max(0, start - 2), start + 80);
  const found = /\{\{[-~]?[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|\$\{[A-Za-z_][^{}\n]{0,60}\}/u.exec(around);
  // Only where the fault lies in it: a later one is no cause.
  if (found === null || found.index > 2) return undefined;
  const [shown] = found;
  return shown.startsWith("$")
    ? { messageId: "unquoted-variable", data: { text: shown } }
    : { messageId: "template", data: { text: words(shown.startsWith("{%") ? "{% … %}" : "{{ … }}") } };
}
