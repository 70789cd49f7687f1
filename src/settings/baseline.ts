import { isObject } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { readText } from "../read/read-text.ts";

/** Known findings, by fingerprint: how many of each are forgiven. */
export type Baseline = ReadonlyMap<string, string>;

/** The text of a baseline file: fingerprints with the rule they stand for, sorted, so that diffs stay small. */
export function baselineText(known: Baseline): string {
  const findings = Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, findings }, undefined, 2)}\n`;
}

const LIMIT = 16 * 1024 * 1024;

/** Reads a baseline file; undefined when there is none that can be read. */
export function loadBaseline(host: Host, path: string): Baseline | undefined {
  const result = readText(host, path, LIMIT);
  return result.ok ? readBaseline(result.source.text) : undefined;
}

/** Reads a baseline file's text; undefined when it is none. */
export function readBaseline(text: string): Baseline | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value["version"] !== 1 || !isObject(value["findings"])) return undefined;
  const known = new Map<string, string>();
  for (const [fingerprint, rule] of Object.entries(value["findings"])) {
    if (typeof rule !== "string") return undefined;
    known.set(fingerprint, rule);
  }
  return known;
}
