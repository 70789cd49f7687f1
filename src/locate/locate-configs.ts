import { basename, isAbsolute, join, relative, resolve } from "pathe";
import { glob, globBase, isGlob } from "../core/glob.ts";
import { type DirectoryEntry, type Host, HostError, isFile, kindOf } from "../core/host.ts";
import { orList } from "../core/text.ts";
import { CONFIG_NAMES } from "./config-names.ts";
import { openclawLocations } from "./openclaw-locations.ts";

/** One config to lint. */
export interface ConfigTarget {
  readonly path: string;
  /** The name reports show: relative to the working directory, with `/`. */
  readonly file: string;
}

/** What the arguments led to. */
export interface LocatedConfigs {
  readonly targets: readonly ConfigTarget[];
  /** Arguments that led nowhere, each with the reason in words. */
  readonly failures: readonly { readonly argument: string; readonly reason: string }[];
}

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn"]);

/** A folder tree of more entries than this is no place for configs; the walk stops and says so. */
const MAX_ENTRIES = 200_000;
const TOO_MANY = `more than ${MAX_ENTRIES} files and folders here; name a folder further down`;

/**
 * Finds the configs that paths, folders and globs name. A folder stands for every config below it that has one of the
 * usual names. Order is that of the arguments, matches of one argument in alphabetical order, each file once.
 */
export function locateConfigs(host: Host, paths: readonly string[]): LocatedConfigs {
  const found = new Map<string, ConfigTarget>();
  const failures: { argument: string; reason: string }[] = [];
  const add = (path: string) => found.set(path, { path, file: displayName(host, path) });
  for (const argument of paths) {
    const path = resolve(host.cwd, expandHome(host, argument));
    const kind = kindOf(host, path);
    if (kind === "directory") {
      const { files, complete } = walk(host, path, (name) => CONFIG_NAMES.includes(basename(name)), true);
      if (!complete) failures.push({ argument, reason: TOO_MANY });
      else if (files.length === 0)
        failures.push({ argument, reason: `no ${orList(CONFIG_NAMES)} in this folder` });
      files.forEach(add);
    } else if (kind === undefined && isGlob(argument)) {
      const { files, complete } = expandGlob(host, argument);
      if (!complete) failures.push({ argument, reason: TOO_MANY });
      else if (files.length === 0) failures.push({ argument, reason: "no file matches" });
      files.forEach(add);
    } else {
      add(path); // reading says what is wrong with it
    }
  }
  return { targets: [...found.values()], failures };
}

/** The config to lint when none is named: in the working directory, else the one OpenClaw itself would load. */
export function locateDefault(host: Host, stateDir: string | undefined): ConfigTarget | undefined {
  for (const name of CONFIG_NAMES) {
    const path = join(host.cwd, name);
    if (isFile(host, path)) return { path, file: displayName(host, path) };
  }
  const { explicitConfig, configCandidates } = openclawLocations(host, { stateDir });
  if (explicitConfig !== undefined) return { path: explicitConfig, file: displayName(host, explicitConfig) };
  const path = configCandidates.find((candidate) => isFile(host, candidate));
  return path === undefined ? undefined : { path, file: displayName(host, path) };
}

/** A path for programs: relative to the working directory, with `/` on every system. */
export function displayName(host: Host, path: string): string {
  const way = relative(host.cwd, path);
  return way === "" ? "." : isAbsolute(way) ? path : way;
}

/** A path for people: below the working directory relative to it, else below the home folder with `~`, else in full. */
export function tellPath(host: Host, path: string): string {
  const fromHere = relative(host.cwd, path);
  if (!leaves(fromHere)) return fromHere === "" ? "." : fromHere;
  const fromHome = host.osHome === "" ? ".." : relative(host.osHome, path);
  return leaves(fromHome) ? path : fromHome === "" ? "~" : `~/${fromHome}`;
}

function leaves(way: string): boolean {
  return way === ".." || way.startsWith("../") || isAbsolute(way);
}

function expandHome(host: Host, path: string): string {
  return path === "~" || path.startsWith("~/") ? join(host.osHome, path.slice(1)) : path;
}

function expandGlob(host: Host, pattern: string): Walk {
  const absolute = resolve(host.cwd, expandHome(host, pattern));
  const base = globBase(absolute) || "/";
  const hidden = pattern.split("/").some((part) => part.startsWith(".") && part !== "." && part !== "..");
  const matches = glob(absolute, { dot: hidden });
  if (kindOf(host, base) !== "directory") return { files: [], complete: true };
  return walk(host, base, (path) => matches(path), hidden);
}

interface Walk {
  readonly files: readonly string[];
  /** False where the tree was too large to see all of it. */
  readonly complete: boolean;
}

/** Files below a folder that a test accepts, in alphabetical order. Linked folders are not entered. */
function walk(host: Host, folder: string, accept: (path: string) => boolean, hidden: boolean): Walk {
  const files: string[] = [];
  let seen = 0;
  const visit = (at: string): void => {
    for (const { name, kind } of readFolder(host, at)) {
      seen += 1;
      if (seen > MAX_ENTRIES) return;
      if (name.startsWith(".") && !hidden) continue;
      const path = join(at, name);
      if (kind === "directory") {
        if (!SKIPPED_FOLDERS.has(name)) visit(path);
      } else if (accept(path) && (kind === "file" || isFile(host, path))) files.push(path);
    }
  };
  visit(folder);
  return { files, complete: seen <= MAX_ENTRIES };
}

function readFolder(host: Host, path: string): readonly DirectoryEntry[] {
  try {
    return host.readDirectory(path);
  } catch (error) {
    if (error instanceof HostError) return [];
    throw error;
  }
}
