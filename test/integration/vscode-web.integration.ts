import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { installCodeServer, openFolder, startCodeServer, writeBakery } from "./code-server.ts";
import { describeWith } from "./tools.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const PORT = 18_900 + (process.pid % 200);

const CONFIG = `{
  models: { providers: { $include: './models.json5' } },
  agents: { defaults: { model: 'ovenai/rye-3' } },
}
`;
const MODELS = `{
  ovenai: {
    baseURL: "https://api.ovenai.example/v1",
    api: "openai-completions",
    apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  },
}
`;

describeWith(["chromium"], "VS Code for the web", () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  let stop: (() => void) | undefined;

  beforeAll(async () => {
    installCodeServer();
    execFileSync(process.execPath, [join(ROOT, "scripts", "build-editors.mjs")], { stdio: "ignore" });
    folder = mkdtempSync(join(tmpdir(), "clawlint-vscode-web-"));
    // Without the entry for Node the same extension runs in the browser's worker, as on vscode.dev.
    const extension = join(folder, "extension");
    cpSync(join(ROOT, "editors", "vscode"), extension, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
    delete manifest.main;
    writeFileSync(join(extension, "package.json"), JSON.stringify(manifest));
    const { createVSIX } = await import("@vscode/vsce");
    const packagePath = join(folder, "clawlint-web.vsix");
    await createVSIX({ cwd: extension, packagePath, dependencies: false, skipLicense: true });
    const work = writeBakery(folder, { "openclaw.json": CONFIG, "models.json5": MODELS });
    const started = await startCodeServer(folder, packagePath, PORT);
    stop = started.stop;
    browser = await launchBrowser();
    page = await openFolder(browser, started.url, work);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    stop?.();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const until = async (what: string, accept: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await accept()) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`waited for ${what}`);
  };

  test("findings in the config and in what it includes, completion, a repair", async () => {
    await page.getByRole("treeitem", { name: "openclaw.json" }).first().dblclick();
    await page.waitForSelector('.tab.active[data-resource-name="openclaw.json"]');
    await until("a squiggle", async () => (await page.locator(".squiggly-error").count()) > 0);
    await page.keyboard.press("Control+Shift+M");
    await until("both files in Problems", async () => {
      const text = (
        await page.$$eval(".markers-panel .monaco-list-row", (all) => all.map((one) => one.textContent ?? ""))
      ).join("\n");
      return (
        text.includes('lists no model "rye-3"') &&
        text.includes('OpenClaw knows no key "baseURL"') &&
        text.includes("models.json5")
      );
    });
    await page.locator(".monaco-editor .view-lines").first().click();
    await page.keyboard.press("Control+G");
    await page.waitForSelector(".quick-input-widget input", { state: "visible" });
    await page.keyboard.type("3:36");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".quick-input-widget", { state: "hidden" });
    await page.keyboard.press("Control+Space");
    await page.waitForSelector(".suggest-widget.visible .monaco-list-row");
    const offered = await page.$$eval(".suggest-widget .monaco-list-row", (rows) =>
      rows.map((row) => row.getAttribute("aria-label") ?? ""),
    );
    expect(offered.join("\n")).toContain("ovenai/rye-2");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
    await page.waitForSelector(".action-widget .monaco-list-row");
    await page.locator(".action-widget .monaco-list-row", { hasText: "ovenai/rye-2" }).first().click();
    await until("the repair", async () => (await page.locator(".squiggly-error").count()) === 0);
  });
});
