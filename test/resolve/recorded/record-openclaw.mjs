/**
 * Runs every case of credential-cases.mjs through an installed OpenClaw and writes what it said.
 *   node test/resolve/recorded/record-openclaw.mjs NODE OPENCLAW.MJS OUTPUT.json [CASE...]
 * Each case has a throw-away home; the three commands are those of `COMMANDS`. Nothing of the machine is recorded.
 */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cases } from "./credential-cases.mjs";

const COMMANDS = {
  status: ["models", "status", "--check", "--json"],
  audit: ["secrets", "audit", "--check", "--json"],
  validate: ["config", "validate", "--json"],
};

const [node, openclaw, output, ...only] = process.argv.slice(2);
const wanted = Object.entries(cases).filter(([name]) => only.length === 0 || only.includes(name));
const results = {};
const queue = [...wanted];
await Promise.all([worker(), worker()]);
const sorted = Object.fromEntries(wanted.map(([name]) => [name, results[name]]));
const commands = Object.fromEntries(
  Object.entries(COMMANDS).map(([name, words]) => [name, `openclaw ${words.join(" ")}`]),
);
writeFileSync(output, `${JSON.stringify({ openclaw: "2026.9.6", commands, results: sorted }, null, 1)}\n`);

async function worker() {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [name, setting] = next;
    const home = mkdtempSync(join(tmpdir(), "clawlint-record-"));
    const folder = join(home, "shop");
    mkdirSync(folder);
    const place = (path) => (path.startsWith("~/") ? join(home, path.slice(2)) : join(folder, path.slice(2)));
    const config = {
      gateway: { mode: "local" },
      models: { providers: setting.providers },
      agents: { defaults: { model: { primary: setting.model } } },
      ...(setting.secrets === undefined ? {} : { secrets: setting.secrets }),
      ...(setting.configEnv === undefined ? {} : { env: setting.configEnv }),
    };
    const files = { "~/.openclaw/openclaw.json": JSON.stringify(config), ...setting.files };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(place(path)), { recursive: true });
      writeFileSync(place(path), text, { mode: 0o600 });
      if (setting.modes?.[path] !== undefined) chmodSync(place(path), setting.modes[path]);
    }
    const env = { HOME: home, PATH: process.env.PATH, SHELL: "/bin/sh", ...setting.env };
    const said = {};
    for (const [command, words] of Object.entries(COMMANDS))
      said[command] = told(command, await run(words, folder, env));
    results[name] = said;
    console.error(name, JSON.stringify(said));
    rmSync(home, { recursive: true, force: true });
  }
}

function run(words, cwd, env) {
  return new Promise((resolve) => {
    const child = spawn(node, [openclaw, ...words], { cwd, env, timeout: 90_000 });
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.on("close", (exit) => resolve({ exit, text }));
  });
}

/** What matters of an answer, free of paths and times. */
function told(command, { exit, text }) {
  let said;
  try {
    said = JSON.parse(text.slice(text.indexOf("{")));
  } catch {
    return { exit };
  }
  if (command === "status") {
    const { missingProvidersInUse = [], modelRouteIssues = [], providers = [] } = said.auth ?? {};
    return {
      exit,
      error: said.auth === undefined,
      missing: missingProvidersInUse.map((entry) => (typeof entry === "string" ? entry : entry.provider)),
      issues: modelRouteIssues.map((issue) => issue.kind),
      effective: providers.map((entry) => `${entry.provider}: ${entry.effective?.kind}`),
    };
  }
  if (command === "audit") return { exit, findings: (said.findings ?? []).map((finding) => finding.code) };
  return { exit, valid: said.valid, warnings: (said.warnings ?? []).map((warning) => warning.message) };
}
