import { expect, test } from "vitest";
import {
  compareIndent,
  findOpen,
  findSurplus,
  findUnclosed,
} from "../../src/parse/brackets-by-indentation.ts";
import { parse } from "../../src/parse/parse.ts";

const config = {
  models: {
    mode: "merge",
    providers: {
      ovenai: { baseUrl: "https://api.ovenai.example/v1", request: { auth: { mode: "header" } } },
      flourbank: { api: "anthropic-messages", headers: { "x-shop": "bakery" } },
    },
  },
  agents: {
    defaults: { model: { primary: "ovenai/rye-2" } },
    entries: { baker: {}, till: { model: "rye" } },
  },
};

const lineOf = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

function unclosedLine(text: string): number | undefined {
  const { root } = parse(text);
  const found = root === undefined ? undefined : findUnclosed(text, root);
  return found === undefined ? undefined : lineOf(text, found.node.start);
}

function surplusLine(text: string): number | undefined {
  const { root } = parse(text);
  const found = root === undefined ? undefined : findSurplus(text, root);
  return found === undefined ? undefined : lineOf(text, found.closing);
}

test.each([2, 4, "\t"])(
  "the object whose closing line was taken out, with an indentation of %j",
  (indent) => {
    const lines = JSON.stringify(config, null, indent).split("\n");
    const opened: number[] = [];
    let tried = 0;
    for (const [index, line] of lines.entries()) {
      if (line.endsWith("{")) opened.push(index + 1);
      if (!/^\s*\},?$/u.test(line)) continue;
      const opening = opened.pop();
      if (opening === 1) continue; // the last one: nothing closes the root by mistake
      tried += 1;
      const text = lines.toSpliced(index, 1).join("\n");
      expect(`${index + 1}: ${unclosedLine(text)}`).toBe(`${index + 1}: ${opening}`);
    }
    expect(tried).toBe(12);
  },
);

test.each([2, 4, "\t"])("the closing line that stands twice, with an indentation of %j", (indent) => {
  const lines = JSON.stringify(config, null, indent).split("\n");
  let tried = 0;
  for (const [index, line] of lines.entries()) {
    if (!/^\s+\},?$/u.test(line)) continue;
    tried += 1;
    const text = lines.toSpliced(index, 0, `${line.replace(",", "")},`).join("\n");
    expect(surplusLine(text)).toBe(index + 2);
  }
  expect(tried).toBe(12);
});

test("nothing where the indentation says nothing", () => {
  expect(unclosedLine(JSON.stringify(config).slice(0, -1))).toBeUndefined();
  expect(unclosedLine('{\n  models: {\n    mode: "mer')).toBeUndefined();
  expect(unclosedLine(JSON.stringify(config, null, 2))).toBeUndefined();
  expect(surplusLine(JSON.stringify(config, null, 2))).toBeUndefined();
  expect(surplusLine(`${JSON.stringify(config)}}`)).toBeUndefined();
});

test.each([
  ["{ a: [1, 2 }", "[1, 2 "],
  ["{ a: { b: 1 ]", "{ b: 1 "],
  ["{ a: [1]] }", "{ a: [1]"],
  ["{a:{}]", "{a:{}"],
  ["{ a: 1 { b: 2 } }", "{ a: 1 { b: 2 } }"],
])("what is open where %s goes wrong", (text, open) => {
  const { root, errors } = parse(text);
  const [error] = errors;
  const node = root === undefined || error === undefined ? undefined : findOpen(text, root, error.start);
  expect(node === undefined ? undefined : text.slice(node.start, node.end)).toBe(open);
});

test("the indentation of a line against that of an opening one", () => {
  const compare = (line: string) => compareIndent(`  a: {\n${line}}`, 7 + line.length, 5);
  expect([compare(" "), compare("  "), compare("    ")]).toEqual(["less", "same", "more"]);
  expect(compare("\t")).toBeUndefined();
  expect(compare("  b: 1 ")).toBeUndefined();
  expect(compareIndent("a: { }", 5, 3)).toBeUndefined();
});
