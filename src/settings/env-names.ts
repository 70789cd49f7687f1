import { resolve } from "pathe";
import { type Host, HostError } from "../core/host.ts";
import { decode } from "../read/read-text.ts";
import { readDotenv } from "../resolve/environment/dotenv-lines.ts";
import { workflowNames } from "./workflow-names.ts";

/** A list of names is no longer than this many bytes. */
const LIMIT = 1024 * 1024;

/** The names, or what is wrong in words that go on from the name of the option. */
export type EnvNames =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/**
 * The names that `--env-names` or the setting `envNames` gives: `A,B`, or with `@FILE` the names of a dotenv file such as
 * `.env.example`, or of the `env` and `variables` blocks of a CI file (`.yml`, `.yaml`). Values do not count.
 */
export function readEnvNames(host: Host, given: readonly string[]): EnvNames {
  const names: string[] = [];
  for (const text of given) {
    if (!text.startsWith("@")) {
      const words = text.split(/[\s,]+/u).filter(Boolean);
      const wrong = words.find((word) => !/^\w+$/u.test(word));
      if (wrong !== undefined)
        return {
          ok: false,
          problem: `"${wrong}" is no name of a variable; for the names in a file write @${wrong}.`,
        };
      names.push(...words);
      continue;
    }
    const found = namesOfFile(host, text.slice(1));
    if (!found.ok) return found;
    names.push(...found.names);
  }
  return { ok: true, names };
}

function namesOfFile(host: Host, file: string): EnvNames {
  const refuse = (words: string): EnvNames => ({ ok: false, problem: `${file} ${words}.` });
  const path = resolve(host.cwd, file);
  let text: string;
  try {
    const decoded = decode(path, host.readFile(path, LIMIT));
    if (!decoded.ok) return refuse("is not UTF-8");
    text = decoded.source.text;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return refuse(error.code === "ENOENT" ? "does not exist" : `cannot be read (${error.code})`);
  }
  const names = /\.ya?ml$/u.test(file) ? workflowNames(text) : readDotenv(text).map(({ name }) => name);
  if (names === undefined) return refuse("cannot be read as YAML");
  return names.length === 0 ? refuse("names no variable") : { ok: true, names };
}
