import type { Host } from "../core/host.ts";
import { andList } from "../core/text.ts";
import { jsonText } from "../core/visible.ts";
import { displayName, tellPath } from "../locate/locate-configs.ts";
import type { Change } from "../onboard/make-change.ts";
import type { Place } from "../onboard/place.ts";
import type { ProviderSetup } from "../onboard/provider-setup.ts";
import { type LintReport, summarize } from "../report/lint-report.ts";
import type { ChosenRelease } from "../schema/choose-release.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";
import type { Output } from "./output.ts";

/** A config as it is to be: what its lint says, and where the new model leads. */
export interface Judged extends LintReport {
  readonly route: string;
}

/** Says what was taken from where, and which files get what, that of secrets first. */
export function tellWhatChanged(
  host: Host,
  place: Place,
  { files, notes, names, taken }: Change,
  { dryRun }: OnboardArguments,
  output: Output,
): void {
  const from = {
    given: "what was given",
    dotenv: tellPath(host, place.variables),
    environment: "the environment of this command",
    config: `env.vars of ${place.file}`,
  };
  for (const { name, from: source } of taken)
    output.error(`clawlint: ${name} is taken from ${from[source]}\n`);
  if (files.length === 0) output.error("clawlint: all of it is there already; nothing to change\n");
  const tell = (secret: boolean, what: string): void => {
    const shown = files
      .filter((one) => one.secret === secret)
      .map(({ path, before }) => `${tellPath(host, path)}${before === undefined ? " (new)" : ""}`);
    if (shown.length > 0) output.error(`clawlint: ${andList(shown)}${dryRun ? " would get" : ":"} ${what}\n`);
  };
  tell(true, names.join(", "));
  // Through $include the setup may be spread over files; which has which, the diff of --dry-run shows.
  tell(false, notes.join("; ") || "the rest");
}

/** The same for programs. */
export function summaryJson(
  host: Host,
  place: Place,
  { provider, model, variable }: ProviderSetup,
  { line, why }: ChosenRelease,
  { files, names }: Change,
  { dryRun, secretInputMode }: OnboardArguments,
  judged: Judged,
): string {
  const { errors, warnings, infos } = summarize(judged);
  return `${jsonText({
    version: 1,
    config: displayName(host, place.path),
    openclawVersion: { value: line, why },
    provider,
    model: `${provider}/${model.id}`,
    secretInputMode,
    variable,
    variablesWritten: names,
    changed: files.map(({ path }) => displayName(host, path)),
    written: !dryRun && files.length > 0,
    route: judged.route,
    check: {
      errors,
      warnings,
      infos,
      findings: judged.files.flatMap(({ findings }) =>
        findings.map(({ rule, severity, file, range, message, hint }) => ({
          rule,
          severity,
          file,
          line: range.start.line,
          message,
          ...(hint === undefined ? {} : { hint }),
        })),
      ),
    },
  })}\n`;
}

/** How the key reaches the gateway. */
export function serviceWords(
  host: Host,
  place: Place,
  { variable }: ProviderSetup,
  args: OnboardArguments,
  changed: boolean,
): string {
  if (args.secretInputMode === "plaintext")
    return "clawlint: the key stands in the config itself; keep the file out of version control\n";
  const file = tellPath(host, place.variables);
  const folder = place.stateDirIsDefault
    ? ""
    : ` with OPENCLAW_STATE_DIR=${tellPath(host, place.stateDir)} in its environment`;
  if (args.gateway === "container")
    return `clawlint: a container has ${variable} when ${file} is mounted with the state folder, or with --env-file\n`;
  const reads = `the gateway reads ${variable} from ${file}, started by hand, systemd or launchd${folder}`;
  return `clawlint: ${reads}\n${changed ? "clawlint: a gateway that runs has to be restarted: openclaw gateway restart\n" : ""}`;
}
