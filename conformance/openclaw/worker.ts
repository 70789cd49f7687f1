/*
 * Runs inside the Node that OpenClaw asks for, with OpenClaw's own validator loaded: one message in, one verdict out.
 * No dependency of this project is loaded here; the types are erased by that Node.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Callable, findExport } from "./find-export.ts";
import type { OpenClawVerdict, WorkerAnswer, WorkerRequest } from "./messages.ts";

/** The part of OpenClaw's answer that is read here. */
interface Snapshot {
  readonly valid: boolean;
  readonly issues?: readonly { readonly path?: string; readonly message?: string }[];
}

const [dist, home] = process.argv.slice(2);
if (dist === undefined || home === undefined) throw new Error("worker.ts DIST HOME");

/** The folder of the program that exec sources of generated configs name; OpenClaw looks at it on disk. */
const BAKERY = "/opt/bakery";
mkdirSync(home, { recursive: true, mode: 0o700 });
writeFileSync(join(home, "print-key"), "#!/bin/sh\necho not-a-key\n", { mode: 0o700 });

const judge = await findValidator(dist);
let migrate: Promise<Callable | undefined> | undefined;

process.on("message", (request: WorkerRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.send?.({ id: -1, verdict: { valid: true, issues: [] } } satisfies WorkerAnswer);

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  const file = join(home ?? "", "openclaw.json");
  writeFileSync(file, request.text.replaceAll(BAKERY, home ?? ""));
  try {
    if (request.what === "migrate") {
      migrate ??= findExport(dist ?? "", "migrateLegacyConfig");
      const found = (await migrate)?.(JSON.parse(request.text), {}) as {
        config?: unknown;
        sourceConfig?: unknown;
      };
      return {
        id: request.id,
        verdict: { valid: true, issues: [] },
        migrated: found?.sourceConfig ?? found?.config ?? null,
      };
    }
    return { id: request.id, verdict: verdictOf(await judge(file)) };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
}

function verdictOf(snapshot: Snapshot): OpenClawVerdict {
  const issues = snapshot.valid ? [] : (snapshot.issues ?? []);
  return {
    valid: snapshot.valid,
    issues: issues.map(({ path, message }) => ({ path: path ?? "", message: message ?? "" })),
  };
}

/**
 * Finds what `openclaw config validate` calls. The chunks of the built package have hashed names and short export
 * names, so they are searched by the names of their functions. Measured on 2026.2.9, 2026.6.11 and 2026.9.6.
 */
async function findValidator(folder: string): Promise<(file: string) => Promise<Snapshot>> {
  const quiet = { warn() {}, error() {}, info() {}, debug() {} };
  const createConfigIO = await findExport(folder, "createConfigIO");
  const finish = await findExport(folder, "finishConfigValidationForCli");
  if (createConfigIO !== undefined) {
    return async (file) => {
      // The reader puts env.vars into the environment it is given: each config gets one of its own.
      const env = { ...process.env };
      const io = createConfigIO({ configPath: file, env, observe: false, logger: quiet }) as Record<
        string,
        Callable
      >;
      const strict = io["readConfigFileSnapshotWithPluginMetadata"];
      if (finish !== undefined && strict !== undefined) {
        return (await finish(await strict({ prepareValidation: "strict" }))) as Snapshot;
      }
      const plain = io["readConfigFileSnapshot"];
      if (plain === undefined) throw new Error("no reader of configs found in this OpenClaw");
      return (await plain()) as Snapshot;
    };
  }
  const read = await findExport(folder, "readConfigFileSnapshot");
  if (read === undefined) throw new Error(`no validator found in ${folder}`);
  const before = { ...process.env };
  return async (file) => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    process.env["OPENCLAW_CONFIG_PATH"] = file;
    return (await read()) as Snapshot;
  };
}
