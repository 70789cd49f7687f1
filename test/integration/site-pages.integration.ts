import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SITE } from "../../src/core/site.ts";
import { ruleUrl } from "../../src/engine/render.ts";
import { rules } from "../../src/rules/registry.ts";
import { rulesShown, type Site, startSite } from "./site-browser.ts";
import { describeWith } from "./tools.ts";

const ROOT = join(import.meta.dirname, "../..");
const AXE = axe.source;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** What axe has against a page, one line each; every rule that it has, best practices too. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe: here } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const found = await here.run();
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
  });
}

describeWith(["chromium"], "the pages", () => {
  let site: Site;
  const pictures = process.env["CLAWLINT_PICTURES"] === "1";

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(async () => {
    await site?.stop();
  });

  const picture = async (page: Page, name: string): Promise<void> => {
    // CLAWLINT_PICTURES=1 renews those of README.md and docs/site.md.
    const path = join(
      pictures && name !== "site-phone" ? join(ROOT, "docs/pictures") : site.folder,
      `${name}.png`,
    );
    mkdirSync(join(path, ".."), { recursive: true });
    await page.mouse.move(0, 0);
    await page.screenshot({ path });
    expect(statSync(path).size).toBeGreaterThan(10_000);
  };

  test("every rule's bad example opens with one click, and shows that rule", {
    timeout: 300_000,
  }, async () => {
    const page = await site.open("rules/");
    const silent: string[] = [];
    let opened = 0;
    for (const { id, checks } of rules) {
      for (const [index, check] of checks.filter(({ forRepair }) => !forRepair).entries()) {
        await page.goto(`${site.url}rules/${id}.html`);
        await page.getByRole("link", { name: "Open this example in the checker" }).nth(index).click();
        await page.waitForSelector("body[data-looked]");
        opened += 1;
        if (!(await rulesShown(page)).includes(id)) silent.push(check.id);
      }
    }
    expect(silent).toEqual([]);
    expect(opened).toBeGreaterThan(60);
    await site.close(page);
  });

  test("reports link to pages that are there, and so does everything else", async () => {
    for (const { id } of rules)
      expect(existsSync(join(site.folder, ruleUrl(id).slice(SITE.length)))).toBe(true);
    const htmls = readdirSync(site.folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".html"),
    );
    expect(htmls.length).toBeGreaterThan(80);
    const broken: string[] = [];
    for (const name of htmls) {
      const text = readFileSync(join(site.folder, name), "utf8");
      for (const [, target = ""] of text.matchAll(/(?:href|src)="([^"]*)"/gu)) {
        if (/^(?:https?:|data:|#)/u.test(target)) continue;
        const path = decodeURIComponent(new URL(target, `http://localhost/${name}`).pathname);
        const file = join(site.folder, path.endsWith("/") ? `${path}index.html` : path);
        if (!existsSync(file)) broken.push(`${name}: ${target}`);
        expect(target, name).not.toMatch(/^\//u); // any folder of any server
      }
    }
    expect(broken).toEqual([]);
    const sitemap = readFileSync(join(site.folder, "sitemap.xml"), "utf8");
    const paths = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/gu)].map(([, loc = ""]) =>
      loc.slice(SITE.length),
    );
    expect(paths.length).toBe(htmls.length - 1); // all but the 404
    for (const path of paths)
      expect(
        existsSync(join(site.folder, path === "" || path.endsWith("/") ? `${path}index.html` : path)),
        path,
      ).toBe(true);
  });

  test("a page that is not there is a page", async () => {
    const page = await site.open();
    const answer = await page.goto(`${site.url}rules/none.html`);
    expect(answer?.status()).toBe(404);
    expect(await page.locator("h1").textContent()).toBe("No such page");
    expect(await violations(page)).toEqual([]);
    site.complaints.length = 0; // the browser tells the 404
    await site.close(page);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe has nothing against any view, ${colorScheme}`, { timeout: 300_000 }, async () => {
      const page = await site.open("", { colorScheme });
      await page.waitForSelector(".finding");
      expect(await violations(page)).toEqual([]);
      await page.locator('.finding[data-rule="unset-env"]').getByRole("button", { name: /^Why/u }).click();
      await page.waitForSelector(".rule h2");
      expect(await violations(page), "a rule inside").toEqual([]);
      const parts = { routes: ".drawing", environment: ".variables", upgrade: ".upgrade-verdict" };
      for (const [view, part] of Object.entries(parts)) {
        await page.locator(`#tab-${view}`).click();
        await page.waitForSelector(part);
        expect(await violations(page), view).toEqual([]);
      }
      await page.locator("#tab-environment").click();
      await page.locator("#name-field").fill("A=b");
      expect(await violations(page), "a refusal").toEqual([]);
      await page.locator("#share-button").click();
      await page.getByRole("button", { name: "Make the link" }).click();
      await page.waitForSelector("#share-link");
      expect(await violations(page), "sharing").toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator("#new-tab").click();
      expect(await violations(page), "a new file").toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator(".tok-string", { hasText: "openai" }).first().click();
      await page.keyboard.press("Control+Space");
      await page.waitForSelector(".cm-tooltip-autocomplete li");
      expect(await violations(page), "completion").toEqual([]);
      for (const path of [
        "rules/",
        "docs/",
        "rules/unset-env.html",
        "docs/editors.html",
        "rules/gallery.html",
        "docs/route.html",
      ]) {
        await page.goto(`${site.url}${path}`);
        expect(await violations(page), path).toEqual([]);
      }
      await site.close(page);
    });
  }

  test("is worked with by the keyboard alone", async () => {
    const page = await site.open();
    await page.waitForSelector(".finding");
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? ""));
    const tabTo = async (wanted: string): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press("Tab");
        if ((await focused()).includes(wanted)) return;
      }
      throw new Error(`no way to ${wanted}`);
    };
    await tabTo("To the text");
    await tabTo("tab-openclaw.json");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.waitForSelector(".cm-editor.cm-focused");
    await page.keyboard.press("Tab"); // and out again
    await page.waitForSelector(".cm-editor:not(.cm-focused)");
    await tabTo("tab-findings");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("tab-routes");
    expect(await page.locator("#panel-routes").isVisible()).toBe(true);
    await page.keyboard.press("ArrowLeft");
    await tabTo("Rename it to baseUrl");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector('.finding[data-rule="unknown-key"]') === null);
    await site.close(page);
  });

  test("is usable on a phone, 390 pixels wide", async () => {
    const page = await site.open("#example=agents", PHONE);
    await page.waitForSelector(".finding");
    const fits = async (what: string): Promise<void> =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(390);
    await fits("findings");
    await page.locator(".finding .jump").first().tap();
    await page.waitForSelector(".cm-focused");
    for (const view of ["routes", "environment", "upgrade", "findings"]) {
      await page.locator(`#tab-${view}`).tap();
      await page.waitForTimeout(200);
      await fits(view);
    }
    const small = await page.$$eval("button, select, input[type=text]", (all) =>
      all
        .filter(
          (one) => (one as HTMLElement).offsetParent !== null && !one.matches(".link, .jump, .cm-editor *"),
        )
        .map((one) => ({ words: one.textContent ?? one.id, height: one.getBoundingClientRect().height }))
        .filter(({ height }) => height < 28),
    );
    expect(small).toEqual([]);
    await page.locator("#tab-routes").tap();
    await picture(page, "site-phone");
    expect(await violations(page)).toEqual([]);
    await page.goto(`${site.url}rules/unset-env.html`);
    await fits("a rule's page");
    await page.goto(`${site.url}docs/editors.html`);
    await fits("a document");
    await site.close(page);
  });

  for (const colorScheme of ["light", "dark"] as const)
    test(`has its picture taken, ${colorScheme}`, async () => {
      const page = await site.open("", { colorScheme, viewport: { width: 1200, height: 720 } });
      await page.waitForSelector(".finding");
      await picture(page, `site-${colorScheme}`);
      await page.goto(`${site.url}#example=agents`);
      await page.reload();
      await page.waitForSelector(".finding");
      await page.locator("#tab-routes").click();
      await page.waitForSelector(".drawing");
      if (colorScheme === "dark") await picture(page, "site-routes");
      await page.locator("#theme").click();
      const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(back).toBe(colorScheme === "light" ? "rgb(21, 23, 26)" : "rgb(246, 245, 241)");
      await site.close(page);
    });
});
