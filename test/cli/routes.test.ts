import { describe, expect, test } from "vitest";
import { judgeCheckArguments } from "../../src/cli/check-arguments.ts";
import { OPTIONS } from "../../src/cli/check-options.ts";
import { readLongRoute } from "../../src/cli/long-route.ts";
import { readShortRoute } from "../../src/cli/short-route.ts";

async function long(args: readonly string[]) {
  const command = await readLongRoute(args, () => {});
  if (command.name !== "check") throw new Error(command.name);
  return judgeCheckArguments(command.check);
}

describe("the short route reads what yargs reads", () => {
  const table: readonly (readonly string[])[] = [
    [],
    ["check"],
    ["openclaw.json"],
    ["check", "openclaw.json"],
    ["a.json", "b.json5", "c"],
    ["check", "**/openclaw.json"],
    ["-"],
    ["check", "-", "--stdin-filename", "conf/openclaw.json"],
    ["--format", "json"],
    ["--format=json"],
    ["-f", "compact"],
    ["a.json", "--format", "json", "b.json"],
    ["check", "--gateway", "none", "a.json"],
    ["--gateway=systemd"],
    ["--openclaw-version", "2026.2.9", "a.json"],
    ["--openclaw-version=2026.9.6"],
    ["--state-dir", "/var/lib/openclaw"],
    ["--fail-on", "warning"],
    ["--format", "json", "--gateway", "none", "--fail-on=never", "a b/openclaw.json"],
    ["123"],
    ["check", "check"],
    ["./explain"],
    ["ключ.json"],
    ["--quiet"],
    ["--rule", "a=off"],
    ["--", "-file.json"],
  ];
  test.each(table.map((args) => [args]))("%j", async (args) => {
    const short = readShortRoute(args);
    expect(short).toBeDefined();
    if (short !== undefined) expect(judgeCheckArguments(short)).toEqual(await long(args));
  });
});

describe("the short route leaves the rest to yargs", () => {
  const table: readonly (readonly string[])[] = [
    ["--help"],
    ["--version"],
    ["explain", "unset-env"],
    ["env"],
    ["schema"],
    ["rules"],
    ["--format"],
    ["--format", "--quiet"],
    ["--format="],
    ["--format", "json", "--format", "compact"],
    ["--nope"],
    ["-x"],
    [""],
  ];
  test.each(table.map((args) => [args]))("%j", (args) => {
    expect(readShortRoute(args)).toBeUndefined();
  });
});

test("the long route reads every option", async () => {
  const args = await long([
    "check",
    "a.json",
    "--report",
    "json=a",
    "--report",
    "compact=b",
    "--dotenv",
    "x.env",
    "--env-names",
    "A,B",
    "--env-names",
    "C",
    "--service-file",
    "unit",
    "--schema",
    "s.json",
    "--max-warnings",
    "3",
    "--rule",
    "syntax=warning",
    "--quiet",
    "--no-color",
    "--no-config",
  ]);
  expect(args).toMatchObject({
    paths: ["a.json"],
    reports: [
      { format: "json", file: "a" },
      { format: "compact", file: "b" },
    ],
    envFiles: ["x.env"],
    envNames: ["A,B", "C"],
    serviceFile: "unit",
    schema: "s.json",
    maxWarnings: 3,
    levels: { syntax: "warning" },
    quiet: true,
    color: false,
  });
});

test("an option given twice is wrong use", async () => {
  await expect(long(["--format", "json", "--format", "compact"])).rejects.toThrow("stands twice");
});

test("the list of options for guessing is that of the help text", async () => {
  let help = "";
  for (const args of [
    ["check", "--help"],
    ["env", "--help"],
  ])
    await readLongRoute(args, (text) => {
      help += text;
    });
  const shown = new Set([...help.matchAll(/--((?:no-)?[a-z][a-z-]+)(?=[\s,;])/gu)].map((match) => match[1]));
  for (const name of OPTIONS) expect(shown, name).toContain(name);
});

test.each(["--diff=unsafe", "--quiet=yes", "--no-color=1"])("%s: a switch takes no value", async (word) => {
  await expect(readLongRoute(["check", word], () => {})).rejects.toThrow("takes no value");
});

test("a switch takes true and false", async () => {
  expect(await readLongRoute(["check", "--quiet=true"], () => {})).toMatchObject({ check: { quiet: true } });
});
