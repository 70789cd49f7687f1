/* Loaded inside the Node that OpenClaw asks for, which erases the types: no dependency of this project may be used here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A function of OpenClaw's. */
export type Callable = (...parameters: unknown[]) => unknown;

/**
 * The exported function of that name, from whichever chunk defines and exports it; undefined where there is none. Chunks
 * have hashed names and short export names.
 *
 * @param folder the folder with the chunks
 */
export async function findExport(folder: string, name: string): Promise<Callable | undefined> {
  const files = readdirSync(folder).filter((file) => /\.m?js$/u.test(file));
  // Most likely names first: reading thousands of chunks takes seconds.
  files.sort((a, b) => Number(/^(?:io|config)/u.test(b)) - Number(/^(?:io|config)/u.test(a)));
  for (const file of files) {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(`function ${name}(`)) continue;
    const exported = exportedAs(text, name);
    if (exported === undefined) continue;
    const chunk = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    const found = chunk[exported];
    if (typeof found === "function") return found as Callable;
  }
  return undefined;
}

function exportedAs(text: string, name: string): string | undefined {
  for (const [, list = ""] of text.matchAll(/^export \{([^}]*)\}/gmu)) {
    for (const item of list.split(",")) {
      const [own, other = own] = item.trim().split(/\s+as\s+/u);
      if (own === name) return other;
    }
  }
  return undefined;
}
