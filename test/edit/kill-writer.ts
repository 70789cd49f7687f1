import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** Why the writer cannot be killed here; undefined when it can. */
export function noStrace(): string | undefined {
  if (process.platform !== "linux") return "strace is a Linux program";
  const run = spawnSync("strace", ["-o", "/dev/null", "true"]);
  return run.status === 0 ? undefined : "strace is not installed or may not trace";
}

const OLD = `// old\n${"{ oven: 'hot', }\n".repeat(9000)}`;
const NEW = `// new\n${"{ oven: 'cold', till: 'open', }\n".repeat(9000)}`;

/** What one run of kills found. */
export interface Kills {
  readonly kills: number;
  readonly old: number;
  readonly fresh: number;
  readonly torn: number;
  /** Files of killed writers that the next write left behind. */
  readonly leftovers: number;
}

/**
 * Replaces a file again and again, killed at one system call of the write after the other, round and round until
 * `count` kills are done. `folder` is a scratch folder.
 */
export function killWriter(folder: string, count: number): Kills {
  const script = join(folder, "writer.mjs");
  buildSync({
    stdin: {
      contents: `
        import { createNodeWriter } from "./src/host/node-writer.ts";
        const fs = process.getBuiltinModule("node:fs");
        const [target, next] = process.argv.slice(2);
        const bytes = fs.readFileSync(next);
        const expected = fs.readFileSync(target);
        fs.existsSync("/clawlint-begins");
        const result = createNodeWriter().write({ path: target, bytes, expected });
        fs.existsSync("/clawlint-ends");
        if (!result.ok) throw new Error(JSON.stringify(result));`,
      resolveDir: join(import.meta.dirname, "../.."),
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: script,
  });
  const home = join(folder, "bakery");
  mkdirSync(home);
  const target = join(home, "openclaw.json");
  const next = join(folder, "next.json");
  const log = join(folder, "strace.log");
  writeFileSync(next, NEW);
  const calls = "%file,%desc";
  const run = (inject: readonly string[]) => {
    writeFileSync(target, OLD);
    return spawnSync("strace", [
      "-o",
      log,
      "-e",
      `trace=${calls}`,
      ...inject,
      process.execPath,
      script,
      target,
      next,
    ]);
  };
  const plain = run([]);
  if (plain.status !== 0) throw new Error(plain.stderr.toString());
  const lines = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /^\w+\(/u.test(line));
  const from = lines.findIndex((line) => line.includes("/clawlint-begins")) + 1;
  const to = lines.findIndex((line) => line.includes("/clawlint-ends"));
  if (from < 1 || to <= from) throw new Error("the write was not seen");
  const found = { kills: 0, old: 0, fresh: 0, torn: 0, leftovers: 0 };
  // strace counts each kind of call by itself.
  const names = lines.map((line) => line.slice(0, line.indexOf("(")));
  for (let turn = 0; found.kills < count && turn < 2 * count; turn += 1) {
    const at = from + (turn % (to - from + 1));
    const name = names[at] ?? "";
    const when = names.slice(0, at + 1).filter((one) => one === name).length;
    const killed = run(["-e", `inject=${name}:signal=KILL:when=${when}`]);
    if (killed.signal !== "SIGKILL" && killed.status !== 137) continue;
    found.kills += 1;
    const text = readFileSync(target, "utf8");
    if (text === OLD) found.old += 1;
    else if (text === NEW) found.fresh += 1;
    else found.torn += 1;
  }
  writeFileSync(target, OLD);
  execFileSync(process.execPath, [script, target, next]);
  found.leftovers = readdirSync(home).length - 1;
  rmSync(home, { recursive: true });
  return found;
}
