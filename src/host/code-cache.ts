const { lstatSync, mkdirSync } = process.getBuiltinModule("node:fs");
const { isAbsolute, join } = process.getBuiltinModule("node:path");

/**
 * Lets Node keep what it compiled, so that the next run need not compile it again: `module.enableCompileCache`, which
 * Node has since 22.8. Node checks every entry against the file that it was made of, its own version and a checksum, and
 * compiles anew where one does not fit. Where the folder is not the user's alone, or cannot be made, nothing is kept.
 *
 * @param env of the process: `CLAWLINT_CACHE=off` keeps nothing, another value names the folder; with `CI` alone nothing
 *   is kept, since such a machine runs once, and writing takes 5 ms
 * @returns the folder, or undefined where nothing is kept
 */
export function keepCompiledCode(env: Readonly<Record<string, string | undefined>>): string | undefined {
  // The types are those of Node 20, which has no such function.
  const { enableCompileCache } = process.getBuiltinModule("node:module") as {
    readonly enableCompileCache?: (folder: string) => unknown;
  };
  const folder = enableCompileCache === undefined ? undefined : ownCacheFolder(env);
  if (folder !== undefined) enableCompileCache?.(folder);
  return folder;
}

/** The folder for it, made where it is missing; undefined where there is none, or not for this user alone. */
export function ownCacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = cacheFolder(env);
  return folder !== undefined && isOwn(folder) ? folder : undefined;
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
