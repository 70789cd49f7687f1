import { show } from "../core/secrecy.ts";
import { version } from "../core/version.ts";
import { jsonText } from "../core/visible.ts";
import { type LintReport, summarize } from "./lint-report.ts";

/** The JSON report, version 1; `schema/report.schema.json` describes it. */
export function formatJson(report: LintReport): string {
  const files = report.files.map(
    ({ path, openclawVersion, note, findings, skipped, notLookedAt = [], keys, routes }) => ({
      path,
      openclawVersion,
      ...(note === undefined ? {} : { note }),
      findings,
      skipped,
      ...(notLookedAt.length === 0 ? {} : { notLookedAt }),
      ...(keys === undefined
        ? {}
        : { keys: keys.map(({ provider, key, why }) => ({ provider: show(provider), key, why })) }),
      ...(routes === undefined ? {} : { routes }),
    }),
  );
  const summary = summarize(report);
  return `${jsonText({ version: 1, tool: { name: "clawlint", version }, summary, files })}\n`;
}
