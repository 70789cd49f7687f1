import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deflateRawSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { afterLook, rulesShown, type Site, setText, startSite, textOf } from "./site-browser.ts";
import { describeWith } from "./tools.ts";

const CONFIG = `// The bakery's gateway.
{
  models: { providers: { ovenai: {
    baseUrl: "https://api.ovenai.example/v1",
    api: "openai-completions",
    apiKey: "\${OVENAI_API_KEY}",
    models: [{ id: "rye-2", name: "Rye 2" }],
  } } },
  agents: { defaults: { model: { primary: "ovenai/rye-2" } } },
}
`;
const SECRET = "sk-oven-1234567890abcdef1234";

/** In bytes; a static server compresses like this. */
const compressed = (text: Buffer): number => gzipSync(text, { level: 9 }).length;
const KB = 1000;

describeWith(["chromium"], "the page that checks", () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(async () => {
    await site?.stop();
  });

  /** A tab with a config of the test's, looked at once. */
  const withConfig = async (text: string): Promise<Page> => {
    const page = await site.open();
    await page.waitForSelector(".finding");
    await setText(page, text);
    return page;
  };

  test("is built quickly, and small", () => {
    expect(site.built).toBeLessThan(20_000);
    const sizes = Object.fromEntries(
      ["index.html", "app.js", "worker.js", "parts.js"].map((name) => [
        name,
        compressed(readFileSync(join(site.folder, name))),
      ]),
    );
    console.log("compressed, in bytes:", sizes, `built in ${Math.round(site.built)} ms`);
    const {
      "index.html": page = 0,
      "app.js": app = 0,
      "worker.js": worker = 0,
      "parts.js": parts = 0,
    } = sizes;
    expect(app).toBeLessThan(130 * KB);
    expect(worker).toBeLessThan(190 * KB);
    expect(page + app + worker).toBeLessThan(320 * KB);
    expect(parts).toBeLessThan(310 * KB);
  });

  test("has its first finding within a second of loading, in three requests", async () => {
    const times: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      site.requests.length = 0;
      const page = await site.open();
      await page.waitForSelector(".finding");
      times.push(await page.evaluate(() => performance.now()));
      expect(await page.locator(".finding").count()).toBe(6);
      // Whatever it would ask for later, it would ask for by now.
      await page.waitForTimeout(500);
      expect(site.requests.toSorted()).toEqual(["/", "/app.js", "/worker.js"]);
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      expect(await page.title()).toContain("OpenClaw");
      expect(await page.locator('meta[name="description"]').getAttribute("content")).toContain(
        "openclaw.json",
      );
      await site.close(page);
    }
    console.log("first finding after", times.map(Math.round), "ms");
    // The machine may do other things beside; the page itself is as quick as the quickest of three.
    expect(Math.min(...times)).toBeLessThan(1000);
  });

  test("fetches one more script when somebody begins to work, the same for every config, and then nothing", async () => {
    site.requests.length = 0;
    const page = await withConfig(
      CONFIG.replace("models: {", "channels: { discord: { enabld: true } },\n  models: {"),
    );
    expect(await rulesShown(page)).toContain("unknown-key");
    for (const tab of ["routes", "environment", "upgrade", "findings"])
      await page.locator(`#tab-${tab}`).click();
    await page.waitForTimeout(500);
    expect(site.requests.toSorted()).toEqual(["/", "/app.js", "/parts.js", "/worker.js"]);
    await site.close(page);
  });

  test("lets nothing out: page and worker are refused every connection, and nothing is stored", async () => {
    const page = await withConfig(CONFIG.replace('"${OVENAI_API_KEY}"', `"${SECRET}"`));
    site.requests.length = 0;
    const tries = `(async () => {
      const refused = [];
      await fetch("${site.url}style.css").catch(() => refused.push("fetch"));
      await new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onerror = () => { refused.push("XMLHttpRequest"); done(); };
        request.onload = done;
        request.open("GET", "${site.url}style.css");
        request.send();
      });
      await new Promise((done) => {
        try {
          const socket = new WebSocket("${site.url.replace("http", "ws")}");
          socket.onerror = () => { refused.push("WebSocket"); done(); };
          socket.onopen = done;
        } catch { refused.push("WebSocket"); done(); }
      });
      return refused;
    })()`;
    const all = ["fetch", "XMLHttpRequest", "WebSocket"];
    expect(await page.evaluate(tries)).toEqual(all);
    const [worker] = page.workers();
    expect(await worker?.evaluate(tries)).toEqual(all);
    expect(
      await worker?.evaluate(() => {
        try {
          (globalThis as unknown as { importScripts(url: string): void }).importScripts(
            "data:text/javascript,1",
          );
          return "loaded";
        } catch {
          return "refused";
        }
      }),
    ).toBe("refused");
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    expect(policy).toMatch(/^default-src 'none'; connect-src 'none'; script-src 'self'; /u);
    expect(policy).not.toContain("unsafe");
    expect(site.requests).toEqual([]);
    const kept = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
    expect(kept).toEqual([0, 0, "", 0, 0]);
    expect(page.url()).toBe(site.url);
    site.complaints.length = 0; // the browser tells each refusal
    await site.close(page);
  });

  test("takes 200 characters as quickly as they come, and its findings follow", async () => {
    const page = await withConfig(CONFIG);
    expect(await rulesShown(page)).toEqual([]);
    const comment = "Bread is baked at four, and sold at six. ".repeat(5).slice(0, 180);
    const typed = `/* ${comment} */ rolls: 12345,`;
    expect(typed.length).toBeGreaterThanOrEqual(200);
    await page.locator(".cm-line", { hasText: "agents:" }).click();
    await page.keyboard.press("Home");
    await afterLook(page, () => page.keyboard.type(typed));
    await page.waitForSelector('.finding[data-rule="unknown-key"]');
    expect(await textOf(page)).toContain(typed);
    expect(await page.locator(".cm-finding-error").first().textContent()).toBe("rolls");
    expect(await page.locator("#count").textContent()).toBe("1");
    await afterLook(page, async () => {
      for (let count = 0; count < "rolls: 12345,".length; count += 1) await page.keyboard.press("Backspace");
    });
    await page.waitForFunction(() => document.querySelector(".finding") === null);
    await site.close(page);
  });

  test("jumps from a finding to its place, and from the place to the finding", async () => {
    const page = await site.open();
    await page.locator('.finding[data-rule="unknown-key"] .jump').click();
    await page.waitForSelector(".cm-focused");
    expect(await page.locator(".cm-activeLine").textContent()).toContain("baseURL");
    await page.keyboard.press("Control+.");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Rename it to baseUrl");
    await site.close(page);
  });

  test("mends one finding, takes that back, and mends all", async () => {
    const page = await site.open();
    await page.waitForSelector(".finding");
    await afterLook(page, () => page.getByRole("button", { name: "Rename it to baseUrl" }).click());
    expect(await rulesShown(page)).not.toContain("unknown-key");
    expect(await textOf(page)).toContain('baseUrl: "https://api.ovenai');
    await afterLook(page, async () => {
      await page.locator(".cm-content").click();
      await page.keyboard.press("Control+Z");
    });
    expect(await rulesShown(page)).toContain("unknown-key");
    await afterLook(page, () => page.locator("#fix-all").click());
    expect(await textOf(page)).toContain('"Bearer ${CLOUDFLARE_AI_GATEWAY_TOKEN}"');
    const left = await rulesShown(page);
    expect(left).not.toContain("unknown-key");
    expect(left).not.toContain("cloudflare-auth-header");
    expect(left).toContain("unset-env");
    expect(await textOf(page)).toContain("// A bakery's config with six mistakes.");
    await site.close(page);
  });

  test("ignores a finding with a comment, and shows a rule's page inside", async () => {
    const page = await site.open();
    await page.waitForSelector(".finding");
    const unset = page.locator('.finding[data-rule="unset-env"]');
    await unset.getByRole("button", { name: /^Why/u }).click();
    await page.waitForSelector(".rule h2");
    expect(await page.locator(".rule").textContent()).toContain(
      "A ${NAME}, $NAME or SecretRef of source env",
    );
    await page.getByRole("button", { name: "Back to the findings" }).click();
    await afterLook(page, () => unset.getByRole("button", { name: /^Ignore/u }).click());
    expect(await textOf(page)).toMatch(/\/\/ clawlint-ignore unset-env --$/mu);
    expect(await rulesShown(page)).toContain("ignore-comment");
    await site.close(page);
  });

  test("completes provider/model, keys, and names of variables", async () => {
    const page = await withConfig(CONFIG);
    const line = page.locator(".cm-line", { hasText: "agents:" });
    await line.click();
    await page.keyboard.press("End");
    for (let back = 0; back < " } } },".length + '"ovenai/rye-2"'.length; back += 1)
      await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+End");
    await page.keyboard.type('"oven');
    await page.waitForSelector(".cm-tooltip-autocomplete li");
    const offered = await page.$$eval(".cm-completionLabel", (all) => all.map((one) => one.textContent));
    expect(offered[0]).toBe("ovenai/rye-2");
    await page.waitForTimeout(150); // the list takes no Enter in its first moment
    await page.keyboard.press("Enter");
    await afterLook(page, () => page.keyboard.type(" } } },"));
    expect(await textOf(page)).toContain('primary: "ovenai/rye-2" } } },');
    await page.locator(".cm-line", { hasText: "api:" }).click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("head");
    await page.waitForSelector(".cm-tooltip-autocomplete li");
    expect(await page.$$eval(".cm-completionLabel", (all) => all.map((one) => one.textContent))).toContain(
      "headers",
    );
    await site.close(page);
  });

  test("says on hover what a reference leads to", async () => {
    const page = await withConfig(CONFIG);
    await page.locator(".tok-string", { hasText: "ovenai/rye-2" }).hover();
    await page.waitForSelector(".tip");
    expect(await page.locator(".tip").textContent()).toContain("base url: https://api.ovenai.example/v1");
    await site.close(page);
  });

  test("has a tab for each included file, and offers those that are missing", async () => {
    const page = await site.open("#example=agents");
    await page.waitForSelector(".finding");
    expect(await page.$$eval("#files [role=tab]", (all) => all.map((one) => one.textContent))).toEqual([
      "openclaw.json",
      "models.json5",
    ]);
    await page.locator('.finding[data-rule="unset-env"] .jump').click();
    await page.waitForFunction(
      () => document.querySelector("#files [aria-selected=true]")?.textContent === "models.json5",
    );
    expect(await page.locator(".cm-activeLine").textContent()).toContain("STONEAI_API_KEY");
    await afterLook(page, async () => {
      await page.keyboard.press("End");
      await page.keyboard.type(" nope: 1,");
    });
    expect(await page.locator('.finding[data-rule="unknown-key"] .place').textContent()).toContain(
      "models.json5:",
    );
    await afterLook(page, () => page.getByRole("button", { name: "Remove file" }).click());
    expect(await rulesShown(page)).toContain("include");
    await afterLook(page, () => page.getByRole("tab", { name: "+ models.json5" }).click());
    expect(await rulesShown(page)).not.toContain("include");
    expect(await textOf(page)).toBe("{\n}\n");
    await site.close(page);
  });

  test("judges by another release", async () => {
    const page = await site.open();
    await page.waitForSelector(".finding");
    await setText(page, CONFIG.replace("models: {", 'commands: { ownerDisplay: "hash" },\n  models: {'));
    await afterLook(page, async () => page.locator("#release").selectOption("2026.9.6"));
    expect(await rulesShown(page)).toContain("retired-key");
    await afterLook(page, async () => page.locator("#release").selectOption("2026.2.9"));
    expect(await rulesShown(page)).not.toContain("retired-key");
    expect(await page.locator("#status").textContent()).toContain("OpenClaw 2026.2.9");
    await site.close(page);
  });

  test("takes names of variables, and clears a value that is typed", async () => {
    const page = await withConfig(CONFIG);
    await page.locator("#tab-environment").click();
    await afterLook(page, async () => page.locator("#gateway").selectOption("shell"));
    await page.locator("#tab-findings").click();
    expect(await rulesShown(page)).toEqual(["unset-env"]);
    await page.locator("#tab-environment").click();
    await afterLook(page, () => page.getByRole("checkbox", { name: /OVENAI_API_KEY/u }).click());
    expect(await page.locator("#count").textContent()).toBe("0");
    const field = page.locator("#name-field");
    for (const value of [
      `OVENAI_API_KEY=${SECRET}`,
      SECRET,
      "a password",
      "0123456789abcdef0123456789abcdef",
    ]) {
      await field.fill(value);
      expect(await field.inputValue(), value).toBe("");
      expect(await page.getByRole("alert").textContent()).toContain("cleared");
    }
    // One that could be a name until it is added.
    await field.fill("hunter2hunter2hunter2");
    await field.press("Enter");
    expect(await field.inputValue()).toBe("");
    await field.fill("BAKERY_KEY");
    await afterLook(page, () => field.press("Enter"));
    expect(await page.$$eval(".variables .mono", (all) => all.map((one) => one.textContent))).toEqual([
      "OVENAI_API_KEY",
      "BAKERY_KEY",
    ]);
    expect(await page.content()).not.toContain(SECRET);
    await site.close(page);
  });

  test("draws the routes, and has them as a table", async () => {
    const page = await site.open("#example=agents");
    await page.waitForSelector(".finding");
    await page.locator("#tab-routes").click();
    await page.waitForSelector(".drawing");
    const boxes = await page.$$eval(".drawing title", (all) => all.map((one) => one.textContent));
    expect(boxes).toEqual(
      expect.arrayContaining([
        "counter",
        "rye-2-mini, ovenai",
        "api.ovenai.example, ovenai",
        "ANTHROPIC_API_KEY, key",
      ]),
    );
    const rows = await page.$$eval(".routes tbody tr", (all) => all.map((one) => one.textContent ?? ""));
    expect(rows.length).toBe(6);
    expect(rows.find((row) => row.startsWith("stoneai/granite-1"))).toContain("there is no key");
    expect(rows[0]).toContain("POST https://api.ovenai.example/v1/chat/completions");
    await site.close(page);
  });

  test("shows what an upgrade changes", async () => {
    const page = await site.open("#example=upgrade");
    await page.waitForSelector(".upgrade-verdict");
    const text = (await page.locator("#panel-upgrade").textContent()) ?? "";
    expect(text).toContain("commands.ownerDisplay left OpenClaw in 2026.8.1");
    expect(text).toContain("openclaw plugins install @openclaw/discord");
    await page.locator("#upgrade-from").selectOption("2026.9.1");
    await page.waitForFunction(
      () =>
        document.querySelector("#panel-upgrade")?.textContent?.includes("since after 2026.4.29") === false,
    );
    await site.close(page);
  });

  test("reads the unit of the daemon's example", async () => {
    const page = await site.open("#example=daemon");
    await page.waitForSelector(".finding");
    expect((await rulesShown(page)).join()).toMatch(/unset-env|not-in-service/u);
    await page.getByRole("tab", { name: /openclaw-gateway\.service/u }).click();
    await page.locator(".cm-line", { hasText: "ExecStart" }).click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await afterLook(page, () =>
      page.keyboard.type("Environment=CLOUDFLARE_AI_GATEWAY_API_KEY=test-not-a-key"),
    );
    await page.waitForFunction(() => document.querySelector('.finding[data-rule="unset-env"]') === null);
    await site.close(page);
  });

  test("makes a link of masked text, shown first, that opens as it was", async () => {
    const secretly = CONFIG.replace('"${OVENAI_API_KEY}"', `"${SECRET}"`)
      .replace("// The bakery's gateway.", `// old key: ${SECRET}`)
      .replace("agents:", `env: { vars: { BAKERY_KEY: "${SECRET}x" } },\n  agents:`);
    const page = await withConfig(secretly);
    await afterLook(page, async () => page.locator("#release").selectOption("2026.8.2"));
    await afterLook(page, async () => page.locator("#gateway").selectOption("shell"));
    await page.locator("#share-button").click();
    await page.waitForSelector("#share .masked");
    const shown = (await page.locator("#share .masked").textContent()) ?? "";
    expect(shown).toContain("(hidden)");
    expect(shown).toContain('baseUrl: "https://api.ovenai.example/v1"');
    expect(shown).not.toContain("sk-oven");
    expect(await page.locator("#share-body").textContent()).toContain("2 values are masked");
    expect(await page.locator("#share-link").count()).toBe(0);
    await page.getByRole("button", { name: "Make the link" }).click();
    const link = await page.locator("#share-link").inputValue();
    expect(page.url()).toBe(site.url); // the address of this tab stays
    await site.close(page);
    const other = await site.open(link);
    await other.waitForSelector("body[data-looked]");
    expect(await textOf(other)).toBe(shown);
    expect(await other.locator("#release").inputValue()).toBe("2026.8.2");
    expect(await other.locator("#gateway").inputValue()).toBe("shell");
    expect(await other.locator("#example").inputValue()).toBe("");
    expect(await other.content()).not.toContain("sk-oven");
    await site.close(other);
  });

  test("takes a hostile link for what it is", async () => {
    const pack = (value: unknown): string =>
      deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
    const markup = `<img src=x onerror="document.title='owned'">`;
    const page = await site.open(
      `#${pack({
        files: [
          { name: "../../etc/passwd", text: "x" },
          {
            name: "openclaw.json",
            text: `{ models: { providers: { '${markup}': { nope: 1 } } }, '${markup}': 1, agents: { defaults: { model: '${markup}/a' } } }`,
          },
        ],
        names: [markup, "GOOD"],
        env: { [markup]: "1" },
        gateway: "moon",
        release: "'); drop",
      })}`,
    );
    await page.waitForSelector(".finding");
    expect(await page.$$eval("#files [role=tab]", (all) => all.map((one) => one.textContent))).toEqual([
      "openclaw.json",
    ]);
    for (const tab of ["routes", "environment", "upgrade"]) await page.locator(`#tab-${tab}`).click();
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).not.toBe("owned");
    await site.close(page);
    for (const bad of [pack("0".repeat(50_000_000)), "not-a-link-at-all", pack([1]), pack({ files: [] })]) {
      const other = await site.open(`#${bad}`);
      await other.waitForSelector(".finding");
      expect(await other.locator("#said").textContent()).toContain("cannot be opened");
      await site.close(other);
    }
  });

  test("works when it is opened as a file", async () => {
    const page = await site.open(pathToFileURL(join(site.folder, "index.html")).href);
    await page.waitForSelector(".finding");
    expect(await page.locator(".finding").count()).toBe(6);
    await afterLook(page, () => page.locator("#fix-all").click());
    expect(await rulesShown(page)).not.toContain("unknown-key");
    await site.close(page);
  });
});
