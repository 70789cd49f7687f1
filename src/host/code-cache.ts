import type { Script } from "node:vm";

const { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } =
  process.getBuiltinModule("node:fs");
const { basename, dirname, isAbsolute, join } = process.getBuiltinModule("node:path");
const vm = process.getBuiltinModule("node:vm");

/** What loads a file of ours, as Node's `require` does, by its path. */
export type Loader = (path: string) => unknown;

/** Bytes before the code of an entry; code must begin at a multiple of eight, or the engine copies it. */
const HEAD = 1024;

interface Loaded {
  readonly script: Script;
  readonly entry: string;
  /** What the code was made of: a file may be replaced by another one of the same length. */
  readonly stamp: string;
  /** Runs whose functions are in the entry: what was done and the exit code. */
  readonly runs: readonly string[];
}

/**
 * A loader for the command's own files (CommonJS) that lets the engine keep what it compiled, with the functions that
 * were compiled while the command ran: Node's own cache keeps a file as it was before any of it ran, and so compiles 840
 * functions in each check again (docs/decisions/011-compiled-code-is-kept.md).
 *
 * An entry holds its code twice, and is taken when both are equal: the engine trusts what it is given, and Node's
 * checksums would cost a tenth of its start to load. What does not fit is compiled anew, and kept at the end of the run.
 *
 * @param folder where entries lie, for this user alone; `ownCacheFolder` says which
 * @param run what is done, in a word: a run of another kind, or with another exit code, adds its functions to the entries
 * @param require Node's own, for all that is no file of ours
 */
export function createKeptLoader(folder: string, run: string, require: Loader): Loader {
  const modules = new Map<string, { exports: unknown }>();
  const loaded: Loaded[] = [];
  const load = (path: string): unknown => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const wrapped = `(function(exports,require,module,__filename,__dirname){${readFileSync(path, "latin1")}\n})`;
    const entry = join(folder, basename(path));
    const { mtimeMs } = statSync(path);
    const stamp = String(mtimeMs);
    const kept = readEntry(entry, stamp);
    const script = new vm.Script(wrapped, { filename: path, ...kept?.code });
    const runs = kept === undefined || script.cachedDataRejected === true ? [] : kept.runs;
    loaded.push({ script, entry, stamp, runs });
    const own: Loader = (name) => (name.startsWith(".") ? load(join(dirname(path), name)) : require(name));
    script.runInThisContext().call(module.exports, module.exports, own, module, path, dirname(path));
    return module.exports;
  };
  process.on("exit", (code) => {
    const name = `${run}:${code}`;
    for (const one of loaded) if (!one.runs.includes(name)) writeEntry(folder, one, name);
  });
  return load;
}

function readEntry(entry: string, stamp: string) {
  let bytes: Buffer;
  try {
    bytes = readFileSync(entry);
  } catch {
    return undefined;
  }
  const [made, ...runs] = bytes.toString("latin1", 0, HEAD).trimEnd().split(" ");
  const half = Math.floor((bytes.length - HEAD) / 2);
  const middle = HEAD + half;
  const isWhole = half > 0 && bytes.compare(bytes, HEAD, middle, middle) === 0;
  return isWhole && made === stamp ? { runs, code: { cachedData: bytes.subarray(HEAD, middle) } } : undefined;
}

/** Writes an entry, whole or not at all. Nothing hangs on it, so what fails is let be. */
function writeEntry(folder: string, { script, entry, stamp, runs }: Loaded, run: string): void {
  const head = [stamp, ...runs, run].join(" ");
  if (head.length > HEAD) return;
  const fresh = `${entry}.${process.pid}`;
  try {
    const code = script.createCachedData();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(fresh, Buffer.concat([Buffer.from(head.padEnd(HEAD), "latin1"), code, code]), {
      mode: 0o600,
      flag: "wx",
    });
    renameSync(fresh, entry);
  } catch {
    tryTo(() => rmSync(fresh, { force: true }));
  }
}

function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // Where a file lies in the way of the folder, there is nothing to take away either.
  }
}

/**
 * The folder for what one build of the command compiles to, made where the folder above is missing; undefined where
 * nothing is to be kept, or that folder is not for this user alone.
 *
 * @param env of the process: `CLAWLINT_CACHE=off` keeps nothing, another value names the folder; with `CI` alone nothing
 *   is kept, since such a machine runs once, and writing takes 15 ms
 * @param build what no other build is called
 */
export function ownCacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  build: string,
): string | undefined {
  const folder = cacheFolder(env);
  return folder !== undefined && isOwn(folder)
    ? join(folder, `${build}-${process.version}-${process.arch}`)
    : undefined;
}

/** Where programs keep what can be made again: XDG Base Directory Specification, and its likes on macOS and Windows. */
function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = env["CLAWLINT_CACHE"];
  if (named === "off") return undefined;
  if (named !== undefined && isAbsolute(named)) return join(named, "compiled");
  if ((env["CI"] ?? "") !== "") return undefined;
  const home = env["HOME"] ?? env["USERPROFILE"] ?? "";
  const usual =
    process.platform === "win32"
      ? env["LOCALAPPDATA"]
      : process.platform === "darwin"
        ? join(home, "Library", "Caches")
        : (absolute(env["XDG_CACHE_HOME"]) ?? join(home, ".cache"));
  return usual !== undefined && isAbsolute(usual) ? join(usual, "clawlint", "compiled") : undefined;
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** Makes the folder where it is missing. False where others may write to it: what lies there is run. */
function isOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const user = process.getuid?.();
    return found.isDirectory() && (user === undefined || (found.uid === user && (found.mode & 0o077) === 0));
  } catch {
    return false;
  }
}
