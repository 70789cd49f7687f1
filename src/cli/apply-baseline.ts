import { resolve } from "pathe";
import type { Host } from "../core/host.ts";
import { count } from "../core/text.ts";
import { readText } from "../read/read-text.ts";
import { fingerprints } from "../report/fingerprint.ts";
import type { LintReport } from "../report/lint-report.ts";
import { type Baseline, readBaseline } from "../settings/baseline.ts";
import { UsageError } from "./exit-codes.ts";
import type { Output } from "./output.ts";

const LIMIT = 16 * 1024 * 1024;

/** The findings of a report as known ones. */
export function knownFindings(report: LintReport): Baseline {
  return new Map([...fingerprints(report)].map(([{ rule }, fingerprint]) => [fingerprint, rule]));
}

/** Takes known findings out of a report; they count as suppressed. Says when some no longer occur. */
export function applyBaseline(host: Host, report: LintReport, file: string, output: Output): LintReport {
  const result = readText(host, resolve(host.cwd, file), LIMIT);
  const known = result.ok ? readBaseline(result.source.text) : undefined;
  if (known === undefined)
    throw new UsageError(`--baseline: ${file} is no baseline that can be read; --write-baseline makes one.`);
  const names = fingerprints(report);
  const left = new Set(known.keys());
  const files = report.files.map((one) => {
    const kept = one.findings.filter((finding) => {
      const name = names.get(finding) ?? "";
      left.delete(name);
      return !known.has(name);
    });
    return { ...one, findings: kept, suppressed: one.suppressed + one.findings.length - kept.length };
  });
  if (left.size > 0) {
    output.error(
      `clawlint: ${count(left.size, "finding")} of ${file} no longer ${left.size === 1 ? "occurs" : "occur"}; --write-baseline ${file} takes ${left.size === 1 ? "it" : "them"} out\n`,
    );
  }
  return { ...report, files };
}
