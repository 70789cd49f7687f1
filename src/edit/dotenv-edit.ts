import { readDotenv } from "../resolve/environment/dotenv-lines.ts";

/** What adding a variable to a `.env` text came to. */
export type EditedDotenv =
  | { readonly kind: "added" | "replaced" | "same"; readonly text: string }
  | { readonly kind: "taken" } // the name is there with another value
  | { readonly kind: "unwritable" }; // no way of writing gives this value back

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
  const there = readDotenv(text).findLast((line) => line.name === name);
  if (there?.value === value) return { kind: "same", text };
  if (there !== undefined && !force && there.value.trim() !== "") return { kind: "taken" };
  const lineEnd = /\r\n|\n/u.exec(text)?.[0] ?? "\n";
  if (there !== undefined) {
    const lines = text.split(/(?<=\n)/u);
    const old = lines[there.line - 1] ?? "";
    const replaced = lines.with(there.line - 1, written + (/\r?\n$/u.exec(old)?.[0] ?? "")).join("");
    // A value over several lines cannot be taken out line by line.
    if (readDotenv(replaced).findLast((line) => line.name === name)?.value !== value)
      return { kind: "taken" };
    return { kind: "replaced", text: replaced };
  }
  const gap = text === "" || /\n$/u.test(text) ? "" : lineEnd;
  return { kind: "added", text: `${text}${gap}${written}${lineEnd}` };
}
