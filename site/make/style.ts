import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

const DARK =
  "--back:#15171a;--card:#1c1f23;--line:#363b42;--text:#e7e6e2;--soft:#a9adb4;--accent:#f0a878;--accent-back:#33261d;" +
  "--error:#ff8d83;--warning:#efbf5e;--info:#8fbcf5;--good:#7cd39a;--code:#262a30;--focus:#8fbcf5;" +
  "--key:#f0a878;--string:#8fd3b6;--atom:#c9a8f5;--comment:#9a9fa7;--current:#22262b;";

/** The one style sheet; the dark colours stand in it for the reader's system, and for who picks them. */
export function styleSheet(): string {
  const text = readFileSync(join(import.meta.dirname, "../page/style.css"), "utf8");
  return transformSync(text.replaceAll("{{dark}}", DARK), { loader: "css", minify: true }).code.trim();
}
