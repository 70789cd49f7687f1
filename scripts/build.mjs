// Builds dist/: the command, the library, and the library's types.
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { hoistLateModules } from "./hoist-late-modules.mjs";
import { writeLibraryTypes } from "./library-types.mjs";
import { licences } from "./licences.mjs";
import { quietLibraries } from "./quiet-libraries.mjs";
import { separateModules } from "./separate-modules.mjs";
import { trimSourceMap } from "./trim-source-map.mjs";

const root = join(import.meta.dirname, "..");
const run = (file, ...args) =>
  execFileSync(process.execPath, [join(root, file), ...args], { cwd: root, stdio: "inherit" });

rmSync(join(root, "dist"), { recursive: true, force: true });
// The precompiled validator and the embedded schema are made from schema/source.
run("node_modules/tsx/dist/cli.mjs", "scripts/generate-schema.ts");

const common = {
  absWorkingDir: root,
  // Its main file finds its parts in a way that no bundler follows.
  alias: {
    "@vscode/l10n": join(root, "node_modules/@vscode/l10n/dist/browser.js"),
    "vscode-json-languageservice": join(
      root,
      "node_modules/vscode-json-languageservice/lib/esm/jsonLanguageService.js",
    ),
  },
  bundle: true,
  platform: "node",
  target: "node20.19",
  minify: true,
  keepNames: false,
  // A crash in a file of one line would print all of it.
  lineLimit: 400,
  legalComments: "none",
  logLevel: "warning",
};

function olderRoutes() {
  const names = readdirSync(join(root, "src", "data", "routes"));
  const newest = names.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  return names.filter((name) => name !== newest).map((name) => `routes/${name}`);
}

const inputs = new Set();
const { metafile } = await build({
  ...common,
  entryPoints: ["src/cli/bin.ts"],
  outfile: "dist/command.js",
  // Node takes 4 ms longer to load a module in ESM.
  format: "cjs",
  metafile: true,
  plugins: [
    hoistLateModules(),
    separateModules({
      root,
      outdir: join(root, "dist", "parts"),
      names: [
        "@clack/prompts",
        "@plist/binary.parse",
        "ajv",
        "ajv-formats/dist/formats.js",
        "diff",
        "fast-plist",
        "json5/lib/unicode.js",
        "picocolors",
        "supports-hyperlinks",
        "yaml",
        "yargs",
        "build/schema-source.js",
        // Routes of the newest release are asked for in most runs, those of older ones seldom.
        ...olderRoutes(),
        ...readdirSync(join(root, "build", "sections")).map((name) => `sections/${name}`),
      ],
      common,
      bundled: (files) => {
        for (const file of files) inputs.add(file);
      },
    }),
  ],
});
for (const file of Object.keys(metafile.inputs)) inputs.add(file);
await build({
  ...common,
  entryPoints: ["src/cli/start.ts"],
  outfile: "dist/cli.js",
  format: "cjs",
  external: ["./command.js", "./lsp.mjs"],
  banner: { js: "#!/usr/bin/env node" },
});

// The language server is the library with a protocol around it, and so reads the library's own file.
const server = await build({
  ...common,
  entryPoints: ["src/lsp/bin.ts"],
  outfile: "dist/lsp.mjs",
  format: "esm",
  metafile: true,
  banner: {
    js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
  },
  plugins: [
    {
      name: "library-beside",
      setup(builder) {
        builder.onResolve({ filter: /\/index\.ts$/ }, ({ path, resolveDir }) =>
          join(resolveDir, path) === join(root, "src/index.ts")
            ? { path: "./library/index.js", external: true }
            : undefined,
        );
      },
    },
  ],
});
for (const file of Object.keys(server.metafile.inputs)) inputs.add(file);

const command = readFileSync(join(root, "dist", "command.js"));
if (command.some((byte) => byte > 0x7f))
  throw new Error("dist/command.js holds a character beyond ASCII, which slows its start");

const library = await build({
  ...common,
  // Whoever bundles it minifies it, and whoever reads it should be able to.
  minify: false,
  lineLimit: 0,
  sourcemap: true,
  // The library itself can be read; the texts of its sources would be half of the package.
  sourcesContent: false,
  metafile: true,
  plugins: [quietLibraries()],
  entryPoints: ["src/index.ts"],
  outfile: "dist/library/index.js",
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import", "module", "default"],
  external: ["node:*"],
  // A browser has no such name, and picocolors reads it without asking.
  define: { process: "globalThis.process" },
});
for (const file of Object.keys(library.metafile.inputs)) inputs.add(file);
trimSourceMap(join(root, "dist/library/index.js.map"), (source) => !source.startsWith("../../src/"));
writeFileSync(join(root, "dist", "THIRD_PARTY_LICENSES.txt"), licences(root, [...inputs]).text);

// The package is ESM, but for the command.
for (const [folder, type] of [
  ["dist", "commonjs"],
  ["dist/library", "module"],
])
  writeFileSync(join(root, folder, "package.json"), `{ "type": "${type}" }\n`);

writeLibraryTypes(
  (outDir) => run("node_modules/typescript/bin/tsc", "--project", "tsconfig.build.json", "--outDir", outDir),
  join(root, "dist", "library", "types"),
);

// npm does this on installation; a checkout, or a release read from git, needs it here.
chmodSync(join(root, "dist", "cli.js"), 0o755);
