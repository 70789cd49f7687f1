import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import schema from "../../schema/settings.schema.json" with { type: "json" };
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { ruleNames } from "../../src/rules/rule-names.ts";
import { baselineText, readBaseline } from "../../src/settings/baseline.ts";
import { createLevels } from "../../src/settings/levels.ts";
import { findSettings } from "../../src/settings/read-settings.ts";
import { GOOD } from "../cli/run-cli.ts";
import { runInMemory } from "../cli/run-in-memory.ts";

const IDS = ruleNames;
const read = (text: string) => {
  const host = createMemoryHost({ files: { "/bakery/clawlint.config.json5": text }, cwd: "/bakery/sub" });
  return findSettings(host, "/bakery/sub", IDS);
};

describe("reading", () => {
  const good = [
    "{}",
    "{ $schema: 'x', rules: { syntax: 'warning', 'unset-env': 'off' } }",
    "{ overrides: [{ files: ['till/**'], paths: ['models.providers.ovenai'], rules: { 'unset-env': 'info' } }], gateway: 'systemd' }",
    "{ envFiles: ['a.env'], envNames: ['A'], openclawVersion: '2026.9.6', failOn: 'never', baseline: 'b.json', serviceFile: 'unit' }",
  ];
  const bad: readonly (readonly [string, string])[] = [
    ["[]", "line 1, column 1: the settings must be an object"],
    ["{ rule: {} }", 'there is no setting "rule"; did you mean rules?'],
    [
      "{\n  rules: { 'unset-evn': 'off' } }",
      'line 2, column 12: there is no rule "unset-evn"; did you mean unset-env?',
    ],
    ["{ rules: { syntax: 'warn' } }", "syntax takes off, info, warning or error"],
    ["{ gateway: 'sytemd' }", "did you mean systemd?"],
    ["{ envNames: 'A' }", "envNames takes a list"],
    ["{ envNames: [1] }", "takes text in quotes"],
    ["{ overrides: [{ files: ['a'] }] }", 'an override needs "rules"'],
    ["{ failOn: }", "line 1, column 9: A value is expected here."],
    ["{ failOn: never }", "line 1, column 11: A value without quotes is not JSON5"],
    ["{ failOn: 'never', rules: { syntax: True } }", "JSON5 does not know the word True. Write true."],
    ["", "line 1, column 1: The file is empty."],
  ];
  const validate = new Ajv({ strict: false }).compile(schema);

  test.each(good)("%s is taken, by the schema too", (text) => {
    const found = read(text);
    expect(found).toMatchObject({ ok: true, folder: "/bakery" });
    if (found?.ok) expect(validate(found.settings), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(bad)("%s is refused with its place", (text, words) => {
    const found = read(text);
    expect(found?.ok).toBe(false);
    if (found?.ok === false) expect(found.problem).toContain(words);
  });
});

describe("levels", () => {
  const levelOf = createLevels(
    {
      rules: { "unset-env": "warning", syntax: "info" },
      overrides: [
        { files: ["till/*"], rules: { "unset-env": "off" } },
        { paths: ["models.providers.*.apiKey"], rules: { "unset-env": "info" } },
      ],
    },
    "/bakery",
    { syntax: "error" },
  );
  test("the command line wins, then later overrides, then the settings' own", () => {
    expect(levelOf("syntax", "/bakery/a.json", [])).toBe("error");
    expect(levelOf("unset-env", "/bakery/a.json", ["env"])).toBe("warning");
    expect(levelOf("unset-env", "/bakery/till/a.json", ["env"])).toBe("off");
    expect(levelOf("unset-env", "/bakery/till/a.json", ["models", "providers", "x", "apiKey"])).toBe("info");
    expect(levelOf("model-cost", "/bakery/a.json", [])).toBeUndefined();
  });
});

describe("in a run", () => {
  const bad = GOOD.replace('[{ id: "rye-2"', '[{ id: "rye-2", cost: { input: -1 }');
  const run = (settings: string, args: readonly string[] = []) =>
    runInMemory(["check", "openclaw.json", "--format", "compact", ...args], {
      files: new Map([
        ["openclaw.json", bad],
        ["till/openclaw.json", bad],
        ["clawlint.config.json5", settings],
      ]),
    });

  test("levels, release and names come from the file, options win", async () => {
    const { stdout, code } = await run("{ rules: { 'model-cost': 'error' }, envNames: ['OVENAI_API_KEY'] }");
    expect(stdout).toContain("error: A price of -1");
    expect(stdout).not.toContain("unset-env");
    expect(code).toBe(1);
    const off = await run("{ rules: { 'model-cost': 'error' }, envNames: ['OVENAI_API_KEY'] }", [
      "--rule",
      "model-cost=off",
    ]);
    expect(off).toMatchObject({ code: 0, stdout: "" });
    const none = await run("{ rules: { 'model-cost': 'off' } }", ["--no-config", "--gateway", "none"]);
    expect(none.stdout).toContain("warning: A price of -1");
  });

  test("overrides by file and by place", async () => {
    const settings =
      "{ gateway: 'none', overrides: [{ files: ['till/**'], paths: ['models.providers.ovenai.models'], rules: { 'model-cost': 'off' } }] }";
    const { stdout } = await run(settings, ["till/openclaw.json"]);
    expect(stdout.split("\n").filter((line) => line.includes("model-limits"))).toHaveLength(1);
    expect(stdout).toContain("openclaw.json:4:");
    expect(stdout).not.toContain("till/openclaw.json:");
  });

  test.each([
    ["nothing", "{}", 0],
    ["a level for all", "{ rules: { 'implied-setting': 'warning' } }", 2],
    [
      "an override for one file",
      "{ overrides: [{ files: ['till/**'], rules: { 'implied-setting': 'info' } }] }",
      1,
    ],
  ])("a rule that repairs alone ask for is told with a level: %s", async (_, settings, told) => {
    const text = '{ agents: { defaults: { model: "ovenai/rye-2", models: { "ovenai/rye-2": {} } } } }';
    const files = ["openclaw.json", "till/openclaw.json"].map((name) => [name, text] as const);
    const { stdout } = await runInMemory(["check", ...files.map(([name]) => name), "--gateway", "none"], {
      files: new Map([...files, ["clawlint.config.json5", settings]]),
    });
    expect(stdout.match(/implied-setting/gu) ?? []).toHaveLength(told);
  });

  test("wrong settings are wrong use, with file and line", async () => {
    const { code, stderr } = await run("{\n  failOn: 'sometimes',\n}");
    expect(code).toBe(2);
    expect(stderr).toContain("clawlint.config.json5: line 2, column 11: failOn takes error");
  });

  test("what looks like settings and is not read is told, by its name alone", async () => {
    const told = async (files: Readonly<Record<string, string>>, args: readonly string[]) => {
      const { stderr } = await runInMemory(["check", ...args, "--gateway", "none"], {
        files: new Map([["openclaw.json", GOOD], ["till/openclaw.json", GOOD], ...Object.entries(files)]),
      });
      return stderr;
    };
    const settings = "{ failOn: 'never' }";
    expect(await told({ "clawlint.config.json": settings }, ["openclaw.json"])).toBe("");
    for (const name of [".clawlintrc.json", "clawlint.config.jsonc", "clawlint.config.js", ".clawlintrc"])
      expect(await told({ [name]: "not-a-key-5e0b" }, ["openclaw.json"])).toBe(
        `clawlint: ${name} is not read; settings are called clawlint.config.json5\n`,
      );
    expect(await told({ "till/clawlint.config.json5": settings }, ["till/openclaw.json"])).toBe(
      "clawlint: till/clawlint.config.json5 is not read; settings are those of the folder that the command runs in, or of one above\n",
    );
    expect(
      await told({ "clawlint.config.json5": settings, "clawlint.config.json": settings }, ["openclaw.json"]),
    ).toBe("clawlint: clawlint.config.json is not read; clawlint.config.json5 beside it is\n");
    expect(await told({ ".clawlintrc": settings }, ["openclaw.json", "--no-config"])).toBe("");
  });

  test("a baseline that is not there is told with who names it", async () => {
    const named = await run("{ baseline: 'known.json' }");
    expect([named.code, named.stderr]).toEqual([
      2,
      'clawlint: The baseline known.json ("baseline" in clawlint.config.json5) does not exist; clawlint check --write-baseline known.json makes it.\n',
    ]);
    const given = await run("{}", ["--baseline", "known.json"]);
    expect(given.stderr).toContain("The baseline known.json (--baseline) does not exist;");
  });

  test("a baseline forgives what is known, lines may move, and tells what is gone", async () => {
    const written = await run("{ gateway: 'none' }", ["--write-baseline", "known.json"]);
    expect(written.code).toBe(0);
    const known = readBaseline(written.written);
    expect([...(known?.values() ?? [])]).toEqual(["model-limits"]);
    const again = (text: string) =>
      runInMemory(
        ["check", "openclaw.json", "--gateway", "none", "--max-warnings", "0", "--baseline", "known.json"],
        {
          files: new Map([
            ["openclaw.json", text],
            ["known.json", written.written],
          ]),
        },
      );
    expect((await again(`\n\n${bad}`)).code).toBe(0);
    expect((await again(bad.replace("input: -1", "input: -1, output: -2"))).code).toBe(1);
    expect((await again(GOOD)).stderr).toContain("1 finding of known.json no longer occurs;");
    const broken = await runInMemory(["check", "openclaw.json", "--baseline", "openclaw.json"], {
      files: new Map([["openclaw.json", bad]]),
    });
    expect(broken.code).toBe(2);
  });

  test("a baseline's text is sorted and reads back", () => {
    const known = new Map([
      ["b", "syntax"],
      ["a", "unset-env"],
    ]);
    expect(readBaseline(baselineText(known))).toEqual(known);
    expect(baselineText(known).indexOf('"a"')).toBeLessThan(baselineText(known).indexOf('"b"'));
  });
});
