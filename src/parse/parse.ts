import { isLineTerminator, isPunctuator, isWhitespace } from "./characters.ts";
import { type ScannedString, scanBareKey, scanNumber, scanString } from "./scan.ts";
import type {
  ArrayNode,
  Comment,
  Duplicate,
  Key,
  Member,
  ObjectNode,
  SyntaxFault,
  SyntaxFaultKind,
  SyntaxNode,
  SyntaxTree,
} from "./syntax-tree.ts";

/**
 * How deep objects and arrays may nest. `json5` has no limit but the stack; no config comes near this, and a plain
 * error beats a stack overflow in this parser or in whatever walks its tree. The stack that Node gives by default holds
 * about 1,800 levels of this parser, and the walks behind it need more for each.
 */
export const MAX_DEPTH = 500;

/** How many values are read. No config comes near this, and each is looked at many times. */
export const MAX_VALUES = 150_000;

/** More keys that stand twice are not noted; a text can be made of nothing else. */
const MAX_DUPLICATES = 20_000;

const LITERALS = new Map<string, boolean | null>([
  ["null", null],
  ["true", true],
  ["false", false],
]);

/**
 * Parses JSON5 text (https://spec.json5.org) to a tree with offsets, tolerantly.
 *
 * In: the text, without a byte order mark handled specially (JSON5 counts it as white space).
 * Out: a tree for as much of the text as could be read, all comments, and the errors in order of their place. The text
 * is JSON5 exactly when there are no errors; then `toValue` gives what the `json5` package gives. Never throws.
 */
export function parse(text: string): SyntaxTree {
  return new Parser(text).parseText();
}

// A class because a parse has a lifetime: one position moving over one text.
class Parser {
  readonly text: string;
  readonly comments: Comment[] = [];
  readonly errors: SyntaxFault[] = [];
  readonly duplicates: Duplicate[] = [];
  hasInclude = false;
  at = 0;
  depth = 0;
  deepest = 0;
  values = 0;

  constructor(text: string) {
    this.text = text;
  }

  parseText(): SyntaxTree {
    this.skipBlank();
    let root: SyntaxNode | undefined;
    if (this.at >= this.text.length) {
      // An unterminated comment is the reason when there is one.
      if (this.errors.length === 0) this.fail("empty", this.at, this.at);
    } else {
      root = this.parseValue();
      while (root === undefined && this.at < this.text.length) {
        this.skipUnknown();
        this.skipBlank();
        if (this.at < this.text.length) root = this.parseValue();
      }
      this.skipBlank();
      if (this.at < this.text.length) this.fail("trailing-text", this.at, this.text.length);
    }
    this.errors.sort((a, b) => a.start - b.start);
    return {
      root,
      comments: this.comments,
      errors: this.errors,
      hasInclude: this.hasInclude,
      duplicates: this.duplicates,
      depth: this.deepest,
    };
  }

  fail(kind: SyntaxFaultKind, start: number, end: number): void {
    const last = this.errors.at(-1);
    if (last?.kind === "too-deep" || last?.kind === "too-many") return; // the rest was not read, so nothing more is known
    if (last !== undefined && last.start === start) return; // one error a place: the first says it best
    this.errors.push({ kind, start, end });
  }

  /** White space and comments. */
  skipBlank(): void {
    const { text } = this;
    // Never asked past the end: once it was, the engine makes every such question a slow one.
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (code === 0x2f) {
        const next = this.at + 1 < text.length ? text.charCodeAt(this.at + 1) : 0;
        if (next === 0x2f) this.skipLineComment();
        else if (next === 0x2a) this.skipBlockComment();
        else return;
      } else if (isWhitespace(code)) this.at += 1;
      else return;
    }
  }

  skipLineComment(): void {
    const start = this.at;
    while (this.at < this.text.length && !isLineTerminator(this.text.charCodeAt(this.at))) this.at += 1;
    this.comments.push({ kind: "line", start, end: this.at });
  }

  skipBlockComment(): void {
    const start = this.at;
    const close = this.text.indexOf("*/", start + 2);
    this.at = close < 0 ? this.text.length : close + 2;
    if (close < 0) this.fail("unterminated-comment", start, start + 2);
    this.comments.push({ kind: "block", start, end: this.at });
  }

  /** Steps over text that fits nowhere: a run of word characters, or one character. */
  skipUnknown(): void {
    const start = this.at;
    this.at = this.wordEnd(start);
    if (this.at === start) this.at += (this.text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
    this.fail("unexpected-character", start, this.at);
  }

  /** Where the run of word characters ends that an offset is in; the offset itself when it is in none. */
  wordEnd(offset: number): number {
    let at = offset;
    while (at < this.text.length && this.isWordAt(at)) at += 1;
    return at;
  }

  isWordAt(offset: number): boolean {
    const code = this.text.charCodeAt(offset);
    return !isWhitespace(code) && !isPunctuator(code);
  }

  parseValue(): SyntaxNode | undefined {
    const start = this.at;
    const char = this.text.charAt(start);
    this.values += 1;
    if (this.values > MAX_VALUES) {
      this.fail("too-many", start, start + 1);
      this.at = this.text.length;
      return undefined;
    }
    if (char === "{" || char === "[") {
      if (this.depth >= MAX_DEPTH) {
        this.fail("too-deep", start, start + 1);
        this.at = this.text.length;
        return undefined;
      }
      this.depth += 1;
      if (this.depth > this.deepest) this.deepest = this.depth;
      const node = char === "{" ? this.parseObject() : this.parseArray();
      this.depth -= 1;
      return node;
    }
    if (char === '"' || char === "'") {
      const scanned = this.scanString();
      return { type: "string", value: scanned.value, start, end: this.at };
    }
    const number = scanNumber(this.text, start);
    if (number !== undefined) {
      this.at = this.wordEnd(number.end);
      if (number.bad || this.at > number.end) this.fail("bad-number", start, this.at);
      return { type: "number", value: number.value, start, end: this.at };
    }
    return this.parseWord();
  }

  scanString(): ScannedString {
    const scanned = scanString(this.text, this.at);
    for (const error of scanned.errors) this.fail(error.kind, error.start, error.end);
    this.at = scanned.end;
    return scanned;
  }

  /** `null`, `true`, `false`, or a bare word where a value should be. */
  parseWord(): SyntaxNode | undefined {
    const start = this.at;
    const end = this.wordEnd(start);
    if (end === start) return undefined;
    const word = this.text.slice(start, end);
    this.at = end;
    const literal = LITERALS.get(word);
    if (literal !== undefined) return { type: "literal", value: literal, start, end };
    this.fail("unexpected-value", start, end);
    return { type: "string", value: word, start, end }; // what the writer most likely meant, for editors
  }

  parseObject(): ObjectNode {
    const start = this.at;
    const members: Member[] = [];
    this.at += 1;
    let needsComma = false;
    let closed = false;
    while (!closed) {
      this.skipBlank();
      if (this.at >= this.text.length) {
        this.fail("unclosed-object", start, start + 1);
        break;
      }
      const char = this.text.charAt(this.at);
      if (char === "}") {
        this.at += 1;
        closed = true;
      } else if (char === "]") {
        this.fail("mismatched-bracket", this.at, this.at + 1);
        break; // an array around this object may want it
      } else if (char === ",") {
        if (!needsComma) this.fail("expected-key", this.at, this.at + 1);
        this.at += 1;
        needsComma = false;
      } else {
        if (needsComma) this.fail("expected-comma", this.at, this.at + 1);
        const member = this.parseMember();
        if (member !== undefined) members.push(member);
        needsComma = member !== undefined;
      }
    }
    const node: ObjectNode = { type: "object", members, start, end: this.at };
    this.noteDuplicates(node);
    return node;
  }

  noteDuplicates(object: ObjectNode): void {
    if (object.members.length < 2) return;
    if (object.members.length <= 8 && !hasEqualNames(object.members)) return;
    const seen = new Map<string, Member>();
    for (const member of object.members) {
      const earlier = seen.get(member.key.name);
      if (earlier !== undefined && this.duplicates.length < MAX_DUPLICATES)
        this.duplicates.push({ object, lost: earlier, kept: member });
      seen.set(member.key.name, member);
    }
  }

  parseMember(): Member | undefined {
    const key = this.parseKey();
    if (key === undefined) return undefined;
    if (key.name === "$include") this.hasInclude = true;
    this.skipBlank();
    if (this.text.charAt(this.at) !== ":") {
      this.fail("expected-colon", key.start, key.end);
      return { key, value: undefined, start: key.start, end: key.end };
    }
    const colon = this.at;
    this.at += 1;
    this.skipBlank();
    const value = this.at < this.text.length ? this.parseValue() : undefined;
    if (value === undefined) {
      // Everything up to the next token belongs to the missing value: an editor completes there.
      this.fail("expected-value", colon, colon + 1);
      return { key, value, start: key.start, end: this.at };
    }
    return { key, value, start: key.start, end: value.end };
  }

  parseKey(): Key | undefined {
    const start = this.at;
    const char = this.text.charAt(start);
    if (char === '"' || char === "'") {
      const scanned = this.scanString();
      return { name: scanned.value, quote: char, start, end: this.at };
    }
    if (char === "[" || char === "{") {
      this.fail("expected-key", start, start + 1);
      this.parseValue(); // read over the whole value, so that its inside raises no further errors here
      return undefined;
    }
    const scanned = scanBareKey(this.text, start);
    if (scanned === undefined) {
      this.fail("bad-key", start, start + 1);
      this.skipUnknown();
      return undefined;
    }
    this.at = this.wordEnd(scanned.end);
    if (this.at === scanned.end) return { name: scanned.name, quote: "", start, end: this.at };
    this.fail("bad-key", start, this.at);
    return { name: this.text.slice(start, this.at), quote: "", start, end: this.at };
  }

  parseArray(): ArrayNode {
    const start = this.at;
    const items: SyntaxNode[] = [];
    this.at += 1;
    let needsComma = false;
    for (;;) {
      this.skipBlank();
      if (this.at >= this.text.length) {
        this.fail("unclosed-array", start, start + 1);
        break;
      }
      const char = this.text.charAt(this.at);
      if (char === "]") {
        this.at += 1;
        break;
      }
      if (char === "}") {
        this.fail("mismatched-bracket", this.at, this.at + 1);
        break;
      }
      if (char === ",") {
        if (!needsComma) this.fail("expected-value", this.at, this.at + 1);
        this.at += 1;
        needsComma = false;
        continue;
      }
      if (needsComma) this.fail("expected-comma", this.at, this.at + 1);
      const item = this.parseValue();
      if (item === undefined) this.skipUnknown();
      else items.push(item);
      needsComma = item !== undefined;
    }
    return { type: "array", items, start, end: this.at };
  }
}

/** Cheaper than a map for the few keys that most objects have. */
function hasEqualNames(members: readonly Member[]): boolean {
  for (let index = 1; index < members.length; index += 1) {
    for (let before = 0; before < index; before += 1) {
      if (members[index]?.key.name === members[before]?.key.name) return true;
    }
  }
  return false;
}
