import { sourceText } from "../../build/schema-source.js";
import { NEWEST_RELEASE, pickRelease } from "../schema/releases.ts";
import type { SchemaSource } from "../schema/source.ts";
import { givenSchema } from "../schema/whole-schema.ts";
import { allTables } from "../validate/sections/section-tables.ts";
import { type ExitCode, exitCodes, UsageError } from "./exit-codes.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Output } from "./output.ts";

/** How `schema` is used. */
export interface SchemaArguments {
  readonly openclawVersion: string | undefined;
  /** Only models, agents and what they need; all other sections take anything. */
  readonly models: boolean;
  /** For ajv in its strict mode, without keywords of editors. */
  readonly strict: boolean;
}

/** Runs `schema`: prints the JSON Schema of a release, for editors and for any draft-07 validator. */
export function runSchema({ openclawVersion, models, strict }: SchemaArguments, output: Output): ExitCode {
  judgeRelease(openclawVersion);
  if (openclawVersion?.includes(".."))
    throw new UsageError("clawlint schema takes one release, not a range.");
  const picked = pickRelease(openclawVersion ?? NEWEST_RELEASE);
  const known = picked.kind === "known" ? picked : undefined;
  const release = known?.release ?? NEWEST_RELEASE;
  if (known !== undefined && !known.exact)
    output.error(`clawlint: ${known.version} is judged as ${release}, the nearest release known.\n`);
  if (known !== undefined && known.line !== release)
    output.error(
      `clawlint: models, agents, auth, env and secrets are those of ${known.line}, the last release before it that was measured; all else is of ${release}.\n`,
    );
  // Written by our own build from schema/source, whose shape a test checks.
  const source = JSON.parse(sourceText()) as SchemaSource;
  const schema = givenSchema(
    source,
    allTables(),
    release,
    strict ? "strict" : "editor",
    models ? "models" : "whole",
  );
  output.out(`${JSON.stringify(schema, undefined, 2)}\n`);
  return exitCodes.clean;
}
