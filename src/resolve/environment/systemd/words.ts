/** The words of a setting such as `Environment=`, or undefined when the line is malformed, which systemd ignores. */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(text[at])) at += 1;
    if (at >= text.length) return words;
    const word = readWord(text, at);
    if (word === undefined) return undefined;
    words.push(word.value);
    at = word.end;
  }
}

/** One word: quotes may open anywhere in it, and backslash escapes work in and outside of them. */
function readWord(text: string, from: number): { value: string; end: number } | undefined {
  let value = "";
  let quote = "";
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (quote === "" && isSpace(char)) break;
    if (char === "\\") {
      const escaped = readEscape(text, at + 1);
      if (escaped === undefined) return undefined;
      value += escaped.value;
      at = escaped.end;
      continue;
    }
    if (quote !== "" ? char === quote : char === '"' || char === "'") quote = quote === "" ? char : "";
    else value += char;
    at += 1;
  }
  return quote === "" ? { value, end: at } : undefined;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'",
  s: " ",
};

/** The C escapes of `systemd.syntax`; `at` is behind the backslash. */
function readEscape(text: string, at: number): { value: string; end: number } | undefined {
  const simple = SIMPLE[text[at] ?? ""];
  if (simple !== undefined) return { value: simple, end: at + 1 };
  const coded = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-3][0-7]{2}))/u.exec(
    text.slice(at, at + 9),
  );
  if (coded === null) return undefined;
  const octal = coded[4];
  const point =
    octal === undefined
      ? Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? "", 16)
      : Number.parseInt(octal, 8);
  if (point === 0 || point > 0x10ffff) return undefined;
  return { value: String.fromCodePoint(point), end: at + coded[0].length };
}

function isSpace(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}
