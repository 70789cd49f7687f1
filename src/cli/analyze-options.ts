import type { AnalyzeOptions } from "../analyze.ts";
import { targetReaders } from "../resolve/environment/target-readers.ts";
import type { CheckArguments } from "./check-arguments.ts";

/** The part of the command line that says whose environment counts and which release judges. */
export async function analyzeOptions(args: CheckArguments): Promise<AnalyzeOptions> {
  return {
    openclawVersion: args.openclawVersion,
    gateway: args.gateway,
    envFiles: args.envFiles,
    envNames: args.envNames,
    stateDir: args.stateDir,
    serviceFile: args.serviceFile,
    readers: await targetReaders([args.gateway]),
  };
}
