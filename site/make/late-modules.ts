import { basename, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

/** A module that the worker is built without. */
export interface LateModule {
  readonly name: string;
  readonly path: string;
}

/**
 * An esbuild plugin that leaves modules out of the worker: what they export is looked up when it is first used, and where
 * it is not there, `PartsMissing` is thrown. As in the command's `scripts/separate-modules.mjs`, a module may export
 * functions, classes and objects, and nothing of it may be used while another one loads.
 *
 * @param root the folder that our own modules are named from
 * @param names ends of paths, or packages
 * @param found gets each module that was left out
 */
export function lateModules(root: string, names: readonly string[], found: Map<string, LateModule>): Plugin {
  const filter = new RegExp(`(?:^|/)(?:${names.map((name) => name.replace(/[/.]/gu, "\\$&")).join("|")})$`);
  return {
    name: "late-modules",
    setup(builder) {
      builder.onResolve({ filter }, ({ path, resolveDir }) => ({
        path: path.startsWith(".") ? resolve(resolveDir, path) : path,
        namespace: "late",
      }));
      builder.onLoad({ filter: /.*/, namespace: "late" }, async ({ path }) => {
        const name = moduleName(root, path);
        found.set(name, { name, path });
        const exported = path.endsWith(".ts") ? await exportsOf(path) : Object.keys(await load(path));
        const lines = exported.map(
          (one, index) =>
            `const part${index} = /* @__PURE__ */ part(${JSON.stringify(name)}, ${JSON.stringify(one)});`,
        );
        const list = exported.map((one, index) => `part${index} as ${JSON.stringify(one)}`);
        const contents = `${LATE}${lines.join("\n")}\nexport { ${list.join(", ")} };`;
        return { contents, loader: "js", resolveDir: root };
      });
    },
  };
}

/**
 * An esbuild plugin for the second half: modules that the worker holds are taken from it, so that each is there once and
 * what it remembers is one thing.
 *
 * @param held paths of the worker's own modules
 * @param used gets the names and paths of those that the second half needs
 */
export function sharedModules(root: string, held: ReadonlySet<string>, used: Map<string, string>): Plugin {
  return {
    name: "shared-modules",
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const at = resolve(resolveDir, path);
        return held.has(at) ? { path: at, namespace: "shared" } : undefined;
      });
      builder.onLoad({ filter: /.*/, namespace: "shared" }, async ({ path }) => {
        const name = moduleName(root, path);
        used.set(name, path);
        const from = `globalThis.clawlintShared[${JSON.stringify(name)}]`;
        const exported = path.endsWith(".ts") ? await exportsOf(path) : ["default"];
        const lines = exported.map((one, index) => `const s${index} = ${from}[${JSON.stringify(one)}];`);
        const list = exported.map((one, index) => `s${index} as ${JSON.stringify(one)}`);
        return { contents: `${lines.join("\n")}\nexport { ${list.join(", ")} };`, loader: "js" };
      });
    },
  };
}

function moduleName(root: string, path: string): string {
  if (!path.startsWith("/")) return path;
  return path.startsWith(`${root}/src/`) ? relative(root, path) : basename(path);
}

async function load(path: string): Promise<object> {
  return path.endsWith(".json") ? { default: {} } : ((await import(path)) as object);
}

async function exportsOf(path: string): Promise<readonly string[]> {
  const { metafile } = await build({ entryPoints: [path], format: "esm", write: false, metafile: true });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

const LATE = `
import { lateValue } from "clawlint:late-value";
const part = (name, one) => new Proxy(function () {}, {
  apply: (_target, self, args) => Reflect.apply(lateValue(name, one), self, args),
  construct: (_target, args) => Reflect.construct(lateValue(name, one), args),
  get: (_target, key) => lateValue(name, one)[key],
  has: (_target, key) => key in lateValue(name, one),
});
`;
