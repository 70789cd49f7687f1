// Measures clawlint where its speed is felt, against public tools, on this machine and in this run.
//
//   npm run bench [-- --openclaw DIR] [--rounds 15] [--check]
//
// --openclaw DIR: a folder with an installed openclaw (DIR/node_modules/openclaw), compared in (e); --openclaw-node FILE
// names the Node to run it with. --check: exit 1 when a target is missed. Trust the ratios: times depend on the machine.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import "./bootstrap.mjs";

const root = join(import.meta.dirname, "..");
const cli = join(root, "dist", "cli.js");
const { values } = parseArgs({
  options: {
    openclaw: { type: "string" },
    "openclaw-node": { type: "string", default: process.execPath },
    rounds: { type: "string", default: "15" },
    check: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), "clawlint-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const missed = [];

const KEY = { OVENAI_API_KEY: "sk-test-not-a-key", FLOURBANK_API_KEY: "sk-test-not-a-key-either" };
// Node's start depends much on its environment (NODE_EXTRA_CA_CERTS alone can triple it), so the ratio to an empty Node
// is taken in the environment as it is here, which is where hooks run, and in an empty one.
const bare = { PATH: process.env.PATH, HOME: join(folder, "home"), ...KEY };
const env = { ...process.env, ...bare };
mkdirSync(env.HOME);
writeFileSync(join(folder, "openclaw.json"), config(1));

/** A valid config of about 10 KB: two providers, models with costs and limits, two agents. */
function config(seed) {
  const models = Array.from({ length: 32 }, (_, index) => {
    const id = `rye-${seed}-${index}`;
    return `        {
          id: "${id}", name: "Rye ${index}", // dark, ${index * 100} g
          reasoning: ${index % 2 === 0}, input: ["text", 'image'],
          cost: { input: 0.${index + 10}, output: 1.${index}, cacheRead: 0, cacheWrite: 0 },
          contextWindow: ${128000 + index}, maxTokens: 8192,
        },`;
  }).join("\n");
  const allow = Array.from(
    { length: 32 },
    (_, index) => `        "ovenai/rye-${seed}-${index}": { alias: "rye${index}" },`,
  );
  return `// The bakery's gateway, config ${seed}.
{
  models: {
    mode: "merge",
    providers: {
      ovenai: {
        baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
        models: [
${models}
        ],
      },
      flourbank: {
        baseUrl: "https://api.flourbank.example", api: "anthropic-messages", apiKey: "\${FLOURBANK_API_KEY}",
        models: [{ id: "spelt-1", name: "Spelt 1" }],
      },
    },
  },
  agents: {
    defaults: {
      model: { primary: "ovenai/rye-${seed}-0", fallbacks: ["flourbank/spelt-1", "ovenai/rye-${seed}-1"] },
      models: {
        "flourbank/spelt-1": { alias: "spelt" },
${allow.join("\n")}
      },
    },
    entries: { baker: { default: true }, till: { model: "ovenai/rye-${seed}-2" } },
  },
}
`;
}

/** A config as a small gateway has it, of about 1 KB. */
function small(seed) {
  return `{
  models: { providers: { ovenai: {
    baseUrl: "https://api.ovenai.example/v1", api: "openai-completions", apiKey: "\${OVENAI_API_KEY}",
    models: [
      { id: "rye-2", name: "Rye 2", contextWindow: 128000, maxTokens: 8192, cost: { input: 1, output: 2 } },
      { id: "rye-mini", name: "Rye mini", contextWindow: 64000, maxTokens: 8192, input: ["text", "image"] },
      { id: "rye-${seed}", name: "Rye ${seed}", contextWindow: 64000, maxTokens: 8192, reasoning: true },
    ],
  } } },
  agents: {
    defaults: {
      model: { primary: "ovenai/rye-2", fallbacks: ["ovenai/rye-mini"] },
      models: { "ovenai/rye-2": { alias: "rye" }, "ovenai/rye-mini": {}, "ovenai/rye-${seed}": { alias: "own" } },
    },
    entries: { baker: { default: true }, till: { model: "ovenai/rye-${seed}" } },
  },
}
`;
}

/**
 * CPU milliseconds (user and system, all threads, from start to teardown, children too: what the kernel counted) and
 * wall milliseconds of a Node command. bash's `time` is where this can be had without a program of our own.
 */
function measure(args, { node = process.execPath, cwd = folder, status = 0, extra = {}, base = env } = {}) {
  const script = 'TIMEFORMAT="times %3U %3S %3R"; time "$@"';
  const run = spawnSync("bash", ["-c", script, "bash", node, ...args], {
    cwd,
    env: { ...base, ...extra },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== status) {
    throw new Error(
      `${args.join(" ")}: exit ${run.status}\n${run.stdout.slice(0, 500)}${run.stderr.slice(0, 500)}`,
    );
  }
  const [user, system, wall] = /times (\S+) (\S+) (\S+)\s*$/u.exec(run.stderr).slice(1).map(Number);
  return { cpu: (user + system) * 1000, wall: wall * 1000 };
}

/** Highest memory of a Node command in MB, as the system counted it when the process ended. */
function highestMemory(args) {
  const file = join(folder, "memory");
  const meter = join(folder, "meter.cjs");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(meter, `process.on("exit", () => ${write});`);
  measure(args, { extra: { NODE_OPTIONS: `--require ${meter}` } });
  return Number(readFileSync(file, "utf8")) / 1024;
}

/** Runs several commands in turn, so that a busy moment hits all of them; gives the medians. */
function compare(commands, times = rounds) {
  const runs = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < times; round += 1) {
    for (const [name, run] of Object.entries(commands)) runs.get(name).push(run());
  }
  return Object.fromEntries(
    [...runs].map(([name, list]) => [
      name,
      {
        cpu: median(list.map((one) => one.cpu)),
        wall: median(list.map((one) => one.wall)),
      },
    ]),
  );
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function say(name, value, target) {
  const verdict =
    target === undefined
      ? ""
      : target.met
        ? `  (target ${target.words}: met)`
        : `  (target ${target.words}: MISSED)`;
  console.log(`${name.padEnd(58)} ${value}${verdict}`);
  if (target !== undefined && !target.met) missed.push(name);
}

const ms = (number) => `${number.toFixed(0)} ms`;
const times = (number) => `x ${number.toFixed(2)}`;

// --- the files ---
const many = join(folder, "many");
for (let index = 0; index < 1000; index += 1) {
  mkdirSync(join(many, `c${index}`), { recursive: true });
  writeFileSync(join(many, `c${index}`, "openclaw.json"), config(index));
}
const nested = join(folder, "nested");
for (let index = 0; index < 200; index += 1) {
  const at = join(nested, `team${index % 9}`, `shop${index % 23}`, `gateway${index}`);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "openclaw.json"), index === 77 ? "{ models: { providers: [[[" : small(index));
}
const bytes = Buffer.byteLength(config(1));
console.log(
  `Node ${process.version}, ${rounds} rounds, medians; configs of ${(bytes / 1024).toFixed(1)} KB\n`,
);

// --- (a) one config, from a cold start; (d) as a hook runs it ---
writeFileSync(join(folder, "faulty.json"), config(1).replace("openai-completions", "openai"));
const single = compare({
  empty: () => measure(["-e", "0"]),
  check: () => measure([cli, "check", "openclaw.json"]),
  hook: () => measure([cli, "faulty.json"], { status: 1 }),
  bareEmpty: () => measure(["-e", "0"], { base: bare }),
  bareCheck: () => measure([cli, "check", "openclaw.json"], { base: bare }),
  yargs: () => measure([cli, "check", "openclaw.json", "--max-warnings", "0"]),
});
const start = single.check.cpu / single.empty.cpu;
say("node -e 0: CPU, wall", `${ms(single.empty.cpu)}, ${ms(single.empty.wall)}`);
say("(a) check, one good config: CPU, wall", `${ms(single.check.cpu)}, ${ms(single.check.wall)}`);
say("(a) CPU against node -e 0", times(start), { words: "<= 2.0", met: start <= 2 });
say("(a) the same in an empty environment", times(single.bareCheck.cpu / single.bareEmpty.cpu));
say("(a) with an option of the long route (yargs)", times(single.yargs.cpu / single.empty.cpu));
say("(d) as a hook runs it, one faulty config: CPU, wall", `${ms(single.hook.cpu)}, ${ms(single.hook.wall)}`);
say("(d) CPU against node -e 0", times(single.hook.cpu / single.empty.cpu));

// --- (b) many files in one process, (c) against json5 and ajv compiled at run time ---
const rival = join(folder, "rival.mjs");
const module = (name) => JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve(name)).href);
writeFileSync(
  rival,
  `import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import JSON5 from ${module("json5")};
import ajv from ${module("ajv")};
import formats from ${module("ajv-formats")};
const schema = JSON.parse(readFileSync(${JSON.stringify(join(root, "schema/openclaw.schema.json"))}, "utf8"));
const checker = new ajv.Ajv({ allErrors: true, strict: false, strictNumbers: true, inlineRefs: false });
(formats.default ?? formats)(checker);
const validate = checker.compile(schema);
let faulty = 0;
for (const name of readdirSync(process.argv[2])) {
  const value = JSON5.parse(readFileSync(join(process.argv[2], name, "openclaw.json"), "utf8"));
  if (!validate(value)) faulty += 1;
}
if (faulty > 0) throw new Error(faulty + " configs refused: " + JSON.stringify(validate.errors));
`,
);
const bulk = compare(
  {
    ours: () => measure([cli, "check", "many", "--format", "compact"]),
    rival: () => measure([rival, many]),
    nested: () => measure([cli, "check", "nested", "--format", "compact"], { status: 1 }),
  },
  Math.max(3, Math.ceil(rounds / 3)),
);
const rate = 1000 / (bulk.ours.wall / 1000);
say("(b) 1,000 files in one process: CPU per file", `${(bulk.ours.cpu / 1000).toFixed(2)} ms`);
say("(b) 1,000 files in one process", `${rate.toFixed(0)} files/s`, { words: ">= 1,000", met: rate >= 1000 });
const memory = highestMemory([cli, "check", "many", "--format", "compact"]);
say("(b) highest memory", `${memory.toFixed(0)} MB`, {
  words: "<= 120",
  met: memory <= 120,
});
say("(c) json5 and ajv on the same files, structure only: wall", times(bulk.rival.wall / bulk.ours.wall));
// Starting Node is no part of the rate: 200 files are over too soon for it not to count.
const nestedRate = 200 / ((bulk.nested.wall - single.empty.wall) / 1000);
say("(b) 200 configs of 1 KB in nested folders, one broken", `${nestedRate.toFixed(0)} files/s`, {
  words: ">= 1,000",
  met: nestedRate >= 1000,
});

// --- (e) OpenClaw's own validator ---
if (values.openclaw === undefined) {
  console.log("(e) openclaw config validate: not measured; give --openclaw DIR");
} else {
  const home = join(folder, "openclaw-home");
  mkdirSync(join(home, ".openclaw"), { recursive: true });
  writeFileSync(join(home, ".openclaw", "openclaw.json"), config(1));
  const entry = join(resolve(values.openclaw), "node_modules/openclaw/openclaw.mjs");
  const node = values["openclaw-node"];
  const pair = compare(
    {
      theirs: () => measure([entry, "config", "validate"], { node, extra: { HOME: home } }),
      ours: () => measure([cli, "check", "openclaw.json"]),
    },
    Math.max(3, Math.ceil(rounds / 3)),
  );
  say("(e) openclaw config validate: CPU, wall", `${ms(pair.theirs.cpu)}, ${ms(pair.theirs.wall)}`);
  say(
    "(e) against clawlint check: CPU, wall",
    `${times(pair.theirs.cpu / pair.ours.cpu)}, ${times(pair.theirs.wall / pair.ours.wall)}`,
  );
}

if (missed.length > 0 && values.check) process.exitCode = 1;
