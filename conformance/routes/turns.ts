import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isObject } from "../../src/core/config-path.ts";
import { compareReleases } from "../../src/schema/releases.ts";
import type { OpenClawInstallation } from "../openclaw/install.ts";
import type { RouteCase } from "./generate.ts";
import type { TurnAnswer, TurnRequest } from "./messages.ts";

/** OpenClaw's agent turns in a process of their own, without a network. */
export interface Turns {
  /** What a turn would send. Rejects where OpenClaw dies or takes over five minutes. */
  run(one: Omit<RouteCase, "index" | "traits">): Promise<Omit<TurnAnswer, "id">>;
  close(): void;
}

const PATIENCE_MS = 300_000;

/** Starts OpenClaw with an empty home folder. */
export async function startTurns({ folder, node, version }: OpenClawInstallation): Promise<Turns> {
  const home = mkdtempSync(join(tmpdir(), "clawlint-turns-"));
  const child = fork(
    fileURLToPath(new URL("turn-worker.ts", import.meta.url)),
    [join(folder, "dist"), home],
    {
      execPath: node,
      execArgv: [],
      env: { PATH: process.env["PATH"] ?? "", HOME: home, LANG: "C.UTF-8" },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    },
  );
  const waiting = new Map<number, { done(answer: TurnAnswer): void; failed(error: Error): void }>();
  child.on("message", (answer: TurnAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    one?.done(answer);
  });
  child.on("exit", (code) => {
    for (const one of waiting.values()) one.failed(new Error(`OpenClaw's process ended with ${code}`));
    waiting.clear();
  });
  const reply = (id: number, request?: TurnRequest) =>
    new Promise<TurnAnswer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("OpenClaw took over five minutes")), PATIENCE_MS);
      waiting.set(id, {
        done: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        failed: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      if (request !== undefined) child.send(request);
    });
  await reply(-1);
  let next = 0;
  return {
    async run({ config, env, agent, files }) {
      const id = next++;
      const { sent, error } = await reply(id, {
        id,
        config: withoutSearch(config, version),
        env,
        agent,
        files,
      });
      return { sent, error };
    },
    close() {
      child.kill("SIGKILL");
      // It may still have been writing.
      rmSync(home, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** A search of the memory in the background would send requests of its own. */
function withoutSearch(config: RouteCase["config"], version: string): RouteCase["config"] {
  if (compareReleases(version, "2026.8.1") >= 0) return { memory: { search: { enabled: false } }, ...config };
  const agents = isObject(config["agents"]) ? config["agents"] : {};
  const defaults = isObject(agents["defaults"]) ? agents["defaults"] : {};
  return {
    ...config,
    agents: { ...agents, defaults: { memorySearch: { enabled: false }, ...defaults } },
  };
}
