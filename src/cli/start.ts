import { version } from "../core/version.ts";
import { createKeptLoader, ownCacheFolder } from "../host/code-cache.ts";
import { createNodeOutput } from "../host/node-output.ts";

declare const require: (path: string) => unknown;
declare const __dirname: string;
/** What no other build is called: scripts/build.mjs makes it of the files beside this one. */
declare const BUILD: string;

const [, , first = "", ...more] = process.argv;
if (first === "--version" && more.length === 0) createNodeOutput(1).write(`${version}\n`);
else {
  const folder = ownCacheFolder(process.env, BUILD);
  const command = `${__dirname}/command.js`;
  // A command, or else a file to check.
  const run = /^[a-z]{1,20}$/u.test(first) ? first : "check";
  if (folder === undefined) require(command);
  else createKeptLoader(folder, run, require)(command);
}
