import { spawn } from "node:child_process";
import xterm from "@xterm/headless";
import { PATH } from "./tools.ts";

/** What a terminal showed. */
export interface Screen {
  readonly code: number | null;
  /** All that was written to it, with what steers it. */
  readonly screen: string;
  /** Answers that nothing asked for. */
  readonly left: number;
  /** The lines that stand on it at the end, above the upper edge too, as a person reads them. */
  readonly lines: readonly string[];
  /** Those that the terminal itself had to break, since nobody had wrapped them. */
  readonly broken: readonly string[];
}

/** Runs a command at a terminal of its own, answering when a text shows up. */
export function atTerminal(
  command: string,
  answers: readonly (readonly [shown: string, typed: string])[],
  options: {
    readonly home: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly columns?: number;
    readonly whenAsked?: () => void;
  },
): Promise<Screen> {
  const { columns = 120 } = options;
  return new Promise((done, fail) => {
    const sized = `stty cols ${columns} rows 45; ${command}`;
    const child = spawn("script", ["-qefc", sized, "/dev/null"], {
      env: { PATH, HOME: options.home, TERM: "xterm", LANG: "C.UTF-8", ...options.env },
      cwd: options.home,
      timeout: 60_000,
    });
    let screen = "";
    let from = 0;
    const rest = [...answers];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      screen += text;
      const next = rest[0];
      // A question may be wrapped: its words count, not the frame around them.
      if (next === undefined || !flat(screen.slice(from)).includes(flat(next[0]))) return;
      options.whenAsked?.();
      rest.shift();
      from = screen.length;
      // A person needs a moment, too: the question is drawn before it listens.
      setTimeout(() => child.stdin.write(next[1]), 100);
    });
    child.on("error", fail);
    child.on("close", (code) => {
      void draw(screen, columns).then(
        ({ lines, broken }) => done({ code, screen, left: rest.length, lines, broken }),
        fail,
      );
    });
  });
}

/** A text without what steers a terminal, without frames, and with single spaces. */
function flat(text: string): string {
  return text
    .replace(/\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/gu, "")
    .replace(/[│└◆◇▲●○■]/gu, " ")
    .replace(/\s+/gu, " ");
}

/** What a terminal of so many columns makes of a text. */
async function draw(text: string, columns: number): Promise<Pick<Screen, "lines" | "broken">> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 45, scrollback: 2000, allowProposedApi: true });
  await new Promise<void>((done) => {
    terminal.write(text, done);
  });
  const lines: string[] = [];
  const broken: string[] = [];
  const { active } = terminal.buffer;
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const shown = line?.translateToString(true) ?? "";
    if (line?.isWrapped === true) broken.push(`${lines.at(-1) ?? ""}|${shown}`);
    lines.push(shown);
  }
  return { lines, broken };
}
