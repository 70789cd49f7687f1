import { describe, expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

const OVENAI =
  'ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye" }] }';
const config = (search: string, providers = OVENAI, primary = "ovenai/rye-2") =>
  `{ memory: { search: ${search} }, models: { providers: { ${providers} } }, agents: { defaults: { model: { primary: "${primary}" } } } }`;

async function check(text: string, env: Readonly<Record<string, string>> = {}, args: readonly string[] = []) {
  const { stdout } = await runInMemory(["check", "openclaw.json", "--format", "json", ...args], {
    files: new Map([["openclaw.json", text]]),
    env: { OVENAI_API_KEY: "bread-not-a-key", ...env },
  });
  const findings: { rule: string; messageId: string; severity: string; path: string }[] =
    JSON.parse(stdout).files[0].findings;
  return findings.map(({ rule, messageId, severity, path }) => `${severity} ${rule}/${messageId} ${path}`);
}

const KEY = "warning missing-credential/missing /memory/search/provider";

describe("a provider of the memory's search without a key", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["openai", { OPENAI_API_KEY: "bread-not-a-key" }],
    ["gemini", { GEMINI_API_KEY: "bread-not-a-key" }],
    ["voyage", { VOYAGE_API_KEY: "bread-not-a-key" }],
    ["github-copilot", { COPILOT_GITHUB_TOKEN: "bread-not-a-key" }],
  ])("%s", async (provider, env) => {
    const text = config(`{ provider: "${provider}" }`);
    expect(await check(text)).toEqual([KEY]);
    expect(await check(text, env)).toEqual([]);
    expect(await check(text, {}, ["--gateway", "none"])).toEqual([]);
    expect(await check(config(`{ provider: "${provider}", enabled: false }`))).toEqual([]);
    expect(
      await check(config(`{ provider: "${provider}", remote: { apiKey: "\${TILL_KEY}" } }`), {
        TILL_KEY: "bread-not-a-key",
      }),
    ).toEqual([]);
  });

  test.each(["mistral", "deepinfra"])(
    "%s, whose plugin is not there, in a release that bundles it",
    async (provider) => {
      expect(await check(config(`{ provider: "${provider}" }`))).toEqual([KEY]);
    },
  );

  test.each(["local", "ollama", "lmstudio", "none", "bedrock", "openai-compatible"])(
    "%s needs none",
    async (provider) => {
      expect(await check(config(`{ provider: "${provider}" }`))).toEqual([]);
    },
  );

  test("a provider of models.providers has its key there", async () => {
    expect(await check(config('{ provider: "ovenai" }'))).toEqual([]);
    const openai = 'openai: { apiKey: "${OVENAI_API_KEY}" }';
    expect(await check(config('{ provider: "openai" }', `${OVENAI}, ${openai}`))).not.toContain(KEY);
  });

  test("a provider that models use too is told once", async () => {
    const found = await check(config('{ provider: "gemini" }', OVENAI, "google/gemini-3-pro"));
    expect(found.filter((one) => one.includes("missing-credential"))).toHaveLength(1);
  });

  test("the fallback, and an agent's own search", async () => {
    expect(await check(config('{ provider: "local", fallback: "openai" }'))).toEqual([
      KEY.replace("provider", "fallback"),
    ]);
    const own = config('{ provider: "local" }').replace(
      "agents: {",
      'agents: { entries: { till: { memory: { search: { provider: "voyage" } } } },',
    );
    expect((await check(own)).filter((one) => one.includes("missing-credential"))).toEqual([
      "warning missing-credential/missing /agents/entries/till/memory/search/provider",
    ]);
  });

  test.each([
    ["opnai", "misspelt"],
    ["voyge", "misspelt"],
    ["breadworks", "unknown"],
  ])("%s is %s", async (provider, messageId) => {
    expect(await check(config(`{ provider: "${provider}" }`))).toEqual([
      `warning missing-credential/${messageId} /memory/search/provider`,
    ]);
  });

  test.each(["YOUR_API_KEY", "<key>", "changeme"])("example text %s", async (text) => {
    const found = await check(config(`{ provider: "openai", remote: { apiKey: "${text}" } }`));
    expect(found.filter((one) => one.includes("/memory/search/remote/apiKey"))).toHaveLength(1);
  });

  test("env asks for its variable, and the standing of its key is told", async () => {
    const files = new Map([["openclaw.json", config('{ provider: "voyage" }')]]);
    const required = await runInMemory(["env", "--required", "openclaw.json"], { files });
    expect(required.stdout).toBe("OVENAI_API_KEY=\nVOYAGE_API_KEY=\n");
    const { stdout } = await runInMemory(
      ["check", "openclaw.json", "--format", "json", "--gateway", "none"],
      { files },
    );
    expect(JSON.parse(stdout).files[0].keys).toMatchObject([
      { provider: "ovenai", key: "unknown" },
      { provider: "voyage", key: "unknown" },
    ]);
    const explained = await runInMemory(["explain", "VOYAGE_API_KEY", "openclaw.json"], { files });
    expect(explained.stdout).toContain("wanted by memory.search.provider");
  });
});
