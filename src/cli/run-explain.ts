import type { ExitCode } from "./exit-codes.ts";
export function runExplain(..._: unknown[]): ExitCode {
  throw new Error("wip");
}
