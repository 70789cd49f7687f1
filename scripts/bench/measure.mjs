import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes a way to measure commands in a folder, in an environment of PATH, HOME and what is given: an empty Node costs
 * three times as much where NODE_EXTRA_CA_CERTS is set, and a ratio to it then says nothing.
 *
 * @param {string} folder where the commands run; its `home` is HOME
 * @returns {(command: readonly string[], options?: { status?: number, env?: object, input?: string }) => { cpu: number, wall: number }}
 *   CPU milliseconds (user and system, all threads and children, what the kernel counted) and wall milliseconds; throws
 *   where the command ends with another status. bash's `time` is where this can be had without a program of our own.
 */
export function meter(folder) {
  return (command, { status = 0, env = {} } = {}) => {
    const script = 'TIMEFORMAT="times %3U %3S %3R"; time "$@"';
    const run = spawnSync("bash", ["-c", script, "bash", ...command], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: join(folder, "home"), ...env },
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (run.status !== status) {
      const said = `${run.stdout.slice(0, 500)}${run.stderr.slice(0, 500)}`;
      throw new Error(`${command.join(" ")}: exit ${run.status}, not ${status}\n${said}`);
    }
    const [user, system, wall] = /times (\S+) (\S+) (\S+)\s*$/u.exec(run.stderr).slice(1).map(Number);
    return { cpu: (user + system) * 1000, wall: wall * 1000 };
  };
}

/** Highest memory of a Node command in MB, as the system counted it when the process ended. */
export function highestMemory(measure, folder, command) {
  const file = join(folder, "memory");
  const watch = join(folder, "watch.cjs");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(watch, `process.on("exit", () => ${write});`);
  const [node, ...rest] = command;
  measure([node, "--require", watch, ...rest]);
  return Number(readFileSync(file, "utf8")) / 1024;
}

/**
 * Runs several commands in turn, so that a busy moment hits all of them.
 *
 * @returns by name the medians of CPU and wall milliseconds, and the quarters of CPU between which half of the runs lie
 */
export function inTurn(commands, rounds) {
  const runs = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, run] of Object.entries(commands)) runs.get(name).push(run());
  return Object.fromEntries(
    [...runs].map(([name, list]) => {
      const cpu = list.map((one) => one.cpu);
      const wall = list.map((one) => one.wall);
      return [name, { cpu: at(cpu, 0.5), wall: at(wall, 0.5), quarters: [at(cpu, 0.25), at(cpu, 0.75)] }];
    }),
  );
}

function at(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
}
