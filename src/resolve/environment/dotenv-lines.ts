/** One assignment of a `.env` file. */
export interface DotenvLine {
  readonly name: string;
  readonly value: string;
  /** 1-based line of the name. */
  readonly line: number;
}

/**
 * An assignment as the `dotenv` package (16 to 18) reads it, from its first character: `export`, name, `=` or `: `, a
 * value in one of three quotes (over several lines if need be) or bare up to `#`, then a comment.
 */
const QUOTED = ["'", '"', "`"].map((quote) => `\\s*${quote}(?:\\\\${quote}|[^${quote}])*${quote}`).join("|");
const ASSIGNMENT = new RegExp(
  `(?:export\\s+)?(?<name>[\\w.-]+)(?:\\s*=\\s*?|:\\s+?)(?<value>${QUOTED}|[^#\\r\\n]+)?\\s*(?:#.*)?$`,
  "dmy",
);
const SPACE = /\s*/y;
const LINE_END = /[\n\r\u2028\u2029]/g;

/**
 * Reads the text of a `.env` file the way OpenClaw does, with the `dotenv` package's rules, and keeps the lines. Later
 * lines of one name win. Nothing is expanded. Takes time in proportion to the text, also for text made to be slow.
 */
export function readDotenv(text: string): readonly DotenvLine[] {
  const source = text.replace(/\r\n?/gu, "\n");
  const found: DotenvLine[] = [];
  let line = 1;
  let counted = 0;
  for (let at = 0; at < source.length; ) {
    SPACE.lastIndex = at;
    SPACE.test(source);
    const start = SPACE.lastIndex;
    ASSIGNMENT.lastIndex = start;
    const match = source.charCodeAt(start) === 0x23 /* # */ ? null : ASSIGNMENT.exec(source);
    const name = match?.groups?.["name"];
    if (match === null || name === undefined) {
      at = nextLine(source, start);
      continue;
    }
    const nameAt = match.indices?.groups?.["name"]?.[0] ?? start;
    for (; counted < nameAt; counted += 1) if (source.charCodeAt(counted) === 0x0a) line += 1;
    found.push({ name, value: unquote(match.groups?.["value"] ?? ""), line });
    const end = start + match[0].length;
    at = /[\n\r\u2028\u2029]/u.test(source.charAt(end - 1)) ? end : nextLine(source, end);
  }
  return found;
}

function nextLine(source: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.test(source) ? LINE_END.lastIndex : source.length;
}

function unquote(written: string): string {
  const trimmed = written.trim();
  // `m`: the package matches quotes at the ends of any line of the value, not only at the ends of the value.
  const bare = trimmed.replace(/^(['"`])([\s\S]*)\1$/gm, "$2");
  return trimmed.startsWith('"') ? bare.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : bare;
}
