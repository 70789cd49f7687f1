import { parse } from "dotenv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDotenv } from "../../../src/resolve/environment/dotenv-lines.ts";

const values = (text: string) => Object.fromEntries(readDotenv(text).map(({ name, value }) => [name, value]));

const PIECES = [
  "LOAF_KEY",
  "TILL",
  "a.b",
  "=",
  ": ",
  ":",
  "'",
  '"',
  "`",
  "#",
  "\\",
  "\\n",
  "\\'",
  "\n",
  "\n\n",
  "\r\n",
  " ",
  "\t",
  "export ",
  "export",
  "rye",
  "${LOAF_KEY}",
  "$TILL",
  "-",
  "\u2028",
  "ü",
  ",",
]; // prettier would set these one a line

describe("readDotenv", () => {
  it("keeps the line of each name", () => {
    const text =
      "# oven\n\nexport LOAF_KEY=rye # dark\nTILL: 'open\nlate'\n\n  SHOP = \"a\\nb\"\nLOAF_KEY=wheat";
    expect(readDotenv(text)).toEqual([
      { name: "LOAF_KEY", value: "rye", line: 3 },
      { name: "TILL", value: "open\nlate", line: 4 },
      { name: "SHOP", value: "a\nb", line: 7 },
      { name: "LOAF_KEY", value: "wheat", line: 8 },
    ]);
  });

  it("expands nothing", () => {
    expect(values("A=${B}\nC=$D\nE='${F}'")).toEqual({ A: "${B}", C: "$D", E: "${F}" });
  });

  it("agrees with the dotenv package on any text made of its syntax", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        expect(values(text)).toEqual(parse(text));
      }),
      { numRuns: 20_000, seed: 20261122 },
    );
  });

  it("agrees with the dotenv package on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!text.includes("__proto__"));
        expect(values(text)).toEqual(parse(text));
      }),
      { numRuns: 2_000, seed: 20261122 },
    );
  });

  it("takes a megabyte of blank lines in well under a second", () => {
    const started = performance.now();
    expect(readDotenv("\n".repeat(1 << 20))).toEqual([]);
    expect(readDotenv(`A${" ".repeat(1 << 20)}`)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
