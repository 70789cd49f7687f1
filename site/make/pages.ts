import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";
import { SUBJECT_WORDS } from "../../scripts/subject-words.ts";
import { SUBJECTS } from "../../src/engine/rule.ts";
import { rules } from "../../src/rules/registry.ts";
import { badFragments } from "./examples.ts";

const ROOT = join(import.meta.dirname, "../..");
const SOURCE = "https://github.com/clawlint/clawlint/blob/main/";
/** Documents show their own pictures, and run nothing. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/** A page of the site; its path is relative to the site's folder. */
export interface Page {
  readonly path: string;
  readonly html: string;
}

/** Where the documents come from, and where they go. */
function sources(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  const add = (folder: string, target: string): void => {
    for (const name of readdirSync(join(ROOT, folder)))
      if (name.endsWith(".md"))
        pages.set(`${folder}/${name}`, `${target}/${name.replace(/\.md$/u, ".html")}`);
  };
  add("docs", "docs");
  add("docs/decisions", "docs/decisions");
  add("docs/rules", "rules");
  for (const name of ["CHANGELOG", "CONTRIBUTING", "SECURITY"])
    pages.set(`${name}.md`, `docs/${name.toLowerCase()}.html`);
  pages.set("src/README.md", "docs/how-it-is-built.html");
  return pages;
}

/**
 * Every document and rule page, made from the same Markdown that the repository shows, with the same anchors, and their
 * two lists.
 *
 * @param icon address of the icon, as data
 * @throws Error where a document links to a page or a heading that is not there
 */
export function documentPages(icon: string): {
  readonly pages: readonly Page[];
  readonly pictures: readonly string[];
} {
  const map = sources();
  const bad = badFragments();
  const anchors = new Map<string, ReadonlySet<string>>();
  const links: { readonly from: string; readonly to: string; readonly anchor: string }[] = [];
  const pictures = new Set<string>();
  const made = [...map].map(([source, path]) => {
    const text = readFileSync(join(ROOT, source), "utf8");
    const linkTo = (target: string): string => {
      if (/^[a-z]+:/u.test(target)) return target;
      const [file = "", anchor = ""] = target.split("#", 2);
      const at = file === "" ? source : posix.join(dirname(source), file);
      const folder = at.replace(/\/$/u, "");
      const page = map.get(at) ?? (folder === "docs/rules" ? "rules/index.html" : undefined);
      if (page === undefined) {
        if (!existsSync(join(ROOT, at))) throw new Error(`${source} links to ${target}, which is not there`);
        if (/\.(?:png|svg)$/u.test(at)) {
          pictures.add(at);
          return posix.relative(dirname(path), `docs/pictures/${posix.basename(at)}`);
        }
        return SOURCE + at;
      }
      links.push({ from: source, to: page, anchor });
      return `${posix.relative(dirname(path), page)}${anchor === "" ? "" : `#${anchor}`}`;
    };
    const { body, title, ids } = render(text, linkTo);
    anchors.set(path, ids);
    const id = /^rules\/([a-z-]+)\.html$/u.exec(path)?.[1];
    const checks = rules.find((rule) => rule.id === id)?.checks ?? [];
    let next = 0;
    const shown = body.replace(/<h([23]) id="bad(?:-\d+)?".*?<\/h\1>/gu, (heading) => {
      const check = checks[next];
      next += 1;
      // The page checks and does not repair at once: such an example would show nothing.
      if (check?.forRepair === true) return heading;
      const fragment = bad.get(check?.id ?? "");
      return `${heading}\n<p><a class="try" href="../#${fragment}">Open this example in the checker</a></p>`;
    });
    if (next !== checks.length) throw new Error(`${path}: ${next} examples of ${checks.length} checks`);
    return {
      path,
      title,
      html: documentPage({ path, title, description: descriptionOf(text), body: shown, icon }),
    };
  });
  for (const { from, to, anchor } of links)
    if (anchor !== "" && anchors.get(to)?.has(anchor) === false)
      throw new Error(`${from} links to #${anchor}, which ${to} has not`);
  const lists = [ruleList(icon), documentList(made, icon)];
  return { pages: [...made.map(({ path, html }) => ({ path, html })), ...lists], pictures: [...pictures] };
}

function render(
  text: string,
  linkTo: (target: string) => string,
): { readonly body: string; readonly title: string; readonly ids: ReadonlySet<string> } {
  const markdown = new MarkdownIt({ html: false, linkify: false });
  const slugger = new GithubSlugger();
  const ids = new Set<string>();
  let title = "";
  const tokens = markdown.parse(text.replace(/<!--[\s\S]*?-->\n?/gu, ""), {});
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const words = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join("");
      const id = slugger.slug(words);
      ids.add(id);
      token.attrSet("id", id);
      if (title === "") title = words;
    }
    // What scrolls must be reached with the keyboard.
    if (token.type === "table_open" || token.type === "fence") token.attrSet("tabindex", "0");
    for (const child of token.children ?? []) {
      if (child.type === "link_open") child.attrSet("href", linkTo(String(child.attrGet("href") ?? "")));
      if (child.type === "image") child.attrSet("src", linkTo(String(child.attrGet("src") ?? "")));
    }
  }
  const fence = markdown.renderer.rules["fence"];
  markdown.renderer.rules["fence"] = (all, index, options, environment, self) =>
    (fence?.(all, index, options, environment, self) ?? "")
      .replace(/^<pre><code(?: tabindex="0")?/u, '<pre tabindex="0"><code')
      .replace(/<code([^>]*) tabindex="0"/u, "<code$1");
  return { body: markdown.renderer.render(tokens, markdown.options, {}), title, ids };
}

/** The first paragraph, as plain words. */
function descriptionOf(text: string): string {
  const paragraph = text.split(/\n{2,}/u).find((part) => /^[A-Z`]/u.test(part)) ?? "";
  return paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replace(/[`*]/gu, "")
    .replace(/\s+/gu, " ")
    .slice(0, 200);
}

interface DocumentParts {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
  readonly icon: string;
}

function documentPage({ path, title, description, body, icon }: DocumentParts): string {
  const up = posix.relative(dirname(path), ".") || ".";
  const link = (target: string, words: string, isHere: boolean): string =>
    `<a href="${up}/${target}"${isHere ? ' aria-current="true"' : ""}>${words}</a>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} – clawlint</title>
<meta name="description" content="${escaped(description)}">
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${up}/style.css">
</head>
<body>
<a class="skip" href="#text">To the text</a>
<header class="top"><a class="brand" href="${up}/">clawlint</a><nav aria-label="Pages">${link("", "Check a config", false)}${link("rules/", "Rules", path.startsWith("rules/"))}${link("docs/", "Documents", path.startsWith("docs/"))}</nav></header>
<main class="document" id="text">
${body}
</main>
</body>
</html>
`;
}

function ruleList(icon: string): Page {
  const path = "rules/index.html";
  const parts = SUBJECTS.map((subject) => {
    const own = rules.filter((rule) => rule.subject === subject);
    const items = own.map(
      ({ id, summary }) => `<li><a href="${id}.html"><code>${id}</code></a> ${escaped(summary)}</li>`,
    );
    return `<h2>About ${escaped(SUBJECT_WORDS[subject])}</h2>\n<ul>\n${items.join("\n")}\n</ul>`;
  });
  const body = `<h1>Rules</h1>\n<p>What clawlint finds. Each page has an example that opens in the checker; <a href="gallery.html">the gallery</a> shows what each rule prints.</p>\n${parts.join("\n")}`;
  const description = `The ${rules.length} rules of clawlint, a linter for OpenClaw's openclaw.json.`;
  return { path, html: documentPage({ path, title: "Rules", description, body, icon }) };
}

function documentList(
  made: readonly { readonly path: string; readonly title: string }[],
  icon: string,
): Page {
  const path = "docs/index.html";
  const items = (wanted: (one: string) => boolean): string =>
    made
      .filter((one) => wanted(one.path))
      .map((one) => `<li><a href="${posix.relative("docs", one.path)}">${escaped(one.title)}</a></li>`)
      .join("\n");
  const body = `<h1>Documents</h1>
<ul>
${items((one) => /^docs\/[^/]+$/u.test(one))}
</ul>
<h2>Decisions</h2>
<ul>
${items((one) => one.startsWith("docs/decisions/"))}
</ul>
<p><a href="../THIRD_PARTY_LICENSES.txt">Licences of what these pages are made of</a></p>`;
  return {
    path,
    html: documentPage({ path, title: "Documents", description: "All documents of clawlint.", body, icon }),
  };
}

/** Text as HTML shows it. */
export function escaped(text: string): string {
  return new MarkdownIt().utils.escapeHtml(text);
}
