import { createSupportsHyperlinks } from "supports-hyperlinks";
import { textWidth } from "../core/text-width.ts";
import { wrapWords } from "../core/wrap-words.ts";
import { createNodeOutput } from "../host/node-output.ts";
import { createNodeWriter } from "../host/node-writer.ts";
import { createTerminalAsker } from "../host/terminal-asker.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { main } from "./main.ts";

const output = createNodeOutput(1);
const errorOutput = createNodeOutput(2);
/** Takes away what stands on the terminal's line. */
const CLEAR = "\r\u001b[K";
let hasProgress = false;
const colors =
  process.env["NO_COLOR"] === undefined || process.env["NO_COLOR"] === ""
    ? output.isTerminal() || (process.env["FORCE_COLOR"] ?? "0") !== "0"
    : false;

// A key given as an option would stand in the list of processes for as long as questions wait.
const [, , command] = process.argv;
if (command === "onboard") process.title = "clawlint onboard";
const asks = command === "onboard" || command === "init";

const commandLine = process.argv.slice(2);
const isServer = command === "lsp" && commandLine.includes("--stdio");
void (isServer ? serve() : runCommand()).then((code) => {
  process.exitCode = code;
});

function runCommand(): Promise<ExitCode> {
  return main(
    commandLine,
    {
      out: output.write,
      error: (text) => {
        const shown = fitted(text);
        errorOutput.write(hasProgress ? CLEAR + shown : shown);
        hasProgress = false;
      },
      commands: output.write,
      colors,
      columns: output.columns(),
      links: colors && output.isTerminal() && createSupportsHyperlinks(process.stdout),
      progress: (text) => {
        if (!errorOutput.isTerminal()) return;
        errorOutput.write(CLEAR + text);
        hasProgress = text !== "";
      },
      readStdin,
    },
    undefined,
    createNodeWriter,
    // Only then: Node takes its time to open stdin and stderr.
    asks && process.stdin.isTTY === true && process.stderr.isTTY === true ? createTerminalAsker : undefined,
  );
}

/** The language server, which ends with its client. */
async function serve(): Promise<ExitCode> {
  const { startServer } = await import("../lsp/stdio-server.ts");
  await startServer();
  return exitCodes.clean;
}

// A report that got lost is no pass; what a stream could not write is known only at the end.
process.on("exit", () => {
  const lost = output.lost();
  if (lost === undefined || process.exitCode === exitCodes.usage) return;
  errorOutput.write(`clawlint: not all of the report could be written (${lost})\n`);
  process.exitCode = exitCodes.cannotLook;
});

/** Words for people, wrapped where stderr is a terminal. */
function fitted(text: string): string {
  const columns = errorOutput.columns();
  if (columns === undefined) return text;
  const indent = "  ";
  return text
    .split("\n")
    .map((line) =>
      textWidth(line) <= columns
        ? line
        : wrapWords(line, Math.max(20, columns - indent.length), -indent.length).join(`\n${indent}`),
    )
    .join("\n");
}

/** Stdin, or undefined when it is larger than the limit: it may never end. */
async function readStdin(limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = chunk as Buffer; // stdin without an encoding gives buffers
    size += bytes.length;
    if (size > limit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
