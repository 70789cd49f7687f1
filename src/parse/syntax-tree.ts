/** A value in the syntax tree of one JSON5 text. Offsets count UTF-16 units from its start, ends are exclusive. */
export type SyntaxNode = ObjectNode | ArrayNode | StringNode | NumberNode | LiteralNode;

/** A stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An object with its members in the order of the text, equal keys included. */
export interface ObjectNode extends Span {
  readonly type: "object";
  readonly members: readonly Member[];
}

/** A list. */
export interface ArrayNode extends Span {
  readonly type: "array";
  readonly items: readonly SyntaxNode[];
}

/** A string, decoded. */
export interface StringNode extends Span {
  readonly type: "string";
  readonly value: string;
}

/** A number; NaN and the infinities are numbers in JSON5. */
export interface NumberNode extends Span {
  readonly type: "number";
  readonly value: number;
}

/** `true`, `false` or `null`. */
export interface LiteralNode extends Span {
  readonly type: "literal";
  readonly value: boolean | null;
}

/** One `key: value` of an object. While somebody types, the value may still be missing. */
export interface Member extends Span {
  readonly key: Key;
  readonly value: SyntaxNode | undefined;
}

/** A key with the quote it was written in; `""` for a bare one. */
export interface Key extends Span {
  readonly name: string;
  readonly quote: '"' | "'" | "";
}

/** A comment with its delimiters. */
export interface Comment extends Span {
  readonly kind: "line" | "block";
}

/** What is wrong with the text at one place; `rules/syntax.ts` words each kind. */
export type SyntaxFaultKind =
  | "empty"
  | "unexpected-character"
  | "unexpected-value"
  | "expected-key"
  | "expected-colon"
  | "expected-comma"
  | "expected-value"
  | "unclosed-object"
  | "unclosed-array"
  | "mismatched-bracket"
  | "trailing-text"
  | "unterminated-string"
  | "unterminated-comment"
  | "bad-escape"
  | "bad-number"
  | "bad-key"
  | "too-deep"
  | "too-many";

/** A fault of the text and where it is. */
export interface SyntaxFault extends Span {
  readonly kind: SyntaxFaultKind;
}

/** What `parse` gives for any text; `root` is undefined only when there is no value at all. */
export interface SyntaxTree {
  readonly root: SyntaxNode | undefined;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxFault[];
  /** True when some key is `$include`: documents without one need no merge. */
  readonly hasInclude: boolean;
  /** Objects of this text that hold a key twice, each with the member that loses. */
  readonly duplicates: readonly Duplicate[];
  /** How many objects and lists stand in one another at the deepest place. */
  readonly depth: number;
}

/** A key that stands twice in one object. JSON5 keeps the last one; `lost` is the earlier one. */
export interface Duplicate {
  readonly object: ObjectNode;
  readonly lost: Member;
  readonly kept: Member;
}

/** Objects of more members than this get an index when first asked for a member. */
const FEW = 8;
const indexes = new WeakMap<ObjectNode, ReadonlyMap<string, Member>>();

/** The member that counts for a name: the last one, as in JSON5. */
export function findMember(object: ObjectNode, name: string): Member | undefined {
  if (object.members.length > FEW) return indexOf(object).get(name);
  for (let index = object.members.length - 1; index >= 0; index -= 1) {
    const member = object.members[index];
    if (member !== undefined && member.key.name === name && member.value !== undefined) return member;
  }
  return undefined;
}

function indexOf(object: ObjectNode): ReadonlyMap<string, Member> {
  const known = indexes.get(object);
  if (known !== undefined) return known;
  const index = new Map<string, Member>();
  for (const member of object.members) if (member.value !== undefined) index.set(member.key.name, member);
  indexes.set(object, index);
  return index;
}

/** The place of the first of some parts, in the order of the text, that ends after an offset. */
export function firstEndingAfter(parts: readonly Span[], offset: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
