import { resolve } from "pathe";
import { type Host, HostError } from "../core/host.ts";
import { decode } from "../read/read-text.ts";
import { readDotenv } from "../resolve/environment/dotenv-lines.ts";
import { UsageError } from "./exit-codes.ts";

/** A list of names is no longer than this many bytes. */
const LIMIT = 1024 * 1024;

/**
 * The names that `--env-names` gives: `A,B`, or with `@FILE` the names of a dotenv file such as `.env.example`, whose
 * values do not count. Throws `UsageError` when the file cannot be read or holds no name.
 */
export function readEnvNames(host: Host, given: readonly string[]): readonly string[] {
  return given.flatMap((text) =>
    text.startsWith("@") ? namesOfFile(host, text.slice(1)) : text.split(/[\s,]+/u).filter(Boolean),
  );
}

function namesOfFile(host: Host, file: string): readonly string[] {
  const path = resolve(host.cwd, file);
  let bytes: Uint8Array;
  try {
    bytes = host.readFile(path, LIMIT);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    throw new UsageError(`--env-names: ${file} cannot be read (${error.code}).`);
  }
  const decoded = decode(path, bytes);
  const names = decoded.ok ? readDotenv(decoded.source.text).map(({ name }) => name) : [];
  if (names.length === 0) throw new UsageError(`--env-names: ${file} names no variable.`);
  return names;
}
