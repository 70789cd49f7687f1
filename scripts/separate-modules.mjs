import { basename, join, resolve } from "node:path";
import { build } from "esbuild";
import { quietLibraries } from "./quiet-libraries.mjs";
import { withoutNotes } from "./without-notes.mjs";

/**
 * An esbuild plugin that puts modules into files of their own beside the command, each plain JavaScript, read when
 * something of it is first used: parsers that most runs never call cost a quarter of a cold start
 * (docs/decisions/003-one-file-fast-start.md has the figures). A module may export functions, classes and objects, but
 * no texts or numbers.
 *
 * @param {object} options
 * @param {string} options.root the folder that `names` are resolved from
 * @param {string} options.outdir where the files go, below the folder of the command
 * @param {readonly string[]} options.names packages, or modules (JSON with an object too) by the end of their path; no module may use what it
 *   imports from them while it is itself loaded
 * @param {object} options.common what every build shares
 * @param {(inputs: readonly string[]) => void} options.bundled told what went into each file
 */
export function separateModules({ root, outdir, names, common, bundled }) {
  const filter = new RegExp(`(?:^|/)(?:${names.map((name) => name.replace(/[/.]/gu, "\\$&")).join("|")})$`); // esbuild runs it, with Go's grammar
  /** What stands for each of them, once its file is written: several builds may share this plugin. */
  const written = new Map();
  const writePart = async (path) => {
    const name = path.startsWith("/") ? basename(path) : path.replace(/^@/u, "").replaceAll("/", "-");
    const file = name.endsWith(".js") ? name : `${name.replace(/\.json$/u, "")}.js`;
    // As the bundler resolves it: with the conditions of an import. Of a JSON file the object that it holds.
    const library = path.endsWith(".json") ? { default: {} } : await import(path);
    const exported = Object.keys(library).filter((one) => one !== "__esModule");
    const { metafile } = await build({
      ...common,
      stdin: {
        contents: `export { ${exported.map((one) => JSON.stringify(one)).join(", ")} } from ${JSON.stringify(path)};`,
        resolveDir: root,
        loader: "js",
      },
      outfile: join(outdir, file),
      format: "cjs",
      metafile: true,
      plugins: [quietLibraries(), withoutNotes()],
      define: { "import.meta.url": "moduleUrl" },
      banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
    });
    bundled(Object.keys(metafile.inputs));
    return { contents: standIn(file, exported), loader: "js", resolveDir: root };
  };
  return {
    name: "separate-modules",
    setup(builder) {
      builder.onResolve({ filter }, ({ path, resolveDir }) => ({
        path: path.startsWith(".") ? resolve(resolveDir, path) : path,
        namespace: "separate",
      }));
      builder.onResolve({ filter: /^clawlint:late$/ }, ({ path }) => ({ path, namespace: "late" }));
      builder.onLoad({ filter: /.*/, namespace: "late" }, () => ({ contents: LATE, loader: "js" }));
      builder.onLoad({ filter: /.*/, namespace: "separate" }, ({ path }) => {
        if (!written.has(path)) written.set(path, writePart(path));
        return written.get(path);
      });
    },
  };
}

/**
 * The beginning of a module that reads a part when it is asked: `load()`. A part lies beside other parts, the command
 * above them; what a part is made of knows `clawlintPart`.
 */
export function loading(file) {
  return `const load = () => require((typeof clawlintPart === "undefined" ? "./parts/" : "./") + ${JSON.stringify(file)});`;
}

/** A module whose exports stand for those of the file, which is read when the first of them is used. */
function standIn(file, exported) {
  // What nobody imports is left out, since making it is marked as pure.
  return `
import { part } from "clawlint:late";
${loading(file)}
${exported.map((one, index) => `const part${index} = /* @__PURE__ */ part(load, ${JSON.stringify(one)});`).join("\n")}
export { ${exported.map((one, index) => `part${index} as ${JSON.stringify(one)}`).join(", ")} };
`;
}

const LATE = `
/** Stands for an export of a module, which is a function, a class or an object, until something of it is used. */
export function part(load, name) {
  return new Proxy(function () {}, {
    apply: (_target, self, args) => Reflect.apply(load()[name], self, args),
    construct: (_target, args) => Reflect.construct(load()[name], args),
    get: (_target, key) => load()[name][key],
  });
}
`;
