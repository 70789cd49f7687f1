import { describe, expect, test } from "vitest";
import { runInMemory } from "../cli/run-in-memory.ts";

const OLD = "old-not-a-key";
const NEW = "new-not-a-key";
const UNIT = "home/.config/systemd/user/openclaw-gateway.service";
const unit = (lines: string) => `[Service]\nExecStart=/usr/bin/openclaw gateway run\n${lines}\n`;
const plist = (value: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>ProgramArguments</key><array><string>/usr/bin/openclaw</string></array><key>EnvironmentVariables</key><dict><key>OVENAI_API_KEY</key><string>${value}</string><key>ANTHROPIC_API_KEY</key><string>${value}</string><key>OPENCLAW_SERVICE_MANAGED_ENV_KEYS</key><string>OVENAI_API_KEY,ANTHROPIC_API_KEY</string></dict></dict></plist>\n`;
const PLIST = "home/Library/LaunchAgents/ai.openclaw.gateway.plist";
const MANAGED = "Environment=OPENCLAW_SERVICE_MANAGED_ENV_KEYS=OVENAI_API_KEY,ANTHROPIC_API_KEY";

const CONFIG = (release: string) => `{
  meta: { lastTouchedVersion: "${release}" },
  models: { providers: { ovenai: { baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}", models: [{ id: "rye-2", name: "Rye" }] } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2", fallbacks: ["anthropic/claude-sonnet-4-5"] } } },
}`;

interface Case {
  readonly name: string;
  readonly gateway: string;
  readonly files: Readonly<Record<string, string>>;
  readonly release?: string;
  readonly wins: "service" | ".env";
  readonly told?: boolean;
}

const both = (value: string) => `OVENAI_API_KEY=${value}\nANTHROPIC_API_KEY=${value}\n`;
const inline = (value: string) =>
  `Environment=OVENAI_API_KEY=${value}\nEnvironment=ANTHROPIC_API_KEY=${value}`;
const compose = (value: string) =>
  `services:\n  openclaw:\n    environment: { OVENAI_API_KEY: ${value}, ANTHROPIC_API_KEY: ${value} }\n    volumes: ["/home/baker/.openclaw:/home/node/.openclaw"]\n`;

/** Who wins, by target, release and place; a service that wins with another value is told. */
const CASES: readonly Case[] = [
  { name: "Environment=", gateway: "systemd", files: { [UNIT]: unit(inline(OLD)) }, wins: "service" },
  {
    name: "a drop-in",
    gateway: "systemd",
    files: { [UNIT]: unit(""), [`${UNIT}.d/key.conf`]: unit(inline(OLD)) },
    wins: "service",
  },
  {
    name: "EnvironmentFile=",
    gateway: "systemd",
    files: { [UNIT]: unit("EnvironmentFile=%h/till.env"), "home/till.env": both(OLD) },
    wins: "service",
  },
  {
    name: "environment.d",
    gateway: "systemd",
    files: { [UNIT]: unit(""), "home/.config/environment.d/1.conf": both(OLD) },
    wins: "service",
  },
  {
    name: "managed, 2026.9.6",
    gateway: "systemd",
    files: { [UNIT]: unit(`${inline(OLD)}\n${MANAGED}`) },
    wins: ".env",
  },
  {
    name: "managed, in a file",
    gateway: "systemd",
    files: { [UNIT]: unit(`EnvironmentFile=%h/till.env\n${MANAGED}`), "home/till.env": both(OLD) },
    wins: ".env",
  },
  {
    name: "managed, 2026.8.2",
    gateway: "systemd",
    release: "2026.8.2",
    files: { [UNIT]: unit(`${inline(OLD)}\n${MANAGED}`) },
    wins: ".env",
  },
  {
    name: "managed, 2026.7.35",
    gateway: "systemd",
    release: "2026.7.35",
    files: { [UNIT]: unit(`${inline(OLD)}\n${MANAGED}`) },
    wins: "service",
  },
  {
    name: "managed, 2026.5.5",
    gateway: "systemd",
    release: "2026.5.5",
    files: { [UNIT]: unit(`${inline(OLD)}\n${MANAGED}`) },
    wins: "service",
  },
  {
    name: "other names managed",
    gateway: "systemd",
    files: { [UNIT]: unit(`${inline(OLD)}\nEnvironment=OPENCLAW_SERVICE_MANAGED_ENV_KEYS=TILL_KEY`) },
    wins: "service",
  },
  {
    name: "the same value",
    gateway: "systemd",
    files: { [UNIT]: unit(inline(NEW)) },
    wins: "service",
    told: false,
  },
  { name: "a plist, managed", gateway: "launchd", files: { [PLIST]: plist(OLD) }, wins: "service" },
  {
    name: "a plist, the same value",
    gateway: "launchd",
    files: { [PLIST]: plist(NEW) },
    wins: "service",
    told: false,
  },
  { name: "Compose", gateway: "container", files: { "compose.yaml": compose(OLD) }, wins: "service" },
  {
    name: "Compose, the same value",
    gateway: "container",
    files: { "compose.yaml": compose(NEW) },
    wins: "service",
    told: false,
  },
];

describe("a copy in the service's definition and another value in .env", () => {
  test.each(CASES)("$gateway, $name: $wins", async ({ gateway, files, release = "2026.9.6", wins, told }) => {
    const all = new Map(
      Object.entries({ "openclaw.json": CONFIG(release), "home/.openclaw/.env": both(NEW), ...files }),
    );
    const run = (command: readonly string[]) =>
      runInMemory([...command, "openclaw.json", "--gateway", gateway, "--format", "json"], { files: all });
    const checked = await run(["check"]);
    const findings = JSON.parse(checked.stdout).files[0].findings.filter(
      ({ rule }: { rule: string }) => rule === "overridden-key",
    );
    // Once for the key of the config and once for the variable that OpenClaw reads by itself.
    expect(findings.map(({ severity }: { severity: string }) => severity)).toEqual(
      (told ?? wins === "service") ? ["warning", "warning"] : [],
    );
    const { variables } = JSON.parse((await run(["env"])).stdout);
    for (const { gateways } of variables) {
      const holders: readonly { layer: string; part: string }[] = gateways[0].holders;
      const winner = holders.find(({ part }) => part === "wins")?.layer;
      expect(winner === "state-env").toBe(wins === ".env");
      expect(holders.map(({ part }) => part).sort()).toEqual(["hidden", "wins"]);
    }
    expect(checked.stdout).not.toMatch(/(?:old|new)-not-a-key/u);
  });

  test("--dotenv stands above both", async () => {
    const files = new Map([
      ["openclaw.json", CONFIG("2026.9.6")],
      ["home/.openclaw/.env", both(NEW)],
      ["more.env", both(OLD)],
      [UNIT, unit(`${inline(OLD)}\n${MANAGED}`)],
    ]);
    const { stdout } = await runInMemory(
      ["env", "openclaw.json", "--gateway", "systemd", "--dotenv", "more.env", "--format", "json"],
      { files },
    );
    expect(JSON.parse(stdout).variables[0].gateways[0].from.layer).toBe("dotenv-option");
  });

  test("a blank line in .env takes a managed key away", async () => {
    const files = new Map([
      ["openclaw.json", CONFIG("2026.9.6")],
      ["home/.openclaw/.env", both("")],
      [UNIT, unit(`${inline(OLD)}\n${MANAGED}`)],
    ]);
    const { stdout } = await runInMemory(
      ["check", "openclaw.json", "--gateway", "systemd", "--format", "json"],
      { files },
    );
    const rules = JSON.parse(stdout).files[0].findings.map(({ rule }: { rule: string }) => rule);
    expect(rules.sort()).toEqual(["missing-credential", "unset-env"]);
  });
});
