import type { Finding } from "../core/finding.ts";
import { checkIdOf } from "../rules/rule-names.ts";
import type { LintReport } from "./lint-report.ts";

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/**
 * A name for each finding that stays when lines move and messages are reworded, and that no two findings of a report
 * share: made of the config, the document, the check and the config path; of several alike, from their order. 16 hex
 * digits (64-bit FNV-1a over the UTF-8 bytes).
 */
export function fingerprints(report: LintReport): ReadonlyMap<Finding, string> {
  const names = new Map<Finding, string>();
  const seen = new Map<string, number>();
  for (const config of report.files) {
    for (const finding of config.findings) {
      const identity = [config.path, finding.file, checkIdOf(finding), finding.path].join("\0");
      const earlier = seen.get(identity) ?? 0;
      seen.set(identity, earlier + 1);
      names.set(finding, fnv1a(earlier === 0 ? identity : `${identity}\0${earlier}`));
    }
  }
  return names;
}

function fnv1a(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(16).padStart(16, "0");
}
