import { ruleUrl } from "../engine/render.ts";
import { rules } from "../rules/registry.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Output } from "./output.ts";

/** Runs `rules`: lists every rule. */
export function runRules(format: string, output: Output): ExitCode {
  if (format === "json") {
    const list = rules.map(({ id, subject, severity, summary, fixable }) => ({
      id,
      subject,
      severity,
      summary,
      fixable,
      url: ruleUrl(id),
    }));
    output.out(`${JSON.stringify(list, undefined, 2)}\n`);
    return exitCodes.clean;
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, summary, fixable } of rules) {
    output.out(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}${fixable ? " (fixable)" : ""}\n`);
  }
  return exitCodes.clean;
}
