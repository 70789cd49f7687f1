import { valueAt } from "../core/config-path.ts";
import type { SchemaProblem } from "../core/schema-problem.ts";
import { type FateData, fateOf } from "../schema/fates.ts";
import { holdsIn } from "../schema/run-time-facts.ts";
import { valueKind } from "./value-kind.ts";

/**
 * Says of a key, value or shape that left what OpenClaw's own migration does with it: `action` and `replacedBy` where
 * the schema does not know, `mended` where a gateway of the release mends it at its start.
 */
export function withFate(problem: SchemaProblem, config: unknown, release: string): SchemaProblem {
  // Of several agents without an owner the migration makes explicit ones.
  if (
    problem.kind === "missing-key" &&
    problem.data["key"] === "ownership" &&
    problem.path.join() === "agents"
  )
    return { ...problem, data: { ...problem.data, mended: holdsIn("mends-at-start", release) } };
  if (problem.kind !== "retired-key") return problem;
  const fate = fateAt(problem, config);
  const { action } = problem.data;
  const isMended = fate !== undefined || action === "doctor moves" || action === "doctor removes";
  if (!isMended) return problem;
  const known: SchemaProblem["data"] =
    fate === undefined || action !== undefined
      ? {}
      : {
          action: `doctor ${fate.does}`,
          replacedBy: fate.to ?? (typeof fate.value === "string" ? fate.value : undefined),
          otherForm: fate.does === "moves" && fate.to === undefined && typeof fate.value !== "string",
        };
  return {
    ...problem,
    data: { ...problem.data, ...known, mended: holdsIn("mends-at-start", release) },
  };
}

/** What becomes of the key, value or shape that a problem names. */
export function fateAt({ path, data }: SchemaProblem, config: unknown): FateData | undefined {
  if (data["what"] === "key") return fateOf(path, "");
  const value = valueAt(config, path);
  return fateOf(path, ` = ${JSON.stringify(value)}`) ?? fateOf(path, ` is ${valueKind(value)}`);
}
