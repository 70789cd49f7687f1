import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

/**
 * Writes the library's types to a folder: of what the compiler declared, only the files that index.d.ts leads to, and
 * with `.js` in the imports, which every consumer's module resolution understands.
 *
 * @param {(outDir: string) => void} declare runs the compiler
 * @param {string} target the folder that gets index.d.ts
 */
export function writeLibraryTypes(declare, target) {
  const scratch = mkdtempSync(join(tmpdir(), "clawlint-types-"));
  try {
    declare(scratch);
    const from = join(scratch, "src");
    const pending = [join(from, "index.d.ts")];
    const seen = new Set(pending);
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      const text = readFileSync(file, "utf8");
      for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)\.ts"/gu)) {
        const next = join(dirname(file), `${specifier}.d.ts`);
        if (!seen.has(next)) {
          seen.add(next);
          pending.push(next);
        }
      }
      const out = join(target, relative(from, file));
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, text.replace(/((?:from|import)\s*\(?\s*"\.[^"]+)\.ts"/gu, '$1.js"'));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
