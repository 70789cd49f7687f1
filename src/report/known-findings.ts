import type { Baseline } from "../settings/baseline.ts";
import { fingerprints } from "./fingerprint.ts";
import type { LintReport } from "./lint-report.ts";

/** The findings of a report as known ones. */
export function knownFindings(report: LintReport): Baseline {
  return new Map([...fingerprints(report)].map(([{ rule }, fingerprint]) => [fingerprint, rule]));
}

/** Takes known findings out of a report; they count as suppressed. `gone` counts the known ones that no longer occur. */
export function withoutKnown(
  report: LintReport,
  known: Baseline,
): { readonly report: LintReport; readonly gone: number } {
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
  return { report: { ...report, files }, gone: left.size };
}
