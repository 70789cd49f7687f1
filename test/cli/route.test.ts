import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import schema from "../../schema/report.schema.json" with { type: "json" };
import { runInMemory } from "./run-in-memory.ts";

const CONFIG = `{
  models: { providers: {
    ovenai: {
      baseUrl: "https://api.ovenai.example/v1",
      api: "openai-completions",
      apiKey: "\${OVENAI_API_KEY}",
      headers: { "X-Oven": "warm" },
      models: [{ id: "rye-2", name: "Rye" }],
    },
  } },
  agents: {
    defaults: { model: { primary: "ovenai/rye-2", fallbacks: ["anthropic/claude-sonnet-5", "openai/gpt-4o"] } },
    ownership: "explicit",
    entries: { ada: { model: "cloudflare-ai-gateway/claude-sonnet-5" } },
  },
}`;

const files = new Map([["openclaw.json", CONFIG]]);
const env = { OVENAI_API_KEY: "not-a-key" };
const route = (args: readonly string[], more: Parameters<typeof runInMemory>[1] = { files, env }) =>
  runInMemory(["route", ...args], more);

describe("clawlint route", () => {
  it("says so where the config has no such agent", async () => {
    const { stderr, code } = await route(["--agent", "adda"]);
    expect(code).toBe(2);
    expect(stderr).toContain('The config has no agent "adda". Did you mean ada?');
    expect((await route(["--agent", "ada"])).code).toBe(0);
  });

  it("prints a line for each reference, what is tried next below it, and why nothing is sent", async () => {
    const { stdout, code } = await route([]);
    expect(code).toBe(0);
    expect(stdout).toBe(`agents.defaults.model.primary  ovenai/rye-2
  → POST https://api.ovenai.example/v1/chat/completions  rye-2  authorization from OVENAI_API_KEY
  then anthropic/claude-sonnet-5
    ✗ nothing is sent: there is no key (anthropic has no apiKey, and ANTHROPIC_API_KEY and ANTHROPIC_OAUTH_TOKEN are not set)
  then openai/gpt-4o
    ✗ nothing is sent: OpenClaw does not know the model (not in the release's catalogue); a gateway with a network may learn the id from the vendor
agents.entries.ada.model  cloudflare-ai-gateway/claude-sonnet-5
  ? decided by a plugin that is not part of OpenClaw: @openclaw/cloudflare-ai-gateway-provider
openclaw.json: OpenClaw 2026.9.6 (newest known), environment: shell
`);
  });

  it("gives names as they are where a runner would read a command, and hides what looks like a key", async () => {
    const secret = `sk-ant-api03-${"x1".repeat(20)}`;
    const text = CONFIG.replace('rye-2", name', 'rye::2", name')
      .replace("ovenai/rye-2", "ovenai/rye::2")
      .replace("X-Oven", secret);
    const { stdout } = await route(["--format", "json"], { files: new Map([["openclaw.json", text]]), env });
    const [first] = JSON.parse(stdout).routes;
    expect(stdout).not.toContain("::");
    expect(stdout).not.toContain(secret);
    expect(first).toMatchObject({
      reference: "ovenai/rye::2",
      request: { model: "rye::2", headers: [{ path: "/models/providers/ovenai/headers/(hidden)" }] },
    });
  });

  it("gives programs the whole of it, by the schema", async () => {
    const { stdout } = await route(["--format", "json"]);
    const report = JSON.parse(stdout);
    const [first] = report.routes;
    expect(first).toMatchObject({
      path: "/agents/defaults/model/primary",
      role: "primary",
      agent: null,
      provider: "ovenai",
      id: "rye-2",
      verdict: "sent",
      request: {
        method: "POST",
        url: "https://api.ovenai.example/v1/chat/completions",
        model: "rye-2",
        key: { header: "authorization", from: "variable", variable: "OVENAI_API_KEY" },
        headers: [{ name: "x-oven", path: "/models/providers/ovenai/headers/X-Oven" }],
        maxTokens: 8192,
        contextWindow: 200_000,
      },
      fallbacks: ["/agents/defaults/model/fallbacks/0", "/agents/defaults/model/fallbacks/1"],
    });
    const valid = new Ajv({ strict: false }).addSchema(schema).compile({
      type: "array",
      items: { $ref: `${schema.$id}#/definitions/route` },
    });
    expect(valid(report.routes), JSON.stringify(valid.errors)).toBe(true);
    expect(stdout).not.toContain("not-a-key");
  });

  it("shows one agent only, and a reference that stands nowhere", async () => {
    const { stdout } = await route(["--agent", "ada"]);
    expect(stdout).toContain("agents.entries.ada.model");
    expect(stdout).not.toContain("agents.defaults.model");
    const asked = await route(["--reference", "ovenai/spelt-9", "--format", "json"]);
    expect(JSON.parse(asked.stdout).routes).toHaveLength(1);
    expect(JSON.parse(asked.stdout).routes[0].request.model).toBe("spelt-9");
  });

  it("draws a flowchart", async () => {
    const { stdout } = await route(["--format", "mermaid"]);
    expect(stdout).toMatch(/^flowchart LR\n/u);
    expect(stdout).toContain('["ovenai/rye-2"]');
    expect(stdout).toContain("-.->|then|");
    expect(stdout).toContain('>"OVENAI_API_KEY"]');
  });

  it("says of a release that was not measured that it does not know", async () => {
    const { stdout } = await route(["--openclaw-version", "2026.2.9"]);
    expect(stdout).toContain("? not known: a release whose requests were not measured");
  });

  it("shows nothing of a config as it is that could command a terminal or Mermaid", async () => {
    const hostile = JSON.stringify({
      models: {
        providers: {
          "oven\u001b[31m": {
            baseUrl: "https://user:not-a-key-pass@api.ovenai.example/v1?key=not-a-key-query",
            api: "openai-completions",
            apiKey: "not-a-key-written",
            models: [{ id: 'rye"]\u202e-->x', name: "Rye" }],
          },
        },
      },
      agents: { defaults: { model: 'oven\u001b[31m/rye"]\u202e-->x' } },
    });
    const some = { files: new Map([["openclaw.json", hostile]]), env: {} };
    for (const format of ["pretty", "json", "mermaid"]) {
      const { stdout } = await route(["--format", format], some);
      expect(stdout, format).not.toMatch(/not-a-key/u);
      if (format === "json") continue;
      expect(stdout, format).not.toMatch(/[\u001b\u202e]/u);
    }
    expect((await route(["--format", "mermaid"], some)).stdout).not.toContain('rye"]');
  });
});

it("explain of a reference ends with its route and the steps", async () => {
  const { stdout } = await runInMemory(["explain", "agents.defaults.model.primary"], { files, env });
  expect(stdout).toContain("  → POST https://api.ovenai.example/v1/chat/completions  rye-2");
  expect(stdout).toContain("    api: openai-completions (models.providers.ovenai.api)");
});

it("check --format json has routes only where they are asked for", async () => {
  const plain = await runInMemory(["check", "--format", "json"], { files, env });
  expect(JSON.parse(plain.stdout).files[0].routes).toBeUndefined();
  const { stdout } = await runInMemory(["check", "--format", "json", "--routes"], { files, env });
  const report = JSON.parse(stdout);
  expect(report.files[0].routes).toHaveLength(4);
  const valid = new Ajv({ strict: false }).compile(schema);
  expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
});
