import type { BigIntStats } from "node:fs";
import { basename, dirname, join } from "pathe";
import type { FileWriter, WriteRefusal, WriteRequest, WriteResult } from "../core/file-writer.ts";

const fs = process.getBuiltinModule("node:fs");

const CHUNK = 64 * 1024;

/**
 * Writes files of the real machine so that a crash at any moment leaves the old file or the new one, whole: the bytes
 * go to a new file beside the target, are forced to the disk, and take the target's name in one step.
 *
 * Links are followed to the file they lead to; mode and owner are kept; new files and folders are for the owner alone.
 */
export function createNodeWriter(): FileWriter {
  return {
    write: (request) => guarded(() => replaceFile(request)),
    refuses({ path, expected }) {
      const result = guarded(() => {
        const target = realTarget(path);
        judgeTarget(target, expected);
        const folder = dirname(target);
        if (fs.existsSync(folder)) fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
        return { ok: true };
      });
      return result.ok ? undefined : result.reason;
    },
  };
}

function guarded(run: () => WriteResult): WriteResult {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.reason };
    const code = codeOf(error);
    const readOnly = code === "EACCES" || code === "EPERM" || code === "EROFS";
    return { ok: false, reason: readOnly ? "read-only" : "failed", code };
  }
}

class Refusal extends Error {
  readonly reason: WriteRefusal;
  constructor(reason: WriteRefusal) {
    super(reason);
    this.reason = reason;
  }
}

function replaceFile({ path, bytes, expected, backup = false }: WriteRequest): WriteResult {
  const target = realTarget(path);
  const folder = dirname(target);
  const before = judgeTarget(target, expected);
  if (before === undefined) makeFolder(folder);
  removeLeftovers(target);
  const kept =
    before !== undefined && backup ? keepOld(target, expected ?? new Uint8Array(), before) : undefined;
  const temporary = join(folder, `.${basename(target)}.clawlint-${process.pid}`);
  const descriptor = fs.openSync(temporary, "wx", 0o600);
  try {
    try {
      for (let at = 0; at < bytes.length; )
        at += fs.writeSync(descriptor, bytes, at, Math.min(CHUNK, bytes.length - at));
      if (before !== undefined) keepOwner(descriptor, before);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    if (!isSame(before, statOf(target))) throw new Refusal("changed");
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
  return kept === undefined ? { ok: true } : { ok: true, backup: kept };
}

/** Where links lead. */
function realTarget(path: string): string {
  try {
    return fs.realpathSync.native(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    if (fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      throw new Refusal("dangling-link");
    return path;
  }
}

/** The target as it stands; undefined for one that is not there. Refuses what must not be replaced. */
function judgeTarget(target: string, expected: Uint8Array | undefined): BigIntStats | undefined {
  const stats = statOf(target);
  if (stats === undefined) {
    if (expected !== undefined) throw new Refusal("changed");
    return undefined;
  }
  if (!stats.isFile()) throw new Refusal("not-a-file");
  if (stats.nlink > 1n) throw new Refusal("hard-link");
  // Root may write anything; a file without any write bit is meant to stay as it is all the same.
  if ((stats.mode & 0o222n) === 0n) throw new Refusal("read-only");
  fs.accessSync(target, fs.constants.W_OK);
  if (expected === undefined || !fs.readFileSync(target).equals(expected)) throw new Refusal("changed");
  return stats;
}

function statOf(path: string): BigIntStats | undefined {
  return fs.statSync(path, { bigint: true, throwIfNoEntry: false });
}

function isSame(before: BigIntStats | undefined, now: BigIntStats | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  return (
    before.ino === now.ino && before.mtimeNs === now.mtimeNs && before.size === now.size && now.nlink === 1n
  );
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new Refusal("no-folder");
  }
}

function keepOwner(descriptor: number, { uid, gid, mode }: BigIntStats): void {
  const now = fs.fstatSync(descriptor, { bigint: true });
  if (process.platform !== "win32" && (now.uid !== uid || now.gid !== gid)) {
    try {
      fs.fchownSync(descriptor, Number(uid), Number(gid));
    } catch {
      throw new Refusal("owner");
    }
  }
  fs.fchmodSync(descriptor, Number(mode & 0o7777n));
}

/** The old bytes under a name of their own, readable for whom the old file was. */
function keepOld(target: string, bytes: Uint8Array, { mode }: BigIntStats): string {
  for (let turn = 0; ; turn += 1) {
    const path = turn === 0 ? `${target}.bak` : `${target}.bak.${turn}`;
    try {
      const descriptor = fs.openSync(path, "wx", Number(mode & 0o777n));
      try {
        for (let at = 0; at < bytes.length; ) at += fs.writeSync(descriptor, bytes, at);
        fs.fsyncSync(descriptor);
      } finally {
        fs.closeSync(descriptor);
      }
      return path;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
}

/** Takes away what a killed run left: its file may hold a secret. */
function removeLeftovers(target: string): void {
  const head = `.${basename(target)}.clawlint-`;
  const folder = dirname(target);
  for (const name of fs.readdirSync(folder)) {
    const pid = name.startsWith(head) ? Number(name.slice(head.length)) : Number.NaN;
    if (Number.isInteger(pid) && (pid === process.pid || !isRunning(pid)))
      fs.rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Makes the new name last. Not every system lets a folder be opened or synced. */
function syncFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = fs.openSync(folder, "r");
    fs.fsyncSync(descriptor);
  } catch {
    // The file itself is safe; only the moment of its new name is not certain.
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "EIO";
}
