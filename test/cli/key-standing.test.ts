import { describe, expect, test } from "vitest";
import { runInMemory } from "./run-in-memory.ts";

const OVENAI = (apiKey: string, more = "") =>
  `ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", ${apiKey}models: [{ id: "rye-2", name: "Rye" }]${more} }`;

function bakery(providers: string, primary: string, more = ""): string {
  return `{ models: { providers: { ${providers} } }, ${more} agents: { defaults: { model: { primary: "${primary}" } } } }`;
}

const ENV = { OVENAI_API_KEY: "test-not-a-key", ANTHROPIC_API_KEY: "test-not-a-key" };
const FILE = 'secrets: { providers: { drawer: { source: "exec", command: "/bakery/drawer" } } },';

interface Case {
  readonly name: string;
  readonly config: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly key: "has-key" | "no-key" | "unknown";
}

/** Every way in which a key can be there, be missing, or be decided elsewhere. */
const CASES: readonly Case[] = [
  {
    name: "a variable",
    config: bakery(OVENAI('apiKey: "${OVENAI_API_KEY}", '), "ovenai/rye-2"),
    key: "has-key",
  },
  {
    name: "a literal",
    config: bakery(OVENAI('apiKey: "test-not-a-key-4711", '), "ovenai/rye-2"),
    key: "has-key",
  },
  { name: "OpenClaw's own variable", config: bakery("", "anthropic/claude-sonnet-5"), key: "has-key" },
  {
    name: "a local server",
    config: bakery(
      'ollama: { baseUrl: "http://127.0.0.1:11434", api: "ollama", models: [{ id: "rye", name: "Rye" }] }',
      "ollama/rye",
    ),
    key: "has-key",
  },
  { name: "no variable", config: bakery("", "anthropic/claude-sonnet-5"), env: {}, key: "no-key" },
  {
    name: "an empty variable",
    config: bakery("", "anthropic/claude-sonnet-5"),
    env: { ANTHROPIC_API_KEY: "" },
    key: "no-key",
  },
  {
    name: "example text",
    config: bakery("", "anthropic/claude-sonnet-5"),
    env: { ANTHROPIC_API_KEY: "YOUR_API_KEY" },
    key: "no-key",
  },
  {
    name: "a $NAME in a variable",
    config: bakery("", "anthropic/claude-sonnet-5"),
    env: { ANTHROPIC_API_KEY: "$OVEN" },
    key: "no-key",
  },
  { name: "a custom provider without apiKey", config: bakery(OVENAI(""), "ovenai/rye-2"), key: "no-key" },
  {
    name: "an unset variable",
    config: bakery(OVENAI('apiKey: "${OVENAI_API_KEY}", '), "ovenai/rye-2"),
    env: {},
    key: "no-key",
  },
  {
    name: "no environment",
    config: bakery("", "anthropic/claude-sonnet-5"),
    args: ["--gateway", "none"],
    key: "unknown",
  },
  {
    name: "no service",
    config: bakery("", "anthropic/claude-sonnet-5"),
    args: ["--gateway", "systemd"],
    key: "unknown",
  },
  {
    name: "no plist",
    config: bakery("", "anthropic/claude-sonnet-5"),
    args: ["--gateway", "launchd"],
    key: "unknown",
  },
  {
    name: "no container",
    config: bakery("", "anthropic/claude-sonnet-5"),
    args: ["--gateway", "container"],
    key: "unknown",
  },
  {
    name: "a Secret of the cluster",
    config: bakery("", "anthropic/claude-sonnet-5"),
    args: ["--gateway", "container", "--service-file", "pod.yaml"],
    files: {
      "pod.yaml":
        "apiVersion: v1\nkind: Pod\nmetadata: { name: openclaw }\nspec:\n  containers:\n    - name: openclaw\n      envFrom: [{ secretRef: { name: keys } }]\n",
    },
    key: "unknown",
  },
  {
    name: "a command that is not run",
    config: bakery(
      OVENAI('apiKey: { source: "exec", provider: "drawer", id: "rye" }, '),
      "ovenai/rye-2",
      FILE,
    ),
    files: { drawer: "#!/bin/sh\n" },
    key: "unknown",
  },
  {
    name: "a header",
    config: bakery(OVENAI("", ', headers: { Authorization: "Bearer test-not-a-key" }'), "ovenai/rye-2"),
    key: "unknown",
  },
  {
    name: "another tool's login",
    config: bakery("", "anthropic/claude-sonnet-5").replace(
      "defaults: {",
      'defaults: { models: { "anthropic/claude-sonnet-5": { agentRuntime: { id: "claude-cli" } } },',
    ),
    env: {},
    key: "unknown",
  },
  {
    name: "the SDK of AWS",
    config: bakery("", "amazon-bedrock/us.anthropic.claude-sonnet-5-v1"),
    key: "unknown",
  },
];

describe("each provider in use has a key, has none, or cannot be known", () => {
  test.each(CASES)("$name: $key", async ({ config, args = [], env = ENV, files = {}, key }) => {
    const all = new Map(Object.entries({ "openclaw.json": config, ...files }));
    const { stdout } = await runInMemory(["check", "--format", "json", ...args], { files: all, env });
    const report = JSON.parse(stdout);
    expect(report.files[0].keys).toMatchObject([{ key, why: expect.stringMatching(/\S/u) }]);
    expect(report.summary.unknownKeys).toBe(key === "unknown" ? 1 : 0);
    const pretty = (await runInMemory(["check", ...args], { files: all, env })).stdout;
    expect(pretty.includes("the key of 1 provider in use cannot be known here")).toBe(key === "unknown");
    expect(stdout + pretty).not.toMatch(/not-a-key-4711|Bearer test/u);
  });

  test.each(CASES)(
    "--fail-on-unknown with $name",
    async ({ config, args = [], env = ENV, files = {}, key }) => {
      const all = new Map(Object.entries({ "openclaw.json": config, ...files }));
      const code = async (more: readonly string[]) =>
        (await runInMemory(["check", "--fail-on", "never", ...args, ...more], { files: all, env })).code;
      expect(await code([])).toBe(0);
      expect(await code(["--fail-on-unknown"])).toBe(key === "unknown" ? 1 : 0);
      all.set("clawlint.config.json5", "{ failOnUnknown: true }");
      expect(await code([])).toBe(key === "unknown" ? 1 : 0);
    },
  );

  test("of a fragment and of broken text nothing is said", async () => {
    const files = new Map([
      ["openclaw.json", "{ models: "],
      ["models.json5", '{ providers: { ovenai: { apiKey: "${OVENAI_API_KEY}" } } }'],
    ]);
    const { stdout } = await runInMemory(["check", "openclaw.json", "--format", "json"], { files });
    expect(JSON.parse(stdout).files[0].keys).toBeUndefined();
  });

  test("a switch takes no value", async () => {
    const files = new Map([["openclaw.json", "{}"]]);
    const { code, stderr } = await runInMemory(["check", "--fail-on-unknown=yes"], { files });
    expect(code).toBe(2);
    expect(stderr).toContain("--fail-on-unknown takes no value");
  });
});
