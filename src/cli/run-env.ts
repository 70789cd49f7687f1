import type { ExitCode } from "./exit-codes.ts";
export function runEnv(..._: unknown[]): ExitCode {
  throw new Error("wip");
}
