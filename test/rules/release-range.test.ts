import { expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

const lint = async (config: string, version: string) => {
  const run = await runInMemory(
    ["check", "openclaw.json", "--gateway", "none", "--format", "json", "--openclaw-version", version],
    {
      files: new Map([["openclaw.json", config]]),
    },
  );
  if (run.code === 2) return run.stderr;
  const { files } = JSON.parse(run.stdout) as {
    files: {
      openclawVersion: { value: string };
      findings: { rule: string; path: string; message: string }[];
    }[];
  };
  return {
    version: files[0]?.openclawVersion.value,
    findings: files[0]?.findings.map(({ rule, path }) => `${rule} ${path}`),
    messages: files[0]?.findings.map(({ message }) => message).join("\n"),
  };
};

test("a range reports what does not hold in every release of it, each fault once", async () => {
  const config =
    '{ agents: { defaults: { model: "anthropic/claude-opus-5", memorySearch: {}, thinkingLevel: "high" } } }';
  expect(await lint(config, "2026.2.9..2026.9.6")).toMatchObject({
    version: "2026.2.9..2026.9.6",
    findings: [
      "future-key /agents/defaults/model",
      "retired-key /agents/defaults/memorySearch",
      "unknown-key /agents/defaults/thinkingLevel",
    ],
    messages: expect.stringContaining("(OpenClaw 2026.2.9)"),
  });
  expect(await lint(config, "2026.3.13..2026.7.35")).toMatchObject({
    findings: ["unknown-key /agents/defaults/thinkingLevel"],
  });
  expect(await lint("{}", "2026.2.9..2026.9.6")).toMatchObject({ findings: [] });
});

test("a range that is none is wrong use", async () => {
  expect(await lint("{}", "2026.9.6..2026.2.9")).toContain("runs backwards");
  expect(await lint("{}", "2026.2.9..")).toContain("A..B");
  expect(await lint("{}", "a..b..c")).toContain("A..B");
});
