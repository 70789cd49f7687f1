import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { does } from "./details.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Thresholds of loop detection, each below the next, up to 2026.7.35. */
const THRESHOLDS = ["warningThreshold", "criticalThreshold", "globalCircuitBreakerThreshold"];

/** Settings of tools that do not go together: those of an agent, and those of all. */
export const toolLimits: Refinement = (config, release, agents) => {
  const problems: SchemaProblem[] = [];
  // Those of all agents stand at the root, and came with a rule on exec later.
  const all = isObject(config) ? [{ path: [], block: config }] : [];
  for (const { path, block } of [...all, ...agents]) {
    problems.push(
      ...thresholds(valueAt(block, ["tools", "loopDetection"]), [...path, "tools", "loopDetection"]),
    );
    const exec = valueAt(block, ["tools", "exec"]);
    if (!isObject(exec) || exec["mode"] === undefined) continue;
    if (exec["security"] === undefined && exec["ask"] === undefined) continue;
    if (path.length === 0 && !does("exec-mode-of-all", release)) continue;
    const reason = "mode does not go with security or ask";
    problems.push(refusal([...path, "tools", "exec", "mode"], "exec-mode", reason));
  }
  return problems;
};

function thresholds(detection: unknown, path: ConfigPath): SchemaProblem[] {
  if (!isObject(detection)) return [];
  const problems: SchemaProblem[] = [];
  for (const [index, key] of THRESHOLDS.entries()) {
    const [below, value] = [valueAt(detection, [THRESHOLDS[index - 1] ?? ""]), valueAt(detection, [key])];
    if (typeof below !== "number" || typeof value !== "number" || below < value) continue;
    problems.push(refusal([...path, key], "tool-limits", `it is not above ${THRESHOLDS[index - 1]}`));
  }
  return problems;
}
