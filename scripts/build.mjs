// Builds dist/: the command, the library, and the library's types.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { bundleOptions } from "./bundle-options.mjs";
import { hoistLateModules } from "./hoist-late-modules.mjs";
import { buildWithLateParts } from "./late-parts.mjs";
import { writeLibraryTypes } from "./library-types.mjs";
import { licences } from "./licences.mjs";
import { quietLibraries } from "./quiet-libraries.mjs";
import { separateModules } from "./separate-modules.mjs";
import { trimSourceMap } from "./trim-source-map.mjs";
import { withoutNotes } from "./without-notes.mjs";

const root = join(import.meta.dirname, "..");
const run = (file, ...args) =>
  execFileSync(process.execPath, [join(root, file), ...args], { cwd: root, stdio: "inherit" });

rmSync(join(root, "dist"), { recursive: true, force: true });
// The precompiled validator and the embedded schema are made from schema/source.
run("node_modules/tsx/dist/cli.mjs", "scripts/generate-schema.ts");

const common = { ...bundleOptions(root), keepNames: false };

function olderRoutes() {
  const names = readdirSync(join(root, "src", "data", "routes"));
  const newest = names.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  return names.filter((name) => name !== newest).map((name) => `routes/${name}`);
}

/** A name for what the command is made of, so that compiled code of another build is never taken for this one's. */
function nameOfBuild() {
  const hash = createHash("sha256");
  const parts = readdirSync(join(root, "dist", "parts")).map((name) => join("parts", name));
  for (const name of ["command.js", ...parts.toSorted()]) {
    const bytes = readFileSync(join(root, "dist", name));
    if (bytes.some((byte) => byte > 0x7f))
      throw new Error(`dist/${name} holds a character beyond ASCII, but is read as if it held none`);
    hash.update(bytes);
  }
  return hash.digest("hex").slice(0, 16);
}

const inputs = new Set();
const separate = separateModules({
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
    "validator-seldom.js",
    // Routes of the newest release are asked for in most runs, those of older ones seldom.
    ...olderRoutes(),
    ...readdirSync(join(root, "build", "sections")).map((name) => `sections/${name}`),
  ],
  common,
  bundled: (files) => {
    for (const file of files) inputs.add(file);
  },
});
mkdirSync(join(root, "dist", "parts"), { recursive: true });
const commandInputs = await buildWithLateParts({
  root,
  entry: "src/cli/bin.ts",
  outfile: "dist/command.js",
  late: [
    ...["env", "explain", "fix", "init", "onboard", "repair", "route", "rules", "schema", "upgrade"].map(
      (name) => `src/cli/run-${name}.ts`,
    ),
    "src/cli/long-route.ts",
    "src/cli/completion.ts",
    "src/host/restart-gateway.ts",
    ...["checkstyle", "github", "gitlab", "junit", "sarif"].map((name) => `src/report/${name}.ts`),
    "src/explain/explain.ts",
    "src/host/login-shell.ts",
    "src/host/node-writer.ts",
    "src/host/terminal-asker.ts",
    "src/lsp/stdio-server.ts",
    "src/repair/make-repair.ts",
    "src/repair/mend-config.ts",
    "src/resolve/environment/container/read-container.ts",
    "src/resolve/environment/launchd/read-launchd.ts",
    "src/resolve/environment/systemd/read-systemd.ts",
    "src/resolve/route/routes-of.ts",
    "src/schema/fates.ts",
    "src/schema/read-moves.ts",
    "src/settings/workflow-names.ts",
    "src/validate/own-schema.ts",
  ],
  common,
  plugins: () => [withoutNotes(), hoistLateModules(), separate],
});
for (const file of commandInputs) inputs.add(file);
await build({
  ...common,
  entryPoints: ["src/cli/start.ts"],
  define: { BUILD: JSON.stringify(nameOfBuild()) },
  outfile: "dist/cli.js",
  format: "cjs",
  banner: { js: "#!/usr/bin/env node" },
});

const library = await build({
  ...common,
  // Whoever bundles it minifies it. Whoever reads it finds its names; indentation would be 56 KB of the package.
  minify: false,
  minifyWhitespace: true,
  lineLimit: 400,
  sourcemap: true,
  // The library itself can be read; the texts of its sources would be half of the package.
  sourcesContent: false,
  metafile: true,
  plugins: [quietLibraries(), withoutNotes()],
  entryPoints: ["src/index.ts"],
  outfile: "dist/library/index.js",
  format: "esm",
  // publint looks for a statement of a module by a pattern, which wants white space before it.
  banner: { js: "export {};" },
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
