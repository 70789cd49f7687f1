import { createColors } from "picocolors";
import type { Analysis } from "../analyze.ts";
import { shownPointer, toDotted } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { jsonText as visibleJson } from "../core/visible.ts";
import { holderWords } from "../explain/holder-words.ts";
import { originWords } from "../explain/origin-words.ts";
import { wantedVariables } from "../explain/wanted-variables.ts";
import type { CredentialResolution } from "../resolve/credentials/credential-resolution.ts";
import { type KeyAnswer, keyAnswer } from "../resolve/credentials/key-standing.ts";
import { type Holder, type Resolution, sameValue } from "../resolve/environment/environment.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Command } from "./long-route.ts";
import type { Output } from "./output.ts";

type EnvCommand = Extract<Command, { name: "env" }>;

/** One variable that the config needs, and what each gateway has of it. */
interface Row {
  readonly variable: string;
  readonly wantedBy: readonly string[];
  readonly resolutions: readonly {
    readonly gateway: string;
    readonly resolution: Resolution;
    readonly holders: readonly Holder[];
  }[];
}

/** The config as the gateway of one target has it. */
interface View {
  readonly gateway: string;
  readonly analysis: Analysis;
}

/** Runs `env`: every variable the config needs, where each comes from, and which credential each provider gets. */
export async function runEnv(host: Host, command: EnvCommand, output: Output): Promise<ExitCode> {
  const gateways = command.gateways.length === 0 ? [undefined] : command.gateways;
  const views: View[] = [];
  for (const gateway of gateways) {
    const { args } = await applySettings(host, { ...command.check, gateway });
    judgeRelease(args.openclawVersion);
    const found = findConfig(host, command.file, await analyzeOptions(host, args), output);
    if (found === undefined) return exitCodes.cannotLook;
    views.push({ gateway: args.gateway, analysis: found.analysis });
    if (views.length === 1 && !command.required) output.error(`clawlint: ${found.target.file}\n`);
  }
  const rows = collectRows(views);
  if (command.required) {
    output.out(
      requiredText(
        rows.map(({ variable }) => variable),
        command.format ?? "dotenv",
      ),
    );
    return exitCodes.clean;
  }
  const format = command.format ?? "pretty";
  if (format === "json") output.out(viewsJson(rows, views));
  else if (format === "pretty")
    output.out(prettyText(host, rows, views, command.check.color ?? output.colors));
  else throw new UsageError(`env --format ${format} goes with --required.`);
  return exitCodes.clean;
}

/** The variables that the config needs, by name, and what each gateway has of each. */
function collectRows(views: readonly View[]): readonly Row[] {
  const [first] = views;
  if (first === undefined) return [];
  return [...wantedVariables(first.analysis)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([variable, wantedBy]) => ({
      variable,
      wantedBy,
      resolutions: views.map(({ gateway, analysis }) => ({
        gateway,
        resolution: analysis.resolved.environment.lookup(variable),
        holders: analysis.resolved.environment.holders(variable),
      })),
    }));
}

interface Difference {
  readonly gateways: readonly [string, string];
  readonly what: "value" | "presence";
}

/** In what the other gateways differ from the first: in the value, or in whether there is one. Never how. */
function differences(variable: string, views: readonly View[]): readonly Difference[] {
  const [first, ...others] = views;
  if (first === undefined) return [];
  const usable = ({ analysis }: View) => analysis.resolved.environment.lookup(variable).verdict;
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

function requiredText(names: readonly string[], format: string): string {
  switch (format) {
    case "dotenv":
      return names.map((name) => `${name}=\n`).join("");
    case "json":
      return `${JSON.stringify(names, undefined, 2)}\n`;
    case "github":
      return `env:\n${names.map((name) => `  ${name}: \${{ secrets.${name} }}\n`).join("")}`;
    default:
      return `${names.join("\n")}\n`;
  }
}

function viewsJson(rows: readonly Row[], views: readonly View[]): string {
  const variables = rows.map(({ variable, wantedBy, resolutions }) => ({
    variable,
    wantedBy,
    gateways: resolutions.map(({ gateway, holders, resolution: { verdict, from, hides, why, trail } }) => ({
      gateway,
      verdict,
      ...(from === undefined ? {} : { from }),
      ...(hides === undefined ? {} : { hides }),
      ...(why === undefined ? {} : { why }),
      holders,
      trail,
    })),
    ...(views.length < 2 ? {} : { differences: differences(variable, views) }),
  }));
  const providers = views.map(({ gateway, analysis }) => ({
    gateway,
    providers: [...analysis.resolved.credentials.values()].map((credential) => ({
      provider: show(credential.provider),
      used: analysis.resolved.usedProviders.has(credential.provider),
      state: credential.state,
      key: keyAnswer(credential).key,
      ...(credential.winner === undefined ? {} : { winner: stepJson(credential.winner) }),
      shadowed: credential.shadowed.map(stepJson),
    })),
  }));
  return `${visibleJson({ version: 1, variables, providers })}\n`;
}

function stepJson({ source, state, variable, path, why }: CredentialResolution["trail"][number]) {
  return {
    source,
    state,
    ...(variable === undefined ? {} : { variable }),
    ...(path === undefined ? {} : { path: shownPointer(path) }),
    why,
  };
}

function prettyText(host: Host, rows: readonly Row[], views: readonly View[], color: boolean): string {
  const colors = createColors(color);
  let text = "";
  if (rows.length === 0) text += "The config names no variables.\n";
  for (const { variable, wantedBy, resolutions } of rows) {
    text += `${colors.bold(variable)}  ${colors.dim(`wanted by ${wantedBy.join(", ")}`)}\n`;
    for (const { gateway, resolution, holders } of resolutions) {
      const { verdict, from, hides, why } = resolution;
      const paint = verdict === "set" ? colors.green : verdict === "undecidable" ? colors.yellow : colors.red;
      const place = from === undefined ? "" : ` in ${originWords(host, from)}`;
      const hidden = hides === undefined ? "" : `, and so hides its value in ${originWords(host, hides)}`;
      const reason = why === undefined ? "" : `: ${why}`;
      text += `  ${gateway.padEnd(9)} ${paint(verdict)}${place}${hidden}${reason}\n`;
      if (verdict !== "set" && verdict !== "undecidable") {
        for (const step of resolution.trail) text += colors.dim(`            ${step.name}: ${step.why}\n`);
      } else if (holders.length > 1) {
        for (const holder of holders) text += colors.dim(`            ${holderWords(host, holder)}\n`);
      }
    }
    for (const { gateways, what } of differences(variable, views)) {
      const [first, second] = gateways.map((name) => {
        const from = resolutions.find(({ gateway }) => gateway === name)?.resolution.from;
        return from === undefined ? `${name} has none` : `${name} looks into ${originWords(host, from)}`;
      });
      text += `  ${colors.yellow(what === "value" ? "the values differ" : "only one has it")}: ${first}, ${second}\n`;
    }
  }
  for (const { gateway, analysis } of views) {
    const { credentials, usedProviders } = analysis.resolved;
    if (credentials.size === 0) continue;
    text += `\n${colors.bold(`Providers (${gateway})`)}\n`;
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
  }
  return text;
}

function stateWords(answer: KeyAnswer, state: CredentialResolution["state"]): string {
  if (answer === "unknown") return "cannot be known here";
  if (answer === "has-key") return state === "not-needed" ? "needs no key" : "has a key";
  return state === "missing" ? "has no key" : `has no key (${state})`;
}

function sourceWords({ source, variable, path, why }: CredentialResolution["trail"][number]): string {
  const named = variable === undefined ? "" : ` ${variable}`;
  const place = path === undefined ? "" : ` at ${toDotted(path)}`;
  return `${source.replaceAll("-", " ")}${named}${place} (${why})`;
}
