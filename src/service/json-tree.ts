import type {
  ArrayASTNode,
  ASTNode,
  ObjectASTNode,
  PropertyASTNode,
  StringASTNode,
} from "vscode-json-languageservice";
import type { ConfigPath } from "../core/config-path.ts";
import type { Document } from "../parse/document.ts";
import type { ArrayNode, Member, ObjectNode, SyntaxNode } from "../parse/syntax-tree.ts";

/** A JSON5 text as a service for JSON takes it: its tree, and a text of the same length that is JSON. */
export interface JsonForm {
  readonly root: ASTNode | undefined;
  readonly masked: string;
}

/**
 * Hands our tree to a service for JSON.
 *
 * In: a document, and where its root stands in the whole config. Out: the tree, inside objects that stand for the way
 * there (so that the service finds the part of the schema that holds), and the masked text. Offsets are those of the
 * document.
 */
export function toJsonForm({ text, tree }: Document, mount: ConfigPath): JsonForm {
  let root = tree.root === undefined ? undefined : convert(tree.root, undefined, text);
  if (root !== undefined) for (const key of mount.toReversed()) root = wrap(root, String(key), text.length);
  return { root, masked: maskText(text, tree) };
}

// The service's nodes are linked both ways, so a node's parent may be set after it is made; its types say read-only.
type Open<Node> = { -readonly [Key in keyof Node]: Node[Key] };

function wrap(inner: ASTNode, key: string, length: number): ASTNode {
  const object: Open<ObjectASTNode> = { type: "object", offset: 0, length, properties: [], children: [] };
  const property = {
    type: "property",
    offset: 0,
    length,
    parent: object,
    colonOffset: 0,
  } as unknown as Open<PropertyASTNode>;
  const keyNode: StringASTNode = { type: "string", offset: 0, length: 0, parent: property, value: key };
  property.keyNode = keyNode;
  property.valueNode = inner;
  (inner as Open<ASTNode>).parent = property;
  property.children = [keyNode, inner];
  object.properties.push(property);
  object.children.push(property);
  return object;
}

function convert(node: SyntaxNode, parent: ASTNode | undefined, text: string): ASTNode {
  const offset = node.start;
  const length = node.end - offset;
  switch (node.type) {
    case "object":
      return new ObjectForm(node, parent, text);
    case "array":
      return new ArrayForm(node, parent, text);
    case "string":
      return { type: "string", offset, length, parent, value: node.value } as StringASTNode;
    case "number":
      return {
        type: "number",
        offset,
        length,
        parent,
        value: node.value,
        isInteger: Number.isInteger(node.value),
      } as ASTNode;
    case "literal":
      return {
        type: node.value === null ? "null" : "boolean",
        offset,
        length,
        parent,
        value: node.value,
      } as ASTNode;
  }
}

// Classes, since what lies in a node is converted when it is first looked at: a question touches a few of its thousands.
class ObjectForm implements ObjectASTNode {
  readonly type = "object";
  readonly offset: number;
  readonly length: number;
  parent?: ASTNode;
  readonly #node: ObjectNode;
  readonly #text: string;
  #properties: PropertyASTNode[] | undefined;

  constructor(node: ObjectNode, parent: ASTNode | undefined, text: string) {
    this.offset = node.start;
    this.length = node.end - node.start;
    if (parent !== undefined) this.parent = parent;
    this.#node = node;
    this.#text = text;
  }

  get properties(): PropertyASTNode[] {
    if (this.#properties === undefined) {
      const { members, end } = this.#node;
      this.#properties = members.map((member, index) =>
        asNode(new PropertyForm(member, this, members[index + 1]?.start ?? end - 1, this.#text)),
      );
    }
    return this.#properties ?? [];
  }

  get children(): ASTNode[] {
    return this.properties;
  }
}

class ArrayForm implements ArrayASTNode {
  readonly type = "array";
  readonly offset: number;
  readonly length: number;
  parent?: ASTNode;
  readonly #node: ArrayNode;
  readonly #text: string;
  #items: ASTNode[] | undefined;

  constructor(node: ArrayNode, parent: ASTNode | undefined, text: string) {
    this.offset = node.start;
    this.length = node.end - node.start;
    if (parent !== undefined) this.parent = parent;
    this.#node = node;
    this.#text = text;
  }

  get items(): ASTNode[] {
    this.#items ??= this.#node.items.map((item) => convert(item, this, this.#text));
    return this.#items;
  }

  get children(): ASTNode[] {
    return this.items;
  }
}

/** The service's type has no value that is not there, and means one that is left out. */
function asNode(form: PropertyForm): PropertyASTNode {
  return form as unknown as PropertyASTNode;
}

class PropertyForm implements Omit<PropertyASTNode, "valueNode"> {
  readonly type = "property";
  readonly offset: number;
  readonly length: number;
  readonly parent: ASTNode;
  readonly keyNode: StringASTNode;
  readonly colonOffset?: number;
  readonly #member: Member;
  readonly #text: string;
  #value: ASTNode | undefined;

  /** `next`: where the next key begins; up to there the place belongs to a value that is not there yet. */
  constructor(member: Member, parent: ASTNode, next: number, text: string) {
    const { key, value, start } = member;
    this.offset = start;
    this.length = (value === undefined ? Math.max(member.end, next) : member.end) - start;
    this.parent = parent;
    this.keyNode = {
      type: "string",
      offset: key.start,
      length: key.end - key.start,
      parent: asNode(this),
      value: key.name,
    };
    const limit = value?.start ?? next;
    let colon = key.end;
    while (colon < limit && text.charCodeAt(colon) !== 0x3a) colon += 1;
    if (colon < limit) this.colonOffset = colon;
    this.#member = member;
    this.#text = text;
  }

  get valueNode(): ASTNode | undefined {
    const { key, value } = this.#member;
    if (value !== undefined) this.#value ??= convert(value, asNode(this), this.#text);
    // A text there is the schema that the service would ask in place of ours.
    return key.name === "$schema" && this.#value?.type === "string"
      ? ({ ...this.#value, type: "null", value: null } as ASTNode)
      : this.#value;
  }

  get children(): ASTNode[] {
    const { valueNode } = this;
    return valueNode === undefined ? [this.keyNode] : [this.keyNode, valueNode];
  }
}

/**
 * The text with JSON5 masked to JSON of the same length: comments are blank, every string stands in double quotes and
 * holds nothing that JSON would read as an escape. Line ends stay where they are.
 */
export function maskText(text: string, tree: Document["tree"]): string {
  const hasEscapes = text.includes("\\");
  const parts: string[] = [];
  let at = 0;
  let comment = 0;
  const put = (start: number, end: number, masked: string): void => {
    parts.push(text.slice(at, start), masked);
    at = end;
  };
  const commentsBefore = (offset: number): void => {
    for (
      let one = tree.comments[comment];
      one !== undefined && one.start < offset;
      one = tree.comments[comment]
    ) {
      comment += 1;
      if (one.start >= at)
        put(one.start, one.end, text.slice(one.start, one.end).replace(/[^\r\n]/gu, blank));
    }
  };
  const mask = (start: number, end: number): void => {
    const quote = text.charCodeAt(start);
    if (start < at || (quote !== DOUBLE && quote !== SINGLE)) return;
    // Most strings are JSON as they are.
    const isClosed = end - start > 1 && text.charCodeAt(end - 1) === DOUBLE;
    if (quote === DOUBLE && isClosed && !hasEscapes && !hasControl(text, start, end)) return;
    commentsBefore(start);
    put(start, end, maskString(text.slice(start, end)));
  };
  const visit = (node: SyntaxNode | undefined): void => {
    if (node === undefined) return;
    if (node.type === "string") mask(node.start, node.end);
    else if (node.type === "array") for (const item of node.items) visit(item);
    else if (node.type === "object")
      for (const { key, value } of node.members) {
        if (key.quote !== "") mask(key.start, key.end);
        visit(value);
      }
  };
  visit(tree.root);
  commentsBefore(text.length + 1);
  parts.push(text.slice(at));
  return parts.join("");
}

const DOUBLE = 0x22;
const SINGLE = 0x27;

function hasControl(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) < 0x20) return true;
  return false;
}

/** A character beyond the basic plane has two units, and keeps them. */
function blank(char: string): string {
  return " ".repeat(char.length);
}

function maskString(part: string): string {
  const quote = part.charAt(0);
  const closed = part.length > 1 && part.endsWith(quote);
  const body = closed ? part.slice(1, -1) : part.slice(1);
  return `"${body.replace(/["\\\u0000-\u0009\u000b\u000c\u000e-\u001f]/gu, "_")}${closed ? '"' : ""}`;
}
