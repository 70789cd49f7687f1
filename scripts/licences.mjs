import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { licenceTexts } from "./licence-texts.mjs";

/**
 * The licences of all packages that went into a bundle, as one text: each asks for its notice in copies.
 *
 * @param {string} root the folder with node_modules
 * @param {readonly string[]} inputs the bundler's list of files, relative to `root`
 * @returns {{ text: string, packages: readonly string[] }}
 */
export function licences(root, inputs) {
  const folders = new Set(inputs.map((input) => packageFolder(join(root, input))).filter(Boolean));
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license, author, repository } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/iu.test(one));
    const holder = author?.name ?? author ?? `the authors of ${repository?.url ?? name}`;
    const words =
      file === undefined ? licenceTexts[license]?.(holder) : readFileSync(join(folder, file), "utf8");
    if (words === undefined) throw new Error(`${name} comes without the text of its licence (${license})`);
    return { name, text: `${name} ${version} (${license})\n\n${words.trim()}\n` };
  });
  // A package that carries another one inside its own file says so only in its source map.
  if (parts.some(({ name }) => name === "vscode-uri")) {
    const words = licenceTexts.MIT("2013 James Halliday");
    parts.push({ name: "path-browserify", text: `path-browserify 1.0.1 (MIT)\n\n${words.trim()}\n` });
  }
  const line = `\n${"-".repeat(79)}\n\n`;
  const head = "What clawlint is bundled with, and under which terms. clawlint itself: see LICENSE.\n";
  return {
    text: [head, ...parts.map(({ text }) => text)].join(line),
    packages: parts.map(({ name }) => name),
  };
}

/** The folder of the package that a file belongs to; undefined for our own. */
function packageFolder(file) {
  const at = file.lastIndexOf("/node_modules/");
  if (at < 0) return undefined;
  for (let folder = dirname(file); folder.length > at; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name !== undefined) return folder;
  }
  return undefined;
}
