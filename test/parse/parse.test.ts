import { isDeepStrictEqual } from "node:util";
import JSON5 from "json5";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { MAX_DEPTH, parse } from "../../src/parse/parse.ts";
import { toValue } from "../../src/parse/to-value.ts";
import { awkwardTexts } from "./awkward-texts.ts";
import { mutations, seeded } from "./mutations.ts";

// json5 warns on stderr about U+2028 in strings.
beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

interface Outcome {
  readonly legal: boolean;
  readonly value?: unknown;
}

function theirs(text: string): Outcome {
  try {
    return { legal: true, value: JSON5.parse(text) };
  } catch {
    return { legal: false };
  }
}

function ours(text: string): Outcome {
  const { root, errors } = parse(text);
  if (errors.length > 0 || root === undefined) return { legal: false };
  return { legal: true, value: toValue(root) };
}

/** Key order counts too. */
function same(a: Outcome, b: Outcome): boolean {
  return isDeepStrictEqual(a, b) && JSON.stringify(a.value) === JSON.stringify(b.value);
}

describe("same verdict and same value as json5", () => {
  test.each(awkwardTexts)("%j", (text) => {
    expect(ours(text)).toEqual(theirs(text));
    expect(same(ours(text), theirs(text))).toBe(true);
  });

  test("on seeded mutations", () => {
    const wanted = Number(process.env["CLAWLINT_MUTATIONS"] ?? 20_000);
    const differing: string[] = [];
    for (const text of mutations(awkwardTexts, wanted, 20261122)) {
      if (!same(ours(text), theirs(text))) differing.push(text);
    }
    expect(differing).toEqual([]);
  });
});

test("decimal numbers are the nearest double, whatever their length", () => {
  const random = seeded(20261123);
  const digits = (count: number) =>
    Array.from({ length: count }, () => String(Math.floor(random() * 10))).join("");
  const differing: string[] = [];
  for (let round = 0; round < 20_000; round += 1) {
    const whole = digits(1 + Math.floor(random() * 18)).replace(/^0+(?=.)/u, "");
    const decimals = Math.floor(random() * 20);
    const text = decimals === 0 ? whole : `${whole}.${digits(decimals - 1)}`;
    if (!Object.is(ours(text).value, Number(text))) differing.push(text);
  }
  expect(differing).toEqual([]);
});

describe("depth", () => {
  test("500 levels are read, the 501st is one plain error", () => {
    const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    expect(parse(deep(MAX_DEPTH)).errors).toEqual([]);
    expect(parse(deep(MAX_DEPTH + 1)).errors.map(({ kind }) => kind)).toEqual(["too-deep"]);
    expect(parse("{a:".repeat(100_000)).errors.map(({ kind }) => kind)).toEqual(["too-deep"]);
  });
});

test("150,000 values are read, the next one is one plain error", () => {
  const list = (values: number) => `[${"1,".repeat(values - 1)}]`;
  expect(parse(list(150_000)).errors).toEqual([]);
  expect(parse(list(150_001)).errors.map(({ kind }) => kind)).toEqual(["too-many"]);
});

describe("offsets", () => {
  test("count UTF-16 units through emoji, CRLF and comments", () => {
    const text = "{ '🥐': 'x',\r\n /* 日本 */ oven: 220 }";
    const { root } = parse(text);
    if (root?.type !== "object") throw new Error("an object");
    const [first, second] = root.members;
    expect(text.slice(first?.key.start, first?.key.end)).toBe("'🥐'");
    expect(text.slice(second?.value?.start, second?.value?.end)).toBe("220");
    expect(text.slice(root.start, root.end)).toBe(text);
  });

  test("every node's slice parses to the node's value", () => {
    const text = "{ a: [1, -0x2, .5], \"b\": { c: 'd\\\ne', f: null }, g: true }";
    const visit = (node: NonNullable<ReturnType<typeof parse>["root"]>): void => {
      expect(JSON5.parse(text.slice(node.start, node.end))).toEqual(toValue(node));
      if (node.type === "object") for (const { value } of node.members) if (value) visit(value);
      if (node.type === "array") node.items.forEach(visit);
    };
    const { root } = parse(text);
    if (root) visit(root);
    expect.assertions(9);
  });
});

describe("recovery", () => {
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    [
      "{ oven: { mode: 'lo",
      { oven: { mode: "lo" } },
      ["unclosed-object", "unclosed-object", "unterminated-string"],
    ],
    ["{ oven: { te", { oven: {} }, ["unclosed-object", "unclosed-object", "expected-colon"]],
    ["{ a: , b: 2 }", { b: 2 }, ["expected-value"]],
    ["{ a: 1 b: 2 }", { a: 1, b: 2 }, ["expected-comma"]],
    ["{ a: { f }, b: 2 }", { a: {}, b: 2 }, ["expected-colon"]],
    ["{ a: [1, }, b: 2 }", { a: [1] }, ["mismatched-bracket", "trailing-text"]],
    ['{ a: "one\n", b: 2 }', { a: "one", ", b: 2 }": undefined }, ["unclosed-object", "unterminated-string"]],
    ["{ a: rye, b: 2 }", { a: "rye", b: 2 }, ["unexpected-value"]],
    ["{ a: 01, b: 2 }", { b: 2 }, ["bad-number"]],
  ];
  test.each(cases)("%j", (text, value, codes) => {
    const { root, errors } = parse(text);
    const found = errors.map(({ kind }) => kind);
    for (const code of codes) expect(found).toContain(code);
    if (root === undefined) throw new Error("a tree");
    expect(toValue(root)).toMatchObject(withoutUndefined(value));
  });

  function withoutUndefined(value: unknown): object {
    return JSON.parse(JSON.stringify(value)) as object;
  }
});

describe("what json5 hides", () => {
  test("duplicate keys, each with the one that wins", () => {
    const text = "{ a: 1, b: { c: 1, 'c': 2 }, \"a\": 3 }";
    const { duplicates } = parse(text);
    expect(duplicates.map(({ lost, kept }) => [lost.start, kept.start])).toEqual([
      [text.indexOf("c: 1"), text.indexOf("'c'")],
      [text.indexOf("a: 1"), text.indexOf('"a"')],
    ]);
  });

  test("comments, with their place", () => {
    const text = "// one\n{ a: 1, /* two */ } // three";
    expect(parse(text).comments.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ["line", "// one"],
      ["block", "/* two */"],
      ["line", "// three"],
    ]);
  });
});
