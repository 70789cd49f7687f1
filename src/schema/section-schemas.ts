import { RELEASES } from "./releases.ts";
import { isIn, linkedPlace, type SectionLink, type SectionNode, type SectionTable } from "./section-table.ts";
import { type SectionWords, titleOf, type WordsBelow, wordsAt, wordsTree } from "./section-words.ts";
import { isNode, type SchemaNode } from "./source.ts";

/** Sections as JSON Schema: each by its key, and the definitions that they share. */
export interface SectionSchemas {
  readonly sections: Readonly<Record<string, SchemaNode>>;
  readonly definitions: Readonly<Record<string, SchemaNode>>;
}

/** Shorter schemas are written out where they stand. */
const WORTH_SHARING = 100;

/** More values than these are not told in a description. */
const MOST_VALUES = 12;

/**
 * The sections that only the tables describe, in one release, as draft-07: keys with titles, and with what they take and
 * since when, unless `bare`. Equal parts stand once, as definitions.
 *
 * @param release its place in RELEASES
 */
export function sectionSchemas(
  tables: ReadonlyMap<string, SectionTable>,
  release: number,
  words: SectionWords | "bare",
): SectionSchemas {
  const tree = words === "bare" ? undefined : wordsTree(words);
  const built = new Map<string, SchemaNode>();
  for (const [section, table] of tables) {
    if (!table.in.some((span) => isIn(span, release))) continue;
    const builder = new Builder(table, release, words !== "bare");
    built.set(section, builder.at(table.root, tree === undefined ? undefined : wordsAt(tree, section)));
  }
  return share(built);
}

class Builder {
  private readonly known = new Map<number, SchemaNode>();

  constructor(
    private readonly table: SectionTable,
    private readonly release: number,
    private readonly speaks: boolean,
  ) {}

  at(place: number, words: WordsBelow | undefined): SchemaNode {
    const isShared = words === undefined || words.below.size === 0;
    const known = isShared ? this.known.get(place) : undefined;
    if (known !== undefined) return known;
    const made = this.make(this.node(place), words);
    if (isShared) this.known.set(place, made);
    return made;
  }

  private node(place: number): SectionNode {
    const node = this.table.nodes[place] ?? {};
    if (node.versions === undefined) return node;
    const version = node.versions.find(([since, until]) => isIn([since, until], this.release));
    return version === undefined ? {} : this.node(version[2]);
  }

  private make(node: SectionNode, words: WordsBelow | undefined): SchemaNode {
    const { properties, additionalProperties, propertyNames, items, anyOf, allOf, secret, ...plain } = node;
    const result: Record<string, unknown> = { ...plain };
    if (properties !== undefined) {
      const live = Object.entries(properties).filter(([, link]) => this.isLive(link));
      result["properties"] = Object.fromEntries(
        live.map(([key, link]) => [key, this.property(key, link, wordsAt(words, key))]),
      );
    }
    if (additionalProperties === false) result["additionalProperties"] = false;
    else if (additionalProperties !== undefined)
      result["additionalProperties"] = this.at(additionalProperties, wordsAt(words, "*"));
    if (propertyNames !== undefined) result["propertyNames"] = this.at(propertyNames, undefined);
    if (items !== undefined)
      result["items"] =
        typeof items === "number"
          ? this.at(items, wordsAt(words, "[]"))
          : items.map((item) => this.at(item, undefined));
    if (anyOf !== undefined) result["anyOf"] = anyOf.map((branch) => this.at(branch, words));
    if (allOf !== undefined) result["allOf"] = allOf.map((part) => this.at(part, words));
    return result;
  }

  private isLive(link: SectionLink): boolean {
    return (
      typeof link === "number" ||
      link.slice(1).some((span) => typeof span !== "number" && isIn(span, this.release))
    );
  }

  private property(key: string, link: SectionLink, words: WordsBelow | undefined): SchemaNode {
    const place = linkedPlace(link);
    const schema = this.at(place, words);
    if (!this.speaks) return schema;
    const sentences = [words?.here, ...this.facts(link, place)].filter((text) => text !== undefined);
    return {
      title: titleOf(key),
      ...(sentences.length === 0 ? {} : { description: sentences.join(" ") }),
      ...schema,
    };
  }

  /** What the table knows of a key, in words. */
  private facts(link: SectionLink, place: number): readonly string[] {
    const values = [...new Set(this.valuesAt(place))];
    const spans = typeof link === "number" ? [] : link.slice(1).filter((one) => typeof one !== "number");
    const since = spans.find((span) => isIn(span, this.release))?.[0] ?? 0;
    const release = RELEASES[since];
    return [
      ...(values.length > 1 && values.length <= MOST_VALUES
        ? [`Takes ${values.slice(0, -1).join(", ")} or ${values.at(-1)}.`]
        : []),
      ...(this.isSecret(place) ? ["A secret: write ${NAME} and keep the value in the environment."] : []),
      ...(since > 0 && release !== undefined ? [`Since OpenClaw ${release}.`] : []),
    ];
  }

  private valuesAt(place: number): readonly string[] {
    const { enum: values, anyOf } = this.node(place);
    return values?.map(String) ?? (anyOf ?? []).flatMap((branch) => this.valuesAt(branch));
  }

  private isSecret(place: number): boolean {
    return this.table.nodes[place]?.secret === true || this.node(place).secret === true;
  }
}

/** Puts what stands in several places into definitions. */
function share(built: ReadonlyMap<string, SchemaNode>): SectionSchemas {
  // Words stay with the key; what they speak of may be shared.
  const parts = new WeakMap<SchemaNode, { readonly words: SchemaNode; readonly text: string }>();
  const partsOf = (value: SchemaNode) => {
    let known = parts.get(value);
    if (known === undefined) {
      const { title, description, ...rest } = value;
      const words = {
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
      };
      known = { words, text: JSON.stringify(rest) };
      parts.set(value, known);
    }
    return known;
  };
  const counts = new Map<string, number>();
  const countIn = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) countIn(item);
    if (!isNode(value)) return;
    if (isSchema(value)) {
      const { text } = partsOf(value);
      const seen = (counts.get(text) ?? 0) + 1;
      counts.set(text, seen);
      // What stands inside is shared with it.
      if (seen > 1) return;
    }
    for (const child of Object.values(value)) countIn(child);
  };
  for (const schema of built.values()) countIn(schema);

  const definitions: Record<string, SchemaNode> = {};
  const names = new Map<string, string>();
  const emit = (value: unknown, section: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => emit(item, section));
    if (!isNode(value)) return value;
    const inner = (node: SchemaNode): SchemaNode =>
      Object.fromEntries(Object.entries(node).map(([key, child]) => [key, emit(child, section)]));
    if (!isSchema(value)) return inner(value);
    const { words, text } = partsOf(value);
    if ((counts.get(text) ?? 0) < 2 || text.length < WORTH_SHARING) return inner(value);
    let name = names.get(text);
    if (name === undefined) {
      name = `${section}-${names.size + 1}`;
      names.set(text, name);
      const { title: _title, description: _description, ...rest } = value;
      definitions[name] = inner(rest);
    }
    return { ...words, $ref: `#/definitions/${name}` };
  };
  const sections: Record<string, SchemaNode> = {};
  for (const [section, schema] of built) {
    const emitted = emit(schema, section);
    if (isNode(emitted)) sections[section] = emitted;
  }
  return { sections, definitions };
}

/** A schema that says something: a map of properties is none, and neither is one that only names keys. */
function isSchema(value: SchemaNode): boolean {
  return ["type", "anyOf", "allOf", "enum"].some((keyword) => {
    const own = Object.hasOwn(value, keyword) ? value[keyword] : undefined;
    return typeof own === "string" || Array.isArray(own);
  });
}
