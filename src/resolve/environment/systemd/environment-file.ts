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
  return new Reader().read(text);
}

// A class because what a character means depends on those before it.
class Reader {
  readonly found: EnvironmentFileLine[] = [];
  state: State = "before-name";
  name = "";
  nameLine = 0;
  value = "";
  /** Length of the value without trailing unquoted white space. */
  solid = 0;
  line = 1;

  read(text: string): readonly EnvironmentFileLine[] {
    for (const char of text) {
      this.take(char);
      if (char === "\n") this.line += 1;
    }
    this.end();
    return this.found;
  }

  take(char: string): void {
    switch (this.state) {
      case "before-name":
      case "name":
        this.takeInName(char);
        break;
      case "before-value":
      case "value":
        this.takeInValue(char);
        break;
      case "escape":
        this.state = "value";
        if (!isEnd(char)) this.keep(char);
        break;
      case "single":
        if (char === "'") this.state = "before-value";
        else this.keep(char);
        break;
      case "double":
        if (char === '"') this.state = "before-value";
        else if (char === "\\") this.state = "double-escape";
        else this.keep(char);
        break;
      case "double-escape":
        this.state = "double";
        if ('"\\`$'.includes(char)) this.keep(char);
        else if (!isEnd(char)) this.keep(`\\${char}`);
        break;
      case "comment":
        if (char === "\\") this.state = "comment-escape";
        else if (isEnd(char)) this.state = "before-name";
        break;
      case "comment-escape":
        this.state = "comment";
        break;
    }
  }

  takeInName(char: string): void {
    if (this.state === "name") {
      if (isEnd(char)) this.end();
      else if (char === "=") this.state = "before-value";
      else this.name += char;
    } else if (char === "#" || char === ";") this.state = "comment";
    else if (!isBlank(char)) {
      this.state = "name";
      this.name = char;
      this.nameLine = this.line;
    }
  }

  takeInValue(char: string): void {
    if (isEnd(char)) this.end();
    else if (this.state === "before-value" && char === "'") this.state = "single";
    else if (this.state === "before-value" && char === '"') this.state = "double";
    else if (char === "\\") {
      this.state = "escape";
      this.solid = this.value.length; // white space before a backslash stays
    } else if (this.state === "value" || !isBlank(char)) {
      this.state = "value";
      if (isBlank(char)) this.value += char;
      else this.keep(char);
    }
  }

  keep(char: string): void {
    this.value += char;
    this.solid = this.value.length;
  }

  /** Ends an assignment; a line without `=` is none. */
  end(): void {
    const { name, value, solid, nameLine: line } = this;
    if (this.state !== "name" && name !== "")
      this.found.push({ name: name.trimEnd(), value: value.slice(0, solid), line });
    this.state = "before-name";
    this.name = "";
    this.value = "";
    this.solid = 0;
  }
}

/** A lone carriage return ends a line too, so a continued line must not end with CR LF. */
function isEnd(char: string): boolean {
  return char === "\n" || char === "\r";
}

function isBlank(char: string): boolean {
  return char === " " || char === "\t" || isEnd(char);
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
