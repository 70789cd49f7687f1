import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { refused, type SchemaProblem, type SchemaProblemOf } from "../../core/schema-problem.ts";
import { looksSecret } from "../../core/secrecy.ts";
import { parseUrl } from "../../core/url.ts";
import { valueKind } from "../../core/value-kind.ts";
import { fateOf } from "../../schema/fates.ts";
import { RELEASES } from "../../schema/releases.ts";
import { isIn, type SectionForm, type SectionNode, type Span } from "../../schema/section-table.ts";
import { nearestName } from "../nearest-name.ts";
import { holdsVariable, isOfType, kindFor } from "../value-kind.ts";
import { SectionReader, sectionTable } from "./section-tables.ts";

/** More problems of one section are not looked for; a config can be made of nothing else. */
const MOST = 5_000;
/** Longer texts are not held against a pattern: OpenClaw's own may take the square of their length. */
const LONGEST = 2_000;

/**
 * What the schema of a release has against one section of a config: one problem a fault, at its place. Of a union the
 * branch that was meant is judged: the one whose deciding value stands there, else the one with the fewest faults.
 *
 * @param section the key at the top of the config
 * @param value what stands there
 * @param release its place in RELEASES
 */
export function checkSection(section: string, value: unknown, release: number): readonly SchemaProblem[] {
  const table = sectionTable(section);
  // Which sections a release has at all, the root of the hand-written schema says.
  if (table === undefined || !table.in.some((span) => isIn(span, release))) return [];
  const sink: Sink = { problems: [], most: MOST };
  new Check(new SectionReader(table, release)).visit(
    value,
    table.root,
    { above: undefined, segment: section },
    sink,
  );
  return sink.problems;
}

/** Something that other releases have. */
type Change = SchemaProblemOf<"future-key" | "retired-key">;

interface Sink {
  readonly problems: SchemaProblem[];
  readonly most: number;
  /** Only whether there is a problem is asked. */
  readonly quiet?: boolean;
}

/** Stands for a problem that nobody reads. */
const SOME: SchemaProblem = refused("invalid-value", [], "value", { rule: "" });

function tell(sink: Sink, problem: () => SchemaProblem): void {
  sink.problems.push(sink.quiet === true ? SOME : problem());
}

/** A place on the way down. The path is written out only where there is something to say. */
interface Step {
  readonly above: Step | undefined;
  readonly segment: string | number;
}

function pathOf(step: Step): ConfigPath {
  const path: (string | number)[] = [];
  for (let at: Step | undefined = step; at !== undefined; at = at.above) path.push(at.segment);
  return path.reverse();
}

class Check {
  constructor(private readonly reader: SectionReader) {}

  visit(value: unknown, place: number, at: Step, sink: Sink): void {
    if (place === 0 || sink.problems.length >= sink.most) return;
    const node = this.reader.node(place);
    if (!this.hasType(value, node, at, sink)) return;
    const values = node.enum;
    if (values !== undefined && !values.includes(value)) {
      if (!holdsVariable(value)) tell(sink, () => this.notAllowed(value, node, values, at));
      return;
    }
    const broken = brokenLimit(value, node);
    if (broken !== undefined) {
      tell(sink, () => this.outside(value, node, broken, at));
      return;
    }
    if (Array.isArray(value)) this.visitItems(value, node, at, sink);
    else if (isObject(value)) this.visitKeys(value, node, at, sink);
    for (const part of node.allOf ?? []) this.visit(value, part, at, sink);
    if (node.anyOf !== undefined) this.visitUnion(value, node.anyOf, at, sink);
  }

  private hasType(value: unknown, node: SectionNode, at: Step, sink: Sink): boolean {
    const types = node.type === undefined ? [] : [node.type].flat();
    if (types.length === 0 || isOfType(value, types)) return true;
    tell(sink, () => this.wrongType(value, types, at));
    return false;
  }

  private visitItems(value: readonly unknown[], { items }: SectionNode, at: Step, sink: Sink): void {
    if (items === undefined) return;
    for (const [index, item] of value.entries()) {
      const place = typeof items === "number" ? items : items[index];
      if (place !== undefined) this.visit(item, place, { above: at, segment: index }, sink);
    }
  }

  private visitKeys(value: Readonly<Record<string, unknown>>, node: SectionNode, at: Step, sink: Sink): void {
    const { properties = {}, additionalProperties: rest, propertyNames } = node;
    for (const key of Object.keys(value)) {
      if (sink.problems.length >= sink.most) return;
      const below: Step = { above: at, segment: key };
      const link = Object.hasOwn(properties, key) ? properties[key] : undefined;
      const child = link === undefined ? undefined : this.reader.linked(link);
      const names = propertyNames === undefined ? {} : this.reader.node(propertyNames);
      if (propertyNames !== undefined && names.enum !== undefined && !names.enum.includes(key)) {
        const only = { properties: Object.fromEntries(names.enum.map((name) => [String(name), 0])) };
        tell(sink, () => this.unknownKey(key, value, only, below));
      } else if (propertyNames !== undefined && !this.matches(key, propertyNames)) {
        tell(sink, () => refused("invalid-value", pathOf(below), "key", { key, rule: "key" }));
      } else if (child !== undefined) this.visit(value[key], child, below, sink);
      else if (rest === false) tell(sink, () => this.unknownKey(key, value, node, below));
      else if (rest !== undefined) this.visit(value[key], rest, below, sink);
    }
    for (const key of node.required ?? []) {
      if (Object.hasOwn(value, key) && value[key] !== undefined) continue;
      tell(sink, () => refused("missing-key", pathOf(at), "value", { key }));
    }
  }

  private visitUnion(value: unknown, branches: readonly number[], at: Step, sink: Sink): void {
    if (branches.some((branch) => this.matches(value, branch))) return;
    const right = branches.filter((branch) => this.fitsType(value, branch));
    if (right.length === 0) {
      const types = branches.flatMap((branch) => this.typesOf(branch));
      const values = branches.flatMap((branch) => this.reader.node(branch).enum ?? []);
      // A text where other texts are allowed is a wrong value; anything else is of the wrong type.
      if (typeof value === "string" && values.some((one) => typeof one === "string")) {
        if (!holdsVariable(value)) tell(sink, () => this.notAllowed(value, { enum: values }, values, at));
      } else tell(sink, () => this.wrongType(value, [...new Set(types)], at));
      return;
    }
    const deciding = isObject(value) ? this.decidingKey(right) : undefined;
    const chosen = deciding === undefined || !isObject(value) ? right : this.meant(value, deciding, right);
    if (deciding !== undefined && isObject(value) && chosen.length === 0) {
      const all = right.flatMap((branch) => this.valuesOf(branch, deciding));
      const step: Step = { above: at, segment: deciding };
      if (!Object.hasOwn(value, deciding))
        tell(sink, () => refused("missing-key", pathOf(at), "value", { key: deciding }));
      else if (!holdsVariable(value[deciding])) {
        tell(sink, () => this.notAllowed(value[deciding], { enum: all }, all, step));
      }
      return;
    }
    let best: readonly SchemaProblem[] | undefined;
    for (const branch of chosen) {
      const own: Sink = { ...sink, problems: [], most: Math.min(sink.most, best?.length ?? sink.most) };
      this.visit(value, branch, at, own);
      if (best === undefined || own.problems.length < best.length) best = own.problems;
    }
    const other =
      deciding !== undefined && isObject(value) && typeof value[deciding] === "string"
        ? `${deciding}: ${value[deciding]}`
        : undefined;
    for (const problem of best ?? []) {
      const isKnown = (key: string) =>
        branches.some((one) => this.reader.keys(this.reader.node(one)).includes(key));
      const elsewhere =
        problem.kind === "unknown-key" &&
        problem.path.length === pathOf(at).length + 1 &&
        other !== undefined &&
        isKnown(problem.data.key);
      tell(sink, () => (elsewhere ? { ...problem, data: { ...problem.data, with: other } } : problem));
    }
  }

  private matches(value: unknown, place: number): boolean {
    const sink: Sink = { problems: [], most: 1, quiet: true };
    this.visit(value, place, { above: undefined, segment: "" }, sink);
    return sink.problems.length === 0;
  }

  /** True where a value is of a type that a branch takes, whatever it holds. */
  private fitsType(value: unknown, place: number): boolean {
    const node = this.reader.node(place);
    if (node.enum !== undefined) return node.enum.some((one) => valueKind(one) === valueKind(value));
    if (node.anyOf !== undefined) return node.anyOf.some((branch) => this.fitsType(value, branch));
    if (node.allOf !== undefined && node.type === undefined)
      return node.allOf.every((branch) => this.fitsType(value, branch));
    return node.type === undefined || isOfType(value, [node.type].flat());
  }

  private typesOf(place: number): readonly string[] {
    const node = this.reader.node(place);
    if (node.enum !== undefined) return node.enum.map(valueKind);
    return [
      ...(node.type === undefined ? [] : [node.type].flat()),
      ...[...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((branch) => this.typesOf(branch)),
    ];
  }

  /** The key by whose value the branches of a union are told apart. */
  private decidingKey(branches: readonly number[]): string | undefined {
    if (branches.length < 2) return undefined;
    const [first = 0] = branches;
    return this.reader
      .keys(this.reader.node(first))
      .find((key) => branches.every((branch) => this.valuesOf(branch, key).length > 0));
  }

  private meant(
    value: Readonly<Record<string, unknown>>,
    deciding: string,
    branches: readonly number[],
  ): readonly number[] {
    if (!Object.hasOwn(value, deciding))
      return branches.filter((branch) => this.reader.node(branch).required?.includes(deciding) !== true);
    return branches.filter((branch) => this.valuesOf(branch, deciding).includes(value[deciding]));
  }

  private valuesOf(branch: number, key: string): readonly unknown[] {
    const { properties } = this.reader.node(branch);
    const link = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
    const place = link === undefined ? undefined : this.reader.linked(link);
    return place === undefined ? [] : (this.reader.node(place).enum ?? []);
  }

  private unknownKey(
    key: string,
    holder: Readonly<Record<string, unknown>>,
    node: SectionNode,
    at: Step,
  ): SchemaProblem {
    const path = pathOf(at);
    const life = this.reader.forms(path).map(({ span }) => span);
    const changed = this.changed(life, { key, what: "key" });
    if (changed !== undefined) return { ...changed, path, on: "key", refused: true };
    // Some keys stand where their block was moved to, and where they never were.
    if (fateOf(path, "") !== undefined) return refused("retired-key", path, "key", { key, what: "key" });
    const allowed = this.reader.keys(node);
    const free = allowed.filter((name) => !Object.hasOwn(holder, name));
    const nearest = nearestName(key, free) ?? nearestName(key, allowed);
    return refused("unknown-key", path, "key", { key, nearest, allowed });
  }

  private wrongType(value: unknown, types: readonly string[], at: Step): SchemaProblem {
    const path = pathOf(at);
    const listed = this.spansAt(path, ({ node }) => node.enum?.includes(value) === true);
    const life = this.spansAt(path, ({ node }) => takesType(node, value));
    const changed =
      (typeof value === "string" ? this.changed(listed, { what: "value", value }) : undefined) ??
      this.changed([...listed, ...life], { what: "shape", expected: types });
    if (changed !== undefined) return { ...changed, path, on: "value", refused: true };
    return refused("wrong-type", path, "value", { expected: types, found: kindFor(value, types) });
  }

  private notAllowed(value: unknown, node: SectionNode, all: readonly unknown[], at: Step): SchemaProblem {
    const path = pathOf(at);
    const allowed = [...new Set(all.map(String))];
    const text = typeof value === "string" ? value : undefined;
    if (!all.some((one) => typeof one === typeof value))
      return refused("wrong-type", path, "value", {
        expected: [...new Set(all.map(valueKind))],
        found: valueKind(value),
      });
    if (text !== undefined) {
      const life = this.spansAt(path, (form) => form.node.enum?.includes(text) === true);
      const changed = this.changed(life, { what: "value", value: text, allowed });
      if (changed !== undefined) return { ...changed, path, on: "value", refused: true };
    }
    const nearest = text === undefined ? undefined : nearestName(text, allowed);
    // A value is shown only where it is a slip of an allowed one: anything else might be pasted from elsewhere.
    const harmless =
      text !== undefined && nearest !== undefined && node.secret !== true && !looksSecret(text);
    return refused("invalid-value", path, "value", {
      rule: "enum",
      allowed,
      nearest,
      found: harmless ? text : undefined,
    });
  }

  private outside(value: unknown, node: SectionNode, rule: string, at: Step): SchemaProblem {
    const path = pathOf(at);
    const limit = node[rule as keyof SectionNode];
    return refused("invalid-value", path, "value", {
      rule,
      limit: typeof limit === "number" ? limit : undefined,
      found: typeof value === "number" && node.secret !== true ? value : undefined,
      ...(rule === "pattern" ? { key: String(path.at(-1)), pattern: String(limit) } : {}),
    });
  }

  /** The releases in which some form of a place has something. */
  private spansAt(path: ConfigPath, has: (form: SectionForm) => boolean): readonly Span[] {
    return this.reader.forms(path).flatMap((form) => (has(form) ? [form.span] : []));
  }

  /** What is to be said of something that other releases have; undefined where none has. */
  private changed(life: readonly Span[], data: Change["data"]): Pick<Change, "kind" | "data"> | undefined {
    const { release } = this.reader;
    const past = life.flatMap(([, until]) => (until !== null && until < release ? [until] : []));
    const coming = life.flatMap(([since]) => (since > release ? [since] : []));
    const since = coming.length === 0 ? undefined : RELEASES[Math.min(...coming)];
    if (past.length === 0 && since !== undefined) return { kind: "future-key", data: { ...data, since } };
    if (past.length === 0) return undefined;
    const left = Math.max(...past);
    return {
      kind: "retired-key",
      data: { ...data, until: RELEASES[left], goneIn: RELEASES[left + 1], since },
    };
  }
}

function takesType(node: SectionNode, value: unknown): boolean {
  return node.type !== undefined && isOfType(value, [node.type].flat());
}

/** The keyword of the first limit that a value breaks. */
function brokenLimit(value: unknown, node: SectionNode): string | undefined {
  if (typeof value === "string") {
    if (holdsVariable(value)) return undefined;
    if (node.minLength !== undefined && value.length < node.minLength) return "minLength";
    if (node.maxLength !== undefined && value.length > node.maxLength) return "maxLength";
    if (node.pattern !== undefined && value.length <= LONGEST && !expression(node.pattern).test(value))
      return "pattern";
    return node.format === "uri" && value.length <= LONGEST && parseUrl(value) === undefined
      ? "format"
      : undefined;
  }
  if (typeof value === "number") {
    if (node.minimum !== undefined && value < node.minimum) return "minimum";
    if (node.maximum !== undefined && value > node.maximum) return "maximum";
    if (node.exclusiveMinimum !== undefined && value <= node.exclusiveMinimum) return "exclusiveMinimum";
    return node.exclusiveMaximum !== undefined && value >= node.exclusiveMaximum
      ? "exclusiveMaximum"
      : undefined;
  }
  if (Array.isArray(value)) {
    if (node.minItems !== undefined && value.length < node.minItems) return "minItems";
    return node.maxItems !== undefined && value.length > node.maxItems ? "maxItems" : undefined;
  }
  if (!isObject(value)) return undefined;
  const count =
    node.minProperties === undefined && node.maxProperties === undefined ? 0 : Object.keys(value).length;
  if (node.minProperties !== undefined && count < node.minProperties) return "minProperties";
  return node.maxProperties !== undefined && count > node.maxProperties ? "maxProperties" : undefined;
}

const expressions = new Map<string, RegExp>();

/** A pattern of OpenClaw's as it is run there. */
function expression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  let made: RegExp;
  try {
    made = new RegExp(pattern, "u");
  } catch {
    made = new RegExp(pattern); // an escape that only the older grammar takes
  }
  expressions.set(pattern, made);
  return made;
}
