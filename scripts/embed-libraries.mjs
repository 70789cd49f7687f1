import { resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const LOADER = "clawlint:embedded";

/**
 * An esbuild plugin that puts modules into the bundle as compressed text and compiles each when something of it is
 * first used. The engine reads all of a file's code before it runs any: parsers that most runs never call cost a
 * quarter of a cold start (docs/decisions/003-one-file-fast-start.md has the figures).
 *
 * @param {string} root the folder that `names` are resolved from
 * @param {readonly string[]} names packages, or modules by the end of their path; no module may use what it imports
 *   from them while it is itself loaded
 */
export function embedLibraries(root, names) {
  const filter = new RegExp(`(?:^|/)(?:${names.map((name) => name.replace(/[/.]/gu, "\\$&")).join("|")})$`); // esbuild runs it, with Go's grammar
  return {
    name: "embed-libraries",
    setup(builder) {
      builder.onResolve({ filter }, ({ path, resolveDir }) => ({
        path: path.startsWith(".") ? resolve(resolveDir, path) : path,
        namespace: "embedded",
      }));
      builder.onResolve({ filter: /^clawlint:embedded$/ }, ({ path }) => ({
        path,
        namespace: "embedded-loader",
      }));
      builder.onLoad({ filter: /.*/, namespace: "embedded-loader" }, () => ({
        contents: LOADER_TEXT,
        loader: "js",
      }));
      builder.onLoad({ filter: /.*/, namespace: "embedded" }, async ({ path }) => ({
        contents: await embeddedModule(root, path),
        loader: "js",
        resolveDir: root,
      }));
    },
  };
}

const LOADER_TEXT = `
export function load(text) {
  const { brotliDecompressSync } = process.getBuiltinModule("node:zlib");
  const code = brotliDecompressSync(Buffer.from(text, "base64")).toString("utf8");
  const module = { exports: {} };
  const moduleUrl = require("node:url").pathToFileURL(__filename).href;
  new Function("module", "exports", "require", "moduleUrl", code)(module, module.exports, require, moduleUrl);
  return module.exports;
}
`;

async function embeddedModule(root, name) {
  // As the bundler resolves it: with the conditions of an import.
  const library = await import(name);
  const names = Object.keys(library).filter((one) => one !== "__esModule");
  const exported = names.filter((one) => /^[A-Za-z_$][\w$]*$/u.test(one) && one !== "default");
  const entry = [
    names.includes("default") ? `export { default } from ${JSON.stringify(name)};` : "",
    exported.length > 0 ? `export { ${exported.join(", ")} } from ${JSON.stringify(name)};` : "",
  ].join("\n");
  const result = await build({
    stdin: { contents: entry, resolveDir: root, loader: "js" },
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    minify: true,
    lineLimit: 400,
    legalComments: "none",
    logLevel: "warning",
    define: { "import.meta.url": "moduleUrl" },
  });
  const packed = brotliCompressSync(result.outputFiles[0].contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).toString("base64");
  // CommonJS, since what is imported from it is read through getters, each time and not before.
  const parts = [...new Set([...exported, ...Object.keys(library.default ?? {})])];
  return `
const { load } = require("${LOADER}");
let library;
const whole = () => (library ??= load(${JSON.stringify(packed)}));
module.exports = (...args) => whole().default(...args);
for (const name of ${JSON.stringify(parts)})
  Object.defineProperty(module.exports, name, { get: () => whole()[name] ?? whole().default[name], enumerable: true });
`;
}
