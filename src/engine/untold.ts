import { SEVERITIES, type Severity } from "../core/finding.ts";
import type { Problem } from "./rule.ts";

/** What a rule has against a config beyond what is told. */
export interface Untold {
  readonly first: Problem;
  readonly count: number;
  readonly severity: Severity;
  readonly refused: boolean;
}

/** One more problem that is not told; `before` is undefined for the first. */
export function addUntold(before: Untold | undefined, problem: Problem, severity: Severity): Untold {
  const refused = problem.refused ?? false;
  if (before === undefined) return { first: problem, count: 1, severity, refused };
  const worse = SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(before.severity);
  return {
    first: before.first,
    count: before.count + 1,
    severity: worse ? severity : before.severity,
    refused: before.refused || refused,
  };
}
