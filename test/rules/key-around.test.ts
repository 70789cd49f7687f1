import { describe, expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

const KEY = "sk-test-not-a-key-4711";

/**
 * What OpenClaw 2026.9.6 sent as `Authorization` to a server on this machine, api openai-completions, in agent turns
 * (`openclaw agent --local`): with the key in a variable that `${OVENAI_API_KEY}` fills in, and written out as apiKey.
 */
const RUNS: readonly {
  readonly name: string;
  readonly value: string;
  readonly variable: string | undefined;
  readonly literal: string;
  readonly told: "error" | "warning" | undefined;
}[] = [
  {
    name: "nothing around",
    value: KEY,
    variable: `Bearer ${KEY}`,
    literal: `Bearer ${KEY}`,
    told: undefined,
  },
  {
    name: "a space before",
    value: ` ${KEY}`,
    variable: `Bearer  ${KEY}`,
    literal: `Bearer ${KEY}`,
    told: "warning",
  },
  {
    name: "a tab behind",
    value: `${KEY}\t`,
    variable: `Bearer ${KEY}`,
    literal: `Bearer ${KEY}`,
    told: undefined,
  },
  {
    name: "a carriage return",
    value: `${KEY}\r`,
    variable: `Bearer ${KEY}`,
    literal: `Bearer ${KEY}`,
    told: undefined,
  },
  {
    name: "a line break inside",
    value: "sk-test\nnot",
    variable: undefined,
    literal: "Bearer sk-testnot",
    told: "error",
  },
  {
    name: "double quotes",
    value: `"${KEY}"`,
    variable: `Bearer "${KEY}"`,
    literal: `Bearer "${KEY}"`,
    told: "error",
  },
  {
    name: "single quotes",
    value: `'${KEY}'`,
    variable: `Bearer '${KEY}'`,
    literal: `Bearer '${KEY}'`,
    told: "error",
  },
  {
    name: "backquotes",
    value: `\`${KEY}\``,
    variable: `Bearer \`${KEY}\``,
    literal: `Bearer \`${KEY}\``,
    told: "error",
  },
  {
    name: "one quote",
    value: `"${KEY}`,
    variable: `Bearer "${KEY}`,
    literal: `Bearer "${KEY}`,
    told: "error",
  },
];

async function toldAt(apiKey: string, env: Readonly<Record<string, string>>, release = "2026.9.6") {
  const config = `{ models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: ${apiKey}, models: [{ id: "rye-2", name: "Rye" }] } } }, agents: { defaults: { model: { primary: "ovenai/rye-2" } } } }`;
  const { stdout } = await runInMemory(
    ["check", "openclaw.json", "--format", "json", "--openclaw-version", release],
    {
      files: new Map([["openclaw.json", config]]),
      env,
    },
  );
  const findings: { rule: string; severity: string }[] = JSON.parse(stdout).files[0].findings;
  expect(stdout).not.toContain(KEY);
  // Backquotes written out are another tool's way to run a command, and told as that.
  const ours = ["key-of-other-vendor", "unfilled-variable"];
  return findings.filter(({ rule }) => ours.includes(rule)).map(({ severity }) => severity);
}

describe("what stands around a key", () => {
  test.each(RUNS)("$name, in a variable", async ({ value, variable, told }) => {
    const intact = variable === `Bearer ${KEY}`;
    expect(told === undefined).toBe(intact);
    expect(await toldAt('"${OVENAI_API_KEY}"', { OVENAI_API_KEY: value })).toEqual(
      told === undefined ? [] : [told],
    );
  });

  test.each(RUNS)("$name, written out", async ({ value, literal }) => {
    const quoted = /["'`]/u.test(literal);
    expect(await toldAt(JSON.stringify(value), {})).toHaveLength(quoted ? 1 : 0);
  });

  test.each([
    ["2026.5.5", 0],
    ["2026.7.35", 0],
    ["2026.8.2", 0],
    ["2026.9.1", 1],
    ["2026.9.6", 1],
  ])("a space before the value of a variable in %s", async (release, times) => {
    expect(await toldAt('"${OVENAI_API_KEY}"', { OVENAI_API_KEY: ` ${KEY}` }, release)).toHaveLength(times);
  });

  test("white space before a variable that OpenClaw reads by itself", async () => {
    const { stdout } = await runInMemory(["check", "openclaw.json", "--format", "json"], {
      files: new Map([["openclaw.json", '{ agents: { defaults: { model: { primary: "voyage/x" } } } }']]),
      env: { VOYAGE_API_KEY: ` ${KEY}` },
    });
    expect(stdout).not.toContain("paddedVariable");
  });
});
