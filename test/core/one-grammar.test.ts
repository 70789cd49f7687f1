import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readVariables } from "../../src/core/variable-text.ts";

const SRC = join(import.meta.dirname, "../../src");

/** What else reads a `$` or a `Bearer` by itself, and why it is not OpenClaw's `${NAME}` that it reads. */
const OTHER_GRAMMARS: Readonly<Record<string, string>> = {
  "core/variable-text.ts": "the grammar",
  "core/secrecy.ts": "a secret behind the word Bearer anywhere in a text, whatever the text is",
  "resolve/secrets/foreign-syntax.ts": "what other tools write",
  "resolve/environment/value-verdict.ts":
    "a shell's $NAME and $(command) in a value, as gateway install sees it",
  "resolve/references/parse-reference.ts": "the marks of any template language, to be shown",
  "resolve/environment/container/interpolate.ts": "Compose's own",
  "resolve/environment/container/kubernetes.ts": "Kubernetes' $(NAME)",
  "resolve/environment/container/container-words.ts": "commands of a shell",
  "report/code-frame.ts": "pieces of a text that no parser took",
  "rules/syntax/syntax.ts": "a template outside quotes, in a text that no parser took",
  "service/complete.ts": "a name that is not finished, at the cursor; stops of an editor's snippet",
};

/** Regular expressions, written or put together, that take `${`, `$NAME`, `$(` or `Bearer` apart; and texts searched for `${`. */
function grammarsIn(source: string): readonly string[] {
  const code = source.replace(/^\s*(?:\/\*\*?|\*).*$/gmu, "").replace(/\/\/ .*$/gmu, "");
  return code.split("\n").filter((line) => {
    const patterns = [
      ...line.matchAll(/\/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\/[dgimsuvy]+/gu),
    ].map(([text]) => text);
    const built = /RegExp\(|^\s*`\\\\/u.test(line) ? [line.replaceAll("\\\\", "\\")] : [];
    return (
      [...patterns, ...built].some((text) => /\\\$(?:\\[{(]|\[A-Z|\(?\[A-Z|\(\?:\\\{)|Bearer/u.test(text)) ||
      /(?:includes|startsWith|indexOf|split)\(["']\$\{?["']/u.test(line.replace('includes("$")', ""))
    );
  });
}

const files = (readdirSync(SRC, { recursive: true }) as string[])
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"));

test("the search finds a second grammar", () => {
  for (const line of [
    "if (/^\\$\\{([A-Z_]+)\\}$/u.test(text)) return;",
    'const token = text.replace(/^Bearer\\s+/u, "");',
    "const name = /^\\$([A-Z][A-Z0-9_]*)$/u.exec(text)?.[1];",
    'if (text.includes("${")) return;',
    'new RegExp("\\\\$\\\\{NAME\\\\}", "u")',
  ])
    expect(grammarsIn(line)).toEqual([line]);
  expect(grammarsIn('const text = `\\${NAME}`; /^\\$comment$/u; // "Bearer"')).toEqual([]);
});

test("no file reads ${NAME}, $NAME or Bearer with a grammar of its own", () => {
  const found = files.filter((path) => grammarsIn(readFileSync(join(SRC, path), "utf8")).length > 0);
  expect(found.sort()).toEqual(Object.keys(OTHER_GRAMMARS).sort());
});

test("a text is taken apart once, whoever asks", () => {
  const text = "Bearer ${OVENAI_API_KEY}";
  expect(readVariables(text)).toBe(readVariables(`Bearer ${"${OVENAI_API_KEY}"}`));
  expect(readVariables(text)).toMatchObject({
    scheme: { word: "Bearer", colon: false, spaced: true },
    value: "${OVENAI_API_KEY}",
    variable: { name: "OVENAI_API_KEY", form: "braces" },
  });
});
