import { expect, test } from "vitest";
import { FORMATS } from "../../src/report/formats.ts";
import { seeded } from "../parse/mutations.ts";
import { runInMemory } from "./run-in-memory.ts";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** Secrets for every layer and place; the same shapes each time, other characters. */
function plant(random: () => number): {
  files: Map<string, string>;
  env: Record<string, string>;
  values: string[];
} {
  const values: string[] = [];
  const secret = (prefix = "") => {
    const value =
      prefix +
      Array.from({ length: 28 }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join("");
    values.push(value.slice(prefix.length));
    return value;
  };
  const config = `{
  // old key: ${secret("sk-")}
  env: { vars: { OVENAI_API_KEY: "${secret()}", GITHUB_TOKEN: "${secret("ghp_")}", A: "\${${"B"}}" } },
  secrets: { providers: { drawer: { source: "file", path: "~/.openclaw/drawer.json" } } },
  models: { providers: {
    ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye" }],
      headers: { Authorization: "Bearer: ${secret()}", "X-Token": "${secret()}" } },
    anthropic: { apiKey: "${secret("sk-or-v1-")}" },
    openai: { apiKey: "${secret("sk-proj-")}", nope: "${secret()}" },
    xai: { apiKey: { source: "file", provider: "drawer", id: "/xai" } },
    google: { apiKey: 'env:${secret("q")}' },
    groq: { baseUrl: "https://baker:${secret()}@api.groq.com/openai/v1", api: "${secret("gsk_")}", models: [] },
  } },
  agents: { defaults: { model: { primary: "ovenai/rye-2", fallbacks: ["anthropic/claude-opus-5", "xai/grok-4"] } } },
  gateway: { auth: { mode: "token", token: "${secret()}" } },
}`;
  const files = new Map([
    ["openclaw.json", config],
    ["broken.json", config.replace('", GITHUB_TOKEN', ", GITHUB_TOKEN")],
    [".env", `MISTRAL_API_KEY=${secret()}\nOVENAI_OTHER=${secret()}\nnot a line ${secret()}\n`],
    ["more.env", `EXTRA_KEY="${secret()}"\n`],
    ["home/.openclaw/.env", `XAI_API_KEY=${secret("xai-")}\nexport GROQ_API_KEY='${secret("gsk_")}'\n`],
    ["home/.config/openclaw/gateway.env", `XAI_API_KEY=${secret("xai-")}\n`],
    ["home/.openclaw/drawer.json", `{ "xai": "${secret("xai-")}" }`],
    [
      "home/.config/systemd/user/openclaw-gateway.service",
      `[Service]\nExecStart=/usr/bin/openclaw gateway run\nEnvironment="OVENAI_API_KEY=${secret()}" BAD${secret()}\nEnvironmentFile=-%h/unit.env\n`,
    ],
    ["home/unit.env", `OPENAI_API_KEY=${secret()}\n${secret()}\n`],
    [
      "compose.yaml",
      `services:\n  openclaw-gateway:\n    environment:\n      OVENAI_API_KEY: ${secret()}\n      OPENAI_API_KEY: \${MISSING:-${secret()}}\n`,
    ],
  ]);
  const env = { ANTHROPIC_API_KEY: secret("sk-ant-"), GEMINI_API_KEY: secret("AIza"), OPENAI_API_KEY: "" };
  return { files, env, values };
}

const COMMANDS: readonly (readonly string[])[] = [
  ...["shell", "systemd", "container", "none"].map((gateway) => [
    "check",
    "openclaw.json",
    "broken.json",
    "--gateway",
    gateway,
    "--dotenv",
    "more.env",
    ...FORMATS.flatMap((format) => ["--report", `${format}=${format}.out`]),
  ]),
  ["check", "openclaw.json", "--openclaw-version", "2026.2.9"],
  ["env", "openclaw.json", "--gateway", "shell", "--gateway", "systemd", "--gateway", "container"],
  ["env", "openclaw.json", "--format", "json"],
  ["env", "openclaw.json", "--required"],
  ["explain", "models.providers.ovenai.apiKey", "openclaw.json"],
  ["explain", "XAI_API_KEY", "openclaw.json", "--gateway", "systemd"],
  ["explain", "OPENAI_API_KEY", "openclaw.json"],
  ["explain", "models.providers.anthropic", "openclaw.json"],
  ["explain", "models.providers.groq.baseUrl", "openclaw.json"],
  ...["ref", "plaintext"].map((mode) => [
    ...["onboard", "--non-interactive", "--auth-choice", "groq-api-key", "--config", "openclaw.json"],
    ...["--secret-input-mode", mode, "--force", "--dry-run"],
  ]),
];

/** Stronger than looking for the values: what is printed does not depend on them at all. */
test("no output depends on a secret's value, in any command, format and layer", async () => {
  for (let seed = 1; seed <= 6; seed += 1) {
    const [one, other] = [plant(seeded(seed)), plant(seeded(seed + 1000))];
    for (const args of COMMANDS) {
      const runs = await Promise.all([one, other].map(({ files, env }) => runInMemory(args, { files, env })));
      const [first, second] = runs.map(({ stdout, stderr, written }) => [stdout, stderr, written]);
      expect(first, args.join(" ")).toEqual(second);
      expect(first?.join("").length, args.join(" ")).toBeGreaterThan(10);
      for (const value of one.values) expect(first?.join("")).not.toContain(value);
    }
  }
}, 60_000);
