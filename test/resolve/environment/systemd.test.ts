import { describe, expect, it } from "vitest";
import { readEnvironmentFile } from "../../../src/resolve/environment/systemd/environment-file.ts";
import { readUnitFile } from "../../../src/resolve/environment/systemd/unit-file.ts";
import { splitWords } from "../../../src/resolve/environment/systemd/words.ts";
import { build, HOME, STATE, told } from "./build-for-test.ts";

const UNITS = `${HOME}/.config/systemd/user`;
const UNIT = `${UNITS}/openclaw-gateway.service`;
const ENV_FILE = `${STATE}/gateway.systemd.env`;

const systemd = (files: Record<string, string>, rest = {}) =>
  build({ files, env: { IN_SHELL: "x" } }, { target: "systemd", ...rest });

describe("words of Environment=", () => {
  it.each([
    ["A=1 B=2", ["A=1", "B=2"]],
    ["\"A=one two\" 'B=three'", ["A=one two", "B=three"]],
    ["ONE='one' \"TWO='two two' too\" THREE=", ["ONE=one", "TWO='two two' too", "THREE="]],
    ['"A=\\"x\\"" B=\\x41\\u0042\\101', ['A="x"', "B=ABA"]],
    ["A=a\\sb", ["A=a b"]],
    ["  ", []],
    ["'open", undefined],
    ["A=\\q", undefined],
  ])("%s", (text, words) => expect(splitWords(text)).toEqual(words));
});

describe("readUnitFile", () => {
  it("joins continued lines and skips comments between them", () => {
    const text =
      "[Service]\nEnvironment=A=1 \\\n# not this\n  B=2\n; nor this\nExecStart=/bin/true\n[Install]\nAlias=x";
    expect(readUnitFile(text)).toEqual([
      { section: "Service", key: "Environment", value: "A=1    B=2", line: 2 },
      { section: "Service", key: "ExecStart", value: "/bin/true", line: 6 },
      { section: "Install", key: "Alias", value: "x", line: 8 },
    ]);
  });
});

describe("readEnvironmentFile", () => {
  it.each([
    ["A=1", "1"],
    ["A= 1 ", "1"],
    ["A='a # b'", "a # b"],
    ["A=a # b", "a # b"],
    ['A="a\\"b\\$c\\d"', 'a"b$c\\d'],
    ['A="a\nb"', "a\nb"],
    ["A=a\\\nb", "ab"],
    ["A=a\\b", "ab"],
    ["A='it'\\''s'", "it''s'"],
    ['A=a"b"', 'a"b"'],
    ["A=${B}", "${B}"],
    ["A=", ""],
    ["# A=2\n;A=3\nA=1", "1"],
  ])("%s", (text, value) => expect(readEnvironmentFile(text).at(-1)).toMatchObject({ name: "A", value }));

  it("keeps lines, and names as written", () => {
    expect(
      readEnvironmentFile("\n# x\nexport A=1\nnothing\nB='2\n3'\n C=4").map(({ name, line }) => [name, line]),
    ).toEqual([
      ["export A", 3],
      ["B", 5],
      ["C", 7],
    ]);
  });
});

describe("the systemd target", () => {
  it("names the command when the unit is not there, and decides nothing", () => {
    const built = systemd({});
    expect(built.problems).toMatchObject([
      { kind: "service-missing", target: "systemd", command: "openclaw gateway install" },
    ]);
    expect(told(built, "IN_SHELL")).toBe("undecidable by unknown");
    const profile = build({ env: { OPENCLAW_PROFILE: "till" } }, { target: "systemd" });
    expect(profile.problems).toMatchObject([{ command: "openclaw --profile till gateway install" }]);
  });

  it("does not have what only the shell has", () => {
    expect(told(systemd({ [UNIT]: "[Service]\nExecStart=/bin/x" }), "IN_SHELL")).toBe("unset");
  });

  it("reads Environment= and EnvironmentFile=, files over lines, later files over earlier ones", () => {
    const built = systemd({
      [UNIT]: `[Service]\nEnvironment=A=line B=line C=line\nEnvironmentFile=-${ENV_FILE}\nEnvironmentFile=%h/more.env\n`,
      [ENV_FILE]: "B=file\nC=file",
      [`${HOME}/more.env`]: "\nC=more",
    });
    expect(told(built, "A")).toBe("set by systemd-unit");
    expect(built.environment.lookup("A").from).toMatchObject({ file: UNIT, line: 2 });
    expect(built.environment.lookup("B").from).toMatchObject({
      layer: "systemd-env-file",
      file: ENV_FILE,
      line: 1,
    });
    expect(built.environment.lookup("C").from).toMatchObject({ file: `${HOME}/more.env`, line: 2 });
  });

  it("applies drop-ins by name, resets by empty settings, and UnsetEnvironment= last", () => {
    const built = systemd({
      [UNIT]: "[Service]\nEnvironment=A=1 B=1 C=1",
      [`${UNIT}.d/10-more.conf`]: "[Service]\nEnvironment=B=\n",
      [`${UNIT}.d/20-off.conf`]: "[Service]\nUnsetEnvironment=C\n",
      "/etc/systemd/user/openclaw-gateway.service.d/10-more.conf": "[Service]\nEnvironment=B=masked\n",
    });
    expect(["A", "B", "C"].map((name) => told(built, name))).toEqual([
      "set by systemd-unit",
      "empty by systemd-unit",
      "unset",
    ]);
    const reset = systemd({
      [UNIT]: `[Service]\nEnvironment=A=1\nEnvironmentFile=${ENV_FILE}`,
      [`${UNIT}.d/x.conf`]: "[Service]\nEnvironment=\nEnvironmentFile=\n",
      [ENV_FILE]: "B=1",
    });
    expect(["A", "B"].map((name) => told(reset, name))).toEqual(["unset", "unset"]);
  });

  it("tells missing files that are required, ignored lines, and `export`", () => {
    const built = systemd({
      [UNIT]:
        "[Service]\nEnvironment='A=1\nEnvironment=B = 1\nEnvironmentFile=/none.env\nEnvironmentFile=-/optional.env\nEnvironmentFile=~/x.env\nEnvironmentFile=/x.env",
      "/x.env": "export BREAD_KEY=1",
    });
    expect(
      built.problems.map((problem) => [problem.kind, "line" in problem ? problem.line : undefined]),
    ).toEqual([
      ["line-ignored", 2],
      ["line-ignored", 3],
      ["file-unreadable", undefined],
      ["line-ignored", 6],
      ["line-ignored", 1],
      ["readable-by-others", undefined],
    ]);
    expect(built.environment.dropped()).toMatchObject([{ variable: "BREAD_KEY", reason: "export-keyword" }]);
  });

  it("reads environment.d, and OpenClaw's own .env files below the unit", () => {
    const built = systemd({
      [UNIT]: "[Service]\nEnvironment=OPENCLAW_STATE_DIR=%h/till",
      [`${HOME}/till/.env`]: "A=1",
      [`${HOME}/.config/environment.d/50-keys.conf`]: "B=1\nC=${HOME}/x",
    });
    expect(["A", "B", "C"].map((name) => told(built, name))).toEqual([
      "set by state-env",
      "set by user-manager",
      "set by user-manager",
    ]);
  });

  it("reads a unit kept elsewhere, with its drop-ins beside it", () => {
    const built = systemd(
      {
        "/repo/gw.service": "[Service]\nEnvironment=A=1",
        "/repo/gw.service.d/b.conf": "[Service]\nEnvironment=B=1",
      },
      { serviceFile: "/repo/gw.service" },
    );
    expect(["A", "B"].map((name) => told(built, name))).toEqual([
      "set by systemd-unit",
      "set by systemd-unit",
    ]);
    expect(systemd({}, { serviceFile: "/repo/none" }).problems).toEqual([
      { kind: "service-missing", target: "systemd", looked: ["/repo/none"] },
    ]);
  });

  it("takes the unit of OPENCLAW_SYSTEMD_UNIT and of the older product", () => {
    const own = build(
      {
        files: { [`${UNITS}/till.service`]: "[Service]\nEnvironment=A=1" },
        env: { OPENCLAW_SYSTEMD_UNIT: "till" },
      },
      { target: "systemd" },
    );
    expect(told(own, "A")).toBe("set by systemd-unit");
    expect(told(systemd({ [`${UNITS}/clawdbot-gateway.service`]: "[Service]\nEnvironment=A=1" }), "A")).toBe(
      "set by systemd-unit",
    );
  });
});
