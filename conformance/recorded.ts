import { readFileSync, writeFileSync } from "node:fs";

/** OpenClaw's verdict on one config, as kept for the tests: paths only, messages may name folders of the machine. */
export interface RecordedCase {
  readonly kind: string;
  readonly config: string;
  readonly valid: boolean;
  readonly paths: readonly string[];
}

/** Cases of a run with OpenClaw's verdicts, and how to make the file again. */
export interface RecordedRun {
  readonly openclaw: string;
  readonly command: string;
  readonly cases: readonly RecordedCase[];
}

/** Writes a run as JSON lines: what it is, then one case a line. */
export function writeRecorded(file: string, run: RecordedRun): void {
  const { cases, ...head } = run;
  writeFileSync(file, [head, ...cases].map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Reads what `writeRecorded` wrote. */
export function readRecorded(file: string | URL): RecordedRun {
  const [head = "", ...cases] = readFileSync(file, "utf8").trimEnd().split("\n");
  return {
    ...(JSON.parse(head) as Omit<RecordedRun, "cases">),
    cases: cases.map((line) => JSON.parse(line) as RecordedCase),
  };
}
