import { resolve } from "pathe";
import { type Host, HostError } from "../core/host.ts";
import { decode } from "../read/read-text.ts";
import { readDotenv } from "../resolve/environment/dotenv-lines.ts";
import { UsageError } from "./exit-codes.ts";

/** A list of names is no longer than this many bytes. */
const LIMIT = 1024 * 1024;

/**
 * The names that `--env-names` gives: `A,B`, or with `@FILE` the names of a dotenv file such as `.env.example`, or of
 * the `env` and `variables` blocks of a CI file (`.yml`, `.yaml`). Values do not count. Throws `UsageError` when the
 * file cannot be read or names nothing.
 */
export async function readEnvNames(host: Host, given: readonly string[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const text of given) {
    if (text.startsWith("@")) names.push(...(await namesOfFile(host, text.slice(1))));
    else names.push(...text.split(/[\s,]+/u).filter(Boolean));
  }
  return names;
}

async function namesOfFile(host: Host, file: string): Promise<readonly string[]> {
  const path = resolve(host.cwd, file);
  const names = await namesOfText(file, readText(host, file, path));
  if (names === undefined) throw new UsageError(`--env-names: ${file} cannot be read as YAML.`);
  if (names.length === 0) throw new UsageError(`--env-names: ${file} names no variable.`);
  return names;
}

async function namesOfText(file: string, text: string): Promise<readonly string[] | undefined> {
  if (!/\.ya?ml$/u.test(file)) return readDotenv(text).map(({ name }) => name);
  const { workflowNames } = await import("./workflow-names.ts"); // a YAML parser, loaded where it is needed
  return workflowNames(text);
}

function readText(host: Host, file: string, path: string): string {
  try {
    const decoded = decode(path, host.readFile(path, LIMIT));
    if (decoded.ok) return decoded.source.text;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    throw new UsageError(`--env-names: ${file} cannot be read (${error.code}).`);
  }
  throw new UsageError(`--env-names: ${file} is not UTF-8.`);
}
