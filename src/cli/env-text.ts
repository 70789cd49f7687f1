import type { Analysis } from "../analyze.ts";
import { toDotted } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { holderWords } from "../explain/holder-words.ts";
import { originWords } from "../explain/origin-words.ts";
import { createPalette, type Palette } from "../report/palette.ts";
import type { CredentialResolution } from "../resolve/credentials/credential-resolution.ts";
import { type KeyAnswer, keyAnswer } from "../resolve/credentials/key-standing.ts";
import { type Holder, type Resolution, sameValue } from "../resolve/environment/environment.ts";

/** One variable that the config needs, and what each gateway has of it. */
export interface EnvRow {
  readonly variable: string;
  readonly wantedBy: readonly string[];
  readonly resolutions: readonly EnvAnswer[];
}

/** What one gateway has of a variable. */
interface EnvAnswer {
  readonly gateway: string;
  readonly resolution: Resolution;
  readonly holders: readonly Holder[];
}

/** The config as the gateway of one target has it. */
export interface EnvView {
  readonly gateway: string;
  readonly analysis: Analysis;
}

/**
 * The variables for people: one line each, and one more for a difference between gateways. `verbose` adds who wants
 * it, every place that was looked at, and the providers.
 */
export function envText(
  host: Host,
  rows: readonly EnvRow[],
  views: readonly EnvView[],
  { colors: color, verbose }: { readonly colors: boolean; readonly verbose: boolean },
): string {
  const colors = createPalette(color);
  if (rows.length === 0) return "The config names no variables.\n";
  const names = Math.max(...rows.map(({ variable }) => variable.length));
  const gateways = Math.max(...views.map(({ gateway }) => gateway.length));
  let text = "";
  for (const { variable, wantedBy, resolutions } of rows) {
    for (const [index, answer] of resolutions.entries()) {
      const name = (index === 0 ? variable : "").padEnd(names);
      text += `${colors.bold(name)}  ${answer.gateway.padEnd(gateways)}  ${answerWords(host, answer, colors)}\n`;
      if (verbose) text += indented(trailLines(host, answer), colors);
    }
    if (verbose) text += indented([`wanted by ${wantedBy.join(", ")}`], colors);
    text += differenceText(host, variable, resolutions, views, colors);
  }
  if (verbose) return text + views.map((view) => providersText(view, colors)).join("");
  const open = rows.some((row) => row.resolutions.some(({ resolution }) => resolution.verdict !== "set"));
  return open
    ? `${text}${colors.dim("clawlint env --verbose names every place that was looked at")}\n`
    : text;
}

function answerWords(host: Host, { resolution, holders }: EnvAnswer, colors: Palette): string {
  const { verdict, from, hides, why } = resolution;
  const paint = verdict === "set" ? colors.green : verdict === "undecidable" ? colors.yellow : colors.red;
  const place = from === undefined || why !== undefined ? "" : ` in ${originWords(host, from)}`;
  const others = holders.filter(({ part }) => part !== "may-hold").length - 1;
  const hidden =
    hides !== undefined
      ? `, and so hides its value in ${originWords(host, hides)}`
      : others > 0
        ? `; ${others} more ${others === 1 ? "place has" : "places have"} it`
        : "";
  return `${paint(WORDS[verdict])}${place}${hidden}${why === undefined ? "" : `: ${why}`}`;
}

const WORDS: Readonly<Record<Resolution["verdict"], string>> = {
  set: "set",
  unset: "not set",
  empty: "empty",
  undecidable: "cannot be known here",
  placeholder: "a placeholder",
  redacted: "blotted out",
  unexpanded: "not filled in",
};

/** Every place that was asked for a variable, or that has it. */
function trailLines(host: Host, { resolution, holders }: EnvAnswer): readonly string[] {
  const isThere = resolution.verdict === "set" || resolution.verdict === "undecidable";
  return isThere
    ? holders.map((holder) => holderWords(host, holder))
    : resolution.trail.map(({ name, why }) => `${name}: ${why}`);
}

function indented(lines: readonly string[], colors: Palette): string {
  return lines.map((line) => colors.dim(`    ${line}\n`)).join("");
}

function differenceText(
  host: Host,
  variable: string,
  resolutions: readonly EnvAnswer[],
  views: readonly EnvView[],
  colors: Palette,
): string {
  const lines = differences(variable, views).map(({ gateways, what }) => {
    const [first, second] = gateways.map((name) => {
      const from = resolutions.find(({ gateway }) => gateway === name)?.resolution.from;
      return from === undefined ? `${name} has none` : `${name} looks into ${originWords(host, from)}`;
    });
    return `  ${colors.yellow(what === "value" ? "the values differ" : "only one has it")}: ${first}, ${second}\n`;
  });
  return lines.join("");
}

/** How two gateways differ over a variable. */
interface Difference {
  readonly gateways: readonly [string, string];
  readonly what: "value" | "presence";
}

/** In what the other gateways differ from the first: in the value, or in whether there is one. Never how. */
export function differences(variable: string, views: readonly EnvView[]): readonly Difference[] {
  const [first, ...others] = views;
  if (first === undefined) return [];
  const usable = ({ analysis }: EnvView) => analysis.resolved.environment.lookup(variable).verdict;
  return others.flatMap((other): readonly Difference[] => {
    const gateways = [first.gateway, other.gateway] as const;
    const same = sameValue(
      first.analysis.resolved.environment,
      other.analysis.resolved.environment,
      variable,
    );
    if (same !== undefined) return same ? [] : [{ gateways, what: "value" }];
    const verdicts = [usable(first), usable(other)];
    const presence =
      !verdicts.includes("undecidable") &&
      verdicts.filter((verdict) => verdict === "unset" || verdict === "empty").length === 1;
    return presence ? [{ gateways, what: "presence" }] : [];
  });
}

function providersText({ gateway, analysis }: EnvView, colors: Palette): string {
  const { credentials, usedProviders } = analysis.resolved;
  if (credentials.size === 0) return "";
  let text = `\n${colors.bold(`Providers (${gateway})`)}\n`;
  for (const credential of credentials.values()) {
    const { provider, state, winner, shadowed } = credential;
    const { key: answer, why } = keyAnswer(credential);
    const paint = answer === "has-key" ? colors.green : answer === "unknown" ? colors.yellow : colors.red;
    const used = usedProviders.has(provider) ? "" : colors.dim(" (unused)");
    const several = winner?.source === "variable" && winner.why !== why;
    const by = winner === undefined ? "" : `: ${several ? why : sourceWords(winner)}`;
    const under =
      shadowed.length === 0 ? "" : colors.dim(`; below it ${shadowed.map(sourceWords).join(", ")}`);
    text += `  ${show(provider)}${used} ${paint(stateWords(answer, state))}${by}${under}\n`;
  }
  return text;
}

function stateWords(answer: KeyAnswer, state: CredentialResolution["state"]): string {
  if (answer === "unknown") return "cannot be known here";
  if (answer === "has-key") return state === "not-needed" ? "needs no key" : "has a key";
  return state === "unset" ? "has no key" : `has no key (${state})`;
}

function sourceWords({ source, variable, path, why }: CredentialResolution["trail"][number]): string {
  const named = variable === undefined ? "" : ` ${variable}`;
  const place = path === undefined ? "" : ` at ${toDotted(path)}`;
  return `${source.replaceAll("-", " ")}${named}${place} (${why})`;
}
