import { basename, dirname, resolve } from "pathe";
import { isObject } from "../core/config-path.ts";
import { type FileWriter, type WriteResult, writeRefusalWords } from "../core/file-writer.ts";
import { type Host, HostError, kindOf } from "../core/host.ts";
import { CONFIG_NAMES } from "../locate/config-names.ts";
import { decode } from "../read/read-text.ts";
import type { Format } from "../report/formats.ts";
import { readBaseline } from "../settings/baseline.ts";
import { SETTINGS_NAMES } from "../settings/settings.ts";
import { UsageError } from "./exit-codes.ts";

/** What is written into a file: reports by their format, and baselines. */
export type OutputKind = Format | "baseline";

/** A file that is to take a report or a baseline. */
export interface OutputFile {
  /** For words: `--report`. */
  readonly option: string;
  readonly kind: OutputKind;
  /** As the user wrote it. */
  readonly file: string;
}

/** An output that may be written, and what its file holds now. */
interface JudgedOutput extends OutputFile {
  readonly path: string;
  readonly kept: "nothing" | "bytes" | "device";
  readonly expected: Uint8Array | undefined;
}

/** A former output is read whole to be known again; one that is larger needs `--force`. */
const LIMIT = 256 * 1024 * 1024;

/**
 * Judges where reports and baselines are to go, before anything is written. Throws `UsageError` for a file that must not
 * be lost: one that was linted or included, a `.env`, settings; and, unless `force`, one that holds anything but a former
 * output of this kind, or that a link of the working directory leads out of it to. `inputs` are the paths that were read.
 */
export function judgeOutputs(
  host: Host,
  files: readonly OutputFile[],
  inputs: Iterable<string>,
  force: boolean,
): readonly JudgedOutput[] {
  const read = new Set([...inputs].map((path) => real(host, path)));
  const taken = new Set<string>();
  return files.map((one) => {
    const path = resolve(host.cwd, one.file);
    const target = real(host, path);
    const refuse = (words: string): never => {
      throw new UsageError(`${one.option}: ${one.file} ${words}.`);
    };
    if (taken.has(target)) refuse("is to take two reports; name two files");
    taken.add(target);
    if (read.has(target)) refuse("was read by this run and is not written over");
    for (const name of [basename(path), basename(target)])
      if (isPrecious(name)) refuse(`is left alone: ${name} is no place for a report`);
    if (!force && isBelow(host.cwd, path) && !isBelow(real(host, host.cwd), target))
      refuse("leads out of the working directory by a link; --force writes there");
    const kind = kindOf(host, path);
    if (kind === undefined) return { ...one, path, kept: "nothing", expected: undefined };
    if (kind === "directory") refuse("is a folder");
    if (kind === "other") return { ...one, path, kept: "device", expected: undefined };
    const bytes = readAll(host, path);
    if (bytes === undefined) return refuse("cannot be read, so what it holds might get lost");
    if (!force && bytes.length > 0 && !isFormer(one.kind, path, bytes))
      refuse(`holds something else than an earlier ${nameOf(one.kind)}; --force writes over it`);
    return { ...one, path, kept: "bytes", expected: bytes };
  });
}

/** Writes an output whole or not at all. Throws `UsageError`, with the reason, when it cannot be written. */
export function writeOutput(
  makeWriter: (() => FileWriter) | undefined,
  { option, file, path, kept, expected }: JudgedOutput,
  text: string,
): void {
  const writer = makeWriter?.();
  const bytes = new TextEncoder().encode(text);
  const result: WriteResult =
    writer === undefined
      ? { ok: false, reason: "failed" }
      : kept === "device"
        ? writer.pour(path, bytes)
        : writer.write({ path, bytes, expected, open: true });
  if (result.ok) return;
  const { reason, code } = result;
  const why = reason === "failed" && code !== undefined ? code : writeRefusalWords[reason];
  throw new UsageError(`${option}: ${file} cannot be written (${why}).`);
}

function isPrecious(name: string): boolean {
  const settings: readonly string[] = SETTINGS_NAMES;
  return CONFIG_NAMES.includes(name) || settings.includes(name) || /^\.env(?:\.|$)|\.env$/u.test(name);
}

function nameOf(kind: OutputKind): string {
  return kind === "baseline" ? kind : `${kind} report`;
}

/** True for what clawlint itself wrote there before. */
function isFormer(kind: OutputKind, path: string, bytes: Uint8Array): boolean {
  const decoded = decode(path, bytes);
  if (!decoded.ok) return false;
  const { text } = decoded.source;
  switch (kind) {
    case "baseline":
      return readBaseline(text) !== undefined;
    case "json":
      return toolOf(readJson(text)) === "clawlint";
    case "sarif": {
      const log = readJson(text);
      const [run] = isObject(log) && Array.isArray(log["runs"]) ? log["runs"] : [];
      return (
        isObject(run) &&
        toolOf({ tool: isObject(run["tool"]) ? run["tool"]["driver"] : undefined }) === "clawlint"
      );
    }
    case "gitlab": {
      const issues = readJson(text);
      return (
        Array.isArray(issues) &&
        issues.every((one) => isObject(one) && "check_name" in one && "fingerprint" in one)
      );
    }
    case "junit":
      return text.startsWith("<?xml") && text.slice(0, 500).includes("<testsuites");
    case "checkstyle":
      return text.startsWith("<?xml") && text.slice(0, 500).includes("<checkstyle");
    case "compact":
    case "github":
      return text
        .split("\n")
        .every((line) => line === "" || LINE.test(line) || /^::(?:error|warning|notice) /u.test(line));
    case "pretty":
      return CLOSING.test(text.slice(-500));
  }
}

/** A line of the compact report. */
const LINE = /:\d+:\d+: (?:error|warning|info): .* \[[a-z-]+\]$/u;
/** The last line of the pretty report. */
const CLOSING =
  /(?:^|\n)(?:no problems found|\d+ (?:error|warning|info)s?(?:, \d+ [a-z]+)*) in \d+ configs?[^\n]*\n$/u;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toolOf(value: unknown): unknown {
  return isObject(value) && isObject(value["tool"]) ? value["tool"]["name"] : undefined;
}

/** The real path of what is there; of what is not, that of its folder. */
function real(host: Host, path: string): string {
  try {
    return resolve(host.realpath(path));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
  const folder = dirname(path);
  return folder === path ? path : resolve(real(host, folder), basename(path));
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

function readAll(host: Host, path: string): Uint8Array | undefined {
  try {
    return host.readFile(path, LIMIT);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}
