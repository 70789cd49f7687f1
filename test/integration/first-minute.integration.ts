import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../cli/run-cli.ts";
import { pack } from "./packed.ts";
import { atTerminal } from "./terminal.ts";
import { describeWith, must, run } from "./tools.ts";

const KEY = "sk-ant-test-not-a-key-51c2";
const OVEN_KEY = "test-not-a-key-7e0a";
const ACCOUNT = "0123456789abcdef0123456789abcdef";

/** The command as npm installs it from the tarball, the only thing that these people have. */
let bin: string;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clawlint-first-minute-"));
  const tarball = pack(folder);
  must("npm", ["install", "--global", "--prefix", folder, "--no-audit", "--no-fund", tarball], {
    cwd: folder,
  });
  bin = join(folder, "bin");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OWNER = `// The bakery
{
  models: { providers: { ovenai: {
    baseURL: "https://api.ovenai.example/v1", // the oven
    api: "openai-completions",
    apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: { defaults: { model: { primary: "ovenai/rye-3" } } },
}
`;

describeWith(["script", "npm"], "an owner with a config that does not work", () => {
  test("goes from the first report to a clean one by what it says", async () => {
    const home = temporaryFolder({
      ".openclaw/openclaw.json": OWNER,
      ".config/systemd/user/openclaw-gateway.service": "[Service]\nExecStart=/usr/bin/openclaw gateway\n",
      "bin/openclaw": '#!/bin/sh\necho "$@" > "$HOME/ran"\n',
    });
    chmodSync(join(home.path, ".openclaw/openclaw.json"), 0o600);
    chmodSync(join(home.path, "bin/openclaw"), 0o755);
    const env = { HOME: home.path, PATH: `${bin}:${join(home.path, "bin")}:${process.env["PATH"] ?? ""}` };
    const clawlint = (...args: readonly string[]) => run("clawlint", args, { cwd: home.path, env });

    const first = clawlint();
    expect(first.code).toBe(1);
    for (const words of [
      'Did you mean "baseUrl"?',
      'Did you mean "ovenai/rye-2"?',
      "Put OVENAI_API_KEY=… into",
    ])
      expect(first.words).toContain(words);

    const diff = clawlint("--diff");
    expect(diff.words).toContain("would rename it to baseUrl");
    expect(readFileSync(join(home.path, ".openclaw/openclaw.json"), "utf8")).toBe(OWNER);
    const fixed = clawlint("--fix=unsafe");
    expect(fixed.words).toContain("2 repairs made");
    const text = readFileSync(join(home.path, ".openclaw/openclaw.json"), "utf8");
    expect(text).toBe(OWNER.replace("baseURL", "baseUrl").replace("rye-3", "rye-2"));

    const needed = clawlint("env", "--gateway", "shell", "--gateway", "systemd");
    expect(needed.words).toContain("OVENAI_API_KEY  shell    not set");
    const { code, screen, left, broken } = await atTerminal(
      "clawlint onboard --repair",
      [
        ["Value of OVENAI_API_KEY", `${OVEN_KEY}\r`],
        ["Write OVENAI_API_KEY into", "\r"],
        ["Restart the gateway now", "\r"],
      ],
      { home: home.path, env, columns: 80 },
    );
    expect({ code, left, broken, screen: code === 0 ? "" : screen }).toEqual({
      code: 0,
      left: 0,
      broken: [],
      screen: "",
    });
    expect(screen).not.toContain(OVEN_KEY);
    expect(readFileSync(join(home.path, "ran"), "utf8")).toBe("gateway restart\n");
    expect(clawlint("--gateway", "systemd").words).toContain("no problems found");
    const route = clawlint("route");
    expect(route.words).toContain("→ POST https://api.ovenai.example/v1/chat/completions  rye-2");
    home.remove();
  });
});

describeWith(["script", "npm"], "a first Cloudflare set-up at a terminal", () => {
  test.each([80, 120])("of %d columns", async (columns) => {
    const home = temporaryFolder({
      ".openclaw/openclaw.json": "{ agents: { defaults: { model: 'anthropic/claude-opus-5' } } }\n",
      ".openclaw/.env": "ANTHROPIC_API_KEY=sk-ant-test-not-a-key-0000\n",
    });
    for (const name of ["openclaw.json", ".env"]) chmodSync(join(home.path, ".openclaw", name), 0o600);
    const { code, screen, left, lines, broken } = await atTerminal(
      "clawlint onboard",
      [
        ["Which provider?", "\r"],
        ["Cloudflare account id", `${KEY}\r`],
        ["This is a key; it has a question of its own", `${"\u007f".repeat(KEY.length)}${ACCOUNT}\r`],
        ["Gateway id", "bakery\r"],
        ["Is the gateway authenticated", "n"],
        ["API key of the upstream provider", `Bearer ${KEY}\r`],
        ["There is a space inside the key", `${"\u007f".repeat(KEY.length + 7)}${KEY}\r`],
        ["Make cloudflare-ai-gateway/claude-sonnet-4-6 the default model?", "\r"],
        ["Keep anthropic/claude-opus-5 as the first fallback?", "\r"],
        ["Write ", "\r"],
      ],
      { home: home.path, columns, env: { PATH: `${bin}:${process.env["PATH"] ?? ""}` } },
    );
    expect({ code, left, broken, screen: code === 0 ? "" : screen }).toEqual({
      code: 0,
      left: 0,
      broken: [],
      screen: "",
    });
    const shown = lines.join("\n");
    expect(shown).toContain("no problems found in 1 config");
    expect(shown.replace(/\s+/gu, " ")).toContain("now the first fallback");
    expect(shown.replace(/\s+/gu, "")).toContain(
      `→POSThttps://gateway.ai.cloudflare.com/v1/${ACCOUNT}/bakery/anthropic/v1/messages`,
    );
    expect(shown).toContain("openclaw gateway restart");
    expect(shown).toContain("•".repeat(8));
    expect(shown).not.toContain("•".repeat(9));
    // It was typed into the wrong question once, and is shown there as any text is; nowhere else, and in no file but .env.
    const config = readFileSync(join(home.path, ".openclaw/openclaw.json"), "utf8");
    expect(config).not.toContain(KEY);
    expect(config).toContain("fallbacks: ['anthropic/claude-opus-5']");
    expect(readFileSync(join(home.path, ".openclaw/.env"), "utf8")).toContain(
      `CLOUDFLARE_AI_GATEWAY_API_KEY=${KEY}\n`,
    );
    home.remove();
  });

  test("init asks, and writes where OpenClaw loads", async () => {
    const home = temporaryFolder({});
    const { code, left, broken } = await atTerminal(
      "clawlint init",
      [["Which provider?", "\u001b[B\u001b[B\u001b[B\r"]],
      {
        home: home.path,
        columns: 80,
        env: { PATH: `${bin}:${process.env["PATH"] ?? ""}` },
      },
    );
    expect({ code, left, broken }).toEqual({ code: 0, left: 0, broken: [] });
    expect(readFileSync(join(home.path, ".openclaw/openclaw.json"), "utf8")).toContain(
      "${ANTHROPIC_API_KEY}",
    );
    home.remove();
  });
});

describeWith(["script", "npm"], "the report at a terminal", () => {
  test.each([60, 80, 120])("of %d columns breaks no line, and its carets stand right", async (columns) => {
    const home = temporaryFolder({
      "openclaw.json": OWNER.replace("Rye 2", "ライ麦パン二号・自家製酵母・全粒粉・三日発酵・石窯焼き"),
    });
    const { code, lines, broken } = await atTerminal("clawlint", [], {
      home: home.path,
      columns,
      env: { PATH: `${bin}:${process.env["PATH"] ?? ""}`, NO_COLOR: "1" },
    });
    expect({ code, broken }).toEqual({ code: 1, broken: [] });
    const at = lines.findIndex((line) => line.includes("[unknown-key]"));
    const frame = lines.slice(at).find((line) => line.includes("baseURL:"));
    const carets = lines.slice(at).find((line) => line.includes("^^^^^^^"));
    expect(frame).toBeDefined();
    expect(carets?.indexOf("^")).toBe(frame?.indexOf("baseURL"));
    home.remove();
  });
});

describeWith(["script", "npm"], "a run of more than two seconds at a terminal", () => {
  test("says how far it is, on one line, until somebody stops it", async () => {
    const provider = (index: number) =>
      `oven${index}: { baseUrl: "https://api.ovenai.example/v1", api: "openai", models: [{ id: "rye-2", name: "Rye 2" }] }`;
    const large = `{ models: { providers: { ${Array.from({ length: 100 }, (_, index) => provider(index)).join(", ")} } } }`;
    const files = Array.from({ length: 900 }, (_, index) => [`${index}/openclaw.json`, large] as const);
    const home = temporaryFolder(Object.fromEntries(files));
    const { code, screen, left, lines, broken } = await atTerminal(
      "clawlint . --gateway none",
      [[" of 900 configs", "\u0003"]],
      { home: home.path, columns: 80, env: { PATH: `${bin}:${process.env["PATH"] ?? ""}` } },
    );
    home.remove();
    // Stopped by the person, who saw the count and no finding yet.
    expect({ code, left, broken }).toEqual({ code: 130, left: 0, broken: [] });
    expect(screen).not.toContain("[invalid-value]");
    const shown = lines.filter((line) => line.includes("configs"));
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(/^clawlint: \d+ of 900 configs/u);
  });
});

describeWith(["npm", "git"], "CI and hooks", () => {
  test("a renamed variable and a key in the index are caught, and nothing needs a secret", () => {
    const repository = temporaryFolder({
      "openclaw.json": OWNER.replace("baseURL", "baseUrl").replace("rye-3", "rye-2"),
    });
    const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const at = { cwd: repository.path, env };
    must("git", ["init", "--quiet"], at);
    writeFileSync(
      join(repository.path, ".env.example"),
      must("clawlint", ["env", "openclaw.json", "--required"], at).stdout,
    );
    must("git", ["add", "--all"], at);
    const check = () =>
      run("clawlint", ["check", ".", "--env-names", "@.env.example", "--format", "github"], at);
    expect(check()).toMatchObject({ code: 0, stdout: "" });
    const config = readFileSync(join(repository.path, "openclaw.json"), "utf8");
    writeFileSync(join(repository.path, "openclaw.json"), config.replace("OVENAI_API_KEY", "OVEN_KEY"));
    const renamed = check();
    expect(renamed.code).toBe(1);
    expect(renamed.stdout).toMatch(
      /^::error file=openclaw\.json,line=6,.*::openclaw\.json:6:\d+: OVEN_KEY is not set/u,
    );
    writeFileSync(join(repository.path, "openclaw.json"), config.replace("${OVENAI_API_KEY}", KEY));
    must("git", ["add", "--all"], at);
    const hook = run("clawlint", ["check", "--changed", "--gateway", "none", "openclaw.json"], at);
    expect(hook.code).toBe(1);
    expect(hook.words).toContain("[literal-secret]");
    expect(hook.words).not.toContain(KEY);
    repository.remove();
  });
});
