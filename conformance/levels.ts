import { writeFileSync } from "node:fs";
import JSON5 from "json5";
import { isObject } from "../src/core/config-path.ts";
import type { Example } from "../src/engine/rule.ts";
import { checks } from "../src/rules/rule-names.ts";
import { installOpenClaw, unpackedOpenClaw } from "./openclaw/install.ts";
import type { Options } from "./options.ts";
import { startTurns } from "./routes/turns.ts";

/** What OpenClaw does with a config: it does not load it, sends nothing, or sends this. */
export type Outcome =
  | { readonly kind: "refused" }
  | { readonly kind: "silent"; readonly error: string }
  | {
      readonly kind: "sent";
      readonly url: string;
      readonly model?: string | undefined;
      readonly headers: string;
    }
  /** Depends on more than a config and an environment. */
  | { readonly kind: "not-asked" };

/** Outcomes of the two examples of a rule's page. */
export interface RecordedLevel {
  readonly rule: string;
  readonly bad: Outcome;
  readonly good: Outcome;
}

/** Runs a turn of an agent on the examples of every rule, and writes what came of it. */
export async function recordLevels(
  { openclaw, save }: Options,
  print: (text: string) => void,
): Promise<number> {
  const installation =
    "folder" in openclaw ? unpackedOpenClaw(openclaw.folder) : installOpenClaw(openclaw.release);
  const turns = await startTurns(installation);
  const outcome = async ({ config: text, env = {}, files, options }: Example): Promise<Outcome> => {
    const other = options?.gateway !== undefined || options?.openclawVersion !== undefined;
    if (files !== undefined || other || options?.schema !== undefined) return { kind: "not-asked" };
    let config: unknown;
    try {
      config = JSON5.parse(text); // OpenClaw reads its config with the same package
    } catch {
      return { kind: "refused" };
    }
    if (!isObject(config)) return { kind: "refused" };
    const { sent, error = "" } = await turns.run({ config, env });
    const [first] = sent;
    if (first !== undefined) {
      const { url, model } = first;
      const headers = Object.entries(first.headers).filter(([name]) => /auth|key|token|oven/iu.test(name));
      return { kind: "sent", url, model, headers: JSON.stringify(headers) };
    }
    if (/invalid config|config invalid|failed to load config/iu.test(error)) return { kind: "refused" };
    return {
      kind: "silent",
      error:
        error
          .split("\n")[0]
          ?.replace(/\.? Auth store:.*$/u, "")
          .slice(0, 120) ?? "",
    };
  };
  const rows: RecordedLevel[] = [];
  try {
    for (const { id, docs } of checks) {
      const row = { rule: id, bad: await outcome(docs().bad), good: await outcome(docs().good) };
      rows.push(row);
      print(`${id}: ${row.bad.kind} / ${row.good.kind}`);
    }
  } finally {
    turns.close();
  }
  const head = { openclaw: installation.version, command: "npm run conformance -- --levels --save FILE" };
  if (save !== undefined)
    writeFileSync(save, `${[head, ...rows].map((row) => JSON.stringify(row)).join("\n")}\n`);
  return 0;
}
