/** One `export NAME=value`; the value is undefined where the shell would have to run to know it. */
export interface ShellExport {
  readonly name: string;
  readonly value: string | undefined;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** Reads the `export K='v'` lines that OpenClaw writes for launchd, and the same by hand in other quotes. */
export function readExports(text: string): readonly ShellExport[] {
  const found: ShellExport[] = [];
  const assignment =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)=((?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^\s'"\\;#])*)/gmu;
  let line = 1;
  let counted = 0;
  for (let match = assignment.exec(text); match !== null; match = assignment.exec(text)) {
    for (; counted < match.index; counted += 1) if (text[counted] === "\n") line += 1;
    found.push({ name: match[1] ?? "", value: unquote(match[2] ?? ""), line });
  }
  return found;
}

function unquote(written: string): string | undefined {
  let value = "";
  for (const part of written.matchAll(/'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])|([^'"\\]+)/gu)) {
    const [, single, double, escaped, bare] = part;
    if (single !== undefined) value += single;
    else if (double !== undefined) {
      if (/(?<!\\)[$`]/u.test(double)) return undefined;
      value += double.replace(/\\([$`"\\\n])/gu, (_, char: string) => (char === "\n" ? "" : char));
    } else if (escaped !== undefined) value += escaped === "\n" ? "" : escaped;
    else if (bare !== undefined) {
      if (/[$`]/u.test(bare)) return undefined;
      value += bare;
    }
  }
  return value;
}
