import type { Finding, Severity } from "../core/finding.ts";
import { show } from "../core/secrecy.ts";
import { andList, count } from "../core/text.ts";
import { textWidth as width } from "../core/text-width.ts";
import { plain } from "../core/visible.ts";
import { wrapWords } from "../core/wrap-words.ts";
import { fitFrame } from "./fit-frame.ts";
import { type FileReport, type LintReport, type NotLookedAt, summarize } from "./lint-report.ts";
import { createPalette, type Palette } from "./palette.ts";
import { pathText, placeText } from "./place-text.ts";

/** How the pretty report may look. */
export interface PrettyOptions {
  readonly color: boolean;
  /** Columns of the terminal: what is longer is wrapped or cut. Without them no line is wrapped. */
  readonly columns?: number | undefined;
  /** The terminal follows links: the name of a rule leads to its page. */
  readonly links?: boolean | undefined;
  /** A file of the report as it is to be shown; as the report has it by default. */
  readonly tell?: ((file: string) => string) | undefined;
}

/** More rules than this are counted; the JSON report has their names. */
const MOST_NAMED = 6;

/** Narrower terminals get lines of this many columns all the same. */
const NARROWEST = 40;

/** The report for people: a code frame for each finding, related places, a hint, and closing lines. */
export function formatPretty(
  report: LintReport,
  { color, columns, links, tell = String }: PrettyOptions,
): string {
  const look: Look = {
    colors: createPalette(color),
    columns: columns === undefined ? undefined : Math.max(NARROWEST, columns),
    links: links === true,
    place: ({ file, range }) => placeText({ file: tell(file), range }),
    tell,
  };
  let text = "";
  for (const file of report.files) {
    for (const finding of file.findings) text += `${formatFinding(finding, file, look)}\n`;
  }
  return text + formatClosing(report, look);
}

interface Look {
  readonly colors: Palette;
  readonly columns: number | undefined;
  readonly links: boolean;
  readonly place: typeof placeText;
  readonly tell: (file: string) => string;
}

function formatFinding(finding: Finding, file: FileReport, look: Look): string {
  const { colors, columns } = look;
  const { rule, severity, message, hint, range } = finding;
  const paint = painter(severity, colors);
  const { line } = range.start;
  const gutter = String(line).length;
  const pad = " ".repeat(gutter);
  const bar = colors.dim("│");
  const name = look.links ? link(finding.url, `[${rule}]`) : `[${rule}]`;
  const head = severity.length + rule.length + 4;
  let text = `${paint(severity)} ${colors.dim(name)} ${wrapped(plain(message), head, 2, columns, colors.bold)}`;
  text += `${pad} ${colors.dim("╭─")} ${look.place(finding)}\n`;
  const kept = file.frames.get(finding);
  if (kept !== undefined) {
    const frame = columns === undefined ? kept : fitFrame(kept, columns - gutter - 3);
    text += `${colors.dim(String(line))} ${bar} ${frame.text}\n`;
    text += `${pad} ${bar} ${" ".repeat(width(frame.text.slice(0, frame.from)))}`;
    text += `${paint("^".repeat(Math.max(1, width(frame.text.slice(frame.from, frame.to)))))}\n`;
  }
  for (const place of finding.related ?? []) {
    const words = `${look.place(place)} ${plain(place.message)}`;
    text += `${pad} ${colors.dim("├─")} ${wrapped(words, gutter + 4, gutter + 4, columns)}`;
  }
  if (hint !== undefined) {
    const help = wrapped(plain(hint), gutter + 10, gutter + 10, columns);
    text += `${pad} ${colors.dim("╰─")} ${colors.cyan("help:")} ${help}`;
  }
  return text;
}

/** A text behind so many columns, its further lines set in; ends with a line feed. */
function wrapped(
  text: string,
  taken: number,
  indent: number,
  columns: number | undefined,
  paint: (text: string) => string = String,
): string {
  if (columns === undefined) return `${paint(text)}\n`;
  const lines = wrapWords(text, columns - indent, taken - indent);
  return `${lines.map(paint).join(`\n${" ".repeat(indent)}`)}\n`;
}

/** A hyperlink as terminals know it. https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
function link(url: string, text: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}

function formatClosing(report: LintReport, { colors, columns, place, tell: tellFile }: Look): string {
  const summary = summarize(report);
  const { errors, warnings, infos, suppressed, unknownKeys } = summary;
  let text = "";
  const tell = (line: string, indent: number): void => {
    text += " ".repeat(indent) + wrapped(line, indent, indent + 2, columns, colors.dim);
  };
  for (const file of report.files) {
    const { value, why } = file.openclawVersion;
    const note = file.note === undefined ? "" : `, ${plain(file.note)}`;
    const release = `OpenClaw ${plain(value)} (${plain(why)})`;
    tell(`${plain(tellFile(file.path))}: ${release}, ${gatewayWords(report.gateway)}${note}`, 0);
    if (file.lookedIn !== undefined) tell(`looked for variables in ${plain(file.lookedIn)}`, 2);
    for (const [why, providers] of groupUnknown(file)) {
      const whose = `${providers.length === 1 ? "key" : "keys"} of ${andList(providers)}`;
      tell(`${plain(whose)} cannot be known here: ${plain(why)}`, 2);
    }
    for (const { rule, reason } of groupSkipped(file)) tell(`skipped ${rule}: ${plain(reason)}`, 2);
    for (const part of file.notLookedAt ?? [])
      tell(`not looked at: ${plain(partWords(part, place(part)))}`, 2);
  }
  const parts = [
    errors > 0 ? colors.red(count(errors, "error")) : undefined,
    warnings > 0 ? colors.yellow(count(warnings, "warning")) : undefined,
    infos > 0 ? colors.blue(count(infos, "info")) : undefined,
  ].filter((part) => part !== undefined);
  const verdict = parts.length === 0 ? colors.green("no problems found") : parts.join(", ");
  const said = [count(errors, "error"), count(warnings, "warning"), count(infos, "info")];
  const taken = parts.length === 0 ? 17 : said.filter((words) => !words.startsWith("0 ")).join(", ").length;
  const silenced = suppressed > 0 ? `, ${suppressed} ignored by comment or baseline` : "";
  const rest = `in ${count(summary.files, "config")}${silenced}${openWords(report, unknownKeys)}`;
  return `${text}${verdict} ${wrapped(rest, taken + 1, 2, columns)}`;
}

/** What the verdict does not cover. */
function openWords({ files }: LintReport, unknownKeys: number): string {
  const parts = files.reduce((sum, { notLookedAt = [] }) => sum + notLookedAt.length, 0);
  const notSeen = parts > 0 ? `; ${count(parts, "part")} could not be looked at` : "";
  return unknownKeys > 0
    ? `${notSeen}; the key of ${count(unknownKeys, "provider")} in use cannot be known here`
    : notSeen;
}

/** A part that was not looked at: its place in the config, and in the file. */
function partWords(part: NotLookedAt, place: string): string {
  const path = pathText(part.path);
  const why = part.why === "include" ? "its file cannot be used" : "its text is broken";
  return `${path === "" ? "the rest" : path} (${place}), since ${why}`;
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
  return [...byReason].map(([reason, rules]) => ({
    rule: rules.length > MOST_NAMED ? `${rules.length} rules` : rules.join(", "),
    reason,
  }));
}

function gatewayWords(gateway: string): string {
  return gateway === "none" ? "no environment" : `environment: ${gateway}`;
}

function painter(severity: Severity, colors: Palette): (text: string) => string {
  if (severity === "error") return colors.red;
  return severity === "warning" ? colors.yellow : colors.blue;
}
