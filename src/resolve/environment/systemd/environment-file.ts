/** One assignment of a file that `EnvironmentFile=` names. */
export interface EnvironmentFileLine {
  readonly name: string;
  readonly value: string;
  /** 1-based line on which the name begins. */
  readonly line: number;
}

/**
 * Reads an environment file by the rules of `systemd.exec`, which are neither a shell's nor `dotenv`'s: lines that begin
 * with `#` or `;` are comments, but `#` inside a value is not; quotes may stand anywhere outside of white space; in
 * double quotes a backslash keeps only `"`, `\`, backquote and `$` from their meaning; a backslash before the end of a
 * line continues it. Nothing is expanded. Names are returned as written, `export NAME` too.
 */
export function readEnvironmentFile(text: string): readonly EnvironmentFileLine[] {
  const found: EnvironmentFileLine[] = [];
  let state: State = "before-name";
  let name = "";
  let value = "";
  let nameLine = 0;
  let solid = 0; // length of the value without trailing unquoted white space
  let line = 1;

  const end = (): void => {
    if (state !== "name" && name !== "")
      found.push({ name: name.trimEnd(), value: value.slice(0, solid), line: nameLine });
    state = "before-name";
    name = "";
    value = "";
    solid = 0;
  };
  const keep = (char: string): void => {
    value += char;
    solid = value.length;
  };

  for (const char of text) {
    // A lone carriage return ends a line too, so a continued line must not end with CR LF.
    const isEnd = char === "\n" || char === "\r";
    const isBlank = char === " " || char === "\t" || isEnd;
    switch (state) {
      case "before-name":
        if (char === "#" || char === ";") state = "comment";
        else if (!isBlank) {
          state = "name";
          name = char;
          nameLine = line;
        }
        break;
      case "name":
        if (isEnd) {
          state = "before-name"; // a line without `=` is nothing
          name = "";
        } else if (char === "=") state = "before-value";
        else name += char;
        break;
      case "before-value":
      case "value":
        if (isEnd) end();
        else if (state === "before-value" && char === "'") state = "single";
        else if (state === "before-value" && char === '"') state = "double";
        else if (char === "\\") {
          state = "escape";
          solid = value.length; // white space before a backslash stays
        } else if (state === "value" || !isBlank) {
          state = "value";
          if (isBlank) value += char;
          else keep(char);
        }
        break;
      case "escape":
        state = "value";
        if (!isEnd) keep(char);
        break;
      case "single":
        if (char === "'") state = "before-value";
        else keep(char);
        break;
      case "double":
        if (char === '"') state = "before-value";
        else if (char === "\\") state = "double-escape";
        else keep(char);
        break;
      case "double-escape":
        state = "double";
        if ('"\\`$'.includes(char)) keep(char);
        else if (!isEnd) keep(`\\${char}`);
        break;
      case "comment":
        if (char === "\\") state = "comment-escape";
        else if (isEnd) state = "before-name";
        break;
      case "comment-escape":
        state = "comment";
        break;
    }
    if (char === "\n") line += 1;
  }
  if (state !== "comment" && state !== "comment-escape" && state !== "before-name") end();
  return found;
}

type State =
  | "before-name"
  | "name"
  | "before-value"
  | "value"
  | "escape"
  | "single"
  | "double"
  | "double-escape"
  | "comment"
  | "comment-escape";
