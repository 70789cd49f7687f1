import type { Finding, Severity } from "../core/finding.ts";
import { show } from "../core/secrecy.ts";
import { andList, count } from "../core/text.ts";
import { plain } from "../core/visible.ts";
import { type FileReport, type LintReport, summarize } from "./lint-report.ts";
import { createPalette, type Palette } from "./palette.ts";
import { placeText } from "./place-text.ts";
import { textWidth as width } from "./text-width.ts";

/** How the pretty report may look. */
export interface PrettyOptions {
  readonly color: boolean;
  /** Only errors and warnings. */
  readonly quiet?: boolean;
}

/** The report for people: a code frame for each finding, related places, a hint, and a closing line. */
export function formatPretty(report: LintReport, options: PrettyOptions): string {
  const colors = createPalette(options.color);
  let text = "";
  for (const file of report.files) {
    for (const finding of file.findings) text += `${formatFinding(finding, file, colors)}\n`;
  }
  return text + formatClosing(report, colors);
}

function formatFinding(finding: Finding, file: FileReport, colors: Palette): string {
  const { rule, severity, message, hint, range } = finding;
  const paint = painter(severity, colors);
  const { line } = range.start;
  const gutter = String(line).length;
  const pad = " ".repeat(gutter);
  const bar = colors.dim("│");
  let text = `${paint(severity)} ${colors.dim(`[${rule}]`)} ${colors.bold(plain(message))}\n`;
  text += `${pad} ${colors.dim("╭─")} ${placeText(finding)}\n`;
  const frame = file.frames.get(finding);
  if (frame !== undefined) {
    text += `${colors.dim(String(line))} ${bar} ${frame.text}\n`;
    text += `${pad} ${bar} ${" ".repeat(width(frame.text.slice(0, frame.from)))}`;
    text += `${paint("^".repeat(Math.max(1, width(frame.text.slice(frame.from, frame.to)))))}\n`;
  }
  for (const place of finding.related ?? []) {
    text += `${pad} ${colors.dim("├─")} ${placeText(place)} ${plain(place.message)}\n`;
  }
  if (hint !== undefined) text += `${pad} ${colors.dim("╰─")} ${colors.cyan("help:")} ${plain(hint)}\n`;
  return text;
}

function formatClosing(report: LintReport, colors: Palette): string {
  const summary = summarize(report);
  const { errors, warnings, infos, suppressed, unknownKeys } = summary;
  let text = "";
  for (const file of report.files) {
    const { value, why } = file.openclawVersion;
    const note = file.note === undefined ? "" : `, ${plain(file.note)}`;
    const release = `OpenClaw ${plain(value)} (${plain(why)})`;
    text += colors.dim(`${plain(file.path)}: ${release}, ${gatewayWords(report.gateway)}${note}\n`);
    for (const [why, providers] of groupUnknown(file)) {
      const whose = `${providers.length === 1 ? "key" : "keys"} of ${andList(providers)}`;
      text += colors.dim(`  ${plain(whose)} cannot be known here: ${plain(why)}\n`);
    }
    for (const { rule, reason } of groupSkipped(file))
      text += colors.dim(`  skipped ${rule}: ${plain(reason)}\n`);
  }
  const parts = [
    errors > 0 ? colors.red(count(errors, "error")) : undefined,
    warnings > 0 ? colors.yellow(count(warnings, "warning")) : undefined,
    infos > 0 ? colors.blue(count(infos, "note")) : undefined,
  ].filter((part) => part !== undefined);
  const verdict = parts.length === 0 ? colors.green("no problems found") : parts.join(", ");
  const silenced = suppressed > 0 ? `, ${suppressed} ignored or known` : "";
  const open =
    unknownKeys > 0 ? `; the key of ${count(unknownKeys, "provider")} in use cannot be known here` : "";
  return `${text}${verdict} in ${count(summary.files, "config")}${silenced}${open}\n`;
}

/** The providers whose key cannot be known, by the reason. */
function groupUnknown({ keys = [] }: FileReport): ReadonlyMap<string, readonly string[]> {
  const byReason = new Map<string, string[]>();
  for (const { provider, key, why } of keys) {
    if (key === "unknown") byReason.set(why, [...(byReason.get(why) ?? []), show(provider)]);
  }
  return byReason;
}

function groupSkipped(file: FileReport): readonly { rule: string; reason: string }[] {
  const byReason = new Map<string, string[]>();
  for (const { rule, reason } of file.skipped) byReason.set(reason, [...(byReason.get(reason) ?? []), rule]);
  return [...byReason].map(([reason, rules]) => ({ rule: rules.join(", "), reason }));
}

function gatewayWords(gateway: string): string {
  return gateway === "none" ? "no environment" : `environment: ${gateway}`;
}

function painter(severity: Severity, colors: Palette): (text: string) => string {
  if (severity === "error") return colors.red;
  return severity === "warning" ? colors.yellow : colors.blue;
}
