import { resolve } from "pathe";
import type { Asker } from "../core/asker.ts";
import type { FileWriter } from "../core/file-writer.ts";
import { type Host, kindOf } from "../core/host.ts";
import { displayName } from "../locate/locate-configs.ts";
import { providerSetup } from "../onboard/provider-setup.ts";
import { starterText } from "../onboard/starter-text.ts";
import { chooseRelease } from "../schema/choose-release.ts";
import { askChoice, askInputs } from "./ask-onboarding.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { judgeRelease } from "./judge-release.ts";
import type { OnboardArguments } from "./onboard-arguments.ts";
import type { Output } from "./output.ts";
import { writeFiles } from "./write-files.ts";

/** Runs `init`: writes a commented config to begin with, in a place where there is none. */
export async function runInit(
  host: Host,
  name: string,
  args: OnboardArguments,
  output: Output,
  makeWriter: (() => FileWriter) | undefined,
  makeAsker: (() => Asker) | undefined,
): Promise<ExitCode> {
  judgeRelease(args.openclawVersion);
  const path = resolve(host.cwd, name);
  const file = displayName(host, path);
  if (!args.dryRun && kindOf(host, path) !== undefined) {
    output.error(
      `clawlint: ${file} is there already and is left as it is; clawlint onboard --config ${file} adds a provider to it\n`,
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
  output.error(
    `clawlint: ${file} is written. Next: ${setup.variable}=... into ~/.openclaw/.env, then clawlint check ${file}\n`,
  );
  return exitCodes.clean;
}
