import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { runInMemory } from "./run-in-memory.ts";

const config = (more: string) => `{
  ${more}
  models: { providers: { ovenai: {
    baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}
`;

const CONFIGS: readonly (readonly [name: string, text: string])[] = [
  ["a/openclaw.json", config("")],
  ["b/openclaw.json", config('env: { vars: { OVENAI_API_KEY: "sk-test-not-a-key" } },')],
  ["c/openclaw.json", config("")],
  ["d/openclaw.json", config('meta: { lastTouchedVersion: "2026.2.9" },')],
];

describe("several configs in one run", () => {
  it("get the findings that each gets alone", async () => {
    const findings = async (names: readonly string[]) => {
      const run = await runInMemory(["check", ...names, "--format", "json"], { files: new Map(CONFIGS) });
      return JSON.parse(run.stdout).files;
    };
    const names = CONFIGS.map(([name]) => name);
    const alone = await Promise.all(names.map(async (name) => (await findings([name]))[0]));
    expect(await findings(names)).toEqual(alone);
    const unset = alone.map(({ findings: list }) =>
      list.some(({ rule }: { rule: string }) => rule === "unset-env"),
    );
    expect(unset).toEqual([true, false, true, true]);
  });
});

it("OpenClaw's store of logins, which may be large, is read once in a run for each way of keeping them", async () => {
  const store = "/home/baker/.openclaw/state/openclaw.sqlite";
  const files = Object.fromEntries(
    CONFIGS.map(([name, text]) => [`/bakery/${name}`, text.replace('apiKey: "${OVENAI_API_KEY}",', "")]),
  );
  const host = createMemoryHost({
    files: { ...files, [store]: '"provider":"flourbank"' },
    env: { HOME: "/home/baker" },
    osHome: "/home/baker",
    cwd: "/bakery",
  });
  let reads = 0;
  const counting = {
    ...host,
    readFile(path: string, limit: number) {
      if (path === store) reads += 1;
      return host.readFile(path, limit);
    },
  };
  const nothing = () => {};
  const output = {
    out: nothing,
    commands: nothing,
    error: nothing,
    colors: false,
    readStdin: async () => new Uint8Array(),
  };
  expect(await main(["check", ...CONFIGS.map(([name]) => name)], output, counting)).toBe(1);
  // Some of the configs are of a release that keeps logins as JSON.
  expect(reads).toBeLessThanOrEqual(2);
});
