import type { Host } from "../core/host.ts";
import { andList } from "../core/text.ts";
import { tellPath } from "../locate/locate-configs.ts";
import type { Change } from "../onboard/make-change.ts";
import type { Place } from "../onboard/place.ts";
import type { ProviderSetup } from "../onboard/provider-setup.ts";
import type { Summary } from "../report/lint-report.ts";
import type { ChosenRelease } from "../schema/choose-release.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";
import type { Output } from "./output.ts";

/** Says which files get what, that of secrets first. */
export function tellWhatChanged(
  { files, notes, names }: Change,
  { dryRun }: OnboardArguments,
  output: Output,
): void {
  if (files.length === 0) output.error("clawlint: all of it is there already; nothing to change\n");
  const tell = (secret: boolean, what: string): void => {
    const shown = files.filter((one) => one.secret === secret).map(({ file }) => file);
    if (shown.length > 0) output.error(`clawlint: ${andList(shown)}${dryRun ? " would get" : ":"} ${what}\n`);
  };
  tell(true, names.join(", "));
  // Through $include the setup may be spread over files; which has which, the diff of --dry-run shows.
  tell(false, notes.join("; ") || "the rest");
}

/** The same for programs. */
export function summaryJson(
  place: Place,
  { provider, model, variable }: ProviderSetup,
  { line, why }: ChosenRelease,
  { files, names }: Change,
  { dryRun, secretInputMode }: OnboardArguments,
  { errors, warnings, infos }: Summary,
): string {
  return `${JSON.stringify(
    {
      version: 1,
      config: place.file,
      openclawVersion: { value: line, why },
      provider,
      model: `${provider}/${model.id}`,
      secretInputMode,
      variable,
      variablesWritten: names,
      changed: files.map(({ file }) => file),
      written: !dryRun && files.length > 0,
      check: { errors, warnings, infos },
    },
    undefined,
    2,
  )}\n`;
}

/** How the key reaches the gateway. */
export function serviceWords(
  host: Host,
  place: Place,
  { variable }: ProviderSetup,
  args: OnboardArguments,
): string {
  if (args.secretInputMode === "plaintext")
    return "clawlint: the key stands in the config itself; keep the file out of version control\n";
  const file = tellPath(host, place.variables);
  const folder = place.stateDirIsDefault
    ? ""
    : ` with OPENCLAW_STATE_DIR=${tellPath(host, place.stateDir)} in its environment`;
  if (args.gateway === "container")
    return `clawlint: a container has ${variable} when ${file} is mounted with the state folder, or with --env-file\n`;
  return `clawlint: the gateway reads ${variable} from ${file} itself, started by hand, systemd or launchd${folder}; one that runs needs: openclaw gateway restart\n`;
}
