import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { installCodeServer, openFolder, startCodeServer, writeBakery } from "./code-server.ts";
import { describeWith } from "./tools.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const VSIX = join(ROOT, "editors", "vscode", "clawlint.vsix");
const PORT = 18_700 + (process.pid % 200);

const CONFIG = `// The bakery's gateway.
{
  models: { providers: { $include: './models.json5' } },
  agents: {
    defaults: { model: { primary: 'ovenai/rye-2', fallbacks: ['ovenai/rye-3'] } },
    entries: { till: { model: 'ovenai/rye-2' } },
  },
}
`;
const MODELS = `{
  ovenai: {
    baseUrl: "https://api.ovenai.example/v1",
    api: "openai-completions",
    apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2", contextWindow: 128000 }],
  },
}
`;

/** The settings under test. */
const SETTINGS = {
  "editor.inlayHints.enabled": "on",
  "editor.hover.sticky": true,
  "files.autoSave": "off",
  "editor.codeActionsOnSave": { "source.fixAll.clawlint": "explicit" },
};

describeWith(["chromium"], "VS Code", () => {
  let folder: string;
  let work: string;
  let browser: Browser;
  let page: Page;
  let stop: (() => void) | undefined;

  beforeAll(async () => {
    installCodeServer();
    execFileSync(process.execPath, [join(ROOT, "scripts", "build-editors.mjs")], { stdio: "ignore" });
    folder = mkdtempSync(join(tmpdir(), "clawlint-vscode-"));
    const files = { "openclaw.json": CONFIG, "models.json5": MODELS, ".env.example": "OVENAI_API_KEY=\n" };
    work = writeBakery(folder, files, SETTINGS);
    const started = await startCodeServer(folder, VSIX, PORT);
    stop = started.stop;
    browser = await launchBrowser();
    page = await openFolder(browser, started.url, work);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    stop?.();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string): Promise<void> => {
    const tab = page.locator(".tabs-container .tab", { hasText: name });
    if ((await tab.count()) > 0) await tab.first().click();
    else await page.getByRole("treeitem", { name }).first().dblclick();
    await page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
    await page.waitForSelector(".monaco-editor .view-lines");
    await page.locator(".monaco-editor .view-lines").first().click();
  };
  const goTo = async (line: number, column: number): Promise<void> => {
    await page.keyboard.press("Control+G");
    await page.waitForSelector(".quick-input-widget input", { state: "visible" });
    await page.keyboard.type(`${line}:${column}`);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".quick-input-widget", { state: "hidden" });
  };
  /** Lines and columns of a text in a text, from 1. */
  const placeOf = (text: string, part: string, plus = 0): readonly [number, number] => {
    const before = text.slice(0, text.indexOf(part) + plus).split("\n");
    return [before.length, (before.at(-1)?.length ?? 0) + 1];
  };
  const squiggles = (kind: string): Promise<number> => page.locator(`.squiggly-${kind}`).count();
  const suggestions = async (): Promise<readonly string[]> => {
    await page.keyboard.press("Control+Space");
    await page.waitForSelector(".suggest-widget.visible .monaco-list-row");
    return page.$$eval(".suggest-widget .monaco-list-row", (rows) =>
      rows.map((row) => row.getAttribute("aria-label") ?? ""),
    );
  };
  const lines = (): Promise<string> =>
    page.$$eval(".monaco-editor .view-line", (all) =>
      all
        .map((one) => ({
          top: Number.parseFloat(/top: *([\d.]+)/u.exec(one.getAttribute("style") ?? "")?.[1] ?? "0"),
          text: (one.textContent ?? "").replace(/\u00a0/gu, " "),
        }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text)
        .join("\n"),
    );
  const until = async (what: string, accept: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 150; tries += 1) {
      if (await accept()) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`waited for ${what}\n${await lines()}`);
  };

  test("the packed extension is small", () => {
    expect(statSync(VSIX).size).toBeLessThanOrEqual(500 * 1024);
  });

  test("findings at their places, in an unsaved included file too", async () => {
    await open("models.json5");
    await goTo(...placeOf(MODELS, "baseUrl", 5));
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.type("RL");
    await until("a squiggle under baseURL", async () => (await squiggles("error")) === 1);
    await open("openclaw.json");
    await until("a squiggle under ovenai/rye-3", async () => (await squiggles("error")) >= 1);
    await page.keyboard.press("Control+Shift+M");
    await until("both files in Problems", async () => {
      const rows = await page.$$eval(".markers-panel .monaco-list-row", (all) =>
        all.map((one) => one.textContent ?? ""),
      );
      const text = rows.join("\n");
      return (
        text.includes('OpenClaw knows no key "baseURL"') &&
        text.includes('lists no model "rye-3"') &&
        text.includes("models.json5")
      );
    });
    const status = await page.$$eval(".statusbar-item", (all) =>
      all.map((one) => one.textContent ?? "").join("|"),
    );
    expect(status).toContain("OpenClaw 2026.9.6, keys: names of .env.example");
    expect(status).toContain("JSON5");
  });

  test("completion of provider/model", async () => {
    await open("openclaw.json");
    await goTo(...placeOf(CONFIG, "'ovenai/rye-3'", 3));
    const offered = (await suggestions()).join("\n");
    expect(offered).toContain("ovenai/rye-2");
    await page.keyboard.press("Escape");
  });

  test("a repair", async () => {
    await open("models.json5");
    await goTo(...placeOf(MODELS, "baseUrl", 3));
    await page.keyboard.press("Control+.");
    await page.waitForSelector(".action-widget .monaco-list-row");
    const offered = await page.$$eval(".action-widget .monaco-list-row", (all) =>
      all.map((one) => one.textContent ?? ""),
    );
    expect(offered.join("\n")).toContain("Rename it to baseUrl");
    await page.keyboard.press("Enter");
    await until("baseUrl", async () => (await lines()).includes('baseUrl: "https'));
    await until("no squiggle", async () => (await squiggles("error")) === 0);
  });

  test("hover with the route", async () => {
    await open("openclaw.json");
    await goTo(...placeOf(CONFIG, "'ovenai/rye-2'", 9));
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
    await page.waitForSelector(".monaco-hover-content");
    await until("the route", async () =>
      (
        await page.$$eval(".monaco-hover-content", (all) =>
          all.map((one) => one.textContent ?? "").join("\n"),
        )
      ).includes("→ POST https://api.ovenai.example/v1/chat/completions"),
    );
    const picture = join(folder, "vscode.png");
    await page.screenshot({ path: picture });
    // CLAWLINT_PICTURES=1 renews the picture of README.md.
    if (process.env["CLAWLINT_PICTURES"] === "1") {
      mkdirSync(join(ROOT, "docs", "pictures"), { recursive: true });
      copyFileSync(picture, join(ROOT, "docs", "pictures", "vscode.png"));
    }
    expect(statSync(picture).size).toBeGreaterThan(20_000);
    await page.keyboard.press("Escape");
  });

  test("completion of a variable inside ${, and of a key", async () => {
    await open("models.json5");
    await goTo(...placeOf(MODELS, "${OVENAI_API_KEY}", 4));
    expect((await suggestions()).join("\n")).toContain("OVENAI_API_KEY");
    await page.keyboard.press("Escape");
    await goTo(...placeOf(MODELS, 'completions",', 13));
    await page.keyboard.press("Enter");
    await page.keyboard.type("head");
    const offered = (await suggestions()).join("\n");
    expect(offered).toContain("headers");
    await page.keyboard.press("Enter");
    await until("the key", async () => (await lines()).includes("headers:"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+K"); // takes the line out again
    await until("the line's end", async () => !(await lines()).includes("head"));
  });

  test("all safe repairs at a save", async () => {
    await goTo(...placeOf(MODELS, "baseUrl", 5));
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.type("RL");
    await until("a squiggle", async () => (await squiggles("error")) === 1);
    await page.keyboard.press("Control+S");
    await until(
      "the saved repair",
      async () =>
        readFileSync(join(work, "models.json5"), "utf8").includes("baseUrl") &&
        (await lines()).includes("baseUrl"),
    );
  });

  test("rename over two files", async () => {
    await goTo(...placeOf(MODELS, "ovenai", 3));
    await page.keyboard.press("F2");
    // Its own keys: the box may be seen before it has the focus.
    const box = page.locator(".rename-box input");
    await box.fill("bread");
    await box.press("Enter");
    await until("the new name", async () => (await lines()).includes("bread: {"));
    await page.keyboard.press("Control+K");
    await page.keyboard.press("s");
    await until("both files", async () => {
      const [config, models] = ["openclaw.json", "models.json5"].map((name) =>
        readFileSync(join(work, name), "utf8"),
      );
      return (
        models?.includes("  bread: {") === true &&
        config?.includes("'bread/rye-2', fallbacks: ['bread/rye-3']") === true
      );
    });
  });
});
