// Measures the language service and the server where an editor feels them: CPU after a key, completion, hover, all
// repairs, the server's start and memory.
//
//   npm run bench:editor [-- --rounds 15] [--check]
//
// CPU milliseconds (user and system), medians; `initialize` as a ratio to an empty Node, both in turn. --check: exit 1
// when a budget is missed. Trust CPU and ratios: wall times depend on the machine.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import "./bootstrap.mjs";

const root = join(import.meta.dirname, "..");
const library = await import(join(root, "dist", "library", "index.js"));
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "40" }, check: { type: "boolean", default: false } },
});
const rounds = Number(values.rounds);
const missed = [];
/** Rounds that are not counted: an editor has typed before. */
const WARM = 20;

/** A valid config but for one slip, of about so many rows of 180 bytes. */
function config(rows) {
  const models = Array.from(
    { length: rows },
    (_, index) => `        {
          id: "rye-${index}", name: "Rye ${index}", // dark
          reasoning: ${index % 2 === 0}, input: ["text", 'image'],
          cost: { input: 0.${index + 10}, output: 1.${index}, cacheRead: 0, cacheWrite: 0 },
          contextWindow: ${128000 + index}, maxTokens: 8192,
        },`,
  ).join("\n");
  const allow = Array.from(
    { length: rows },
    (_, index) => `        "ovenai/rye-${index}": { alias: "rye${index}" },`,
  ).join("\n");
  return `{
  models: { providers: { ovenai: {
    baseURL: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
    headers: { "x-oven": 5 },
    models: [
${models}
    ],
  } } },
  agents: {
    defaults: { model: { primary: "ovenai/rye-0", fallbacks: ["ovenai/rye-1"] }, models: {
${allow}
    } },
    entries: { till: { model: "ovenai/rye-2" } },
  },
}
`;
}

function median(list) {
  return list.toSorted((one, other) => one - other)[list.length >> 1];
}

function cpu(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function say(name, value, most, unit = "ms") {
  const isMet = value <= most;
  if (!isMet) missed.push(name);
  console.log(
    `${name.padEnd(46)} ${value.toFixed(1)} ${unit}  (budget ${most}: ${isMet ? "met" : "MISSED"})`,
  );
}

for (const [size, rows, budget] of [
  ["10 KB", 38, { key: 5, complete: 8, hover: 5, fix: 100 }],
  ["100 KB", 385, { key: 25, complete: 30, hover: 10, fix: 500 }],
]) {
  const text = config(rows);
  const path = "/bakery/openclaw.json";
  const service = new library.ConfigService({ host: library.createMemoryHost({ cwd: "/bakery" }) });
  const places = ["openai-completions", "headers:", '"ovenai/rye-1"', "${OVENAI"].map(
    (part) => text.indexOf(part) + 3,
  );
  let version = 0;
  const type = () => {
    version += 1;
    service.setText(path, `${text}${" ".repeat(version % 7)}`, version);
  };
  const times = { key: [], complete: [], hover: [], fix: [] };
  for (let round = 0; round < rounds + WARM; round += 1) {
    const warm = round >= WARM;
    const key = cpu(() => {
      type();
      library.diagnosticsOf(service, path);
    });
    const view = service.view(path);
    const place = places[round % places.length];
    // The first question after a key, which makes the tree for the schema's part.
    const completed = cpu(() => library.complete(view, place));
    const hovered = cpu(() => library.hover(service.host, view, place));
    if (!warm) continue;
    times.key.push(key);
    times.complete.push(completed);
    times.hover.push(hovered);
    if (round % 3 === 0) times.fix.push(cpu(() => library.fixAll(view, false)));
  }
  console.log(`${size} (${Buffer.byteLength(text)} bytes), CPU`);
  for (const [name, words] of Object.entries({
    key: "diagnostics after a key",
    complete: "completion after a key",
    hover: "hover",
    fix: "all safe repairs",
  }))
    say(`  ${words}`, median(times[name]), budget[name]);
}

/** Starts the server, and gives the milliseconds until it answers `initialize`; with a text, its memory after that too. */
function start(text) {
  return new Promise((resolve) => {
    const begin = performance.now();
    const child = spawn(process.execPath, [join(root, "dist", "cli.js"), "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    const send = (message) => {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    let said = "";
    let answered;
    child.stdout.on("data", (data) => {
      said += data;
      if (answered === undefined && said.includes('"id":1')) {
        answered = performance.now() - begin;
        if (text === undefined) {
          child.kill();
          resolve({ answered });
          return;
        }
        send({ method: "initialized", params: {} });
        const uri = "file:///bakery/openclaw.json";
        send({
          method: "textDocument/didOpen",
          params: { textDocument: { uri, languageId: "json5", version: 1, text } },
        });
        for (let id = 2; id < 12; id += 1)
          send({
            id,
            method: "textDocument/completion",
            params: { textDocument: { uri }, position: { line: 2, character: 60 } },
          });
      }
      if (said.includes('"id":11')) {
        const memory =
          Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;
        child.kill();
        resolve({ answered, memory });
      }
    });
    send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
  });
}

const starts = [];
const empty = [];
for (let round = 0; round < rounds; round += 1) {
  const begin = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  empty.push(performance.now() - begin);
  starts.push((await start()).answered);
}
say("initialize against node -e 0", Math.min(...starts) / Math.min(...empty), 2.5, "times");
for (const [size, rows, most] of [
  ["10 KB", 38, 130],
  ["100 KB", 385, 180],
])
  say(`highest memory with ${size}`, (await start(config(rows))).memory, most, "MB");
if (missed.length > 0 && values.check) process.exitCode = 1;
