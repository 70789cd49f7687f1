import type { BigIntStats } from "node:fs";
import { basename, dirname, join } from "pathe";
import { isObject } from "../core/config-path.ts";
import type { FileWriter, WriteRefusal, WriteRequest, WriteResult } from "../core/file-writer.ts";

const fs = process.getBuiltinModule("node:fs");
const os = process.getBuiltinModule("node:os");

const CHUNK = 64 * 1024;

/** A lock is held for milliseconds; one that is older than this was left behind. */
const LOCK_STALE_MS = 10_000;
/** How long a lock, or the reader of a pipe, is waited for. */
const PATIENCE_MS = 5000;
const PIPE_PATIENCE_MS = 1000;

/**
 * Writes files of the real machine so that a crash at any moment leaves the old file or the new one, whole: the bytes
 * go to a new file beside the target, are forced to the disk, and take the target's name in one step. A lock beside the
 * target keeps a second writer from replacing it between the look at it and that step.
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
    pour: (path, bytes) => guarded(() => pourInto(path, bytes)),
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

function replaceFile(request: WriteRequest): WriteResult {
  const target = realTarget(request.path);
  const folder = dirname(target);
  if (statOf(target) === undefined && request.open !== true) makeFolder(folder);
  const lock = takeLock(target);
  try {
    return replaceLocked(request, target, lock);
  } finally {
    releaseLock(lock);
  }
}

function replaceLocked(
  { bytes, expected, backup = false, open = false }: WriteRequest,
  target: string,
  lock: Lock,
): WriteResult {
  const before = judgeTarget(target, expected);
  const kept =
    before !== undefined && backup ? keepOld(target, expected ?? new Uint8Array(), before) : undefined;
  const { temporary } = lock;
  try {
    const descriptor = fs.openSync(temporary, "wx", open && before === undefined ? 0o666 : 0o600);
    try {
      writeAll(descriptor, bytes);
      if (before !== undefined) keepOwner(descriptor, before);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    if (!isSame(before, statOf(target)) || !holdsLock(lock)) throw new Refusal("changed");
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
  return kept === undefined ? { ok: true } : { ok: true, backup: kept };
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; )
    at += fs.writeSync(descriptor, bytes, at, Math.min(CHUNK, bytes.length - at));
}

/** Opened without waiting, since a pipe that nobody reads would hang us; a full one is given some time. */
function pourInto(path: string, bytes: Uint8Array): WriteResult {
  const flags = fs.constants.O_WRONLY | (fs.constants.O_NONBLOCK ?? 0);
  const descriptor = patiently(PIPE_PATIENCE_MS, ["ENXIO"], () => fs.openSync(path, flags));
  try {
    const stats = fs.fstatSync(descriptor);
    if (!stats.isFIFO() && !stats.isCharacterDevice()) throw new Refusal("not-a-file");
    for (let at = 0; at < bytes.length; ) {
      const from = at;
      at += patiently(PATIENCE_MS, ["EAGAIN"], () =>
        fs.writeSync(descriptor, bytes, from, Math.min(CHUNK, bytes.length - from)),
      );
    }
  } finally {
    fs.closeSync(descriptor);
  }
  return { ok: true };
}

/** Tries again for a while, as long as the system gives one of these codes. */
function patiently<T>(patience: number, codes: readonly string[], act: () => T): T {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (!codes.includes(codeOf(error)) || Date.now() > end) throw error;
    }
    pause();
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 5);
}

/** A lock on a target: a file beside it that names the new file, so that what a killed run left can be told. */
interface Lock {
  readonly path: string;
  readonly temporary: string;
  readonly text: string;
}

/** Waits until nobody else writes the target. */
function takeLock(target: string): Lock {
  const token = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const head = join(dirname(target), `.${basename(target)}.clawlint-`);
  const temporary = `${head}${process.pid}-${token}`;
  const path = `${head}lock`;
  const text = JSON.stringify({ clawlint: "lock", pid: process.pid, host: os.hostname(), token });
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      const descriptor = fs.openSync(path, "wx", 0o600);
      try {
        fs.writeSync(descriptor, text);
      } finally {
        fs.closeSync(descriptor);
      }
      return { path, temporary, text };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    takeStaleAway(path, head);
    if (Date.now() > end) throw new Refusal("busy");
    pause();
  }
}

function holdsLock({ path, text }: Lock): boolean {
  return readSmall(path) === text;
}

function releaseLock(lock: Lock): void {
  if (holdsLock(lock)) fs.rmSync(lock.path, { force: true });
}

/** Takes the lock of a killed run away, and its new file, which may hold a secret; only what such a lock names. */
function takeStaleAway(path: string, head: string): void {
  const stats = fs.lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isFile()) throw new Refusal("busy");
  const text = readSmall(path);
  const owner = readLock(text);
  const old = Date.now() - stats.mtimeMs > LOCK_STALE_MS;
  const dead = owner !== undefined && owner.host === os.hostname() && !isRunning(owner.pid);
  // What is no lock of ours is somebody's file, unless it is the empty one of a run killed at once.
  if (!dead && !(old && (owner !== undefined || text === ""))) return;
  if (owner !== undefined) fs.rmSync(`${head}${owner.pid}-${owner.token}`, { force: true });
  if (readSmall(path) === text) fs.rmSync(path, { force: true });
}

function readLock(text: string | undefined): { pid: number; host: string; token: string } | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (!isObject(value) || value["clawlint"] !== "lock") return undefined;
    const { pid, host, token } = value;
    if (typeof pid !== "number" || !Number.isInteger(pid) || typeof host !== "string") return undefined;
    return typeof token === "string" && /^[0-9a-f]{16}$/u.test(token) ? { pid, host, token } : undefined;
  } catch {
    return undefined;
  }
}

function readSmall(path: string): string | undefined {
  try {
    return fs.statSync(path).size > 1000 ? undefined : fs.readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
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
  const now = fs.readFileSync(target);
  if (expected === undefined) throw new Refusal("changed");
  if (!now.equals(expected)) throw new Refusal(textOf(now) === textOf(expected) ? "not-utf8" : "changed");
  return stats;
}

/** As clawlint reads it: what is no UTF-8 becomes U+FFFD. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
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
        writeAll(descriptor, bytes);
        fs.fsyncSync(descriptor);
      } catch (error) {
        fs.rmSync(path, { force: true }); // a part of the old file would look like all of it
        throw error;
      } finally {
        fs.closeSync(descriptor);
      }
      return path;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
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
