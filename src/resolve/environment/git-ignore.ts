import { dirname, join, relative } from "pathe";
import { glob, isGlob } from "../../core/glob.ts";
import { type Host, kindOf } from "../../core/host.ts";
import { readText } from "../../read/read-text.ts";

const LIMIT = 256 * 1024;

/**
 * True where the repository around a file leaves it out by a `.gitignore`: such a file is on its owner's machine and in
 * no checkout. Of the pattern language names, paths, `*`, `?` and `!` are read, which is what `.env` files are named by.
 */
export function isGitIgnored(host: Host, path: string): boolean {
  const folders = foldersUpToRepository(host, path);
  if (folders === undefined) return false;
  let ignored = false;
  // A deeper file's patterns count after those above it.
  for (const folder of folders.reverse()) {
    const read = readText(host, join(folder, ".gitignore"), LIMIT);
    if (!read.ok) continue;
    const below = relative(folder, path);
    for (const line of read.source.text.split(/\r?\n/u)) {
      const pattern = line.trim();
      if (pattern === "" || pattern.startsWith("#")) continue;
      const negated = pattern.startsWith("!");
      if (leavesOut(negated ? pattern.slice(1) : pattern, below)) ignored = !negated;
    }
  }
  return ignored;
}

/**
 * True for a path outside the repository that the file naming it lies in: it is on the machine that runs the gateway,
 * which need not be this one.
 */
export function isOutsideRepository(host: Host, path: string, namer: string): boolean {
  const root = foldersUpToRepository(host, namer)?.at(-1);
  return root !== undefined && relative(root, path).startsWith("..");
}

/** The folders around a file, up to the one that holds `.git`; undefined without a repository. */
function foldersUpToRepository(host: Host, path: string): string[] | undefined {
  const folders: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.push(folder);
    if (kindOf(host, join(folder, ".git")) !== undefined) return folders;
    if (dirname(folder) === folder) return undefined;
  }
}

function leavesOut(written: string, path: string): boolean {
  const pattern = written.replace(/^\*\*\//u, "").replace(/\/(?:\*\*)?$/u, "");
  const rooted = written
    .replace(/^\*\*\//u, "")
    .replace(/\/$/u, "")
    .includes("/");
  const segments = path.split("/");
  if (!rooted) return segments.some(named(pattern));
  const wanted = pattern.replace(/^\//u, "").split("/");
  return (
    wanted.length <= segments.length && wanted.every((part, index) => named(part)(segments[index] ?? ""))
  );
}

function named(pattern: string): (name: string) => boolean {
  return isGlob(pattern) ? glob(pattern, { dot: true, groups: false }) : (name) => name === pattern;
}
