import { expect, test } from "vitest";
import { findLikelyUnclosed } from "../../src/parse/likely-unclosed.ts";
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

function unclosedLine(text: string): number | undefined {
  const { root } = parse(text);
  const found = root === undefined ? undefined : findLikelyUnclosed(text, root);
  return found === undefined ? undefined : text.slice(0, found.node.start).split("\n").length;
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

test("nothing where the indentation says nothing", () => {
  expect(unclosedLine(JSON.stringify(config).slice(0, -1))).toBeUndefined();
  expect(unclosedLine('{\n  models: {\n    mode: "mer')).toBeUndefined();
  expect(unclosedLine(JSON.stringify(config, null, 2))).toBeUndefined();
});
