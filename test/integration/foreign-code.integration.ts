import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLI, GOOD, temporaryFolder } from "../cli/run-cli.ts";

// Node acts on some options before a script starts, so only a real process shows that nothing of a file under lint runs.
// CLAWLINT_OTHER_NODE names a second Node; .ci/run gives the newest.
const other = process.env["CLAWLINT_OTHER_NODE"];
const nodes = [process.execPath, ...(other === undefined || other === "" ? [] : [other])];

let folder: ReturnType<typeof temporaryFolder>;
const marker = () => join(folder.path, "RAN");

beforeAll(() => {
  folder = temporaryFolder({ "openclaw.json": GOOD, "lines.txt": "openclaw.json\n" });
  const evil = join(folder.path, "evil.cjs");
  const hostile = `NODE_OPTIONS=--require=${evil}\nOVENAI_API_KEY=not-a-key-from-the-file\n`;
  spawnSync("mkfifo", [join(folder.path, "pipe")]);
  mkdirSync(join(folder.path, "state"));
  for (const [name, text] of [
    ["evil.cjs", `require("node:fs").writeFileSync(${JSON.stringify(marker())}, "");`],
    [".env", hostile],
    ["evil.env", hostile],
    ["--env-file=evil.json", hostile],
    ["evil.json", hostile],
    ["state/.env", hostile],
  ] as const)
    spawnSync("tee", ["--", join(folder.path, name)], { input: text });
});
afterAll(() => folder.remove());

function run(node: string, words: readonly string[]) {
  const result = spawnSync(node, words, {
    cwd: folder.path,
    env: { PATH: process.env["PATH"], HOME: join(folder.path, "state") },
    encoding: "utf8",
    timeout: 20_000,
    input: "{}",
  });
  return { code: result.status, words: result.stdout + result.stderr, ran: existsSync(marker()) };
}

const OPTIONS = [
  ["--dotenv", "%"],
  ["--env-names", "@%"],
  ["--schema", "%"],
  ["--service-file", "%", "--gateway", "systemd"],
  ["--service-file", "%", "--gateway", "launchd"],
  ["--service-file", "%", "--gateway", "container"],
  ["--state-dir", "%"],
  ["--baseline", "%"],
  ["--stdin-filename", "%", "-"],
  ["--write-baseline", "%"],
  ["--report", "json=%"],
] as const;
const FILES = ["evil.env", "pipe", "/dev/zero", "missing.env", "state"] as const;

describe.each(nodes)("started by %s", (node) => {
  test.each(OPTIONS.map((words) => [words.join(" "), words] as const))("check %s", (_, words) => {
    for (const file of FILES) {
      const filled = words.map((word) => word.replace("%", file));
      const { code, words: said, ran } = run(node, [CLI, "check", "openclaw.json", ...filled]);
      expect([file, ran, [0, 1, 2, 3].includes(code ?? -1)]).toEqual([file, false, true]);
      expect(said).not.toMatch(/^node: /mu);
    }
  });

  test.each([
    ["env", "openclaw.json", "--dotenv"],
    ["explain", "models", "openclaw.json", "--dotenv"],
  ])("%s", (...command) => {
    for (const file of FILES) {
      const { code, ran } = run(node, [CLI, ...command, file]);
      expect([file, ran, [0, 1, 2, 3].includes(code ?? -1)]).toEqual([file, false, true]);
    }
  });

  test("as the Action and the container start it, Node takes nothing", () => {
    for (const file of FILES)
      for (const option of ["--env-file", "--env-file-if-exists"])
        for (const words of [[option, file], [`${option}=${file}`]]) {
          const { code, words: said, ran } = run(node, ["--", CLI, "check", "openclaw.json", ...words]);
          expect([file, ran, code]).toEqual([file, false, 2]);
          expect(said).toContain("--dotenv FILE");
        }
  });

  test("as hooks start it, a file called like an option is a file", () => {
    const { code, ran } = run(node, [
      ...[CLI, "check", "--changed", "--gateway", "none", "--", "--env-file=evil.json", "openclaw.json"],
    ]);
    expect([ran, code]).toEqual([false, 0]);
  });
});

test.skipIf(nodes.length < 2)("under a second Node, which CLAWLINT_OTHER_NODE names", () => {
  expect(nodes).toHaveLength(2);
});
