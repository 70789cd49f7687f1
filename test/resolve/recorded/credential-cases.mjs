/**
 * Configs and environments that were run through OpenClaw itself; see record-openclaw.mjs. Each case: a provider entry
 * (or none), the model that is used, variables of the process, files (`~/` is the home, `./` the working folder).
 */
const custom = {
  baseUrl: "https://api.bakery.example/v1",
  api: "openai-completions",
  models: [{ id: "rye", name: "Rye" }],
};
const local = { ...custom, baseUrl: "http://127.0.0.1:8000/v1" };
const STATE = "~/.openclaw/.env";
const bread = (apiKey, rest = {}) => ({
  providers: { bread: { ...custom, apiKey } },
  model: "bread/rye",
  ...rest,
});
const known = (id, model, rest = {}) => ({ providers: {}, model: `${id}/${model}`, ...rest });
export const KEY = "sk-test-not-a-key";

export const cases = {
  literal: bread(KEY),
  "no key": { providers: { bread: custom }, model: "bread/rye" },
  "blank key": bread(""),
  "white space key": bread("  "),
  "template set": bread("${BREAD_KEY}", { env: { BREAD_KEY: KEY } }),
  "template unset": bread("${BREAD_KEY}"),
  "template empty": bread("${BREAD_KEY}", { env: { BREAD_KEY: "" } }),
  "template white space": bread("${BREAD_KEY}", { env: { BREAD_KEY: "  " } }),
  "shorthand set": bread("$BREAD_KEY", { env: { BREAD_KEY: KEY } }),
  "shorthand unset": bread("$BREAD_KEY"),
  "object set": bread({ source: "env", provider: "default", id: "BREAD_KEY" }, { env: { BREAD_KEY: KEY } }),
  "object unset": bread({ source: "env", provider: "default", id: "BREAD_KEY" }),
  "object unknown alias": bread(
    { source: "env", provider: "vault", id: "BREAD_KEY" },
    { env: { BREAD_KEY: KEY } },
  ),
  "object wrong source": bread(
    { source: "env", provider: "vault", id: "BREAD_KEY" },
    { env: { BREAD_KEY: KEY }, secrets: { providers: { vault: { source: "file", path: "~/keys.json" } } } },
  ),
  allowed: bread(
    { source: "env", provider: "oven", id: "BREAD_KEY" },
    {
      env: { BREAD_KEY: KEY },
      secrets: { providers: { oven: { source: "env", allowlist: ["BREAD_KEY"] } } },
    },
  ),
  "not allowed": bread(
    { source: "env", provider: "oven", id: "BREAD_KEY" },
    { env: { BREAD_KEY: KEY }, secrets: { providers: { oven: { source: "env", allowlist: ["TILL_KEY"] } } } },
  ),
  "default alias moved": bread(
    { source: "env", provider: "default", id: "BREAD_KEY" },
    { env: { BREAD_KEY: KEY }, secrets: { defaults: { env: "till" } } },
  ),
  "file json": bread(
    { source: "file", provider: "vault", id: "/bread/key" },
    {
      files: { "~/keys.json": JSON.stringify({ bread: { key: KEY } }) },
      secrets: { providers: { vault: { source: "file", path: "~/keys.json" } } },
    },
  ),
  "file json no value": bread(
    { source: "file", provider: "vault", id: "/till/key" },
    {
      files: { "~/keys.json": JSON.stringify({ bread: { key: KEY } }) },
      secrets: { providers: { vault: { source: "file", path: "~/keys.json" } } },
    },
  ),
  "file json broken": bread(
    { source: "file", provider: "vault", id: "/bread/key" },
    {
      files: { "~/keys.json": "{bread:1}" },
      secrets: { providers: { vault: { source: "file", path: "~/keys.json" } } },
    },
  ),
  "file missing": bread(
    { source: "file", provider: "vault", id: "/bread/key" },
    { secrets: { providers: { vault: { source: "file", path: "~/keys.json" } } } },
  ),
  "file readable by all": bread(
    { source: "file", provider: "vault", id: "/bread/key" },
    {
      files: { "~/keys.json": JSON.stringify({ bread: { key: KEY } }) },
      modes: { "~/keys.json": 0o644 },
      secrets: { providers: { vault: { source: "file", path: "~/keys.json" } } },
    },
  ),
  "file single": bread(
    { source: "file", provider: "vault", id: "value" },
    {
      files: { "~/key": `${KEY}\n` },
      secrets: { providers: { vault: { source: "file", mode: "singleValue", path: "~/key" } } },
    },
  ),
  "file single with pointer": bread(
    { source: "file", provider: "vault", id: "/bread" },
    {
      files: { "~/key": `${KEY}\n` },
      secrets: { providers: { vault: { source: "file", mode: "singleValue", path: "~/key" } } },
    },
  ),
  "lower case": bread("${bread_key}", { env: { bread_key: KEY } }),
  "shell default": bread("${BREAD_KEY:-x}", { env: { BREAD_KEY: KEY } }),
  "bare unknown name": bread("MYPROV_API_KEY", { env: { MYPROV_API_KEY: KEY } }),
  "bare known name set": bread("OPENAI_API_KEY", { env: { OPENAI_API_KEY: KEY } }),
  "bare known name unset": bread("OPENAI_API_KEY"),
  placeholder: bread("YOUR_API_KEY_HERE"),
  redacted: bread("__OPENCLAW_REDACTED__"),
  "template of redacted": bread("${BREAD_KEY}", { env: { BREAD_KEY: "[REDACTED]" } }),
  "retired marker": bread("secretref-env:BREAD_KEY", { env: { BREAD_KEY: KEY } }),
  "managed marker": bread("secretref-managed"),
  "local marker far away": bread("custom-local"),
  "local no key": { providers: { bread: local }, model: "bread/rye" },
  "local blank key": { providers: { bread: { ...local, apiKey: "" } }, model: "bread/rye" },
  "local marker": { providers: { bread: { ...local, apiKey: "custom-local" } }, model: "bread/rye" },
  "local any word": { providers: { bread: { ...local, apiKey: "none" } }, model: "bread/rye" },
  "private address no key": {
    providers: { bread: { ...custom, baseUrl: "http://192.168.1.5:8000/v1" } },
    model: "bread/rye",
  },
  "header only": {
    providers: { bread: { ...custom, headers: { Authorization: "Bearer ${BREAD_KEY}" } } },
    model: "bread/rye",
    env: { BREAD_KEY: KEY },
  },
  "state .env": bread("${BREAD_KEY}", { files: { [STATE]: `BREAD_KEY=${KEY}` } }),
  "state .env unexpanded": bread("${BREAD_KEY}", { files: { [STATE]: "BREAD_KEY=${REAL}" } }),
  "process empty over state .env": bread("${BREAD_KEY}", {
    env: { BREAD_KEY: "" },
    files: { [STATE]: `BREAD_KEY=${KEY}` },
  }),
  "gateway.env": bread("${BREAD_KEY}", { files: { "~/.config/openclaw/gateway.env": `BREAD_KEY=${KEY}` } }),
  "state .env empty over gateway.env": bread("${BREAD_KEY}", {
    files: { [STATE]: "BREAD_KEY=", "~/.config/openclaw/gateway.env": `BREAD_KEY=${KEY}` },
  }),
  "working folder .env, own name": bread("${MYPROV_API_KEY}", {
    files: { "./.env": `MYPROV_API_KEY=${KEY}` },
  }),
  "working folder .env, provider's name": bread("${OPENAI_API_KEY}", {
    files: { "./.env": `OPENAI_API_KEY=${KEY}` },
  }),
  "working folder .env, suffix": bread("${BREAD_ENDPOINT}", { files: { "./.env": `BREAD_ENDPOINT=${KEY}` } }),
  "working folder .env empty over state .env": bread("${BREAD_KEY}", {
    files: { "./.env": "BREAD_KEY=", [STATE]: `BREAD_KEY=${KEY}` },
  }),
  "env.vars": bread("${BREAD_KEY}", { configEnv: { vars: { BREAD_KEY: KEY } } }),
  "env.vars over empty process": bread("${BREAD_KEY}", {
    env: { BREAD_KEY: "" },
    configEnv: { vars: { BREAD_KEY: KEY } },
  }),
  "env.vars second pass": bread("${BREAD_KEY}", {
    env: { TILL_KEY: KEY },
    configEnv: { vars: { BREAD_KEY: "${TILL_KEY}" } },
  }),
  "env.vars chain": bread("${BREAD_KEY}", {
    env: { TILL_KEY: KEY },
    configEnv: { vars: { BREAD_KEY: "${OVEN_KEY}", OVEN_KEY: "${TILL_KEY}" } },
  }),
  "env.vars blocked": bread("${GITHUB_TOKEN}", { configEnv: { vars: { GITHUB_TOKEN: KEY } } }),
  "env.vars blank": bread("${BREAD_KEY}", { configEnv: { vars: { BREAD_KEY: " " } } }),
  "openai variable": known("openai", "gpt-5.4", { env: { OPENAI_API_KEY: KEY } }),
  "openai nothing": known("openai", "gpt-5.4"),
  "openai empty variable": known("openai", "gpt-5.4", {
    env: { OPENAI_API_KEY: "" },
    files: { [STATE]: `OPENAI_API_KEY=${KEY}` },
  }),
  "openai shell import off": known("openai", "gpt-5.4", {
    files: { "~/.profile": `export OPENAI_API_KEY=${KEY}\n` },
  }),
  "anthropic variable": known("anthropic", "claude-sonnet-5", { env: { ANTHROPIC_API_KEY: KEY } }),
  "anthropic nothing": known("anthropic", "claude-sonnet-5"),
  "google second variable": known("google", "gemini-2.5-pro", { env: { GOOGLE_API_KEY: KEY } }),
  "openrouter variable": known("openrouter", "auto", { env: { OPENROUTER_API_KEY: KEY } }),
  "openrouter wrong variable": known("openrouter", "auto", { env: { OPEN_ROUTER_API_KEY: KEY } }),
  "groq variable without plugin": known("groq", "llama-3.3-70b-versatile", { env: { GROQ_API_KEY: KEY } }),
  "groq own entry": {
    providers: { groq: { ...custom, apiKey: "${GROQ_API_KEY}" } },
    model: "groq/rye",
    env: { GROQ_API_KEY: KEY },
  },
  "groq own entry, variable only": {
    providers: { groq: custom },
    model: "groq/rye",
    env: { GROQ_API_KEY: KEY },
  },
  "cloudflare variable only": {
    providers: { "cloudflare-ai-gateway": { ...custom, api: "anthropic-messages" } },
    model: "cloudflare-ai-gateway/rye",
    env: { CLOUDFLARE_AI_GATEWAY_API_KEY: KEY },
  },
  "cloudflare template": {
    providers: {
      "cloudflare-ai-gateway": {
        ...custom,
        api: "anthropic-messages",
        apiKey: "${CLOUDFLARE_AI_GATEWAY_API_KEY}",
      },
    },
    model: "cloudflare-ai-gateway/rye",
    env: { CLOUDFLARE_AI_GATEWAY_API_KEY: KEY },
  },
  "variable beats failing reference": {
    providers: { openai: { ...custom, apiKey: "${BREAD_KEY}" } },
    model: "openai/rye",
    env: { OPENAI_API_KEY: KEY },
  },
  "aws-sdk": {
    providers: { bread: { ...custom, auth: "aws-sdk" } },
    model: "bread/rye",
    env: { AWS_PROFILE: "till" },
  },
  "ollama entry": {
    providers: {
      ollama: { baseUrl: "http://127.0.0.1:11434", api: "ollama", models: [{ id: "rye", name: "Rye" }] },
    },
    model: "ollama/rye",
  },
};
