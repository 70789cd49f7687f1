import { releaseFault } from "../schema/release-fault.ts";
import { UsageError } from "./exit-codes.ts";

/** Judges the text of `--openclaw-version`. Throws `UsageError` for one that is no known release or range. */
export function judgeRelease(text: string | undefined): void {
  const fault = text === undefined ? undefined : releaseFault(text);
  if (fault !== undefined) throw new UsageError(`--openclaw-version${fault}`);
}
