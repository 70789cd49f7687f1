import { describe, expect, test } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { lintConfig } from "../../src/lint.ts";
import { routesOf } from "../../src/resolve/route/routes-of.ts";

/** Names that every JavaScript object has without being given them. */
const NAMES = [
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "__proto__",
  "__defineGetter__",
];

const PLACES: readonly (readonly [string, (name: string) => string])[] = [
  [
    "a provider",
    (n) =>
      `{ models: { providers: { "${n}": { apiKey: "\${K}", models: [{ id: "m", name: "M" }] } } }, agents: { defaults: { model: "${n}/m" } } }`,
  ],
  [
    "a provider with a baseUrl",
    (n) =>
      `{ models: { providers: { "${n}": { baseUrl: "https://a.example/v1/models", apiKey: "\${K}", models: [{ id: "m", name: "M" }] } } }, agents: { defaults: { model: "${n}/m" } } }`,
  ],
  ["a reference's provider", (n) => `{ agents: { defaults: { model: "${n}/m", imageModel: "${n}/${n}" } } }`],
  [
    "a model",
    (n) =>
      `{ agents: { defaults: { model: { primary: "xai/${n}", fallbacks: ["openrouter/${n}", "anthropic/${n}", "google/${n}", "openai/${n}", "ollama/${n}"] } } } }`,
  ],
  [
    "a bare model",
    (n) =>
      `{ agents: { defaults: { model: "${n}", models: { "${n}": { alias: "${n}" }, "openai/${n}": { alias: "${n}" } } } } }`,
  ],
  [
    "an api",
    (n) =>
      `{ models: { providers: { ovenai: { baseUrl: "https://a.example/v1/chat/completions", api: "${n}", apiKey: "\${K}", models: [{ id: "m", name: "M", api: "${n}" }] } } }, agents: { defaults: { model: "ovenai/m" } } }`,
  ],
  [
    "an agent",
    (n) =>
      `{ agents: { entries: { "${n}": { model: { fallbacks: ["openai/m"] } } }, list: [{ id: "${n}", model: "openai/m" }] } }`,
  ],
  [
    "a variable",
    (n) =>
      `{ env: { vars: { "${n}": "x" } }, models: { providers: { ovenai: { baseUrl: "https://a.example", api: "ollama", apiKey: "\${${n}}", models: [] }, b: { baseUrl: "https://b.example", apiKey: { source: "env", provider: "${n}", id: "${n}" }, models: [] } } } }`,
  ],
  [
    "an embedding provider",
    (n) =>
      `{ memory: { search: { provider: "${n}", fallback: "${n}" } }, agents: { defaults: { memorySearch: { provider: "${n}" } } } }`,
  ],
  [
    "a section or key",
    (n) =>
      `{ "${n}": { "${n}": 1 }, gateway: { "${n}": 1 }, channels: { "${n}": { "${n}": 1 } }, plugins: { entries: { "${n}": { config: {} } } }, tools: { web: { search: { provider: "${n}" } } } }`,
  ],
  [
    "a profile",
    (n) =>
      `{ auth: { profiles: { "${n}": { provider: "${n}", mode: "api_key" } }, order: { "${n}": ["${n}"] } }, agents: { defaults: { model: "openai/gpt-5.4@${n}" } } }`,
  ],
  [
    "an upstream of Cloudflare's gateway",
    (n) =>
      `{ models: { providers: { "cloudflare-ai-gateway": { baseUrl: "https://gateway.ai.cloudflare.com/v1/0123456789abcdef0123456789abcdef/bakery/${n}", api: "anthropic-messages", apiKey: "\${K}", models: [{ id: "m", name: "M" }] } } }, agents: { defaults: { model: "cloudflare-ai-gateway/m" } } }`,
  ],
  [
    "a header",
    (n) =>
      `{ models: { providers: { ovenai: { baseUrl: "https://a.example/v1", api: "openai-completions", apiKey: "\${K}", headers: { "${n}": "x" }, models: [{ id: "m", name: "M", headers: { "${n}": "y" } }] } } }, agents: { defaults: { model: "ovenai/m" } } }`,
  ],
];

describe.each(PLACES)("%s that is called like a property of every object", (_place, text) => {
  test.each(NAMES)("%s", (name) => {
    for (const openclawVersion of ["2026.9.6", "2026.7.35", "2026.2.9"]) {
      const host = createMemoryHost({
        files: { "/bakery/openclaw.json": { content: text(name), mode: 0o600 } },
        env: {
          HOME: "/home/baker",
          K: "test-not-a-key",
          OPENAI_API_KEY: "sk-test-not-a-key",
          XAI_API_KEY: "xai-test-not-a-key",
        },
        cwd: "/bakery",
        osHome: "/home/baker",
      });
      const target = { path: "/bakery/openclaw.json", file: "openclaw.json" };
      const result = lintConfig(host, target, { gateway: "shell", openclawVersion });
      if (!result.ok) throw new Error(result.failure);
      for (const route of routesOf(result.analysis.resolved, result.analysis.config).all())
        expect(typeof (route.request?.api ?? "")).toBe("string");
      for (const { message, hint } of result.report.findings)
        expect(`${message} ${hint ?? ""}`).not.toMatch(/\[native code\]|\[object|undefined/u);
    }
  });
});
