/*
 * Runs inside the Node that OpenClaw asks for: one message in, one turn of an agent, one message out. Nothing leaves the
 * machine: OpenClaw takes a fetch that is marked as a mock without looking up a name, and this one answers every request
 * as a server does that does not like its form, so that nothing is tried again and no key is put aside. No dependency of
 * this project is loaded here; the types are erased by that Node.
 *
 *   turn-worker.ts DIST HOME
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Callable, findExport } from "../openclaw/find-export.ts";
import type { SentRequest, TurnAnswer, TurnRequest } from "./messages.ts";

const [, , dist = "", home = ""] = process.argv;
const state = join(home, "state");
const folder = join(home, "bakery");
const file = join(folder, "openclaw.json");
mkdirSync(folder, { recursive: true, mode: 0o700 });
const base = { PATH: process.env["PATH"] ?? "", HOME: home, OPENCLAW_NO_RESPAWN: "1", NODE_NO_WARNINGS: "1" };

let sent: SentRequest[] = [];

const answerAll = async (input: Request | URL | string, init?: RequestInit): Promise<Response> => {
  const request = input instanceof Request ? input : undefined;
  const method = init?.method ?? request?.method ?? "GET";
  if (method === "POST") {
    const headers: Record<string, string> = {};
    new Headers(init?.headers ?? request?.headers ?? {}).forEach((value, name) => {
      headers[name] = value;
    });
    const text = typeof init?.body === "string" ? init.body : await request?.clone().text();
    const body = parse(text);
    sent.push({
      url: request?.url ?? String(input),
      model: asText(body["model"]),
      maxTokens: asNumber(body["max_tokens"] ?? body["max_completion_tokens"] ?? body["max_output_tokens"]),
      headers,
    });
  }
  const fault = { error: { message: "not baked here", type: "invalid_request_error" } };
  return new Response(JSON.stringify(fault), {
    status: 400,
    headers: { "content-type": "application/json", "x-should-retry": "false" },
  });
};
globalThis.fetch = Object.assign(answerAll, { mock: {} });

setEnvironment({});
writeFileSync(file, "{}");
const forget = await exported("resetConfigRuntimeState");
// Up to 2026.5 the command's own function hides in the chunk that reads its options, and this one does the turn.
const turn = (await findExport(dist, "agentCliCommand")) ?? (await exported("agentCommand"));
const forgetClient = await findForgetClient();
process.on("message", (request: TurnRequest) => {
  void run(request).then((answer) => process.send?.(answer));
});
process.send?.({ id: -1, sent: [], error: undefined } satisfies TurnAnswer);

async function run({ id, config, env, agent, files }: TurnRequest): Promise<TurnAnswer> {
  sent = [];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(files ?? {}))
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  setEnvironment(env);
  forget();
  forgetModels();
  forgetClient?.("openclaw-custom-api:ollama");
  const said: string[] = [];
  const runtime = {
    log: () => undefined,
    error: (text: unknown) => said.push(String(text)),
    exit: () => undefined,
    writeStdout: () => undefined,
    writeJson: () => undefined,
  };
  let error: string | undefined;
  try {
    const sessionId = `bakery-${id}-${Math.random().toString(36).slice(2)}`;
    await turn(
      {
        message: "One rye loaf, please.",
        local: true,
        agent: agent ?? "main",
        agentId: agent ?? "main",
        json: true,
        sessionId,
      },
      runtime,
    );
  } catch (thrown) {
    error = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 300);
  }
  return { id, sent, error };
}

/** Older releases write the models of all providers into the agent's folder, and keep those of earlier configs. */
function forgetModels(): void {
  const agents = join(state, "agents");
  for (const agent of existsSync(agents) ? readdirSync(agents) : []) {
    for (const name of ["models.json", "plugins"])
      rmSync(join(agents, agent, "agent", name), { recursive: true, force: true });
  }
}

/** Older releases keep the first client of an api, with its URL, for the life of the process: one turn knows one. */
async function findForgetClient(): Promise<Callable | undefined> {
  const own = await findExport(dist, "unregisterApiProviders");
  if (own !== undefined) return own;
  const packages = join(dist, "..", "..");
  for (const file of ["@openclaw/ai/dist/internal/runtime.mjs", "@mariozechner/pi-ai/dist/index.js"]) {
    const path = join(packages, file);
    if (!existsSync(path)) continue;
    const chunk = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    const found = chunk["unregisterApiProviders"];
    if (typeof found === "function") return found as Callable;
  }
  return undefined;
}

function setEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, base, { OPENCLAW_CONFIG_PATH: file, OPENCLAW_STATE_DIR: state }, env);
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function asNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The exported function of that name. */
async function exported(name: string): Promise<Callable> {
  const found = await findExport(dist, name);
  if (found === undefined) throw new Error(`${name} is not to be found in this OpenClaw`);
  return found;
}
