import { version } from "../core/version.ts";
import { keepCompiledCode } from "../host/code-cache.ts";
import { createNodeOutput } from "../host/node-output.ts";

// The command is a file of its own: Node keeps the compiled form only of what is loaded after it was asked to.
declare const require: (path: "./command.js") => void;

const [, , first, ...more] = process.argv;
if (first === "--version" && more.length === 0) createNodeOutput(1).write(`${version}\n`);
else {
  keepCompiledCode(process.env);
  if (first === "lsp" && more.includes("--stdio")) {
    const server: string = "./lsp.mjs"; // built beside this file
    void import(server);
  } else require("./command.js");
}
