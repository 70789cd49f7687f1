import { fromPointer } from "../core/config-path.ts";
import type { Finding, Fix, Range, RelatedPlace, Severity, TextEdit } from "../core/finding.ts";
import { version } from "../core/version.ts";
import { jsonText, plain } from "../core/visible.ts";
import { ruleUrl } from "../engine/render.ts";
import type { Rule } from "../engine/rule.ts";
import { ruleHelp, ruleWords } from "../engine/rule-page.ts";
import { rules as allRules } from "../rules/registry.ts";
import { ruleNamed } from "../rules/rule-names.ts";
import { fingerprints } from "./fingerprint.ts";
import type { FileReport, LintReport } from "./lint-report.ts";
import { findingWords, isOutside } from "./place-text.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** Where relative paths start. What it is on this machine is left out: reports are the same everywhere. */
const BASE = "%SRCROOT%";

/** SARIF 2.1.0 with the rules that found or skipped something. https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function formatSarif(report: LintReport): string {
  const named = new Set(
    report.files.flatMap(({ findings, skipped }) =>
      [...findings, ...skipped].map(({ rule }) => ruleNamed(rule)?.id),
    ),
  );
  const rules = allRules.filter(({ id }) => named.has(id));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const names = fingerprints(report);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "clawlint",
            version,
            semanticVersion: version,
            informationUri: "https://github.com/clawlint/clawlint",
            rules: rules.map(toDescriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [BASE]: { description: { text: "The folder clawlint ran in." } } },
        artifacts: report.files.map((file) => ({
          location: artifactLocation(file.path),
          roles: ["analysisTarget"],
          properties: { openclawVersion: file.openclawVersion },
        })),
        invocations: [
          {
            executionSuccessful: (report.troubles ?? []).length === 0,
            toolExecutionNotifications: [
              ...(report.troubles ?? []).map((text) => ({
                level: "error",
                message: { text: sarifText(plain(text)) },
              })),
              ...report.files.flatMap(skippedNotes),
            ],
          },
        ],
        results: report.files.flatMap(({ findings }) =>
          findings.map((finding) => toResult(finding, indexes.get(finding.rule), names.get(finding))),
        ),
      },
    ],
  };
  return `${jsonText(log)}\n`;
}

function toDescriptor(rule: Rule) {
  const { id, summary, severity, subject } = rule;
  const { triggers, whys } = ruleWords(rule);
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: whys },
    help: { text: `${triggers}\n\n${whys}`, markdown: ruleHelp(rule) },
    helpUri: ruleUrl(id),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [subject] },
  };
}

function toResult(finding: Finding, ruleIndex: number | undefined, fingerprint: string | undefined) {
  const { rule, severity, refused, related, fix, path } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: sarifText(findingWords(finding)) },
    locations: [
      {
        physicalLocation: { artifactLocation: artifactLocation(finding.file), region: region(finding.range) },
        logicalLocations: [logicalLocation(path)],
      },
    ],
    ...(related === undefined ? {} : { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { "clawlint/v1": fingerprint },
    ...(fix === undefined ? {} : { fixes: [toFix(fix)] }),
    properties: { refused },
  };
}

function logicalLocation(path: string) {
  const last = fromPointer(path).at(-1);
  return {
    ...(last === undefined ? {} : { name: String(last) }),
    fullyQualifiedName: path === "" ? "/" : path,
    kind: last === undefined ? "object" : "property",
  };
}

function relatedLocation({ file, range, message }: RelatedPlace, index: number) {
  return {
    id: index + 1,
    physicalLocation: { artifactLocation: artifactLocation(file), region: region(range) },
    message: { text: sarifText(plain(message)) },
  };
}

function toFix({ title, edits }: Fix) {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return {
    description: { text: sarifText(plain(title)) },
    artifactChanges: [...byFile].map(([file, list]) => ({
      artifactLocation: artifactLocation(file),
      replacements: list.map(({ range, text }) => ({
        deletedRegion: region(range),
        insertedContent: { text },
      })),
    })),
  };
}

function skippedNotes({ path, skipped }: FileReport) {
  return skipped.map(({ rule, reason }) => ({
    level: "note",
    message: { text: sarifText(plain(`${rule} was skipped: ${reason}`)) },
    associatedRule: { id: ruleNamed(rule)?.id ?? rule },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
  }));
}

/**
 * Plain text of a SARIF message: brackets would make a link, braces a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6).
 */
function sarifText(text: string): string {
  return text.replace(/[[\]\\]/gu, "\\$&").replace(/[{}]/gu, "$&$&");
}

function region({ start, end }: Range) {
  // A line of a file that is no config document comes without offsets and columns.
  if (start.offset === 0 && end.offset === 0 && start.line > 1) return { startLine: start.line };
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

/** A URI reference: what a URI cannot hold is percent-encoded as UTF-8, and a first segment may not hold a colon. */
export function artifactLocation(file: string): { uri: string; uriBaseId?: string } {
  const path = file.split("/").map(encodeSegment).join("/");
  if (/^[A-Za-z]%3A\//u.test(path)) return { uri: `file:///${path.replace("%3A", ":")}` };
  if (path.startsWith("/")) return { uri: `file://${path}` };
  return isOutside(file) ? { uri: path } : { uri: path, uriBaseId: BASE };
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
