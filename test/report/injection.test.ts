import { describe, expect, test } from "vitest";
import { FORMATS } from "../../src/report/formats.ts";
import { runInMemory } from "../cli/run-in-memory.ts";

/** What a key, a value or the name of a file may hold to steer a terminal, a reader or a runner. */
const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ["a colour", "oven\u001b[31m"],
  ["a window title", "oven\u001b]0;PWN\u0007"],
  ["a link", "\u001b]8;;https://evil.example\u0007rye\u001b]8;;\u0007"],
  ["a C1 control", "oven\u009b31m"],
  ["a reversal", "rye\u202ENOSJ"],
  ["an isolate", "rye\u2066x\u2069"],
  ["a line separator", "rye\u2028::set-env name=A::b"],
  ["a carriage return", "rye\r::set-env name=A::b"],
  ["a line of its own", "a\n::stop-commands::zz\nb"],
  ["a command behind a space", " ::stop-commands::zz"],
  ["an old command", "##[stop-commands]zz"],
  ["an old command inside", "rye ##[add-mask]x"],
  ["an Azure command", "##vso[task.prependpath]/evil"],
  ["half a pair", "rye\ud800"],
  ["a zero width", "r\u200bye\u2060"],
];

const CONFIGS: readonly ((json: string) => string)[] = [
  (json) =>
    `{ ${json}: 1, models: { ${json}: 2, providers: { ${json}: { baseUrl: ${json}, api: ${json} } } } }`,
  (json) =>
    `{ agents: { defaults: { model: { primary: ${json}, fallbacks: [${json}] } }, entries: { ${json}: { model: ${json} } } } }`,
  (json) => `{ models: { providers: { ovenai: { apiKey: ${json}, headers: { ${json}: ${json} } } } } }`,
  (json) => `{ "$include": ${json}, gateway: { ${json}: ${json} } }`,
  (json) => `{ ${json}: ${json} ${json}`,
  (json) => `// clawlint-ignore ${json}\n{ env: { vars: { ${json}: ${json} } } }`,
];

/** The workflow commands that a report means to give. */
const OURS = /^::(?:error|warning|notice) (?:file|title)=/u;

function harm(format: string, text: string): readonly string[] {
  const found: string[] = [];
  for (const line of text.split("\n")) {
    if (/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\0-\x08\v-\x1f\x7f-\x9f]/u.test(line)) found.push(line);
    if (/##[a-z]*\[/iu.test(line)) found.push(line);
    if (line.includes("::") && !(format === "github" && OURS.test(line))) found.push(line);
  }
  return found;
}

describe("nothing from a file steers a terminal or a runner, in any format", () => {
  test.each(HOSTILE)("%s in a config", async (_, text) => {
    for (const make of CONFIGS) {
      const config = make(JSON.stringify(text));
      const files = new Map([["openclaw.json", config]]);
      for (const format of FORMATS) {
        const run = await runInMemory(["check", "--format", format], { files });
        expect(run.stdout.length).toBeGreaterThan(0);
        expect(harm(format, run.stdout), `${format}: ${config}`).toEqual([]);
        expect(harm("", run.stderr), config).toEqual([]);
      }
      for (const command of [
        ["env"],
        ["env", "--format", "json"],
        ["check", "--fix=unsafe", "--diff"],
        ["explain", "models"],
      ]) {
        const { stdout, stderr } = await runInMemory(command, { files });
        expect(harm("", stdout + stderr), `${command.join(" ")}: ${config}`).toEqual([]);
      }
    }
  });

  test.each(HOSTILE)("%s in the name of a folder", async (_, text) => {
    const name = `${text.replaceAll("/", "|")}/openclaw.json`;
    const files = new Map([[name, "{ models: { nope: 1 } }"]]);
    for (const format of FORMATS) {
      const { stdout, stderr } = await runInMemory(["check", name, "--format", format], { files });
      expect(harm(format, stdout), format).toEqual([]);
      expect(harm("", stderr)).toEqual([]);
    }
    const { stderr } = await runInMemory(["check", `${text}/not-there.json`], { files });
    expect(stderr).not.toBe("");
    expect(harm("", stderr)).toEqual([]);
  });

  test("JSON says the same value", async () => {
    for (const [, text] of HOSTILE) {
      const files = new Map([["openclaw.json", `{ models: { ${JSON.stringify(text)}: 1 } }`]]);
      const { stdout } = await runInMemory(["check", "--format", "json"], { files });
      const [finding] = JSON.parse(stdout).files[0].findings;
      expect(finding.path).toBe(`/models/${text.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
  });

  test("brackets and braces make no link and no placeholder of SARIF", async () => {
    const files = new Map([["openclaw.json", '{ models: { "[click](https://evil.example) {0}": 1 } }']]);
    const { stdout } = await runInMemory(["check", "--format", "sarif"], { files });
    const { text } = JSON.parse(stdout).runs[0].results[0].message;
    expect(text).toContain("\\[click\\](https://evil.example) {{0}}");
  });
});
