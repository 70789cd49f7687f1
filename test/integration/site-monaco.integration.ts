import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { serve } from "./site-server.ts";
import { describeWith } from "./tools.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Kept between runs, and out of git. */
const CACHE = join(ROOT, "node_modules", ".cache", "clawlint-monaco");
const VERSION = "0.57.0";

const CONFIG = `{
  models: { providers: { ovenai: {
    baseURL: "https://api.ovenai.example/v1", api: "openai-completions",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: { defaults: { model: "ovenai/rye-3" } },
}
`;

const PAGE = `
import * as monaco from "monaco-editor";
import { connectClawlint } from ${JSON.stringify(join(ROOT, "editors/monaco/clawlint.js"))};
monaco.languages.register({ id: "json5" });
const model = monaco.editor.createModel(${JSON.stringify(CONFIG)}, "json5", monaco.Uri.file("/bakery/openclaw.json"));
connectClawlint(monaco, { wait: 10 });
const editor = monaco.editor.create(document.getElementById("editor"), { model });
Object.assign(globalThis, { monaco, editor, model });
`;

describeWith(["chromium"], "Monaco", () => {
  test("shows findings, completes and repairs, without a server", async () => {
    if (!existsSync(join(CACHE, "node_modules/monaco-editor"))) {
      mkdirSync(CACHE, { recursive: true });
      writeFileSync(join(CACHE, "package.json"), '{ "private": true }\n');
      execFileSync(
        "npm",
        ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", `monaco-editor@${VERSION}`],
        { cwd: CACHE, stdio: ["ignore", "ignore", "inherit"] },
      );
    }
    const folder = mkdtempSync(join(tmpdir(), "clawlint-monaco-"));
    await build({
      stdin: { contents: PAGE, resolveDir: CACHE, loader: "js" },
      outfile: join(folder, "page.js"),
      bundle: true,
      format: "iife",
      loader: { ".ttf": "dataurl" },
      external: ["node:*"],
      alias: { clawlint: join(ROOT, "dist/library/index.js") },
      logLevel: "error",
    });
    writeFileSync(
      join(folder, "index.html"),
      '<!doctype html><title>Monaco</title><link rel="stylesheet" href="page.css"><div id="editor" style="height:400px"></div><script src="page.js"></script>',
    );
    const { url, server } = await serve(folder);
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForFunction("globalThis.monaco?.editor.getModelMarkers({}).length === 2");
      const markers = await page.evaluate(
        "monaco.editor.getModelMarkers({}).map((one) => `${one.startLineNumber}:${one.startColumn} ${one.code.value}`)",
      );
      expect(markers).toEqual(["3:5 unknown-key", "6:32 undeclared-model"]);
      await page.waitForSelector(".squiggly-error");
      await page.evaluate("editor.setPosition({ lineNumber: 6, column: 36 }); editor.focus()");
      await page.evaluate("editor.trigger('test', 'editor.action.triggerSuggest')");
      await page.waitForSelector(".suggest-widget.visible .monaco-list-row");
      expect(await page.locator(".suggest-widget .monaco-list-row").first().textContent()).toContain(
        "ovenai/rye-2",
      );
      await page.keyboard.press("Enter");
      await page.waitForFunction("model.getValue().includes('model: \"ovenai/rye-2\"')");
      await page.evaluate("editor.setPosition({ lineNumber: 3, column: 7 }); editor.focus()");
      await page.evaluate("editor.trigger('test', 'editor.action.quickFix')");
      await page.getByText("Rename it to baseUrl").first().click();
      await page.waitForFunction("model.getValue().includes('baseUrl:')");
      await page.waitForFunction("monaco.editor.getModelMarkers({}).length === 0");
    } finally {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
