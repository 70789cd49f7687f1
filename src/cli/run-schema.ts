import { sourceText } from "../../build/schema-source.js";
import { project } from "../schema/project.ts";
import { NEWEST_RELEASE, pickRelease } from "../schema/releases.ts";
import type { SchemaSource } from "../schema/source.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Output } from "./output.ts";

/** Runs `schema`: prints the JSON Schema of a release, for editors and for any draft-07 validator. */
export function runSchema(openclawVersion: string | undefined, output: Output): ExitCode {
  judgeRelease(openclawVersion);
  if (openclawVersion?.includes(".."))
    throw new UsageError("clawlint schema takes one release, not a range.");
  const picked = pickRelease(openclawVersion ?? NEWEST_RELEASE);
  const line = picked.kind === "known" ? picked.line : NEWEST_RELEASE;
  if (picked.kind === "known" && picked.version !== line) {
    output.error(`clawlint: ${picked.version} is judged as ${line}, the nearest release known.\n`);
  }
  // Written by our own build from schema/source, whose shape a test checks.
  const source = JSON.parse(sourceText()) as SchemaSource;
  output.out(`${JSON.stringify(project(source, line, "editor"), undefined, 2)}\n`);
  return exitCodes.clean;
}
