import { describe, expect, test } from "vitest";
import { tellPath } from "../../src/locate/locate-configs.ts";
import { bakeryHost, FOLDER } from "../bakery-host.ts";
import { BAD } from "./run-cli.ts";
import { runInMemory } from "./run-in-memory.ts";

const HOME_CONFIG = "home/.openclaw/openclaw.json";

describe("one rule for every path that people read", () => {
  const host = bakeryHost(new Map());
  test.each([
    [FOLDER, "."],
    [`${FOLDER}/openclaw.json`, "openclaw.json"],
    [`${FOLDER}/..till/openclaw.json`, "..till/openclaw.json"],
    [host.osHome, "~"],
    [`${host.osHome}/.openclaw/.env`, "~/.openclaw/.env"],
    [`${host.osHome}s/x`, `${host.osHome}s/x`],
    ["/etc/openclaw.json", "/etc/openclaw.json"],
    [`${FOLDER}/../till.json5`.replace(/[^/]+\/\.\.\//u, ""), `${FOLDER.replace(/[^/]+$/u, "")}till.json5`],
  ])("%s is %s", (path, shown) => expect(tellPath(host, path)).toBe(shown));
});

describe("a config of the home folder, seen from another one", () => {
  const files = new Map([
    [HOME_CONFIG, `{ meta: { lastTouchedVersion: "2026.5.5" }, ${BAD.slice(1)}`],
    ["home/.openclaw/.env", "OVENAI_API_KEY=test-not-a-key-5e0b\n"],
  ]);
  const commands = [
    ["check"],
    ["check", "--report", "pretty=report.txt"],
    ["check", "--diff"],
    ["env"],
    ["route"],
    ["upgrade"],
    ["upgrade", "--format", "markdown"],
    ["explain", "models.providers.ovenai"],
    ["explain", "OVENAI_API_KEY"],
    ["explain", "ovenai/rye-2", "--openclaw-version", "2026.9.6"],
    ["explain", "no.such.path"],
  ];
  test.each(commands.map((words) => [words.join(" "), words] as const))("%s", async (_, words) => {
    const { stdout, stderr, written } = await runInMemory(words, { files });
    const said = (stdout + stderr + written).replace(/^(?:---|\+\+\+) .*$/gmu, "");
    expect(said).toContain("~/.openclaw/");
    expect(said).not.toMatch(/\.\.\/|\/home\/baker/u);
  });

  test.each(["compact", "json", "sarif", "github", "gitlab", "junit", "checkstyle"])(
    "%s names a file that programs can open",
    async (format) => {
      const { stdout } = await runInMemory(["check", "--format", format], { files });
      expect(stdout).toContain("../home/baker/.openclaw/openclaw.json");
    },
  );
});
