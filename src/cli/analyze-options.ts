import type { AnalyzeOptions } from "../analyze.ts";
import type { Host } from "../core/host.ts";
import { targetReaders } from "../resolve/environment/target-readers.ts";
import type { CheckArguments } from "./check-arguments.ts";
import { readEnvNames } from "./env-names.ts";

/** The part of the command line that says whose environment counts and which release judges. */
export async function analyzeOptions(host: Host, args: CheckArguments): Promise<AnalyzeOptions> {
  return {
    openclawVersion: args.openclawVersion,
    gateway: args.gateway,
    envFiles: args.envFiles,
    envNames: await readEnvNames(host, args.envNames),
    stateDir: args.stateDir,
    serviceFile: args.serviceFile,
    ...(await loginShell(host, args.runLoginShell)),
    readers: await targetReaders(args.gateway),
  };
}

/** The way to ask the login shell, where a person allowed it. */
async function loginShell(host: Host, allowed: boolean): Promise<Pick<AnalyzeOptions, "askLoginShell">> {
  if (!allowed) return {};
  const { askLoginShell } = await import("../host/login-shell.ts");
  return { askLoginShell: (timeoutMs) => askLoginShell(host, timeoutMs) };
}
