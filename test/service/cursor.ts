import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../fixtures/editor");

/** One file of `fixtures/editor`: what is expected, and files of which one has the cursor. */
export interface CursorFixture {
  readonly name: string;
  /** Expectations by their word, in order. */
  readonly said: readonly (readonly [word: string, text: string])[];
  /** Texts by their name, the cursor taken out. */
  readonly files: ReadonlyMap<string, string>;
  /** The file with the cursor, and the cursor's offset. */
  readonly file: string;
  readonly offset: number;
}

/** Reads all fixtures; see fixtures/README.md for their form. */
export function readCursorFixtures(): readonly CursorFixture[] {
  return readdirSync(ROOT)
    .sort()
    .map((name) => readFixture(name.replace(/\.json5$/u, ""), readFileSync(join(ROOT, name), "utf8")));
}

function readFixture(name: string, text: string): CursorFixture {
  const lines = text.split("\n");
  const said: [string, string][] = [];
  while (/^\/\/ [a-z]+(?::|$)/u.test(lines[0] ?? "") && !lines[0]?.startsWith("// file:")) {
    const [, word = "", rest = ""] = /^\/\/ ([a-z]+)(?:: ?(.*))?$/u.exec(lines.shift() ?? "") ?? [];
    said.push([word, rest]);
  }
  const files = new Map<string, string>();
  let file = "openclaw.json";
  let at: { file: string; offset: number } | undefined;
  let part: string[] = [];
  const finish = (): void => {
    const whole = part.join("\n");
    if (whole.trim() === "") return;
    // The cursor is the bar; texts have no other.
    const offset = file.includes(".env") ? -1 : whole.indexOf("|");
    if (offset >= 0) at = { file, offset };
    files.set(file, offset < 0 ? whole : whole.slice(0, offset) + whole.slice(offset + 1));
    part = [];
  };
  for (const line of lines) {
    const next = /^\/\/ file: (.*)$/u.exec(line)?.[1];
    if (next === undefined) part.push(line);
    else {
      finish();
      file = next;
    }
  }
  finish();
  if (at === undefined) throw new Error(`${name} has no cursor`);
  return { name, said, files, ...at };
}
