import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeCheckArguments } from "../../src/cli/check-arguments.ts";
import { CHECK_OPTIONS } from "../../src/cli/check-options.ts";
import { readLongRoute } from "../../src/cli/long-route.ts";
import { readShortRoute } from "../../src/cli/short-route.ts";

const VALUES: Readonly<Record<string, string>> = {
  gateway: "systemd",
  format: "json",
  "fail-on": "warning",
  "max-warnings": "12",
  report: "json=oven.json",
  rule: "literal-secret=off",
  "openclaw-version": "2026.8.2",
  "env-names": "OVENAI_API_KEY,@.env.example",
  "stdin-filename": "openclaw.json",
};

/** Every way to write each option that is read without yargs. */
const WRITTEN: readonly (readonly string[])[] = Object.entries(CHECK_OPTIONS).flatMap(([name, { kind }]) => {
  const value = VALUES[name] ?? "ovens/rye";
  if (name === "fix") return [["--fix"], ["--fix=safe"], ["--fix=unsafe"]];
  if (kind === "switch") return [[`--${name}`], [`--no-${name}`]];
  const short = name === "format" ? [["-f", value]] : [];
  return [[`--${name}`, value], [`--${name}=${value}`], ...short];
});

async function both(args: readonly string[]) {
  const short = readShortRoute(args);
  const long = await readLongRoute(args, () => undefined);
  if (long.name !== "check") throw new Error(`${args.join(" ")} is no check`);
  return {
    short: short === undefined ? undefined : judgeCheckArguments(short),
    long: judgeCheckArguments(long.check),
  };
}

test.each(WRITTEN.map((words) => [words.join(" "), words] as const))(
  "check %s is read without yargs, and as yargs reads it",
  async (_text, words) => {
    for (const args of [
      words,
      ["check", ...words, "a.json", "-"],
      ["b", ...words],
      [...words, "--", "-c", "d"],
    ]) {
      const { short, long } = await both(args);
      expect(short, args.join(" ")).toEqual(long);
    }
  },
);

test("several options are read alike, or left to yargs", async () => {
  const word = fc.oneof(
    fc.constantFrom(...WRITTEN),
    fc.constantFrom(["a.json"], ["-"], ["check"], ["ovens/*.json5"], ["--"], ["ä b"]),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
      const args = words.flat();
      const short = readShortRoute(args);
      // Of `a.json check` yargs drops the path.
      if (short === undefined || args.lastIndexOf("check") > 0) return;
      const { short: judged, long } = await both(args);
      expect(judged).toEqual(long);
    }),
    { numRuns: 150 },
  );
});

test.each([
  ["explain"],
  ["env"],
  ["--oven"],
  ["-x"],
  ["--format"],
  ["--format="],
  ["--quiet=yes"],
  ["--format", "json", "--format", "sarif"],
  ["--max-warnings", "many"],
  ["--no-format"],
  ["--env-file", ".env"],
  ["--constructor", "x"],
  ["--help"],
  [""],
])("%s is left to yargs", (...args) => {
  expect(readShortRoute(args.filter((word) => word !== undefined))).toBeUndefined();
});
