import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const CLI = join(import.meta.dirname, "../../dist/cli.js");

/** Runs the built command in a shell, where a pipe can have any reader. */
function runShell(script: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn("bash", ["-c", script, "bash", process.execPath, CLI], { timeout: 30_000 });
    const run = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      run.stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      run.stderr += chunk.toString();
    });
    child.on("close", () => resolve(run));
  });
}

describe.skipIf(process.platform === "win32")("standard output", () => {
  it("reaches a reader that is slower than the program, whole", async () => {
    const { stdout } = await runShell('"$1" "$2" schema | { sleep 0.5; wc -c; }; "$1" "$2" schema | wc -c');
    const [whole, again] = stdout.trim().split(/\s+/u).map(Number);
    expect(whole).toBeGreaterThan(100_000);
    expect(again).toBe(whole);
  });

  it("may be closed early", async () => {
    const run = await runShell('"$1" "$2" schema | head -c 10; echo "${PIPESTATUS[0]}"; "$1" "$2" rules >&-');
    expect(run.stdout).toMatch(/0\n$/u);
    expect(run.stderr).toBe("");
  });
});
