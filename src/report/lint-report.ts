import type { Finding, Range, Skipped } from "../core/finding.ts";
import type { KeyStanding } from "../resolve/credentials/key-standing.ts";
import type { FrameLine } from "./code-frame.ts";

/** A part of a config that could not be judged. */
export interface NotLookedAt {
  /** JSON Pointer in the merged config. */
  readonly path: string;
  readonly file: string;
  readonly range: Range;
  readonly why: "syntax" | "include";
}

/** What linting one config gave. */
export interface FileReport {
  /** The file as it was named, for people and for the report. */
  readonly path: string;
  /** The release that judged, and why that one. */
  readonly openclawVersion: { readonly value: string; readonly why: string };
  /** Set when the file was not linted as a whole config of its own. */
  readonly note?: string | undefined;
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Parts that could not be judged, since the text or an include is broken there. */
  readonly notLookedAt?: readonly NotLookedAt[] | undefined;
  readonly suppressed: number;
  /** Every provider in use, and whether it has its key; absent where the config is not looked at as a whole. */
  readonly keys?: readonly KeyStanding[] | undefined;
  /** Where variables were looked for, in words; set when a finding hangs on it. Not part of the JSON report. */
  readonly lookedIn?: string | undefined;
  /** With `--routes`: where each model reference leads, as `schema/report.schema.json` describes it. */
  readonly routes?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** The line of each finding, fit to be shown. Not part of the JSON report. */
  readonly frames: ReadonlyMap<Finding, FrameLine>;
}

/** What a run gave: all files in the order they were named. */
export interface LintReport {
  readonly files: readonly FileReport[];
  /** Whose environment counted. */
  readonly gateway: string;
  /** Arguments and files that could not be looked at, each in words. */
  readonly troubles?: readonly string[];
}

/** Counts over a whole report. */
export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
  /** Providers in use of which cannot be known whether they have a key. */
  readonly unknownKeys: number;
}

/** Counts the findings of all files of a report. */
export function summarize(report: LintReport): Summary {
  const counts = { error: 0, warning: 0, info: 0 };
  let suppressed = 0;
  let unknownKeys = 0;
  for (const file of report.files) {
    for (const finding of file.findings) counts[finding.severity] += 1;
    suppressed += file.suppressed;
    unknownKeys += (file.keys ?? []).filter(({ key }) => key === "unknown").length;
  }
  return {
    files: report.files.length,
    errors: counts.error,
    warnings: counts.warning,
    infos: counts.info,
    suppressed,
    unknownKeys,
  };
}
