// Measures clawlint where its speed is felt, against an empty Node and against public tools, in this run.
//
//   npm run bench [-- --rounds 15] [--node 22=FILE ...] [--peers DIR] [--openclaw DIR] [--check]
//   npm run bench -- scaling [--rounds 3]
//
// --node: a further Node by its label; this one is always measured. --peers DIR: a folder in which other tools are
// installed (docs/performance.md names them); --openclaw DIR: one with openclaw. --check: exit 1 where an aim is missed.
// Trust the ratios: times depend on the machine.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import "./bootstrap.mjs";
import { config, growing, grown } from "./bench/configs.mjs";
import { highestMemory, inTurn, meter } from "./bench/measure.mjs";

const root = join(import.meta.dirname, "..");
const cli = join(root, "dist", "cli.js");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string" },
    node: { type: "string", multiple: true, default: [] },
    peers: { type: "string" },
    openclaw: { type: "string" },
    files: { type: "string", default: "10000" },
    check: { type: "boolean", default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), "clawlint-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "home"));
const measure = meter(folder);
const KEYS = { OVENAI_API_KEY: "sk-test-not-a-key", FLOURBANK_API_KEY: "sk-test-not-a-key-either" };
const nodes = [
  [process.version.slice(1).split(".")[0], process.execPath],
  ...values.node.map((one) => [one.slice(0, one.indexOf("=")), resolve(one.slice(one.indexOf("=") + 1))]),
];
let missed = 0;

if (positionals[0] === "scaling") scaling();
else {
  for (const [label, node] of nodes) lines(label, node);
  many();
  peers();
}
if (missed > 0 && values.check) process.exitCode = 1;

/** The lines that people run, against an empty Node: with nothing kept, as in each fresh CI job, and with kept code. */
function lines(label, node) {
  writeFileSync(join(folder, "openclaw.json"), config(1));
  writeFileSync(join(folder, "faulty.json"), config(1).replace("openai-completions", "openai"));
  writeFileSync(join(folder, ".env.example"), "OVENAI_API_KEY=\nFLOURBANK_API_KEY=\n");
  const shop = join(folder, "shop");
  mkdirSync(shop, { recursive: true });
  writeFileSync(join(shop, "openclaw.json"), config(1));
  const LINES = {
    "a good file": { args: ["openclaw.json"], env: KEYS },
    "a faulty file": { args: ["faulty.json"], env: KEYS, status: 1 },
    "the hook's line": { args: ["check", "--changed", "--gateway", "none", "openclaw.json"] },
    "the CI line": { args: ["check", "shop", "--env-names", "@.env.example"] },
    route: { args: ["route", "openclaw.json"], env: KEYS },
    "--version": { args: ["--version"] },
  };
  const kept = join(folder, "kept", label);
  const commands = { empty: () => measure([node, "-e", "0"]) };
  for (const [name, { args, env = {}, status }] of Object.entries(LINES)) {
    const run = (cache) => measure([node, cli, ...args], { status, env: { ...env, CLAWLINT_CACHE: cache } });
    run(kept); // fills it
    run(kept);
    commands[`${name}, cold`] = () => run("off");
    commands[`${name}, warm`] = () => run(kept);
  }
  const found = inTurn(commands, Number(values.rounds ?? 15));
  const { empty } = found;
  console.log(
    `\nNode ${label}: an empty one takes ${empty.cpu.toFixed(0)} ms of CPU, ${empty.wall.toFixed(0)} ms in all`,
  );
  console.log("CPU against it, median and the quarters between which half of the runs lie; wall");
  const aims = label === "20" ? { cold: 2.9, warm: 2.2 } : { cold: 2.7, warm: 2.1 };
  for (const name of Object.keys(LINES)) {
    for (const state of ["cold", "warm"]) {
      const { cpu, wall, quarters } = found[`${name}, ${state}`];
      const aim = name === "--version" ? 1.3 : name === "route" ? undefined : aims[state];
      say(
        `${name}, ${state}`,
        cpu / empty.cpu,
        quarters.map((one) => one / empty.cpu),
        wall,
        aim,
      );
    }
  }
}

function say(name, ratio, [low, high], wall, aim) {
  const verdict = aim === undefined ? "" : ratio <= aim ? `  aim ${aim}: met` : `  aim ${aim}: missed`;
  if (aim !== undefined && ratio > aim) missed += 1;
  const spread = `${low.toFixed(2)} to ${high.toFixed(2)}`;
  console.log(
    `  ${name.padEnd(24)} ${ratio.toFixed(2).padStart(5)}  (${spread})  ${wall.toFixed(0).padStart(4)} ms${verdict}`,
  );
}

/** Many configs in one process: files a second, its start included, and the highest memory. */
function many() {
  const count = Number(values.files);
  for (let index = 0; index < count; index += 1) {
    mkdirSync(join(folder, "many", `shop${index}`), { recursive: true });
    writeFileSync(join(folder, "many", `shop${index}`, "openclaw.json"), config(index));
  }
  const command = [process.execPath, cli, "check", "many", "--gateway", "none", "--format", "compact"];
  const { ours } = inTurn({ ours: () => measure(command) }, 3);
  const memory = highestMemory(measure, folder, command);
  const rate = count / (ours.wall / 1000);
  console.log(
    `\n${count} configs of 10 KB in one process: ${rate.toFixed(0)} a second, ${memory.toFixed(0)} MB`,
  );
  rmSync(join(folder, "many"), { recursive: true, force: true });
}

/** Other tools over the same good file, in the same run; what each does beyond or below ours is said. */
function peers() {
  const schema = join(root, "schema", "openclaw.schema.json");
  const bin = (name) => join(resolve(values.peers ?? "."), "node_modules", ".bin", name);
  // ajv-cli reads no JSON5.
  writeFileSync(join(folder, "plain.json"), JSON.stringify({ models: { providers: {} } }));
  const TOOLS = {
    biome: [bin("biome"), "lint", "plain.json"],
    "ajv-cli": [
      bin("ajv"),
      "validate",
      "--strict=false",
      "-c",
      "ajv-formats",
      "-s",
      schema,
      "-d",
      "plain.json",
    ],
    v8r: [bin("v8r"), "--schema", schema, "plain.json"],
    "sourcemeta jsonschema (npm)": [bin("jsonschema"), "validate", schema, "plain.json"],
    "sourcemeta jsonschema (native)": [
      join(resolve(values.peers ?? "."), "node_modules/@sourcemeta/jsonschema/build/dist/bin/jsonschema"),
      "validate",
      schema,
      "plain.json",
    ],
    "python-jsonschema": ["python3", "-W", "ignore", "-m", "jsonschema", "-i", "plain.json", schema],
  };
  const commands = {
    "clawlint FILE (everything)": () => measure([process.execPath, cli, "openclaw.json"], { env: KEYS }),
  };
  for (const [name, command] of Object.entries(TOOLS))
    if (values.peers !== undefined && runs(command)) commands[`${name} (less)`] = () => measure(command);
  if (values.openclaw !== undefined) {
    const home = join(folder, "home", ".openclaw");
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "openclaw.json"), config(1));
    const entry = join(resolve(values.openclaw), "node_modules/openclaw/openclaw.mjs");
    const [, node] = nodes.at(-1);
    commands["openclaw config validate (less)"] = () => measure([node, entry, "config", "validate"]);
  }
  console.log("\nPeers over one file: CPU, wall");
  for (const [name, { cpu, wall }] of Object.entries(inTurn(commands, 5)))
    console.log(`  ${name.padEnd(36)} ${cpu.toFixed(0).padStart(5)} ms ${wall.toFixed(0).padStart(5)} ms`);
}

/** Whether a tool is there and takes the file. */
function runs([program, ...args]) {
  return spawnSync(program, args, { cwd: folder, stdio: "ignore" }).status === 0;
}

/** CPU by size for files that are full of one thing, and the exponent from the middle size to the largest. */
function scaling() {
  const SIZES = [1000, 4000, 16000];
  console.log(
    `CPU in ms for ${SIZES.join(", ")} of something in one file; the exponent of growth at the end`,
  );
  for (const [name, make] of Object.entries(growing)) {
    const took = SIZES.map((count) => {
      writeFileSync(join(folder, "openclaw.json"), grown(make(count)));
      const command = [
        "sh",
        "-c",
        '"$0" "$@" >/dev/null; test $? -le 1',
        process.execPath,
        cli,
        "openclaw.json",
      ];
      return inTurn({ one: () => measure([...command, "--format", "compact"]) }, Number(values.rounds ?? 3))
        .one.cpu;
    });
    const exponent = Math.log(took[2] / took[1]) / Math.log(SIZES[2] / SIZES[1]);
    console.log(
      `  ${name.padEnd(32)} ${took.map((ms) => ms.toFixed(0).padStart(6)).join(" ")}   ${exponent.toFixed(2)}`,
    );
    if (exponent > 1.15) missed += 1;
  }
}
