import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import schema from "../../schema/report.schema.json" with { type: "json" };
import { runCli, temporaryFolder } from "./run-cli.ts";
import { runInMemory } from "./run-in-memory.ts";

const CONFIG = `{
  meta: { lastTouchedVersion: "2026.4.15" },
  commands: { ownerDisplay: "hash" },
  models: { providers: { ovenai: {
    baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  channels: { discord: { enabled: true, token: "\${BAKERY_DISCORD}" }, line: { enabled: false } },
  agents: { defaults: { model: { primary: "ovenai/rye-2", fallbacks: ["deepseek/deepseek-chat"] } } },
}
`;

const ENV = { OVENAI_API_KEY: "not-a-key", BAKERY_DISCORD: "not-a-key", DEEPSEEK_API_KEY: "not-a-key" };

const upgrade = (text: string, ...args: readonly string[]) =>
  runInMemory(["upgrade", ...args], { files: new Map([["openclaw.json", text]]), env: ENV });

async function planned(text: string, ...args: readonly string[]) {
  const { stdout, code } = await upgrade(text, "--format", "json", ...args);
  return { plan: JSON.parse(stdout), code };
}

describe("clawlint upgrade", () => {
  const folder = temporaryFolder({ "openclaw.json": CONFIG });
  let run: Awaited<ReturnType<typeof runCli>>;
  beforeAll(async () => {
    run = await runCli(["upgrade", "--to", "2026.9.6"], { cwd: folder.path, env: ENV });
  });
  afterAll(folder.remove);

  it("says what is mended, what leaves, what --fix does, and how it ends", () => {
    expect(run.stderr).toBe("");
    expect(run.code).toBe(1);
    expect(run.stdout).toMatchInlineSnapshot(`
      "openclaw.json: OpenClaw 2026.4.15 (meta.lastTouchedVersion) to 2026.9.6 (asked for)

      Repaired by the gateway at its next start
        openclaw.json:3:15 commands.ownerDisplay left OpenClaw in 2026.8.1; nothing replaces it. [retired-key]

      No longer part of OpenClaw
        provider deepseek (agents.defaults.model.fallbacks[0]), since after 2026.6.8
          openclaw plugins install @openclaw/deepseek-provider (openclaw update does this by itself)
        channel discord (channels.discord), since after 2026.4.29
          openclaw plugins install @openclaw/discord (openclaw update does this by itself)

      clawlint check --fix --openclaw-version 2026.9.6
        commands.ownerDisplay: take it out [retired-key]

      The requests of 2026.4.15 were not measured: what changes on the wire is not known. Environment: shell.
      The new gateway starts once it has repaired this config by itself; a read-only config does not start. 2 things need a hand.
      "
    `);
  });

  it("gives programs the whole of it, by the schema", async () => {
    const { plan, code } = await planned(CONFIG);
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
    ajv.addSchema(schema, "report");
    const isUpgrade = ajv.getSchema("report#/definitions/upgrade");
    expect(isUpgrade?.(plan), JSON.stringify(isUpgrade?.errors)).toBe(true);
    expect(code).toBe(1);
    expect(plan).toMatchObject({
      from: { value: "2026.4.15" },
      to: { value: "2026.9.6", why: "newest known" },
      starts: "mended",
      byHand: 2,
      refusals: [{ by: "gateway", new: true, fixed: true, finding: { path: "/commands/ownerDisplay" } }],
      routes: { measured: { from: false, to: true } },
    });
  });

  it("has nothing to say of what stays as it is", async () => {
    const plain = CONFIG.replace("2026.4.15", "2026.9.5")
      .replace('ownerDisplay: "hash"', "")
      .replace(', fallbacks: ["deepseek/deepseek-chat"]', "");
    const { plan, code } = await planned(plain, "--to", "2026.9.6");
    expect(plan).toMatchObject({ starts: "as-is", byHand: 0, refusals: [], plugins: [], problems: [] });
    expect(code).toBe(0);
  });

  it("names plugins for searching, speaking and media that leave, and none that is off", async () => {
    const text = CONFIG.replace(
      "commands: {",
      'tools: { web: { search: { provider: "brave" } }, media: { models: [{ provider: "groq", model: "whisper-large-v3" }] } }, messages: { tts: { provider: "gradium" } }, plugins: { entries: { acpx: { enabled: false }, diffs: {} } }, commands: {',
    );
    const { plan } = await planned(text);
    const found = (plan.plugins as readonly { id: string; package?: string }[]).map(
      ({ id, package: name }) => [id, name],
    );
    expect(found).toEqual(
      expect.arrayContaining([
        ["brave", "@openclaw/brave-plugin"],
        ["groq", "@openclaw/groq-provider"],
        ["gradium", "@openclaw/gradium-speech"],
        ["diffs", "@openclaw/diffs"],
      ]),
    );
    expect(found.map(([id]) => id)).not.toContain("acpx");
  });

  it("counts what the gateway would mend as a hand's work where it cannot write", async () => {
    const { plan } = await planned(CONFIG, "--read-only");
    expect(plan).toMatchObject({ starts: "no", byHand: 3, refusals: [{ by: "doctor" }] });
  });

  it("leaves what the gateway of an older release would not mend to openclaw doctor", async () => {
    const text = CONFIG.replace("2026.4.15", "2026.2.9").replace(
      'commands: { ownerDisplay: "hash" }',
      'gateway: { token: "not-a-key" }',
    );
    const { plan } = await planned(text, "--to", "2026.7.35");
    expect(plan.refusals).toMatchObject([{ finding: { path: "/gateway/token" }, new: false }]);
    expect(plan.refusals[0].by).not.toBe("gateway");
  });

  it("tells what the older release refuses, too", async () => {
    const { plan } = await planned(CONFIG.replace("commands:", "crumbs: 1, commands:"));
    expect(plan.starts).toBe("no");
    expect(plan.refusals).toContainEqual(
      expect.objectContaining({
        by: "hand",
        new: false,
        finding: expect.objectContaining({ path: "/crumbs" }),
      }),
    );
  });

  it("names the successors of retired models", async () => {
    const { plan, code } = await planned(
      CONFIG.replace("ovenai/rye-2", "google/gemini-2.0-flash"),
      "--to",
      "2026.9.6",
    );
    expect(plan.models).toMatchObject([
      { path: "/agents/defaults/model/primary", reference: "google/gemini-2.0-flash", refused: true },
    ]);
    expect(plan.models[0].successor).toMatch(/^google\//u);
    expect(code).toBe(1);
  });

  it("says which models OpenClaw writes in place of others, where it mends the config, and only there", async () => {
    const text = CONFIG.replace('ovenai/rye-2", fallbacks', 'anthropic/claude-sonnet-4-5", fallbacks');
    const { plan } = await planned(text);
    expect(plan.rewritten).toEqual([
      {
        path: "/agents/defaults/model/primary",
        reference: "anthropic/claude-sonnet-4-5",
        becomes: "anthropic/claude-sonnet-4-6",
      },
    ]);
    const { plan: left } = await planned(text.replace('ownerDisplay: "hash"', ""));
    expect(left.routes.changed).toEqual([]);
    expect(left.fix.repairs).toMatchObject([{ title: "write anthropic/claude-sonnet-4-6" }]);
    expect(left.rewritten).toEqual([]);
    expect((await planned(text, "--to", "2026.7.35")).plan.rewritten).toEqual([]);
  });

  it("leaves to the gateway the retired models that it replaces by itself", async () => {
    const { plan } = await planned(
      CONFIG.replace('ovenai/rye-2", fallbacks', 'google/gemini-3-pro-preview", fallbacks'),
    );
    expect(plan.refusals).toContainEqual(
      expect.objectContaining({
        by: "gateway",
        fixed: true,
        finding: expect.objectContaining({ rule: "retired-model" }),
      }),
    );
    expect(plan.models).toMatchObject([{ successor: "google/gemini-3.1-pro-preview" }]);
  });

  it("compares the requests where both were measured, through what moves", async () => {
    const list = CONFIG.replace("2026.4.15", "2026.9.6").replace(
      "agents: {",
      'agents: { list: [{ id: "ada", model: "ovenai/rye-2" }],',
    );
    const { plan } = await planned(list, "--to", "2026.9.6");
    expect(plan.routes).toMatchObject({ measured: { from: true, to: true }, changed: [] });
    expect(plan.routes.same).toBeGreaterThan(1);
  });

  it("claims no change where a login decides in one of the two", async () => {
    const { plan } = await planned(
      CONFIG.replace("2026.4.15", "2026.5.5").replace("deepseek/deepseek-chat", "github-copilot/gpt-5.5"),
      "--to",
      "2026.9.6",
    );
    expect(plan.routes).toMatchObject({
      measured: { from: true, to: true },
      same: 1,
      unmeasured: 1,
      changed: [],
    });
  });

  it("claims nothing of a reference that a plugin decides in both", async () => {
    const { plan } = await planned(
      CONFIG.replace("2026.4.15", "2026.9.6").replace(
        "deepseek/deepseek-chat",
        "cloudflare-ai-gateway/claude-sonnet-4-5",
      ),
      "--to",
      "2026.9.6",
    );
    expect(plan.routes).toMatchObject({ same: 1, unmeasured: 1, changed: [] });
  });

  it("asks for the older release where the config does not name it, and goes forwards only", async () => {
    const bare = CONFIG.replace('meta: { lastTouchedVersion: "2026.4.15" },', "");
    expect(await upgrade(bare)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("name it: --from 2026.5.5"),
    });
    expect((await planned(bare, "--from", "2026.4.15")).plan.from.value).toBe("2026.4.15");
    expect((await upgrade(CONFIG, "--to", "2026.3.13")).stderr).toContain("leads backwards");
    expect((await upgrade(CONFIG, "--to", "soon")).code).toBe(2);
    expect((await upgrade(CONFIG, "--openclaw-version", "2026.9.6")).stderr).toContain("--from and --to");
    expect((await upgrade("{ meta: ")).code).toBe(3);
  });

  it("speaks Markdown in which nothing of the config is markup", async () => {
    const text = CONFIG.replace("commands: {", "'[x](http://oven.example)<b>': 1, commands: {");
    const { stdout } = await upgrade(text, "--format", "markdown");
    expect(stdout).toContain("### openclaw.json: OpenClaw 2026.4.15 to 2026.9.6");
    expect(stdout).toContain("#### No longer part of OpenClaw");
    expect(stdout).not.toContain("<b>");
    expect(stdout).not.toContain("](http");
  });

  it("shows no secret, whatever holds it", async () => {
    const secret = `sk-ant-api03-${"x1".repeat(20)}`;
    const text = CONFIG.replace("not-a-key", secret)
      .replace('"hash"', `"${secret}"`)
      .replace("discord:", `"${secret}": { enabled: true }, discord:`)
      .replace("ovenai/rye-2", `ovenai/${secret}`)
      .replace("commands: {", `commands: { "${secret}": 1,`);
    for (const format of ["pretty", "json", "markdown"]) {
      const { stdout, stderr } = await upgrade(text, "--format", format);
      expect(stdout + stderr).not.toContain("x1x1");
    }
  });
});
