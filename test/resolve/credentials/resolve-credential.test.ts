import { describe, expect, it } from "vitest";
import { EARLY, STATE } from "../environment/build-for-test.ts";
import { credential, type Setting } from "./credential-for-test.ts";

const custom = {
  baseUrl: "https://api.bakery.example/v1",
  api: "openai-completions",
  models: [{ id: "rye", name: "Rye" }],
};
const local = { ...custom, baseUrl: "http://127.0.0.1:8000/v1" };
const BREAD = { env: { BREAD_KEY: "sk-test-not-a-key" } };
const bedrock = { ...custom, api: "bedrock-converse-stream" };

/** A state folder is there, and nothing in it. */
const visible: Setting = { files: { [STATE]: { kind: "directory" } } };

const told = (provider: string, config: unknown, setting: Setting = {}) => {
  const { state, winner } = credential(provider, config, setting);
  return winner === undefined ? state : `${state} by ${winner.source}`;
};

describe("a key written as $NAME, by release", () => {
  // Run in gateways of 2026.4.15, 5.5, 6.11 and 7.35, and in turns of 5.7, 5.18 and 9.6.
  it.each([
    ["2026.3.13", "unexpanded"],
    ["2026.4.15", "unexpanded"],
    ["2026.5.7", "unexpanded"],
    ["2026.5.18", "set"],
    ["2026.6.11", "set"],
    ["2026.7.35", "set"],
    ["2026.9.6", "set"],
  ])("%s: %s", (release, state) => {
    expect(credential("oven", { ...custom, apiKey: "$BREAD_KEY" }, { ...BREAD, release }).state).toBe(state);
  });
});

describe("a provider of one's own", () => {
  it.each<[string, unknown, Setting, string]>([
    ["a literal", { ...custom, apiKey: "sk-test-not-a-key" }, {}, "set by config-key"],
    ["no key", custom, {}, "unset"],
    ["a blank key", { ...custom, apiKey: " " }, {}, "empty by config-key"],
    ["a placeholder", { ...custom, apiKey: "YOUR_API_KEY_HERE" }, {}, "placeholder by config-key"],
    ["a redacted key", { ...custom, apiKey: "__OPENCLAW_REDACTED__" }, {}, "redacted by config-key"],
    ["${} set", { ...custom, apiKey: "${BREAD_KEY}" }, BREAD, "set by config-key"],
    ["${} unset", { ...custom, apiKey: "${BREAD_KEY}" }, {}, "unset by config-key"],
    ["${} empty", { ...custom, apiKey: "${BREAD_KEY}" }, { env: { BREAD_KEY: "" } }, "empty by config-key"],
    ["$ set", { ...custom, apiKey: "$BREAD_KEY" }, BREAD, "set by config-key"],
    ["$ unset", { ...custom, apiKey: "$BREAD_KEY" }, {}, "unset by config-key"],
    [
      "$ early",
      { ...custom, apiKey: "$BREAD_KEY" },
      { ...BREAD, release: EARLY },
      "unexpanded by config-key",
    ],
    ["a partial template", { ...custom, apiKey: "x-${BREAD_KEY}-${TILL_KEY}" }, BREAD, "unset by config-key"],
    ["lower case", { ...custom, apiKey: "${bread_key}" }, {}, "unexpanded by config-key"],
    ["a bare unknown name", { ...custom, apiKey: "MYPROV_API_KEY" }, {}, "unusable by config-key"],
    [
      "a bare known name set",
      { ...custom, apiKey: "OPENAI_API_KEY" },
      { env: { OPENAI_API_KEY: "x" } },
      "set by config-key",
    ],
    ["a bare known name unset", { ...custom, apiKey: "OPENAI_API_KEY" }, {}, "unset by config-key"],
    ["a retired marker", { ...custom, apiKey: "secretref-env:BREAD_KEY" }, BREAD, "unusable by config-key"],
    ["a managed marker", { ...custom, apiKey: "secretref-managed" }, {}, "unusable by config-key"],
    ["a local marker far away", { ...custom, apiKey: "custom-local" }, {}, "unusable by config-key"],
    ["foreign syntax", { ...custom, apiKey: "env:BREAD_KEY" }, BREAD, "unusable by config-key"],
    [
      "an alias that is not there",
      { ...custom, apiKey: { source: "env", provider: "vault", id: "BREAD_KEY" } },
      BREAD,
      "unusable by config-key",
    ],
    [
      "a store reference",
      { ...custom, apiKey: { source: "store", provider: "default", id: "BREAD_KEY" } },
      {},
      "undecidable by config-key",
    ],
    ["a header", { ...custom, headers: { Authorization: "Bearer x" } }, {}, "undecidable by headers"],
    ["request.auth", { ...custom, request: { auth: { token: "x" } } }, {}, "undecidable by headers"],
    ["oauth", { ...custom, auth: "oauth" }, {}, "undecidable by profile"],
    ["aws-sdk", { ...bedrock, auth: "aws-sdk" }, {}, "undecidable by aws"],
    [
      "aws-sdk with a profile",
      { ...bedrock, auth: "aws-sdk" },
      { env: { AWS_PROFILE: "till" } },
      "set by aws",
    ],
    [
      "aws-sdk with an api that does not sign",
      { ...custom, auth: "aws-sdk" },
      { env: { AWS_PROFILE: "till" } },
      "unusable by aws",
    ],
    [
      "aws-sdk with a model that signs",
      {
        ...custom,
        auth: "aws-sdk",
        models: [{ id: "rye" }, { id: "spelt", api: "bedrock-converse-stream" }],
      },
      { env: { AWS_PROFILE: "till" } },
      "set by aws",
    ],
    ["a local server", local, {}, "not-needed by local"],
    ["a local server with any word", { ...local, apiKey: "YOUR_API_KEY" }, {}, "set by config-key"],
    ["a local server with its marker", { ...local, apiKey: "custom-local" }, {}, "not-needed by local"],
    [
      "a profile of that name",
      { ...custom, apiKey: "bread:default" },
      { auth: { profiles: { "bread:default": { provider: "rye", mode: "api_key" } } } },
      "undecidable by config-key",
    ],
  ])("%s", (_, config, setting, expected) => expect(told("bread", config, setting)).toBe(expected));

  it("points at apiKey, else at the block, else nowhere", () => {
    expect(credential("bread", { ...custom, apiKey: "" }).at).toEqual([
      "models",
      "providers",
      "bread",
      "apiKey",
    ]);
    expect(credential("bread", custom).at).toEqual(["models", "providers", "bread"]);
    expect(credential("groq", undefined).at).toBeUndefined();
  });

  it("stops at a reference that fails, whatever else is there", () => {
    const openai = { apiKey: { source: "env", provider: "default", id: "BREAD_KEY" } };
    const found = credential("openai", openai, { env: { OPENAI_API_KEY: "x" } });
    expect(found.state).toBe("unset");
    expect(found.trail).toHaveLength(1);
    expect(told("openai", { apiKey: "${BREAD_KEY}" }, { env: { OPENAI_API_KEY: "x" } })).toBe(
      "unset by config-key",
    );
  });
});

describe("a provider that OpenClaw knows", () => {
  it("takes the variable before the configured key, and says what it shadows", () => {
    const found = credential("openai", { apiKey: "sk-test-not-a-key" }, { env: { OPENAI_API_KEY: "x" } });
    expect(found.winner).toMatchObject({ source: "variable", variable: "OPENAI_API_KEY" });
    expect(found.shadowed).toMatchObject([
      { source: "config-key", path: ["models", "providers", "openai", "apiKey"] },
    ]);
    expect(told("openai", { apiKey: "sk-x", auth: "api-key" }, { env: { OPENAI_API_KEY: "x" } })).toBe(
      "set by config-key",
    );
  });

  it("reads its variables in order, of the release", () => {
    const both = { env: { GEMINI_API_KEY: "x", GOOGLE_API_KEY: "y" } };
    expect(credential("google", undefined, both).winner).toMatchObject({ variable: "GEMINI_API_KEY" });
    const second = { env: { GOOGLE_API_KEY: "y" } };
    expect(told("google", undefined, second)).toBe("set by variable");
    expect(told("google", undefined, { ...second, release: EARLY })).toBe("unset by variable");
    expect(told("github-copilot", undefined, { env: { GH_TOKEN: "x" }, release: EARLY })).toBe(
      "set by variable",
    );
    expect(told("github-copilot", undefined, { env: { GH_TOKEN: "x" } })).toBe("unset by variable");
    expect(credential("X-AI", undefined, { env: { XAI_API_KEY: "x" } }).state).toBe("set");
  });

  it("reads an external provider's variable only while its plugin is there", () => {
    const env = { CLOUDFLARE_AI_GATEWAY_API_KEY: "x" };
    const id = "cloudflare-ai-gateway";
    expect(credential(id, {}, { env, ...visible })).toMatchObject({
      state: "unset",
      needsPlugin: "@openclaw/cloudflare-ai-gateway-provider",
    });
    expect(told(id, {}, { env })).toBe("undecidable by variable"); // no state folder to look into
    const installed = {
      files: { [`${STATE}/npm/node_modules/@openclaw/cloudflare-ai-gateway-provider/package.json`]: "{}" },
    };
    expect(told(id, {}, { env, ...installed })).toBe("set by variable");
    expect(told(id, {}, { env, ...visible, plugins: { entries: { [id]: { enabled: true } } } })).toBe(
      "undecidable by variable",
    );
    expect(told(id, {}, { env, release: EARLY })).toBe("set by variable");
    expect(told(id, { ...custom, apiKey: "${CLOUDFLARE_AI_GATEWAY_API_KEY}" }, { env, ...visible })).toBe(
      "set by config-key",
    );
  });

  it("never calls a provider with a profile missing", () => {
    const auth = { profiles: { "openrouter:default": { provider: "openrouter", mode: "api_key" } } };
    expect(told("openrouter", undefined, { auth })).toBe("undecidable by profile");
    expect(told("openrouter", undefined, { auth: { ...auth, order: { openrouter: [] } } })).toBe(
      "unset by variable",
    );
    const sqlite = {
      files: {
        [`${STATE}/state/openclaw.sqlite`]: 'SQLite format 3\0..."openrouter:default":{"type":"api_key"}',
      },
    };
    expect(told("openrouter", undefined, sqlite)).toBe("undecidable by profile");
    expect(told("groq", undefined, sqlite)).toBe("unset by variable");
    const locked = { files: { [`${STATE}/state/openclaw.sqlite`]: { content: "", readable: false } } };
    expect(told("groq", undefined, locked)).toBe("undecidable by profile");
  });

  it("leaves Bedrock to AWS and Vertex to Google", () => {
    const keys = { AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "y" };
    expect(told("amazon-bedrock", undefined, { env: keys })).toBe("set by aws");
    expect(told("amazon-bedrock", undefined)).toBe("undecidable by aws");
    const place = { GOOGLE_CLOUD_LOCATION: "europe", GCLOUD_PROJECT: "bakery" };
    expect(told("google-vertex", undefined, { env: place })).toBe("unset by variable");
    expect(told("google-vertex", undefined, { env: { GOOGLE_CLOUD_API_KEY: "x" } })).toBe("set by variable");
  });

  // OpenClaw 2026.9.6 looks for the file that the first of these names, and for no other.
  const login = {
    "/keys/bakery.json": "{}",
    "/gcloud/application_default_credentials.json": "{}",
  };
  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "a file that is there",
      { GOOGLE_APPLICATION_CREDENTIALS: "/keys/bakery.json" },
      "undecidable by google",
    ],
    ["a file that is not", { GOOGLE_APPLICATION_CREDENTIALS: "/keys/rye.json" }, "unset by variable"],
    [
      "a file that is not, beside a folder with a login",
      { GOOGLE_APPLICATION_CREDENTIALS: "/keys/rye.json", CLOUDSDK_CONFIG: "/gcloud" },
      "unset by variable",
    ],
    ["a path from some folder", { GOOGLE_APPLICATION_CREDENTIALS: "bakery.json" }, "undecidable by google"],
    ["a folder with a login", { CLOUDSDK_CONFIG: "/gcloud" }, "undecidable by google"],
    ["a folder without one", { CLOUDSDK_CONFIG: "/keys" }, "unset by variable"],
  ])("looks for Google's login: %s", (_name, env, expected) => {
    const place = { GOOGLE_CLOUD_LOCATION: "europe", GCLOUD_PROJECT: "bakery" };
    expect(told("google-vertex", undefined, { env: { ...place, ...env }, files: login })).toBe(expected);
  });

  it.each(["ollama", "lmstudio", "vllm"])("wants a key for %s without a block, or far away", (id) => {
    expect(told(id, undefined)).toBe("unset by variable");
    expect(told(id, { baseUrl: "https://far.example/v1" })).toBe("unset by variable");
  });

  it.each(["claude-cli", "codex", "google-gemini-cli"])("leaves %s to its login", (id) => {
    expect(credential(id, undefined).state).toBe("undecidable");
  });
});

describe("a variable that only a plugin reads, which may be installed", () => {
  const providers = ["deepseek", "groq", "mistral", "moonshot"];
  it.each(
    providers.flatMap((id): [string, string, unknown, string][] => [
      [id, "your-api-key", {}, "placeholder by variable"],
      [id, "***", {}, "redacted by variable"],
      [id, "$OTHER_KEY", {}, "unexpanded by variable"],
      [id, "test-not-a-key-0000", {}, "undecidable by variable"],
      // Without the plugin the block's own key goes out.
      [id, "your-api-key", { ...custom, apiKey: "test-not-a-key-0000" }, "set by config-key"],
    ]),
  )("%s: %s", (id, value, config, verdict) => {
    const name = `${id.toUpperCase()}_API_KEY`;
    expect(told(id, config, { env: { [name]: value } })).toBe(verdict);
    if (verdict.endsWith("by variable"))
      expect(told(id, config, { env: { [name]: value }, ...visible })).toBe("unset by variable");
  });
});
