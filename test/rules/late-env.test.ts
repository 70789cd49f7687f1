import { describe, expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

const NAMED = {
  "a key": 'apiKey: "${OVENAI_API_KEY}"',
  "inside a text": 'apiKey: "x", headers: { "X-Oven": "oven ${OVENAI_API_KEY}" }',
};

/** The gateway of each release with such a config: works, starts without the value, does not start. */
const RELEASES: readonly [string, "warning" | "error" | undefined][] = [
  ["2026.3.13", undefined],
  ["2026.7.35", undefined],
  ["2026.8.2", "warning"],
  ["2026.9.1", "warning"],
  ["2026.9.6", "error"],
];

describe.each(Object.entries(NAMED))("late-env: %s", (_, named) => {
  test.each(RELEASES)("%s: %s", async (release, severity) => {
    const config = `{
  env: { vars: { OVENAI_API_KEY: "\${REAL_KEY}" } },
  models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", ${named}, models: [{ id: "rye-2", name: "Rye 2" }] } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}`;
    const { stdout, code } = await runInMemory(
      ["check", "openclaw.json", "--format", "json", "--openclaw-version", release],
      { files: new Map([["openclaw.json", config]]), env: { REAL_KEY: "test-not-a-key" } },
    );
    const { findings } = JSON.parse(stdout).files[0];
    const late = findings.filter(({ rule }: { rule: string }) => rule === "late-env");
    expect(late.map((one: { severity: string }) => one.severity)).toEqual(
      severity === undefined ? [] : [severity],
    );
    expect(code).toBe(severity === "error" ? 1 : 0);
  });
});
