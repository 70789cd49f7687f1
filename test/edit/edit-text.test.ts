import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { applyToValue, type ConfigEdit, readPath } from "../../src/edit/config-edit.ts";
import { deeplyEqual } from "../../src/edit/deeply-equal.ts";
import { editText, nodeAt } from "../../src/edit/edit-text.ts";
import { parse } from "../../src/parse/parse.ts";
import type { SyntaxNode } from "../../src/parse/syntax-tree.ts";
import { toValue } from "../../src/parse/to-value.ts";
import { seeded } from "../parse/mutations.ts";
import { readFixtures } from "../rules/fixture.ts";
import { randomDocument } from "./random-document.ts";

/** More with CLAWLINT_EDITS=20000. */
const EDITS = Number(process.env["CLAWLINT_EDITS"] ?? "2500");

type Path = (string | number)[];

function edited(text: string, edit: ConfigEdit): string {
  const result = editText(text, edit);
  if (!result.ok) throw new Error(result.reason);
  return result.text;
}

describe("edits look like what is around them", () => {
  const set = (path: Path, value: unknown): ConfigEdit => ({ kind: "set", path, value });
  test.each<[string, string, ConfigEdit, string]>([
    ["a scalar", "{ oven: 1, // hot\n}", set(["oven"], 2), "{ oven: 2, // hot\n}"],
    [
      "a member behind a comment",
      "{\n  a: 1 // one\n}\n",
      set(["b"], "x"),
      '{\n  a: 1, // one\n  b: "x"\n}\n',
    ],
    ["trailing commas", "{\n  a: 'x',\n}", set(["b"], "y"), "{\n  a: 'x',\n  b: 'y',\n}"],
    [
      "quoted keys and tabs",
      '{\n\t"a": 1\n}',
      set(["b"], { c: 1 }),
      '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 1\n\t}\n}',
    ],
    [
      "a list that loses some",
      "[\n  1, // one\n  2, // two\n  3, // three\n  4,\n]",
      set([], [1, 3]),
      "[\n  1, // one\n  // two\n  3, // three\n]",
    ],
    [
      "rows that are known by their ids",
      '[\n  { id: "rye" }, // dark\n  { id: "oat" },\n  { id: "spelt", n: 1 }, // light\n]',
      set([], [{ id: "rye" }, { id: "spelt", n: 2 }]),
      '[\n  { id: "rye" }, // dark\n  { id: "spelt", n: 2 }, // light\n]',
    ],
    [
      "rows that are taken together",
      '[\n  { id: "old" }, // one\n  { id: "rye" }, // dark\n  { id: "new" }, // two\n  { id: "oat" }, // light\n]',
      set([], [{ id: "new", n: 1 }, { id: "rye" }, { id: "oat" }]),
      '[\n  { id: "new", n: 1 }, // one\n  { id: "rye" }, // dark\n  // two\n  { id: "oat" }, // light\n]',
    ],
    ["one line", "{ a: { b: 1 } }", set(["a", "c"], true), "{ a: { b: 1, c: true } }"],
    ["an empty object", "{}", set(["a", "b"], 1), '{\n  "a": {\n    "b": 1\n  }\n}'],
    ["only comments", "{\n  // later\n}", set(["a"], 1), '{\n  // later\n  "a": 1\n}'],
    ["CRLF", "{\r\n  a: 1,\r\n}", set(["b"], [1, 2]), "{\r\n  a: 1,\r\n  b: [1, 2],\r\n}"],
    [
      "removal with its line",
      "{\n  a: 1,\n  // two\n  b: 2,\n}",
      { kind: "remove", path: ["a"] },
      "{\n  // two\n  b: 2,\n}",
    ],
    ["removal of the last", '{\n  "a": 1,\n  "b": 2\n}', { kind: "remove", path: ["b"] }, '{\n  "a": 1\n}'],
    ["removal on one line", "{ a: 1, b: 2 }", { kind: "remove", path: ["b"] }, "{ a: 1 }"],
    [
      "a renamed key keeps its quotes",
      "{ 'a': 1 }",
      { kind: "rename", path: ["a"], name: "b-c" },
      "{ 'b-c': 1 }",
    ],
    [
      "a moved block with its comments",
      "{\n  providers: {\n    // mine\n    a: {},\n  },\n}",
      { kind: "move", from: ["providers"], to: ["models", "providers"] },
      "{\n  models: {\n    providers: {\n      // mine\n      a: {},\n    },\n  },\n}",
    ],
    [
      "a moved member",
      "{\n  agents: { list: 1 },\n  x: { y: 'z', w: 1 },\n}",
      { kind: "move", from: ["x", "y"], to: ["agents", "y"] },
      "{\n  agents: { list: 1, y: 'z' },\n  x: { w: 1 },\n}",
    ],
  ])("%s", (_, text, edit, expected) => {
    expect(edited(text, edit)).toBe(expected);
  });

  test.each<[string, string, ConfigEdit, string]>([
    ["broken text", "{ a: ", { kind: "remove", path: ["a"] }, "broken-text"],
    ["nothing there", "{ a: 1 }", { kind: "remove", path: ["b"] }, "not-there"],
    ["a taken name", "{ a: 1, b: 2 }", { kind: "rename", path: ["a"], name: "b" }, "taken"],
    [
      "a key that stands twice",
      "{ a: 1, a: 2 }",
      { kind: "rename", path: ["a"], name: "b" },
      "duplicate-key",
    ],
    ["a value in the way", "{ a: 1 }", { kind: "set", path: ["a", "b"], value: 1 }, "no-object"],
  ])("%s is refused", (_, text, edit, reason) => {
    expect(editText(text, edit)).toEqual({ ok: false, reason });
  });
});

test("a list set to any part of it is that part, whatever stands between its items", () => {
  const next = seeded(18);
  const random = (below: number): number => Math.floor(next() * below);
  for (let round = 0; round < 2000; round += 1) {
    const items = Array.from({ length: random(7) }, (_, index) => index);
    const gaps = ["", " ", "\n  ", " /* rye */ ", " // oat\n", "\n  // spelt\n  "];
    const gap = () => gaps[random(gaps.length)] ?? "";
    const body = items.map((item) => `${gap()}${item}${gap()}`).join(",");
    const text = `[${body}${items.length > 0 && random(2) === 0 ? `,${gap()}` : ""}]`;
    const value = items.filter(() => random(2) === 0);
    const edited = editText(text, { kind: "set", path: [], value });
    expect(edited.ok && JSON5.parse(edited.text), `${text} to ${JSON.stringify(value)}`).toEqual(value);
  }
});

test("thousands of items are taken out at once", () => {
  const rows = Array.from(
    { length: 8000 },
    (_, index) => `  { id: "rye-${index}", name: "Rye" }, // ${index}`,
  );
  const value = rows.flatMap((_, index) => (index % 1000 === 0 ? [{ id: `rye-${index}`, name: "Oat" }] : []));
  const start = process.cpuUsage();
  const edited = editText(`[\n${rows.join("\n")}\n]`, { kind: "set", path: [], value });
  expect(edited.ok && JSON5.parse(edited.text)).toEqual(value);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
});

describe("the law of edits", () => {
  test(`${EDITS} edits of generated documents`, { timeout: 600_000 }, () => {
    const random = seeded(20260906);
    let done = 0;
    let refused = 0;
    while (done < EDITS) {
      const text = randomDocument(random);
      for (let turn = 0; turn < 4 && done < EDITS; turn += 1) {
        const edit = randomEdit(text, random);
        if (judge(text, edit)) done += 1;
        else refused += 1;
      }
    }
    expect(refused).toBeLessThan(EDITS * 3);
  });

  test("edits of every fixture", () => {
    const random = seeded(7);
    let done = 0;
    for (const { files } of readFixtures())
      for (const [name, text] of files) {
        if (!/\.json5?$/u.test(name) || parse(text).errors.length > 0) continue;
        for (let turn = 0; turn < 3; turn += 1) if (judge(text, randomEdit(text, random))) done += 1;
      }
    expect(done).toBeGreaterThan(200);
  });
});

/** Makes an edit and holds the result to the law; false for one that is refused, by text and value alike. */
function judge(text: string, edit: ConfigEdit): boolean {
  const tree = parse(text);
  const before = tree.root === undefined ? undefined : toValue(tree.root);
  const wanted = applyToValue(before, edit);
  const result = editText(text, edit);
  const shown = `${JSON.stringify(edit)}\n${text}\n---\n${result.ok ? result.text : result.reason}`;
  if (!wanted.ok || !result.ok) {
    if (!result.ok && result.reason === "duplicate-key") return false;
    expect(result.ok, shown).toBe(wanted.ok);
    return false;
  }
  const again = parse(result.text);
  expect(again.errors, shown).toEqual([]);
  const after = again.root === undefined ? undefined : toValue(again.root);
  expect(deeplyEqual(after, wanted.value), shown).toBe(true);
  // The oracle, which does not share our parser.
  if (!/__proto__/u.test(text) && !JSON.stringify(edit).includes("__proto__"))
    expect(deeplyEqual(JSON5.parse(result.text), wanted.value), shown).toBe(true);
  const spans = touched(text, edit);
  // Comments stay, in number and order, but for those inside a value that was replaced or removed.
  const kept = tree.comments.filter(
    ({ start }) => !spans.some((span) => span.drops && span.start <= start && start < span.end),
  );
  const words = (one: string, list: readonly { start: number; end: number }[]) =>
    list.map(({ start, end }) => one.slice(start, end).replace(/\s+/gu, " ")).sort();
  const left = words(result.text, again.comments);
  for (const word of words(text, kept)) expect(left, shown).toContain(word);
  // Lines that hold nothing of the edit stay, in order.
  if (edit.kind !== "move") {
    const lines = linesOf(text).filter(
      ({ start, end }) => !spans.some((span) => span.start <= end && start <= span.end),
    );
    const next = linesOf(result.text).map((line) => line.text);
    let at = 0;
    for (const line of lines) {
      at = next.indexOf(line.text, at) + 1;
      expect(at, `${shown}\nlost: ${line.text}`).toBeGreaterThan(0);
    }
  }
  return true;
}

interface Touched {
  readonly start: number;
  readonly end: number;
  readonly drops: boolean;
}

/** What an edit may change: its value, and the end of the neighbour before, where a comma comes or goes. */
function touched(text: string, edit: ConfigEdit): readonly Touched[] {
  const { root } = parse(text);
  if (root === undefined) return [];
  const spans: Touched[] = [];
  if (edit.kind === "set" && edit.path.length === 0) return [{ ...root, drops: true }];
  for (const path of edit.kind === "move" ? [edit.from, edit.to] : [edit.path]) {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = nodeAt(root, path.slice(0, length - 1));
      if (parent?.type !== "object" && parent?.type !== "array") continue;
      const parts: readonly { start: number; end: number }[] =
        parent.type === "object" ? parent.members : parent.items;
      const name = path[length - 1];
      const own = parts
        .map((part, index) => ({ part, index }))
        .filter(({ part, index }) =>
          "key" in part
            ? (part as { key: { name: string } }).key.name === String(name)
            : index === Number(name),
        );
      for (const { part, index } of own) {
        spans.push({
          ...part,
          drops: edit.kind === "remove" || (edit.kind === "set" && length === path.length),
        });
        const neighbour = parts[index - 1];
        spans.push({ start: neighbour?.end ?? parent.start, end: part.start, drops: false });
        spans.push({ start: part.end, end: parts[index + 1]?.start ?? parent.end, drops: false });
      }
      if (own.length > 0 && edit.kind !== "move") return spans;
      if (own.length === 0) {
        const last = parts.at(-1);
        spans.push({ start: last?.end ?? parent.start, end: last?.end ?? parent.end, drops: false });
        const comma = last === undefined ? -1 : text.indexOf(",", last.end);
        if (comma >= 0 && comma < parent.end) spans.push({ start: comma, end: comma, drops: false });
        // A list or object that begins on the line of its last part is written on from there.
        spans.push({ start: parent.end - 1, end: parent.end - 1, drops: false });
        break;
      }
      if (own.length > 0) break;
    }
  }
  return spans;
}

function linesOf(text: string): { text: string; start: number; end: number }[] {
  const lines: { text: string; start: number; end: number }[] = [];
  const pattern = /\r\n|\n|\r/gu;
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    lines.push({ text: text.slice(at, match.index), start: at, end: match.index });
    at = match.index + match[0].length;
  }
  return [...lines, { text: text.slice(at), start: at, end: text.length }];
}

function randomEdit(text: string, random: () => number): ConfigEdit {
  const root = parse(text).root;
  const value = root === undefined ? undefined : toValue(root);
  const paths: Path[] = [];
  const visit = (node: SyntaxNode | undefined, path: Path): void => {
    paths.push(path);
    if (node?.type === "array")
      for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    if (node?.type === "object")
      for (const { key, value: one } of node.members) visit(one, [...path, key.name]);
  };
  visit(root, []);
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new Error("an empty list");
    return one;
  };
  const some = () => pick(paths);
  const fresh = (): Path => {
    const path = some();
    const at = readPath(value, path);
    const key = pick(["fresh", "new-key", "baseUrl", "id"]);
    if (Array.isArray(at)) return [...path, at.length];
    return random() < 0.5 ? [...path, key] : [...path, key, "deeper"];
  };
  const values: readonly unknown[] = [
    "text",
    'it\'s "so"',
    3,
    -0,
    true,
    null,
    [],
    {},
    [1, "two"],
    { a: 1, b: { c: ["d"] } },
    [{ id: "rye" }, { id: "oat" }],
    { rye: 1 },
  ];
  return pick<() => ConfigEdit>([
    () => ({ kind: "set", path: some(), value: pick(values) }),
    () => ({ kind: "set", path: fresh(), value: pick(values) }),
    () => ({ kind: "remove", path: some() }),
    () => ({ kind: "rename", path: some(), name: pick(["renamed", "x y", "rye"]) }),
    () => ({ kind: "move", from: some(), to: fresh() }),
  ])();
}
