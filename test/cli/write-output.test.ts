import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/formats.ts";
import { BAD, GOOD, runCli, temporaryFolder } from "./run-cli.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder({
    "openclaw.json": BAD,
    "whole.json": "{ $include: './part.json5' }",
    "part.json5": "{ models: { mode: 'merge' } } // precious",
    ".env": "A=not-a-key\n",
    "deploy.env": "",
    "names.txt": "A=\n",
    "notes.txt": "precious\n",
    "empty.json": "",
    "clawlint.config.json5": "{}",
  });
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const read = (name: string) => readFileSync(at(name), "utf8");
const check = (...words: readonly string[]) =>
  runCli(["check", "--gateway", "none", ...words], { cwd: folder.path });

describe("a report or baseline is not written over", () => {
  test.each([
    ["the config, its name eaten as FILE", ["--write-baseline", "openclaw.json"], "openclaw.json"],
    ["the config", ["openclaw.json", "--report", "json=openclaw.json"], "openclaw.json"],
    ["the config, by force", ["openclaw.json", "--force", "--report", "json=openclaw.json"], "openclaw.json"],
    ["an include", ["whole.json", "--report", "json=part.json5"], "part.json5"],
    ["an include, by force", ["whole.json", "--force", "--write-baseline", "part.json5"], "part.json5"],
    ["a .env", ["openclaw.json", "--report", "json=.env"], ".env"],
    ["a .env, by force", ["openclaw.json", "--force", "--report", "json=.env"], ".env"],
    ["an empty .env, by force", ["openclaw.json", "--force", "--report", "json=deploy.env"], "deploy.env"],
    [
      "settings",
      ["openclaw.json", "--force", "--report", "json=clawlint.config.json5"],
      "clawlint.config.json5",
    ],
    [
      "what --dotenv names",
      ["openclaw.json", "--dotenv", "names.txt", "--force", "--report", "compact=names.txt"],
      "names.txt",
    ],
    ["another file", ["openclaw.json", "--report", "compact=notes.txt"], "notes.txt"],
    ["another JSON file", ["openclaw.json", "--write-baseline", "whole.json"], "whole.json"],
  ])("%s", async (_, words, name) => {
    const before = read(name);
    const run = await check(...words);
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toMatch(/^clawlint: --(?:report|write-baseline): \S+ (?:is|was|holds) /u);
    expect(read(name)).toBe(before);
  });

  test("a linked config, by its other name", async () => {
    symlinkSync("openclaw.json", at("report.json"));
    expect((await check("openclaw.json", "--force", "--report", "json=report.json")).code).toBe(2);
    expect(read("openclaw.json")).toBe(BAD);
  });

  test("what a link leads to, out of the working directory", async () => {
    mkdirSync(at("work"));
    writeFileSync(at("work/openclaw.json"), BAD);
    writeFileSync(at("victim"), "");
    symlinkSync("../victim", at("work/out.sarif"));
    symlinkSync("..", at("work/up"));
    for (const name of ["out.sarif", "up/new.sarif"]) {
      const run = await runCli(["openclaw.json", "--report", `sarif=${name}`], { cwd: at("work") });
      expect([run.code, run.stderr]).toEqual([2, expect.stringContaining("by a link")]);
    }
    expect([read("victim"), readdirSync(folder.path).includes("new.sarif")]).toEqual(["", false]);
  });

  test("each other", async () => {
    const run = await check("openclaw.json", "--report", "json=out", "--report", "sarif=./out");
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining("two reports")]);
  });
});

describe("a report or baseline is written", () => {
  test.each(FORMATS)("%s, and again over itself, of any findings", async (format) => {
    for (const text of [BAD, GOOD, BAD]) {
      writeFileSync(at("openclaw.json"), text);
      const run = await check("openclaw.json", "--report", `${format}=out`);
      expect([run.code, run.stderr]).toEqual([text === BAD ? 1 : 0, ""]);
    }
    expect((await check("openclaw.json", "--format", format)).stdout).toBe(read("out"));
    const other = format === "json" ? "sarif" : "json";
    expect((await check("openclaw.json", "--report", `${other}=out`)).code).toBe(2);
  });

  test("a baseline, and again over itself", async () => {
    for (let turn = 0; turn < 2; turn += 1)
      expect((await check("openclaw.json", "--write-baseline", "known.json")).code).toBe(0);
    expect((await check("openclaw.json", "--baseline", "known.json")).code).toBe(0);
  });

  test("into an empty file, and with --force over another", async () => {
    expect((await check("openclaw.json", "--report", "json=empty.json")).code).toBe(1);
    expect((await check("openclaw.json", "--force", "--report", "json=notes.txt")).code).toBe(1);
    expect(read("notes.txt")).toBe(read("empty.json"));
  });

  test.skipIf(process.platform === "win32")(
    "with the mode that the system gives, or that is there",
    async () => {
      writeFileSync(at("old.json"), "", { mode: 0o640 });
      await check("openclaw.json", "--report", "json=new.json", "--report", "sarif=old.json");
      expect(statSync(at("new.json")).mode & 0o777).toBe(0o666 & ~process.umask());
      expect(statSync(at("old.json")).mode & 0o777).toBe(0o640);
      expect(readdirSync(folder.path).filter((name) => name.includes("clawlint-"))).toEqual([]);
    },
  );

  test.runIf(process.platform === "linux")("into a pipe that is read, and into a device", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    const reader = spawn("cat", [at("pipe")]);
    let got = "";
    reader.stdout.setEncoding("utf8").on("data", (text: string) => {
      got += text;
    });
    const closed = new Promise((done) => reader.on("close", done));
    const run = await check("openclaw.json", "--report", "json=pipe", "--report", "compact=/dev/null");
    await closed;
    expect([run.code, run.stderr]).toEqual([1, ""]);
    expect(JSON.parse(got)).toMatchObject({ tool: { name: "clawlint" } });
  });

  test.runIf(process.platform === "linux")("and a pipe that nobody reads is told", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    const run = await check("openclaw.json", "--report", "json=pipe");
    expect([run.code, run.stderr]).toEqual([2, "clawlint: --report: pipe cannot be written (ENXIO).\n"]);
  });
});
