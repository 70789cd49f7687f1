import picomatch from "picomatch";
import { describe, expect, test } from "vitest";
import { glob, globBase } from "../../src/core/glob.ts";
import { seeded } from "../parse/mutations.ts";

const PATHS = [
  ...[
    "openclaw.json",
    ".openclaw.json",
    "a",
    "b",
    "ab",
    "abc",
    "a.b",
    ".a",
    "a/b",
    "a/.b",
    "a/b/c",
    ".a/b",
    "a/b/.c",
  ],
  ...[
    "till/openclaw.json",
    "till/x/openclaw.json5",
    "aa/ab",
    "a-b",
    "A",
    "a/ab/b",
    "b/a/c/ab",
    "[a]",
    "a*b",
    "{a}",
  ],
];

/** Where picomatch differs from bash, or has no meaning that anybody relies on. */
const ODD = /(?:^|\/|\*)\[\^|\)\?|[*?\])}]\/\*\*|\*\*\/\*\*|!\(|\*\*\*|\*\*[^/]|[^/]\*\*|\?\(|\+\(|\*\(|^!/u;

test.each([false, true])("agrees with picomatch on 4000 globs (dot: %s)", (dot) => {
  const random = seeded(5);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = [
    "a",
    "b",
    "c",
    "ab",
    ".",
    "/",
    "*",
    "**",
    "?",
    "[ab]",
    "[^a]",
    "[a-c]",
    "{a,b}",
    "{ab,c/b}",
    "@(a|b)",
    ".b",
    "/**",
    "**/",
  ];
  const differing: string[] = [];
  let compared = 0;
  for (let turn = 0; turn < 4000; turn += 1) {
    const pattern = Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(words)).join("");
    if (ODD.test(pattern) || pattern.includes("//") || pattern.startsWith("/") || pattern.endsWith("/"))
      continue;
    const [ours, theirs] = [glob(pattern, { dot }), picomatch(pattern, { dot })];
    for (const path of PATHS) {
      compared += 1;
      if (ours(path) !== theirs(path)) differing.push(`${pattern} ${path} ours: ${ours(path)}`);
    }
  }
  expect(compared).toBeGreaterThan(10_000);
  expect(differing).toEqual([]);
});

describe("groups", () => {
  test.each([
    ["+(a|b)", ["a", "ab", "abab"], ["", "c", "abc"]],
    ["*(ab)c", ["c", "abc", "ababc"], ["ac"]],
    ["?(a)b", ["b", "ab"], ["aab"]],
    ["!(a|b)", ["c", "ab"], ["a", "b", "a/b", ".a"]],
    ["!(a).json", ["b.json", "aa.json"], ["a.json"]],
    ["!a", ["b", "a/b"], ["a"]],
    ["!!a", ["a"], ["b"]],
    ["{a", ["{a"], ["a"]],
    ["{a}", ["{a}"], ["a"]],
    ["a\\*b", ["a*b"], ["aab"]],
    ["[", ["["], ["a"]],
    ["**", ["a", "a/b"], [".a", "a/.b"]],
    ["a/**", ["a", "a/b", "a/b/c"], ["b", "ab"]],
  ] as const)("%s", (pattern, yes, no) => {
    expect(yes.filter((path) => !glob(pattern)(path))).toEqual([]);
    expect(no.filter((path) => glob(pattern)(path))).toEqual([]);
  });

  test("without them, as systemd reads it", () => {
    expect(glob("{a,b}*", { groups: false })("{a,b}.env")).toBe(true);
    expect(glob("!a", { groups: false })("!a")).toBe(true);
  });
});

test.each([
  `${"*a".repeat(12)}b/openclaw.json`,
  `${"@(a|a|a|a|a)*".repeat(12)}b/openclaw.json`,
  `${"*(a|*a|+(a))".repeat(8)}b`,
  `${"**/".repeat(60)}b`,
  `!(${"*a".repeat(20)}b)${"!(a)".repeat(20)}c`,
  "{".repeat(1500),
  "*(".repeat(900),
  `${"{[}]".repeat(400)}`,
  `${"?(".repeat(15)}a${")".repeat(15)}`,
])("%.40s … is answered at once", (pattern) => {
  const start = performance.now();
  for (const path of ["a".repeat(200), "a/".repeat(1000), `${"a".repeat(200)}/openclaw.json`])
    glob(pattern)(path);
  expect(performance.now() - start).toBeLessThan(1000);
});

test("the folder that a glob begins in", () => {
  expect(["/w/**/x.json", "/w/a b/*.json", "/*", "/w/x.json", "/w/{a,b}/c"].map(globBase)).toEqual([
    "/w",
    "/w/a b",
    "",
    "/w",
    "/w",
  ]);
});
