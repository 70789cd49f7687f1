import { type DotenvLine, readDotenv } from "../resolve/environment/dotenv-lines.ts";

/** What adding a variable to a `.env` text came to. */
export type EditedDotenv =
  | { readonly kind: "added" | "replaced" | "same"; readonly text: string }
  | { readonly kind: "taken" } // the name is there with another value
  | { readonly kind: "unwritable" } // no way of writing gives this value back
  | { readonly kind: "unclosed" }; // a quote further up never closes, and would take the new line in

/**
 * Puts `NAME=value` into the text of a `.env` file; all other lines stay as they are.
 *
 * In: the text, name and value, and whether a value that is there may be replaced. Out: the text, or why not; reading
 * it as OpenClaw does gives exactly the value.
 */
export function setVariable(text: string, name: string, value: string, force: boolean): EditedDotenv {
  const written = ["", "'", '"', "`"]
    .map((quote) => `${name}=${quote}${value}${quote}`)
    .find((line) => {
      const [one, ...others] = readDotenv(line);
      return others.length === 0 && one?.name === name && one.value === value;
    });
  if (written === undefined || /[\r\n\0]/u.test(value)) return { kind: "unwritable" };
  const before = readDotenv(text);
  const there = before.findLast((line) => line.name === name);
  if (there?.value === value) return { kind: "same", text };
  if (there !== undefined && !force && there.value.trim() !== "") return { kind: "taken" };
  const lineEnd = /\r\n|\n/u.exec(text)?.[0] ?? "\n";
  if (there !== undefined) {
    const lines = text.split(/(?<=\n)/u);
    const old = lines[there.line - 1] ?? "";
    const replaced = lines.with(there.line - 1, written + (/\r?\n$/u.exec(old)?.[0] ?? "")).join("");
    // A value over several lines cannot be taken out line by line.
    return sets(replaced, before, name, value) ? { kind: "replaced", text: replaced } : { kind: "taken" };
  }
  const gap = text === "" || /\n$/u.test(text) ? "" : lineEnd;
  const added = `${text}${gap}${written}${lineEnd}`;
  return sets(added, before, name, value) ? { kind: "added", text: added } : { kind: "unclosed" };
}

/** True where a text gives a variable its value, and all others the values that they had. */
function sets(text: string, before: readonly DotenvLine[], name: string, value: string): boolean {
  const wanted = new Map(before.map((line) => [line.name, line.value])).set(name, value);
  const now = new Map(readDotenv(text).map((line) => [line.name, line.value]));
  return now.size === wanted.size && [...wanted].every(([one, its]) => now.get(one) === its);
}
