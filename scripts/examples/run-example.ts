import type { Example } from "../../src/engine/rule.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { lintConfig } from "../../src/lint.ts";
import type { FileReport } from "../../src/report/lint-report.ts";
import type { GatewayTarget } from "../../src/resolve/environment/environment.ts";
import { targetReaders } from "../../src/resolve/environment/target-readers.ts";
import { compileOwnSchema } from "../../src/validate/own-schema.ts";
import { gitIndex } from "./git-index.ts";

const HOME = "/home/baker";
const FOLDER = "/bakery";

/** Lints an example of a rule's page on a machine that holds nothing else. */
export async function runExample({
  config,
  env = {},
  files = {},
  options = {},
}: Example): Promise<FileReport> {
  const all: Record<string, string | Uint8Array | { content: string; mode: number }> = {
    [`${FOLDER}/openclaw.json`]: config,
  };
  for (const [name, content] of Object.entries(files)) {
    const path = name.startsWith("~/") ? HOME + name.slice(1) : `${FOLDER}/${name}`;
    const tracked = /^tracked: (.+)$/u.exec(content)?.[1];
    all[path] = tracked === undefined ? { content, mode: 0o600 } : gitIndex([tracked]);
  }
  const host = createMemoryHost({ files: all, env: { HOME, ...env }, cwd: FOLDER, osHome: HOME });
  // An example's options are written for people; the names are those of the command line.
  const gateway = (options.gateway ?? "shell") as GatewayTarget;
  const result = lintConfig(
    host,
    { path: `${FOLDER}/openclaw.json`, file: "openclaw.json" },
    {
      gateway,
      openclawVersion: options.openclawVersion,
      mending: true,
      ownSchema: options.schema === undefined ? undefined : compileOwnSchema(JSON.parse(options.schema)),
      readers: await targetReaders(gateway),
    },
  );
  if (!result.ok) throw new Error(result.failure);
  return result.report;
}
