// Builds the pages: site/dist, a folder that any static server serves, and that works when it is opened as a file.
// `npm run site`, or with `-- --address https://example.org/clawlint/` where it will not be at the project's own.
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { licences } from "../scripts/licences.mjs";
import { SITE } from "../src/core/site.ts";
import { NEWEST_RELEASE, RELEASES } from "../src/schema/releases.ts";
import { documentPages, escaped } from "./make/pages.ts";
import { buildScripts } from "./make/scripts.ts";
import { styleSheet } from "./make/style.ts";
import { EXAMPLE_TITLES } from "./make/titles.ts";

const ROOT = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: { address: { type: "string", default: SITE }, out: { type: "string" } },
});
const OUT = values.out ?? join(ROOT, "site/dist");
const address = values.address.replace(/\/*$/u, "/");

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 5a3 3 0 0 1 3-3h3a6 6 0 0 1 6 6v3a3 3 0 0 1-3 3H8a6 6 0 0 1-6-6z' fill='%238a3c12'/%3E%3C/svg%3E";

rmSync(OUT, { recursive: true, force: true });
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(OUT, path)), { recursive: true });
  writeFileSync(join(OUT, path), text);
};

const scripts = await buildScripts();
for (const { name, text } of scripts) write(name, text);
const style = styleSheet();
write("style.css", style);
write("index.html", checker(style));
const { pages, pictures } = documentPages(ICON);
for (const { path, html } of pages) write(path, html);
for (const picture of pictures) {
  mkdirSync(join(OUT, "docs/pictures"), { recursive: true });
  copyFileSync(join(ROOT, picture), join(OUT, "docs/pictures", basename(picture)));
}
cpSync(join(ROOT, "schema"), join(OUT, "schema"), {
  recursive: true,
  filter: (path) => !/\/(?:source|generated)(?:\/|$)/u.test(path),
});
write("404.html", notFound(style));
write("sitemap.xml", sitemap());
write("robots.txt", `User-agent: *\nAllow: /\nSitemap: ${address}sitemap.xml\n`);
// Pages of GitHub would leave out what Jekyll does not know.
write(".nojekyll", "");
write(
  "THIRD_PARTY_LICENSES.txt",
  licences(
    ROOT,
    scripts.flatMap(({ inputs }) => inputs),
  ).text,
);
console.log(`${OUT}: ${pages.length + 2} pages`);

/** The page that checks. Styles need a nonce, since the editor writes its own; no markup is ever made from a text. */
function checker(css: string): string {
  const nonce = createHash("sha256").update(css).digest("base64url").slice(0, 22);
  const policy =
    "default-src 'none'; connect-src 'none'; " +
    `script-src 'self'; style-src 'nonce-${nonce}'; worker-src blob:; img-src 'self' data:; base-uri 'none'; form-action 'none'`;
  const releases = RELEASES.toReversed().map(
    (one) => `<option value="${one}">${one}${one === NEWEST_RELEASE ? " (newest known)" : ""}</option>`,
  );
  const examples = EXAMPLE_TITLES.map(([id, title]) => `<option value="${id}">${escaped(title)}</option>`);
  return filled(readFileSync(join(ROOT, "site/page/index.html"), "utf8"), {
    policy,
    nonce,
    style: css,
    icon: ICON,
    releases: releases.join(""),
    examples: examples.join(""),
    waiting: "Looking…",
  });
}

function filled(template: string, holes: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/gu, (_whole, name: string) => {
    const value = holes[name];
    if (value === undefined) throw new Error(`the page has a hole that nothing fills: ${name}`);
    return value;
  });
}

/** It is served for any path, so its links have the whole address, and its style is in it. */
function notFound(css: string): string {
  const hash = createHash("sha256").update(css).digest("base64");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such page – clawlint</title>
<meta name="description" content="There is no page at this address.">
<link rel="icon" href="${ICON}">
<style>${css}</style>
</head>
<body>
<header class="top"><a class="brand" href="${escaped(address)}">clawlint</a></header>
<main class="document"><h1>No such page</h1><p>There is nothing at this address. <a href="${escaped(address)}">Check a config</a>, or look through the <a href="${escaped(address)}rules/">rules</a> and the <a href="${escaped(address)}docs/">documents</a>.</p></main>
</body>
</html>
`;
}

function sitemap(): string {
  const paths = [
    "",
    ...pages.map(({ path }) =>
      path.replace(/(?:^|\/)index\.html$/u, (end) => (end.startsWith("/") ? "/" : "")),
    ),
  ];
  const entries = paths.map((path) => `  <url><loc>${escaped(address + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("\n")}\n</urlset>\n`;
}
