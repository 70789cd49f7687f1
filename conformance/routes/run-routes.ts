import { pickRelease } from "../../src/schema/releases.ts";
import { installOpenClaw, unpackedOpenClaw } from "../openclaw/install.ts";
import type { Options } from "../options.ts";
import { type Comparison, compareRoute } from "./compare-route.ts";
import { type RouteCase, routeCase } from "./generate.ts";
import { judgeFindings, loudOnServed } from "./judge-findings.ts";
import type { TurnAnswer } from "./messages.ts";
import { ownFindings, ownRoutes } from "./own-routes.ts";
import { writeRecordedRoutes } from "./recorded-routes.ts";
import { startTurns } from "./turns.ts";

const LEAST_AGREEMENT = 0.99;
const MOST_UNKNOWN = 0.1;
/** Turns that gave no answer. */
const MOST_LOST = 0.02;
/** OpenClaw keeps something of every turn; it is started anew now and then. */
const TURNS_OF_A_PROCESS = 400;

/** Compares routes with turns of OpenClaw on generated configs, and prints how they differ. Gives the exit code. */
export async function runRoutes(options: Options, print: (text: string) => void): Promise<number> {
  const { openclaw, count, seed, show, save } = options;
  const installation =
    "folder" in openclaw ? unpackedOpenClaw(openclaw.folder) : installOpenClaw(openclaw.release);
  const picked = pickRelease(installation.version);
  if (picked.kind !== "known")
    throw new Error(`OpenClaw ${installation.version} is older than any known one`);
  print(`OpenClaw ${installation.version}, seed ${seed}`);
  const rows: {
    readonly one: RouteCase;
    readonly turn: Omit<TurnAnswer, "id">;
    readonly found: Comparison;
  }[] = [];
  /** Findings that the turns do not bear out. */
  const faults: string[] = [];
  let turns = await startTurns(installation);
  let lost = 0;
  const end = Date.now() + options.minutes * 60_000;
  try {
    for (let index = 0; index < count && Date.now() < end; index += 1) {
      if (index > 0 && index % TURNS_OF_A_PROCESS === 0) {
        turns.close();
        turns = await startTurns(installation);
      }
      const one = routeCase(index, seed, installation.version, options.findings && index % 2 === 0);
      let turn: Omit<TurnAnswer, "id">;
      try {
        turn = await turns.run(one);
      } catch (error) {
        lost += 1;
        print(`\ncase ${one.index} has no answer: ${error instanceof Error ? error.message : String(error)}`);
        turns.close();
        turns = await startTurns(installation);
        continue;
      }
      const routes = ownRoutes(one, picked.line);
      rows.push({ one, turn, found: compareRoute(routes, turn, one) });
      const findings = ownFindings(one, picked.line);
      const fault = judgeFindings(routes, findings, turn);
      if (fault !== undefined) faults.push(`${fault}: case ${one.index} (${one.traits.join(", ")})`);
      if (options.findings)
        for (const { rule, messageId, severity, path } of loudOnServed(routes, findings, turn))
          faults.push(
            `${severity} on a request in the vendor's form: ${rule}.${messageId} at ${path}, case ${one.index}\n  ${JSON.stringify(one.config)} ${JSON.stringify(one.env)}`,
          );
      if (rows.length % 100 === 0) process.stderr.write(`${rows.length} of ${count}\n`);
    }
  } finally {
    turns.close();
  }
  if (save !== undefined) writeRecordedRoutes(save, installation.version, seed, rows);
  const causes = new Map<string, typeof rows>();
  for (const row of rows) {
    const { found } = row;
    if (found.kind !== "different") continue;
    causes.set(found.cause, [...(causes.get(found.cause) ?? []), row]);
  }
  let shown = 0;
  for (const [cause, list] of [...causes].sort(([, a], [, b]) => b.length - a.length)) {
    print(`\n## ${cause}: ${list.length}`);
    for (const { one, found } of list) {
      if (shown++ >= show || found.kind !== "different") break;
      const agent = one.agent === undefined ? "" : ` agent ${one.agent}`;
      print(`\n- case ${one.index} (${one.traits.join(", ")})${agent}: ${found.detail}`);
      print(`  ${JSON.stringify(one.config)} ${JSON.stringify(one.env)} ${JSON.stringify(one.files ?? {})}`);
    }
  }
  const number = (kind: Comparison["kind"]) => rows.filter(({ found }) => found.kind === kind).length;
  const [equal, differ, unknown, refused] = [
    number("equal"),
    number("different"),
    number("unknown"),
    number("refused"),
  ];
  print("\n| cause | cases |\n| --- | ---: |");
  for (const [cause, list] of causes) print(`| ${cause} | ${list.length} |`);
  print(
    `\nequal ${equal} of ${equal + differ} (${((100 * equal) / Math.max(1, equal + differ)).toFixed(1)} %); unknown ${unknown}, refused by OpenClaw ${refused}`,
  );
  for (const fault of faults) print(fault);
  const judged = equal + differ + unknown;
  // Of a run that mostly failed nothing can be said.
  if (judged === 0 || lost > judged * MOST_LOST) return 1;
  return equal >= (equal + differ) * LEAST_AGREEMENT && unknown <= judged * MOST_UNKNOWN ? 0 : 1;
}
