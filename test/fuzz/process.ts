// npm run fuzz:process -- [--count N] [--seed S]: runs the built command N times on made files, with made command lines.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { FORMATS } from "../../src/report/formats.ts";
import { seeded } from "../parse/mutations.ts";
import { fuzzInput } from "./inputs.ts";

const { values } = parseArgs({ options: { count: { type: "string" }, seed: { type: "string" } } });
const count = Number(values.count ?? "200");
const seed = Number(values.seed ?? "1");
const CLI = join(import.meta.dirname, "../../dist/cli.js");
const GATEWAYS = ["shell", "systemd", "launchd", "container", "none", "nonsense"];

const folder = mkdtempSync(join(tmpdir(), "clawlint-fuzz-"));
const codes = new Map<number | string, number>();
let faults = 0;
for (let number = seed; number < seed + count; number += 1) {
  const random = seeded(number);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  rmSync(folder, { recursive: true, force: true });
  const { files } = fuzzInput(number);
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const gateway = ["--gateway", pick(GATEWAYS)];
  const args = pick<() => readonly string[]>([
    () => ["check", "openclaw.json", "--format", pick(FORMATS), ...gateway],
    () => [
      "check",
      ".",
      "--format",
      pick(FORMATS),
      ...gateway,
      "--report",
      `${pick(FORMATS)}=${pick(["out", "openclaw.json", ".env"])}`,
    ],
    () => ["check", pick(["--fix", "--fix=unsafe", "--diff"]), "openclaw.json", ...gateway],
    () => ["check", "-", "--stdin-filename", pick(["openclaw.json", "part.json5"])],
    () => [
      "check",
      "openclaw.json",
      "--dotenv",
      pick([".env", "compose.yaml", "none"]),
      "--env-names",
      pick(["A,B", "@compose.yaml", "@.env"]),
    ],
    () => [
      "check",
      "openclaw.json",
      "--schema",
      pick(["openclaw.json", "keys.json"]),
      "--write-baseline",
      pick(["known.json", "openclaw.json"]),
    ],
    () => ["env", "openclaw.json", ...gateway, ...pick([[], ["--required"], ["--format", "json"]])],
    () => [
      "explain",
      pick(["models.providers", "syntax", "agents.defaults.model", "/models/providers/ovenai/apiKey", "['"]),
      "openclaw.json",
      ...gateway,
    ],
    () => [
      "onboard",
      "--non-interactive",
      "--auth-choice",
      "openai-api-key",
      "--openai-api-key",
      "not-a-key-0123456789",
      "--config",
      "openclaw.json",
      ...pick([[], ["--dry-run"], ["--json"]]),
    ],
    () => [
      "init",
      pick(["new.json", "openclaw.json"]),
      "--non-interactive",
      "--auth-choice",
      "anthropic-api-key",
    ],
    () => [pick(["schema", "rules", "--version", "--help", "nonsense", "--nope", "--env-fil"])],
  ])();
  const { status, signal, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: join(folder, "bakery"),
    env: { PATH: process.env["PATH"], HOME: join(folder, "home/baker"), OVENAI_API_KEY: "not-a-key" },
    input: files["/bakery/openclaw.json"] ?? "",
    encoding: "utf8",
    timeout: 30_000,
  });
  const code = status ?? String(signal);
  codes.set(code, (codes.get(code) ?? 0) + 1);
  if (![0, 1, 2, 3].includes(status ?? -1) || /^\s+at /mu.test(stderr)) {
    faults += 1;
    console.error(`--seed ${number} --count 1: ${code}, clawlint ${args.join(" ")}\n${stderr.slice(0, 600)}`);
  }
}
rmSync(folder, { recursive: true, force: true });
const told = [...codes].sort().map(([code, times]) => `${times} times ${code}`);
console.log(`${count} runs from ${seed} on: ${faults} faults; exit codes: ${told.join(", ")}`);
process.exitCode = faults === 0 ? 0 : 1;
