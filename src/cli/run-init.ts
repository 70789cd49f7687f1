import { resolve } from "pathe";
import type { Asker } from "../core/asker.ts";
import type { FileWriter } from "../core/file-writer.ts";
import { type Host, kindOf } from "../core/host.ts";
import { displayName, tellPath } from "../locate/locate-configs.ts";
import { openclawLocations } from "../locate/openclaw-locations.ts";
import { providerSetup } from "../onboard/provider-setup.ts";
import { starterText } from "../onboard/starter-text.ts";
import { chooseRelease } from "../schema/choose-release.ts";
import { askChoice, askInputs } from "./ask-onboarding.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { judgeRelease } from "./judge-release.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";
import type { Output } from "./output.ts";
import { writeFiles } from "./write-files.ts";

/** Runs `init`: writes a commented config to begin with, where OpenClaw loads it unless a file is named, and never over one. */
export async function runInit(
  host: Host,
  name: string | undefined,
  args: OnboardArguments,
  output: Output,
  makeWriter: (() => FileWriter) | undefined,
  makeAsker: (() => Asker) | undefined,
): Promise<ExitCode> {
  judgeRelease(args.openclawVersion);
  const { stateDir, configCandidates } = openclawLocations(host);
  const path = name === undefined ? (configCandidates[0] ?? "") : resolve(host.cwd, name);
  const file = tellPath(host, path);
  const written = displayName(host, path);
  if (!args.dryRun && kindOf(host, path) !== undefined) {
    output.error(
      `clawlint: ${file} is there already and is left as it is; clawlint onboard${name === undefined ? "" : ` --config ${written}`} adds a provider to it\n`,
    );
    return exitCodes.cannotLook;
  }
  const asker = args.interactive ? makeAsker?.() : undefined;
  const { line } = chooseRelease(args.openclawVersion, {});
  const choice = await askChoice(args, asker);
  const inputs = await askInputs(choice, args, asker, "placeholders");
  const setup = providerSetup({ choice, inputs, model: args.model }, line);
  const after = starterText(setup, choice.label, line);
  if (args.dryRun) {
    output.out(after);
    return exitCodes.clean;
  }
  const change = { path, file, at: [], before: undefined, after, byteOrderMark: false, secret: false };
  if (makeWriter === undefined || !writeFiles(makeWriter(), [change], false, output))
    return exitCodes.cannotLook;
  const isLoaded = configCandidates.includes(path);
  output.error(
    `clawlint: ${file} is written${isLoaded ? "" : `; OpenClaw loads ${tellPath(host, configCandidates[0] ?? "")}, not this file`}\n`,
  );
  output.error(
    `clawlint: next, put ${setup.variable}=... into ${tellPath(host, `${stateDir}/.env`)} and run clawlint check ${file}\n`,
  );
  return exitCodes.clean;
}
