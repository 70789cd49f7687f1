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

/** Writes a run, one case a line. */
export function writeRecorded(file: string, run: RecordedRun): void {
  const { cases, ...head } = run;
  const lines = cases.map((one) => `  ${JSON.stringify(one)}`).join(",\n");
  writeFileSync(file, `${JSON.stringify(head).slice(0, -1)},"cases":[\n${lines}\n]}\n`);
}

/** Reads what `writeRecorded` wrote. */
export function readRecorded(file: string | URL): RecordedRun {
  return JSON.parse(readFileSync(file, "utf8")) as RecordedRun;
}
