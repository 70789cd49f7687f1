// Makes a checkout ready to run: dependencies where they are missing, the build where it is older than its sources.
import { execSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const run = (command) => execSync(command, { cwd: root, stdio: ["ignore", 2, 2] });

if (!existsSync(join(root, "node_modules", ".package-lock.json")))
  run("npm ci --ignore-scripts --no-audit --no-fund --loglevel=error");

const built = join(root, "dist", "cli.js");
const sources = ["src", "schema/source", "scripts", "package.json"].map((path) => join(root, path));
if (!existsSync(built) || modified(built) < Math.max(...sources.map(newest))) run("node scripts/build.mjs");

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(path) {
  if (!statSync(path).isDirectory()) return modified(path);
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
