import { createNodeWriter } from "../host/node-writer.ts";
import { createTerminalAsker } from "../host/terminal-asker.ts";
import { main } from "./main.ts";

const colors =
  process.env["NO_COLOR"] === undefined || process.env["NO_COLOR"] === ""
    ? process.stdout.isTTY === true || (process.env["FORCE_COLOR"] ?? "0") !== "0"
    : false;

// A reader that stops early (`| head`) is no fault of anybody's.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// A key given as an option would stand in the list of processes for as long as questions wait.
if (process.argv[2] === "onboard") process.title = "clawlint onboard";

process.exitCode = await main(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    colors,
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer); // stdin without an encoding gives buffers
      return Buffer.concat(chunks);
    },
    writeFile: (path, text) => process.getBuiltinModule("node:fs").writeFileSync(path, text),
  },
  undefined,
  createNodeWriter,
  process.stdin.isTTY === true && process.stderr.isTTY === true ? createTerminalAsker : undefined,
);
