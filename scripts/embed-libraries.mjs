import { resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const LOADER = "clawlint:embedded";

/**
 * An esbuild plugin that puts modules into the bundle as compressed text and compiles each when something of it is
 * first used. The engine reads all of a file's code before it runs any: parsers that most runs never call cost a
 * quarter of a cold start (docs/decisions/003-one-file-fast-start.md has the figures). A module may export functions,
 * classes and objects, but no texts or numbers.
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
/** A module from its compressed text, compiled when it is first asked for. */
export function late(text) {
  let exported;
  return () => (exported ??= load(text));
}

/** Stands for an export of a late module, which is a function, a class or an object, until something of it is used. */
export function part(library, name) {
  const real = () => library()[name];
  return new Proxy(function () {}, {
    apply: (_target, self, args) => Reflect.apply(real(), self, args),
    construct: (_target, args) => Reflect.construct(real(), args),
    get: (_target, key) => real()[key],
  });
}

function load(text) {
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
  const entry = `export { ${names.map((one) => JSON.stringify(one)).join(", ")} } from ${JSON.stringify(name)};`;
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
  // What nobody imports is left out, since making it is marked as pure.
  return `
import { late, part } from "${LOADER}";
const library = /* @__PURE__ */ late(${JSON.stringify(packed)});
${names.map((one, index) => `const part${index} = /* @__PURE__ */ part(library, ${JSON.stringify(one)});`).join("\n")}
export { ${names.map((one, index) => `part${index} as ${JSON.stringify(one)}`).join(", ")} };
`;
}
