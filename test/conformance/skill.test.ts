import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type RecordedSkill, skillHash } from "../../conformance/skill.ts";
import { readLongRoute } from "../../src/cli/long-route.ts";
import { BAD, GOOD } from "../cli/run-cli.ts";
import { runInMemory } from "../cli/run-in-memory.ts";

const FILE = join(import.meta.dirname, "../../skills/clawlint/SKILL.md");
const text = readFileSync(FILE, "utf8");
const [, head = "", body = ""] = /^---\n(.*?)\n---\n(.*)$/su.exec(text) ?? [];
const front = parse(head) as Readonly<Record<string, unknown>>;
// Written by npm run conformance -- --skill --save; the test looks at what it uses of it.
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, "skill-2026.9.6.json"), "utf8"),
) as RecordedSkill;

describe("OpenClaw's loader", () => {
  test("was asked about this very file", () => {
    expect(recorded.file, "npm run conformance -- --skill --save test/conformance/skill-2026.9.6.json").toBe(
      skillHash(),
    );
  });

  test("takes the skill where the command is there, and leaves it out where it is not", () => {
    const said = { name: front["name"], description: front["description"], homepage: front["homepage"] };
    expect(recorded.withCommand).toMatchObject({
      ...said,
      eligible: true,
      modelVisible: true,
      userInvocable: true,
    });
    expect(recorded.withoutCommand).toMatchObject({
      ...said,
      eligible: false,
      modelVisible: false,
      missing: { bins: ["clawlint"] },
    });
  });
});

test("its description fits OpenClaw's list", () => {
  expect(String(front["description"]).length).toBeLessThan(160);
  expect(front["name"]).toMatch(/^[a-z0-9-]+$/u);
});

/** Its command lines, without what the shell does with them. */
const commands = [...body.matchAll(/^```bash\n(.*?)^```$/gmsu)]
  .flatMap(([, block = ""]) => block.trim().split("\n"))
  .map((line) =>
    line
      .replace(/ < .*$/u, "")
      .split(" ")
      .slice(1),
  );

describe("every command that it names", () => {
  test.each(commands.map((words) => [words.join(" "), words] as const))("clawlint %s", async (_, words) => {
    expect((await readLongRoute(words, () => undefined)).name).not.toBe("said");
    expect(words.join(" ")).not.toMatch(/unsafe|onboard|--api-key/u);
  });
});

describe("before a write", () => {
  test.each([
    ["a good config", GOOD, 0],
    ["a bad one", BAD, 1],
  ])("%s ends with the code that the skill names", async (_, config, code) => {
    const files = new Map([
      ["home/.openclaw/.env", "OVENAI_API_KEY=test-not-a-key\n"],
      ["new.json", config],
    ]);
    const run = await runInMemory(["check", "--format", "compact", "new.json"], { files });
    expect(run.code).toBe(code);
    for (const line of run.stdout.trim().split("\n").filter(Boolean))
      expect(line).toMatch(/^new\.json:\d+:\d+: (?:error|warning|info): .+ \(at .+\) \[[a-z-]+\]$/u);
  });
});

test("it never shows how to print a secret", () => {
  expect(body).not.toMatch(/\b(?:cat|echo|printenv|env \|)\s+[^`]*(?:\.env|API_KEY)/u);
  expect(body).toContain("Never print, echo, log or send a key.");
});
