import { describe, expect, it } from "vitest";
import { readVariables } from "../../src/core/variable-text.ts";

describe("readVariables", () => {
  it.each([
    ["Bearer ${TOK}", [["variable", "TOK", 7, 13]]],
    [
      "${A}${_B1}",
      [
        ["variable", "A", 0, 4],
        ["variable", "_B1", 4, 10],
      ],
    ],
    ["$${A}", [["escaped", "A", 0, 5]]],
    ["$${a}", [["literal-case", "a", 1, 5]]],
    ["$$${A}", [["escaped", "A", 1, 6]]],
    ["${myprov_key}", [["literal-case", "myprov_key", 0, 13]]],
    ["${A:-x}", [["literal-default", "A", 0, 7]]],
    ["${A-B}", [["literal-default", "A", 0, 6]]],
    [
      "${A-${B}",
      [
        ["literal-default", "A", 0, 8],
        ["variable", "B", 4, 8],
      ],
    ],
    ["${abcdef0123456789abcdef}", [["literal-case", "", 0, 25]]],
    ["${A", [["literal-open", "A", 0, 3]]],
    ["${A b", [["literal-other", "", 0, 5]]],
    ["${}", [["literal-other", "", 0, 3]]],
    ["${1A}", [["literal-other", "", 0, 5]]],
    ["$A and $ and {B}", []],
  ])("%s", (text, expected) => {
    expect(
      readVariables(text).substitutions.map(({ kind, name, start, end }) => [kind, name, start, end]),
    ).toEqual(expected);
  });
});
