import { shownPointer } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { show } from "../core/secrecy.ts";
import { jsonText as visibleJson } from "../core/visible.ts";
import { wantedVariables } from "../explain/wanted-variables.ts";
import { tellPath } from "../locate/locate-configs.ts";
import type { CredentialResolution } from "../resolve/credentials/credential-resolution.ts";
import { keyAnswer, printedVerdict } from "../resolve/credentials/key-standing.ts";
import { analyzeOptions } from "./analyze-options.ts";
import { applySettings } from "./apply-settings.ts";
import { differences, type EnvRow, type EnvView, envText } from "./env-text.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { findConfig } from "./find-config.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Command } from "./long-route.ts";
import type { Output } from "./output.ts";

type EnvCommand = Extract<Command, { name: "env" }>;

/** Runs `env`: every variable the config needs, where each comes from, and which credential each provider gets. */
export async function runEnv(host: Host, command: EnvCommand, output: Output): Promise<ExitCode> {
  const gateways = command.gateways.length === 0 ? [undefined] : command.gateways;
  const views: EnvView[] = [];
  for (const gateway of gateways) {
    const { args } = await applySettings(host, { ...command.check, gateway });
    judgeRelease(args.openclawVersion);
    const found = findConfig(host, command.file, await analyzeOptions(host, args), output);
    if (found === undefined) return exitCodes.cannotLook;
    views.push({ gateway: args.gateway, analysis: found.analysis });
    if (views.length === 1 && !command.required)
      output.error(`clawlint: ${tellPath(host, found.target.path)}\n`);
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
    output.out(envText(host, rows, views, { ...output, verbose: command.verbose }));
  else throw new UsageError(`env --format ${format} goes with --required.`);
  return exitCodes.clean;
}

/** The variables that the config needs, by name, and what each gateway has of each. */
function collectRows(views: readonly EnvView[]): readonly EnvRow[] {
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

function viewsJson(rows: readonly EnvRow[], views: readonly EnvView[]): string {
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
      // Version 1 says `absent` of a layer that has no such name.
      trail: trail.map((step) => (step.answer === "unset" ? { ...step, answer: "absent" } : step)),
    })),
    ...(views.length < 2 ? {} : { differences: differences(variable, views) }),
  }));
  const providers = views.map(({ gateway, analysis }) => ({
    gateway,
    providers: [...analysis.resolved.credentials.values()].map((credential) => ({
      provider: show(credential.provider),
      used: analysis.resolved.usedProviders.has(credential.provider),
      state: printedVerdict(credential.state),
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
    state: printedVerdict(state),
    ...(variable === undefined ? {} : { variable }),
    ...(path === undefined ? {} : { path: shownPointer(path) }),
    why,
  };
}
