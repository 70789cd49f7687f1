import { describe, expect, test } from "vitest";
import { setVariable } from "../../src/edit/dotenv-edit.ts";
import { readDotenv } from "../../src/resolve/environment/dotenv-lines.ts";

describe("a variable is added", () => {
  test.each([
    ["", "A=b\n"],
    ["# mine\nX=1\n", "# mine\nX=1\nA=b\n"],
    ["X=1", "X=1\nA=b\n"],
    ["X=1\r\n", "X=1\r\nA=b\r\n"],
  ])("to %j", (text, expected) => {
    expect(setVariable(text, "A", "b", false)).toEqual({ kind: "added", text: expected });
  });
  test.each(["a#b", "a'b", 'a"b', " a ", "a`b'c", "sk-test-not-a-key", "${X}", "a\\nb"])(
    "so that %j is read back",
    (value) => {
      const result = setVariable("X=1\n", "A", value, false);
      if (result.kind !== "added") throw new Error(result.kind);
      expect(readDotenv(result.text).map((line) => [line.name, line.value])).toEqual([
        ["X", "1"],
        ["A", value],
      ]);
    },
  );
});

test.each(["A='abc", 'A="abc\n', "B=1\nA=`abc\nC=2"])(
  "a quote that never closes takes nothing in: %j",
  (text) => {
    for (const value of [" export ", "é{'", "it's", "not-a-key"]) {
      const result = setVariable(text, "K", value, false);
      const values = (one: string) => readDotenv(one).map((line) => [line.name, line.value]);
      if (result.kind === "added") expect(values(result.text)).toEqual([...values(text), ["K", value]]);
      else expect(result.kind).toBe("unclosed");
    }
    expect(setVariable("A='abc", "K", "é{'", false)).toEqual({ kind: "unclosed" });
  },
);

describe("what is there stays", () => {
  test("the same value", () =>
    expect(setVariable("A=b\n", "A", "b", false)).toEqual({ kind: "same", text: "A=b\n" }));
  test("another value, unless forced", () => {
    expect(setVariable("A=c\nB=1\n", "A", "b", false)).toEqual({ kind: "taken" });
    expect(setVariable("A=c\nB=1\n", "A", "b", true)).toEqual({ kind: "replaced", text: "A=b\nB=1\n" });
  });
  test("an empty one is filled", () => {
    expect(setVariable("A=\nB=1\n", "A", "b", false)).toEqual({ kind: "replaced", text: "A=b\nB=1\n" });
  });
  test("a value over lines is written nowhere", () => {
    expect(setVariable("", "A", "b\nc", false)).toEqual({ kind: "unwritable" });
  });
});
