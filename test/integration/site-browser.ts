import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { launchBrowser } from "./browser.ts";
import { serve } from "./site-server.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The pages, built into a folder of their own, served on this machine, and a browser to look at them. */
export interface Site {
  readonly folder: string;
  readonly url: string;
  readonly browser: Browser;
  /** How long the build took, in milliseconds. */
  readonly built: number;
  /** Paths that were asked for since this was last emptied. */
  readonly requests: string[];
  /** A fresh tab; what it says on its console or throws is an error of the test. */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
  readonly complaints: string[];
  /** Closes a tab, which must have had no complaints. */
  close(page: Page): Promise<void>;
  stop(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "clawlint-site-"));
  const began = performance.now();
  execFileSync(
    process.execPath,
    [join(ROOT, "node_modules/tsx/dist/cli.mjs"), "site/build.ts", "--out", folder],
    {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const built = performance.now() - began;
  const requests: string[] = [];
  const complaints: string[] = [];
  const { url, server } = await serve(folder, (path) => requests.push(path));
  const browser = await launchBrowser();
  return {
    folder,
    url,
    browser,
    built,
    requests,
    complaints,
    open: async (path = "", options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(/^[a-z]+:/u.test(path) ? path : `${url}${path}`);
      return page;
    },
    close: async (page) => {
      await page.context().close();
      expect(complaints.splice(0)).toEqual([]);
    },
    stop: async () => {
      await browser.close();
      await closed(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Waits until the page has looked at all that was changed so far, `change` included. */
export async function afterLook(page: Page, change: () => Promise<unknown>): Promise<void> {
  const looks = (): Promise<number> => page.evaluate(() => Number(document.body.dataset["looked"] ?? 0));
  const before = await looks();
  await change();
  await page.waitForFunction((count) => Number(document.body.dataset["looked"] ?? 0) > count, before);
}

/** The text of the editor, whole. */
export function textOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".cm-line")].map((line) => line.textContent ?? "").join("\n"),
  );
}

/** Pastes a text over the one in the editor. */
export async function setText(page: Page, text: string): Promise<void> {
  await afterLook(page, async () => {
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+A");
    await page.locator(".cm-content").evaluate((content, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  });
}

/** Rules of the findings that the list shows. */
export function rulesShown(page: Page): Promise<readonly string[]> {
  return page.$$eval(".finding", (all) => all.map((one) => one.getAttribute("data-rule") ?? ""));
}
