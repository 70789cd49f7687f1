// Builds the VS Code extension and packs it: editors/vscode/clawlint.vsix. Needs no network.

import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { bundleOptions } from "./bundle-options.mjs";
import { licences } from "./licences.mjs";

const root = join(import.meta.dirname, "..");
const folder = join(root, "editors", "vscode");
const outdir = join(folder, "dist");
rmSync(outdir, { recursive: true, force: true });

const common = {
  ...bundleOptions(root),
  format: "cjs",
  // Some packages find their parts, in their main file, in a way that no bundler follows.
  mainFields: ["module", "main"],
  metafile: true,
};
// Client and server are one file: what both need is there once.
const bundles = [
  await build({
    ...common,
    entryPoints: ["editors/vscode/src/main.ts"],
    outfile: join(outdir, "main.js"),
    external: ["vscode"],
    plugins: [withoutRulePages()],
  }),
];
const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(join(outdir, "THIRD_PARTY_LICENSES.txt"), licences(root, inputs).text);
cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const own = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
if (own !== version) throw new Error(`editors/vscode/package.json says ${own}, the package ${version}`);

const { createVSIX } = await import("@vscode/vsce");
const packagePath = join(folder, "clawlint.vsix");
await createVSIX({ cwd: folder, packagePath, dependencies: false, skipLicense: false });
console.log(`${packagePath}: ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);

/** An esbuild plugin that leaves out the rules' pages: the extension opens them where they are published. */
function withoutRulePages() {
  return {
    name: "without-rule-pages",
    setup(builder) {
      let found = 0;
      builder.onLoad({ filter: /\/src\/rules\/.*\.ts$/ }, async ({ path }) => {
        const contents = (await readFile(path, "utf8")).replace(
          /^ {2}docs: \(\) => \(\{\n[\s\S]*?^ {2}\}\),\n/gmu,
          () => {
            found += 1;
            return '  docs: () => ({ trigger: "", bad: { config: "" }, good: { config: "" }, why: "", ignore: "" }),\n';
          },
        );
        return { contents, loader: "ts" };
      });
      builder.onEnd(() => {
        if (found < 40) throw new Error(`pages of ${found} rules were found; their files look different now`);
      });
    },
  };
}
