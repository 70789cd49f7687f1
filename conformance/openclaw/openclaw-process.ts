import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenClawInstallation } from "./install.ts";
import type { OpenClawVerdict, WorkerAnswer, WorkerRequest } from "./messages.ts";

/** OpenClaw's validator in a process of its own. */
export interface OpenClawProcess {
  /** The verdict on a config given as JSON5 text. Rejects where OpenClaw throws, dies, or takes over a minute. */
  judge(text: string): Promise<OpenClawVerdict>;
  /** What OpenClaw's own migration makes of a config; null where it changes nothing, or the release has none. */
  migrate(config: unknown): Promise<unknown>;
  close(): void;
}

const PATIENCE_MS = 60_000;

/** Starts OpenClaw's validator with an empty home folder and an environment without keys. */
export async function startOpenClaw(installation: OpenClawInstallation): Promise<OpenClawProcess> {
  const home = mkdtempSync(join(tmpdir(), "clawlint-conformance-"));
  const waiting = new Map<
    number,
    {
      done(answer: { readonly verdict: OpenClawVerdict; readonly migrated?: unknown }): void;
      failed(error: Error): void;
    }
  >();
  const child: ChildProcess = fork(
    fileURLToPath(new URL("worker.ts", import.meta.url)),
    [join(installation.folder, "dist"), home],
    {
      execPath: installation.node,
      execArgv: [],
      env: { PATH: process.env["PATH"] ?? "", HOME: home, TZ: "UTC", LANG: "C.UTF-8" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  child.on("message", (answer: WorkerAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("error" in answer) one?.failed(new Error(answer.error));
    else one?.done(answer);
  });
  child.on("exit", (code) => {
    for (const one of waiting.values()) one.failed(new Error(`OpenClaw's process ended with ${code}`));
    waiting.clear();
  });
  const reply = (id: number, send?: WorkerRequest) =>
    new Promise<{ readonly verdict: OpenClawVerdict; readonly migrated?: unknown }>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error("OpenClaw gave no verdict within a minute"));
      }, PATIENCE_MS);
      const finish = () => clearTimeout(timer);
      waiting.set(id, {
        done: (answer) => {
          finish();
          resolve(answer);
        },
        failed: (error) => {
          finish();
          reject(error);
        },
      });
      if (send !== undefined) child.send(send);
    });
  await reply(-1);
  let next = 0;
  return {
    judge: async (text) => {
      const id = next++;
      return (await reply(id, { id, text })).verdict;
    },
    migrate: async (config) => {
      const id = next++;
      const { migrated } = await reply(id, { id, text: JSON.stringify(config), what: "migrate" });
      // It writes folders below the home folder that it was given.
      return migrated === undefined
        ? undefined
        : (JSON.parse(JSON.stringify(migrated).replaceAll(home, "~")) as unknown);
    },
    close: () => {
      child.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
