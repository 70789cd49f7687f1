import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { CLI, GOOD, temporaryFolder } from "./run-cli.ts";

function hasStrace(): boolean {
  try {
    // Where tracing is forbidden, strace is there and still of no use.
    execFileSync("strace", ["-f", "-e", "trace=execve", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const traceable = process.platform === "linux" && hasStrace();
if (!traceable) console.warn("no strace that may trace: the calls of check and env are not looked at");

describe.runIf(traceable)("no program runs and no socket opens", () => {
  const { path: cwd, remove } = temporaryFolder({
    "openclaw.json": GOOD.replace("{\n", "{\n  env: { shellEnv: { enabled: true } },\n"),
    ".test-home/.openclaw/.env": "OVENAI_API_KEY=test-not-a-key\n",
  });
  afterAll(remove);

  const traced = (...args: string[]) => {
    const log = join(cwd, "trace.log");
    spawnSync(
      "strace",
      ["-f", "-qq", "-o", log, "-e", "trace=execve,execveat,socket,connect", process.execPath, CLI, ...args],
      {
        cwd,
        env: { PATH: process.env["PATH"], HOME: join(cwd, ".test-home"), SHELL: "/bin/sh" },
      },
    );
    const lines = readFileSync(log, "utf8").split("\n");
    return {
      programs: lines.filter((line) => /execve(?:at)?\(.*= 0$/u.test(line)).length,
      sockets: lines.filter((line) => /(?:socket|connect)\(/u.test(line)).length,
    };
  };

  test.each([
    ["check"],
    ["env"],
    ["explain", "models.providers.ovenai.apiKey"],
    ["check", "--gateway", "systemd"],
  ])("%s %s %s", (...args) => {
    // The one program is Node itself.
    expect(traced(...args.filter((arg) => arg !== undefined))).toEqual({ programs: 1, sockets: 0 });
  });

  test("--run-login-shell runs the shell, as asked", () => {
    expect(traced("check", "--run-login-shell").programs).toBeGreaterThan(1);
  });
});
