import { resolve } from "pathe";
import type { AnalyzeOptions } from "../analyze.ts";
import { type Host, kindOf } from "../core/host.ts";
import { targetReaders } from "../resolve/environment/target-readers.ts";
import { readEnvNames } from "../settings/env-names.ts";
import type { CheckArguments } from "./check-arguments.ts";
import { UsageError } from "./exit-codes.ts";

/** The part of the command line that says whose environment counts and which release judges. */
export async function analyzeOptions(host: Host, args: CheckArguments): Promise<AnalyzeOptions> {
  if (args.service !== undefined && args.gateway !== "container")
    throw new UsageError(
      "--service names a service of a Compose file or manifest; it goes with --gateway container.",
    );
  if (args.serviceFile !== undefined && ["shell", "none"].includes(args.gateway))
    throw new UsageError(
      `--service-file ${args.serviceFile} goes with --gateway systemd, --gateway launchd or --gateway container.`,
    );
  judgeServiceFile(host, args.serviceFile);
  for (const file of args.envFiles)
    if (kindOf(host, resolve(host.cwd, file)) === undefined)
      throw new UsageError(
        `There is no file ${file} to read variables from (--dotenv, envFiles in settings).`,
      );
  const envNames = readEnvNames(host, args.envNames);
  if (!envNames.ok) throw new UsageError(`--env-names: ${envNames.problem}`);
  return {
    openclawVersion: args.openclawVersion,
    gateway: args.gateway,
    envFiles: args.envFiles,
    envNames: envNames.names,
    stateDir: args.stateDir,
    serviceFile: args.serviceFile,
    service: args.service,
    ...(await loginShell(host, args.runLoginShell)),
    readers: await targetReaders(args.gateway),
  };
}

/** A file that somebody named and that is not there is a slip of the command line, not of the config. */
function judgeServiceFile(host: Host, file: string | undefined): void {
  if (file === undefined) return;
  const kind = kindOf(host, resolve(host.cwd, file));
  if (kind === undefined)
    throw new UsageError(`There is no file ${file} to read the service from (--service-file).`);
  if (kind === "directory")
    throw new UsageError(
      `${file} is a folder; --service-file takes the unit, plist, Compose file or manifest itself.`,
    );
}

/** The way to ask the login shell, where a person allowed it. */
async function loginShell(host: Host, allowed: boolean): Promise<Pick<AnalyzeOptions, "askLoginShell">> {
  if (!allowed) return {};
  const { askLoginShell } = await import("../host/login-shell.ts");
  return { askLoginShell: (timeoutMs) => askLoginShell(host, timeoutMs) };
}
