import { expect, test } from "vitest";
import { readEnvNames } from "../../src/cli/env-names.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

const host = createMemoryHost({
  cwd: "/bakery",
  files: {
    "/bakery/.env.example": "# fill these in\nOVENAI_API_KEY=\nexport FLOURBANK_API_KEY='your key, here'\n",
    "/bakery/my, names.env": "TILL_API_KEY=",
    "/bakery/empty.env": "# nothing\n",
  },
});

test("names are separated by commas and space; @FILE gives the names of a dotenv file", () => {
  expect(readEnvNames(host, ["A,B", "C D,,"])).toEqual(["A", "B", "C", "D"]);
  expect(readEnvNames(host, ["A", "@.env.example"])).toEqual(["A", "OVENAI_API_KEY", "FLOURBANK_API_KEY"]);
  expect(readEnvNames(host, ["@my, names.env"])).toEqual(["TILL_API_KEY"]);
});

test("a file that is not there or names nothing is wrong use", () => {
  expect(() => readEnvNames(host, ["@missing.env"])).toThrow(
    "--env-names: missing.env cannot be read (ENOENT).",
  );
  expect(() => readEnvNames(host, ["@empty.env"])).toThrow("names no variable");
});
