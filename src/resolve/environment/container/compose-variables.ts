import type { Host } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import { readDotenv } from "../dotenv-lines.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { DOTENV_LIMIT, READ_FAILURES } from "../file-layer.ts";
import { isGitIgnored } from "../git-ignore.ts";
import { interpolate, type VariableSource } from "./interpolate.ts";

/**
 * The variables of the shell that runs Compose, then those of a `.env` file, which need not be there. Where the
 * repository leaves it out, it lies on the machine that runs Compose, and what it holds is not known.
 */
export function withEnvFile(
  host: Host,
  path: string,
  source: VariableSource,
  problems: EnvironmentProblem[],
): VariableSource {
  const read = readText(host, path, DOTENV_LIMIT);
  if (read.ok) return withLines(readDotenv(read.source.text), source);
  if (read.failure !== "missing")
    problems.push({ kind: "file-unreadable", file: path, why: READ_FAILURES[read.failure], required: false });
  else if (isGitIgnored(host, path)) return (name) => source(name) ?? { unknown: true };
  return source;
}

/** A `.env` file as Compose reads it: values in double quotes or none are filled from the shell and from lines above. */
export function withLines(
  lines: readonly { readonly name: string; readonly value: string }[],
  shell: VariableSource,
): VariableSource {
  const known = new Map<string, string>();
  const source: VariableSource = (name) => shell(name) ?? known.get(name);
  for (const { name, value } of lines) {
    const filled = value.includes("$") ? interpolate(value, source) : undefined;
    known.set(name, filled?.kind === "text" ? filled.text : value);
  }
  return source;
}
