import { readFileSync, writeFileSync } from "node:fs";
import type { Comparison } from "./compare-route.ts";
import type { RouteCase } from "./generate.ts";
import type { TurnAnswer } from "./messages.ts";

/** A case with what OpenClaw did, as tests read it. */
export interface RecordedRoute {
  readonly one: RouteCase;
  readonly turn: Omit<TurnAnswer, "id">;
}

/** Headers that are worth keeping: those with keys, and those that cases are made with. */
const KEPT = /^(?:authorization|x-api-key|api-key|x-goog-api-key|cf-aig-authorization|x-oven|x-row|x-t)$/u;

/** Writes cases and what OpenClaw did, one a line, below a line that says where they are from. */
export function writeRecordedRoutes(
  file: string,
  openclaw: string,
  seed: string,
  rows: readonly {
    readonly one: RouteCase;
    readonly turn: Omit<TurnAnswer, "id">;
    readonly found: Comparison;
  }[],
): void {
  const head = {
    openclaw,
    command: `npm run conformance -- --routes --openclaw ${openclaw} --count ${rows.length} --seed ${seed} --save FILE`,
  };
  const lines = rows
    .filter(({ found }) => found.kind !== "refused")
    .map(({ one, turn: { sent, error } }) => {
      const kept = sent.map((request) => ({
        ...request,
        headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => KEPT.test(name))),
      }));
      return JSON.stringify({ one, turn: { sent: kept, error: plainError(error) } });
    });
  writeFileSync(file, `${[JSON.stringify(head), ...lines].join("\n")}\n`);
}

/** The class of an error is in its beginning; folders of the machine are not kept. */
function plainError(error: string | undefined): string | undefined {
  return error
    ?.split("\n")[0]
    ?.replace(/\.? Auth store:.*$/u, "")
    .slice(0, 120);
}

/** Reads what `writeRecordedRoutes` wrote. */
export function readRecordedRoutes(file: string): {
  readonly openclaw: string;
  readonly cases: readonly RecordedRoute[];
} {
  const [head = "{}", ...lines] = readFileSync(file, "utf8").trim().split("\n");
  // The file is ours.
  const { openclaw } = JSON.parse(head) as { openclaw: string };
  return { openclaw, cases: lines.map((line) => JSON.parse(line) as RecordedRoute) };
}
