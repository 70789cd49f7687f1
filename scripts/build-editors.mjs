// Builds the VS Code extension and packs it: editors/vscode/clawlint.vsix. Needs no network.

import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import zlib from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { bundleOptions } from "./bundle-options.mjs";
import { licences } from "./licences.mjs";
import { shorterTables } from "./shorter-tables.mjs";
import { withoutNotes } from "./without-notes.mjs";
import { withoutRulePages } from "./without-rule-pages.mjs";
import { withoutUnusedLibraryParts } from "./without-unused-library-parts.mjs";

const root = join(import.meta.dirname, "..");
const folder = join(root, "editors", "vscode");
const outdir = join(folder, "dist");
rmSync(outdir, { recursive: true, force: true });

const common = {
  ...bundleOptions(root),
  alias: {
    ...bundleOptions(root).alias,
    // Its form for Node asks for a module that a browser has not, and does nothing else with it.
    yaml: join(root, "node_modules/yaml/browser/dist/index.js"),
  },
  format: "cjs",
  // Some packages find their parts, in their main file, in a way that no bundler follows.
  mainFields: ["module", "main"],
  // A browser has no such name, and picocolors reads it without asking.
  define: { process: "globalThis.process" },
  // Lines are broken below.
  lineLimit: 0,
  metafile: true,
};
// Client, server and the form for browsers are one file: what they need is there once.
const bundles = [
  await build({
    ...common,
    entryPoints: ["editors/vscode/src/main.ts"],
    outfile: join(outdir, "main.js"),
    external: ["vscode"],
    plugins: [shorterTables(), withoutRulePages(), withoutNotes(), withoutUnusedLibraryParts()],
  }),
];
// esbuild leaves names that many modules share as they are; without them the file is 18 KB smaller once it is packed.
const { code } = await minify(readFileSync(join(outdir, "main.js"), "utf8"), {
  ecma: 2020,
  toplevel: true,
  // A crash prints its line: a statement a line costs nothing, and only our tables are longer ones.
  format: { semicolons: false, max_line_len: 2000 },
});
writeFileSync(join(outdir, "main.js"), code);
const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(join(outdir, "THIRD_PARTY_LICENSES.txt"), licences(root, inputs).text);
cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const own = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
if (own !== version) throw new Error(`editors/vscode/package.json says ${own}, the package ${version}`);

// The packer asks zlib for nothing, which is level 6. Blocks of fewer symbols suit what is code and tables in turn.
const { DeflateRaw } = zlib;
zlib.DeflateRaw = function densest() {
  return new DeflateRaw({ level: 9, memLevel: 7 });
};
const { createVSIX } = await import("@vscode/vsce");
const packagePath = join(folder, "clawlint.vsix");
await createVSIX({ cwd: folder, packagePath, dependencies: false, skipLicense: false });
console.log(`${packagePath}: ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);
