import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { build, transform } from "esbuild";
import { loading } from "./separate-modules.mjs";
import { DOCS } from "./without-rule-pages.mjs";

/*
 * Modules of our own that a plain check does not need lie in files beside the command, read when something of them is
 * first used: the engine reads each byte of a file before it runs any of it (docs/decisions/015-late-parts.md). What
 * such a part shares with the command it takes from the command's file, so that nothing is there twice.
 */

const SHARED = "clawlint-shared:";
const PAGES = "clawlint:rule-pages";

/**
 * Builds the command and its late parts.
 *
 * @param {object} options
 * @param {string} options.root the top of the repository
 * @param {string} options.entry the command's entry
 * @param {string} options.outfile the command's file; parts go into `parts` beside it
 * @param {readonly string[]} options.late modules, relative to `root`; what others import from them is functions only
 * @param {object} options.common what every build shares
 * @param {() => readonly object[]} options.plugins further plugins, made for each build
 * @returns {Promise<ReadonlySet<string>>} every file that went into one of them
 */
export async function buildWithLateParts({ root, entry, outfile, late, common, plugins }) {
  const parts = new Map(late.map((path) => [join(root, path), partName(path)]));
  const bundle = (options, ...own) =>
    build({ ...common, metafile: true, format: "esm", ...options, plugins: [...own, ...plugins()] });
  const standIns = await Promise.all(
    [...parts].map(async ([path, name]) => [path, standIn(name, await exportsOf(path))]),
  );
  const laterOf = (self) => laterParts(new Map(standIns.filter(([path]) => path !== self)));

  // What the command holds without them is what they can take from it.
  const first = await bundle(
    { entryPoints: [entry], outdir: "none", write: false },
    laterOf(),
    withoutPages(),
  );
  const [output] = Object.values(first.metafile.outputs);
  const own = new Set(
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 && !path.includes(":") && !parts.has(join(root, path)) ? [path] : [],
    ),
  );
  const inputs = new Set(Object.keys(first.metafile.inputs));
  const taken = new Map();
  const write = async (name, options, self, ...more) => {
    const { outputFiles, metafile } = await bundle(
      { ...options, write: false, minify: false },
      ...more,
      laterOf(self),
      sharing(root, own, self),
    );
    for (const path of Object.keys(metafile.inputs)) inputs.add(path);
    const text = noteTaken(outputFiles[0].text, taken);
    const { code } = await transform(text, { ...minifying(common), format: "cjs", loader: "js" });
    writeFileSync(join(root, outfile, "..", "parts", name), fromCommand(code));
  };
  for (const [path, name] of parts) {
    await write(
      name,
      { stdin: { contents: `export * from ${JSON.stringify(path)};`, resolveDir: root } },
      path,
    );
  }
  await write(
    "rule-pages.js",
    { stdin: { contents: pagesEntry(root, own), resolveDir: root } },
    undefined,
    onlyPages(),
  );

  await build({
    ...common,
    format: "cjs",
    stdin: {
      contents: sharingEntry(root, entry, taken),
      resolveDir: root,
      sourcefile: "command.ts",
      loader: "ts",
    },
    outfile,
    plugins: [laterOf(), withoutPages(), ...plugins()],
  });
  return inputs;
}

const partName = (path) => `${basename(path, ".ts")}.js`;

/** The names that a module exports at run time. */
async function exportsOf(path) {
  const { metafile } = await build({
    entryPoints: [path],
    write: false,
    format: "esm",
    metafile: true,
    outdir: "none",
  });
  return Object.values(metafile.outputs)[0].exports;
}

/** A module whose exports stand for those of a part, which is read when the first of them is called. */
function standIn(name, names) {
  return [
    loading(name),
    ...names.map((one) => `export const ${one} = (...args) => load().${one}(...args);`),
  ].join("\n");
}

/** An esbuild plugin that puts stand-ins in the place of late modules. */
function laterParts(standIns) {
  return {
    name: "later-parts",
    setup(builder) {
      builder.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path, suffix }) =>
        suffix === "" && standIns.has(path) ? { contents: standIns.get(path), loader: "js" } : undefined,
      );
    },
  };
}

/** An esbuild plugin by which a part takes from the command what is there. */
function sharing(root, own, self) {
  return {
    name: "sharing",
    setup(builder) {
      builder.onResolve({ filter: /.*/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (kind === "entry-point" || pluginData === SHARED || path.startsWith("node:")) return undefined;
        const found = await builder.resolve(path, { importer, kind, resolveDir, pluginData: SHARED });
        const name = relative(root, found.path);
        if (found.namespace !== "file" || found.suffix !== "" || found.path === self || !own.has(name))
          return found;
        return { path: SHARED + name, external: true };
      });
    },
  };
}

/** Notes which names a part takes from which module of the command. */
function noteTaken(text, taken) {
  // What is left of a module of which nothing is needed.
  const needed = text.replace(/^import "clawlint-shared:[^"]+"(?: with \{[^}]*\})?;$/gmu, "");
  return needed.replace(
    /^import (?:([\w$]+)|\{([^}]*)\}|\* as ([\w$]+)) from "clawlint-shared:([^"]+)"(?: with \{[^}]*\})?;$/gmu,
    (all, whole, names, space, path) => {
      if (space !== undefined) throw new Error(`a part takes all of ${path}; name what it needs`);
      const set = taken.get(path) ?? new Set();
      taken.set(path, set);
      if (whole !== undefined) set.add("default");
      for (const one of (names ?? "").split(",")) {
        const [name = ""] = one.trim().split(" as ");
        if (name !== "") set.add(name);
      }
      return all.replace(/ with \{[^}]*\};$/u, ";");
    },
  );
}

/** A part that asks the command for what they share. */
function fromCommand(code) {
  const asked = code.replace(/require\("clawlint-shared:([^"]+)"\)/gu, 'clawlintPart("$1")');
  return `"use strict";const clawlintPart=require("../command.js").shared;${asked.replace(/^"use strict";/u, "")}`;
}

/** The command's entry with a way to what the parts share with it. */
function sharingEntry(root, entry, taken) {
  const rows = [...taken]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, names]) => ({ path, names: [...names].sort() }));
  const imports = rows.map(
    ({ path, names }, row) =>
      `import { ${names.map((name, index) => `${name} as s${row}_${index}`).join(", ")} } from ${JSON.stringify(join(root, path))};`,
  );
  const cases = rows.map(
    ({ path, names }, row) =>
      `    case ${JSON.stringify(path)}: return { __esModule: true, ${names.map((name, index) => `get ${JSON.stringify(name)}() { return s${row}_${index}; }`).join(", ")} };`,
  );
  return [
    `import ${JSON.stringify(join(root, entry))};`,
    ...imports,
    "/** What a part beside this file takes from it, by module. */",
    `export function shared(path: string): unknown {\n  switch (path) {\n${cases.join("\n")}\n  }\n  throw new Error(path);\n}`,
  ].join("\n");
}

const CHECK = /^ {2}check\([\s\S]*?^ {2}\},\n/gmu;
const isCheckFile = (path) => /\/src\/rules\/.+\/[^/]+\.ts$/u.test(path) && !path.endsWith("/rule.ts");

/** An esbuild plugin that leaves the pages of rules to a part of their own. */
function withoutPages() {
  return {
    name: "without-pages",
    setup(builder) {
      builder.onResolve({ filter: new RegExp(`^${PAGES}$`) }, ({ path }) => ({ path, namespace: "pages" }));
      builder.onLoad({ filter: /.*/, namespace: "pages" }, () => ({
        contents: standIn("rule-pages.js", ["pageOf"]),
        loader: "js",
      }));
      builder.onLoad({ filter: /\/src\/rules\/.*\.ts$/ }, async ({ path }) => {
        if (!isCheckFile(path)) return undefined;
        const id = basename(path, ".ts");
        let found = 0;
        const contents = (await readFile(path, "utf8")).replace(DOCS, () => {
          found += 1;
          return `  docs: () => pageOf(${JSON.stringify(id)}),\n`;
        });
        if (found !== 1) throw new Error(`${path}: ${found} pages were found; its form is another one now`);
        return { contents: `import { pageOf } from "${PAGES}";\n${contents}`, loader: "ts" };
      });
    },
  };
}

/** An esbuild plugin that leaves nothing of a check but its page. */
function onlyPages() {
  return {
    name: "only-pages",
    setup(builder) {
      builder.onResolve({ filter: /\?page$/ }, ({ path }) => ({ path: path.slice(0, -5), suffix: "?page" }));
      builder.onLoad({ filter: /\/src\/rules\/.*\.ts$/ }, async ({ path, suffix }) =>
        suffix === "?page"
          ? {
              contents: (await readFile(path, "utf8")).replace(CHECK, "  check() {},\n"),
              loader: "ts",
              resolveDir: resolve(path, ".."),
            }
          : undefined,
      );
    },
  };
}

/** A module that gives the page of a check by its id. */
function pagesEntry(root, own) {
  const files = [...own]
    .map((path) => join(root, path))
    .filter(isCheckFile)
    .sort();
  const exported = (path) => (/^export const check = /mu.test(readFileSync(path, "utf8")) ? "check" : "rule");
  return [
    ...files.map(
      (path, index) => `import { ${exported(path)} as c${index} } from ${JSON.stringify(`${path}?page`)};`,
    ),
    `const pages = new Map([${files.map((path, index) => `[${JSON.stringify(basename(path, ".ts"))}, ${exported(path) === "check" ? `c${index}` : `c${index}.checks[0]`}]`).join(", ")}]);`,
    "export const pageOf = (id) => pages.get(id).docs();",
  ].join("\n");
}

const minifying = ({ minify, target, lineLimit, legalComments }) => ({
  minify,
  target,
  lineLimit,
  legalComments,
});
