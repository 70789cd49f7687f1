import { createColors } from "picocolors";
import type { Analysis } from "../analyze.ts";
import { shownPointer, toDotted } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { jsonText as visibleJson } from "../core/visible.ts";
import { type CredentialResolution, wantedVariable } from "../resolve/credentials/credential-resolution.ts";
import type { Resolution } from "../resolve/environment/environment.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Command } from "./long-route.ts";
import { originWords } from "./origin-words.ts";
import type { Output } from "./output.ts";

type EnvCommand = Extract<Command, { name: "env" }>;

/** One variable that the config needs, and what each gateway has of it. */
interface Row {
  readonly variable: string;
  readonly wantedBy: readonly string[];
  readonly resolutions: readonly { readonly gateway: string; readonly resolution: Resolution }[];
}

/** Runs `env`: every variable the config needs, where each comes from, and which credential each provider gets. */
export async function runEnv(host: Host, command: EnvCommand, output: Output): Promise<ExitCode> {
  const gateways = command.gateways.length === 0 ? [undefined] : command.gateways;
  const views: { gateway: string; analysis: Analysis }[] = [];
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

/** The variables that values name, and those that used providers read by themselves. */
function collectRows(views: readonly { gateway: string; analysis: Analysis }[]): readonly Row[] {
  const wanted = new Map<string, string[]>();
  const want = (variable: string, by: string) => {
    const list = wanted.get(variable) ?? [];
    wanted.set(variable, list);
    if (!list.includes(by)) list.push(by);
  };
  const [first] = views;
  if (first === undefined) return [];
  const { variableUses, credentials, usedProviders } = first.analysis.resolved;
  for (const { name, path, form } of variableUses) if (form !== "never-filled") want(name, toDotted(path));
  for (const credential of credentials.values()) {
    const { provider, input, variables, winner, at } = credential;
    const ownKey = input.kind !== "absent" && input.kind !== "blank";
    if (!usedProviders.has(provider) || ownKey || winner?.state === "not-needed") continue;
    if (at !== undefined && variables.length === 0) continue;
    const name = wantedVariable(credential);
    if (name !== undefined) want(name, `provider ${show(provider)}`);
  }
  return [...wanted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([variable, wantedBy]) => ({
      variable,
      wantedBy,
      resolutions: views.map(({ gateway, analysis }) => ({
        gateway,
        resolution: analysis.resolved.environment.lookup(variable),
      })),
    }));
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

function viewsJson(rows: readonly Row[], views: readonly { gateway: string; analysis: Analysis }[]): string {
  const variables = rows.map(({ variable, wantedBy, resolutions }) => ({
    variable,
    wantedBy,
    gateways: resolutions.map(({ gateway, resolution: { verdict, from, hides, why, trail } }) => ({
      gateway,
      verdict,
      ...(from === undefined ? {} : { from }),
      ...(hides === undefined ? {} : { hides }),
      ...(why === undefined ? {} : { why }),
      trail,
    })),
  }));
  const providers = views.map(({ gateway, analysis }) => ({
    gateway,
    providers: [...analysis.resolved.credentials.values()].map((credential) => ({
      provider: show(credential.provider),
      used: analysis.resolved.usedProviders.has(credential.provider),
      state: credential.state,
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

function prettyText(
  host: Host,
  rows: readonly Row[],
  views: readonly { gateway: string; analysis: Analysis }[],
  color: boolean,
): string {
  const colors = createColors(color);
  let text = "";
  if (rows.length === 0) text += "The config names no variables.\n";
  for (const { variable, wantedBy, resolutions } of rows) {
    text += `${colors.bold(variable)}  ${colors.dim(`wanted by ${wantedBy.join(", ")}`)}\n`;
    for (const { gateway, resolution } of resolutions) {
      const { verdict, from, hides, why } = resolution;
      const paint = verdict === "set" ? colors.green : verdict === "undecidable" ? colors.yellow : colors.red;
      const place = from === undefined ? "" : ` in ${originWords(host, from)}`;
      const hidden = hides === undefined ? "" : `, and so hides its value in ${originWords(host, hides)}`;
      const reason = why === undefined ? "" : `: ${why}`;
      text += `  ${gateway.padEnd(9)} ${paint(verdict)}${place}${hidden}${reason}\n`;
      if (verdict !== "set" && verdict !== "undecidable") {
        for (const step of resolution.trail) text += colors.dim(`            ${step.name}: ${step.why}\n`);
      }
    }
  }
  for (const { gateway, analysis } of views) {
    const { credentials, usedProviders } = analysis.resolved;
    if (credentials.size === 0) continue;
    text += `\n${colors.bold(`Providers (${gateway})`)}\n`;
    for (const { provider, state, winner, shadowed } of credentials.values()) {
      const paint =
        state === "ready" || state === "not-needed"
          ? colors.green
          : state === "undecidable"
            ? colors.yellow
            : colors.red;
      const used = usedProviders.has(provider) ? "" : colors.dim(" (unused)");
      const by = winner === undefined ? "" : `: ${sourceWords(winner)}`;
      const under =
        shadowed.length === 0 ? "" : colors.dim(`; below it ${shadowed.map(sourceWords).join(", ")}`);
      text += `  ${show(provider)}${used} ${paint(state)}${by}${under}\n`;
    }
  }
  return text;
}

function sourceWords({ source, variable, path, why }: CredentialResolution["trail"][number]): string {
  const named = variable === undefined ? "" : ` ${variable}`;
  const place = path === undefined ? "" : ` at ${toDotted(path)}`;
  return `${source.replaceAll("-", " ")}${named}${place} (${why})`;
}
