import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The code blocks of a page in docs/ that are introduced by a file's name in backticks, by that name. */
function fileSnippets(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
  const found = new Map<string, string>();
  for (const match of text.matchAll(/^`([^`\n]+)`[^\n]*:\n\n```\w*\n([\s\S]*?)^```$/gmu)) {
    const [, name = "", code = ""] = match;
    if (found.has(name)) throw new Error(`${page} shows ${name} twice`);
    found.set(name, code);
  }
  return found;
}

/** The snippet of a file; a page without it is a failed test. */
export function fileSnippet(page: string, name: string): string {
  const code = fileSnippets(page).get(name);
  if (code === undefined) throw new Error(`${page} shows no ${name}`);
  return code;
}
