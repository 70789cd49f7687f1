/**
 * Runs every case of credential-cases.mjs through an installed OpenClaw and writes what it said.
 *   node test/resolve/recorded/record-openclaw.mjs NODE OPENCLAW.MJS OUTPUT.json [--gateway] [CASE...]
 * Each case has a throw-away home. Without `--gateway` the three commands of `COMMANDS` are run; with it `gateway run`,
 * for the named cases, else for those whose recorded commands contradict one another first and then for the rest. What
 * OUTPUT has of other cases and commands stays. Nothing of the machine is recorded.
 */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { contradicts } from "./contradiction.mjs";
import { cases, KEY } from "./credential-cases.mjs";
import { GATEWAY, gatewaySection, runGateway, startProvider } from "./run-gateway.mjs";

const COMMANDS = {
  status: ["models", "status", "--check", "--json"],
  audit: ["secrets", "audit", "--check", "--json"],
  validate: ["config", "validate", "--json"],
};

const [node, openclaw, output, ...rest] = process.argv.slice(2);
const only = rest.filter((word) => word !== "--gateway");
const withGateway = rest.includes("--gateway");
const results = existsSync(output) ? JSON.parse(readFileSync(output, "utf8")).results : {};
const wanted = Object.keys(cases).filter((name) => only.length === 0 || only.includes(name));
if (withGateway) {
  // One at a time: a gateway takes a core for itself. Those that decide something come first.
  const split = (first) => wanted.filter((name) => contradicts(results[name]) === first);
  for (const name of [...split(true), ...split(false)]) {
    record(name, { gateway: await askGateway(cases[name]) });
  }
} else {
  const queue = [...wanted];
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift())
      record(name, await askCommands(cases[name]));
  };
  await Promise.all([worker(), worker()]);
}

/** Adds to what is known of a case and writes the file, so that a run that was stopped loses nothing. */
function record(name, said) {
  results[name] = { ...results[name], ...said };
  console.error(name, JSON.stringify(said));
  const sorted = Object.fromEntries(
    Object.keys(cases).flatMap((known) => (results[known] === undefined ? [] : [[known, results[known]]])),
  );
  const commands = Object.fromEntries(
    Object.entries({ ...COMMANDS, gateway: GATEWAY }).map(([id, words]) => [
      id,
      `openclaw ${words.join(" ")}`,
    ]),
  );
  writeFileSync(output, `${JSON.stringify({ openclaw: "2026.9.6", commands, results: sorted }, null, 1)}\n`);
}

async function askCommands(setting) {
  const { home, folder, env } = prepare(setting, { mode: "local" });
  const said = {};
  for (const [command, words] of Object.entries(COMMANDS))
    said[command] = told(command, await run(words, folder, env));
  rmSync(home, { recursive: true, force: true });
  return said;
}

/**
 * Starts the gateway on the case and asks it one question. The provider's host stays; its scheme becomes http, so that
 * the key it sends can be read, and a port of this machine becomes that of the provider that listens here.
 */
async function askGateway(setting) {
  const provider = await startProvider();
  const gateway = await gatewaySection();
  const reachable = JSON.stringify(setting.providers)
    .replaceAll("https://api.bakery.example", "http://api.bakery.example")
    .replaceAll(/127\.0\.0\.1:\d+/gu, `127.0.0.1:${provider.port}`);
  const { home, folder, env } = prepare({ ...setting, providers: JSON.parse(reachable) }, gateway);
  const { log, ...said } = await runGateway(node, openclaw, {
    cwd: folder,
    env: { ...env, ...provider.env, TMPDIR: home },
    port: gateway.port,
  });
  if (process.env.GATEWAY_LOG !== undefined) writeFileSync(process.env.GATEWAY_LOG, log, { flag: "a" });
  provider.stop();
  rmSync(home, { recursive: true, force: true });
  const sent = provider.sent.map((headers) => headers.map((header) => shown(header, setting)).join(", "));
  return { ...said, sent: [...new Set(sent)], tunnels: [...provider.tunnels].sort() };
}

/**
 * A header that carried a key: `<key>` for the case's key; as it is a text of the case, and words without digits, which
 * OpenClaw puts where no key is needed; anything else hidden.
 */
function shown(header, setting) {
  const [, name, scheme = "", value] = /^([\w-]+: )(Bearer )?(.*)$/u.exec(header) ?? [];
  if (value === KEY) return `${name}${scheme}<key>`;
  const texts = JSON.stringify([setting.providers, setting.env ?? {}, setting.files ?? {}]);
  const open = /^[A-Za-z_:-]+$/u.test(value) || texts.includes(JSON.stringify(value).slice(1, -1));
  return `${name}${scheme}${open ? value : "<other>"}`;
}

function prepare(setting, gateway) {
  const home = mkdtempSync(join(tmpdir(), "clawlint-record-"));
  const folder = join(home, "shop");
  mkdirSync(folder);
  const place = (path) => (path.startsWith("~/") ? join(home, path.slice(2)) : join(folder, path.slice(2)));
  const config = {
    gateway,
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
  return { home, folder, env: { HOME: home, PATH: process.env.PATH, SHELL: "/bin/sh", ...setting.env } };
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
