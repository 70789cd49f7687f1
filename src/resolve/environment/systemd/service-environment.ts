import { basename, dirname, join } from "pathe";
import { glob } from "../../../core/glob.ts";
import { type Host, isFile } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import { entriesOf } from "../entries-of.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { DOTENV_LIMIT, READ_FAILURES, readableByOthers } from "../file-layer.ts";
import { isGitIgnored, isOutsideRepository } from "../git-ignore.ts";
import type { Layer } from "../layer.ts";
import { createLayer, type Entry } from "../layer-values.ts";
import { readEnvironmentFile } from "./environment-file.ts";
import type { PlacedSetting } from "./read-systemd.ts";
import { fillSpecifiers, type SpecifierContext } from "./specifiers.ts";
import { splitWords } from "./words.ts";

/** systemd's rule for a name; anything else on a line is ignored. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u;

/** `Environment=` of the unit and its drop-ins: later ones win, an empty one takes all earlier ones back. */
export function unitEnvironment(
  service: readonly PlacedSetting[],
  context: SpecifierContext,
  problems: EnvironmentProblem[],
): Layer {
  let entries: Entry[] = [];
  const ignored = (setting: PlacedSetting, why: string): void => {
    problems.push({ kind: "line-ignored", file: setting.file, line: setting.line, why });
  };
  for (const setting of service) {
    if (setting.key !== "Environment") continue;
    if (setting.value === "") {
      entries = [];
      continue;
    }
    const words = splitWords(setting.value);
    if (words === undefined) {
      ignored(setting, "systemd cannot read its quotes or escapes and ignores the line");
      continue;
    }
    let broken = false;
    for (const word of words) {
      const equals = word.indexOf("=");
      const name = equals === -1 ? "" : word.slice(0, equals);
      if (!NAME.test(name)) {
        broken = true;
        continue;
      }
      const place = { file: setting.file, line: setting.line };
      const value = fillSpecifiers(word.slice(equals + 1), context);
      entries.push(
        value === undefined ? { name, value: "%", place, namesOnly: true } : { name, value, place },
      );
    }
    if (broken) {
      ignored(
        setting,
        "a part of it is no NAME=value; systemd ignores that part (quote values that hold spaces)",
      );
    }
  }
  return createLayer({
    id: "systemd-unit",
    role: "process",
    name: "Environment= of the service",
    entries: [...entries, ...removed(service)],
  });
}

/** `UnsetEnvironment=` takes names away last of all. */
function removed(service: readonly PlacedSetting[]): readonly Entry[] {
  return unsetNames(service).map((name) => ({ name, value: "", place: {}, removed: true }));
}

/** The names that `UnsetEnvironment=` takes away from everything. */
export function unsetNames(service: readonly PlacedSetting[]): readonly string[] {
  let names: string[] = [];
  for (const setting of service) {
    if (setting.key !== "UnsetEnvironment") continue;
    if (setting.value === "") names = [];
    else names.push(...(splitWords(setting.value) ?? []));
  }
  return names.filter((name) => NAME.test(name));
}

/**
 * The files of `EnvironmentFile=`, in order; the later one wins. An empty setting takes the earlier ones back. `isCopy`:
 * the unit was named, and need not be of this machine.
 */
export function environmentFiles(
  host: Host,
  service: readonly PlacedSetting[],
  context: SpecifierContext,
  problems: EnvironmentProblem[],
  isCopy: boolean,
): readonly Layer[] {
  let wanted: PlacedSetting[] = [];
  for (const setting of service) {
    if (setting.key !== "EnvironmentFile") continue;
    if (setting.value === "") wanted = [];
    else wanted.push(setting);
  }
  const gone = removed(service);
  return wanted.flatMap((setting) => {
    const optional = setting.value.startsWith("-");
    const written = unquote(optional ? setting.value.slice(1) : setting.value);
    const path = fillSpecifiers(written, context);
    if (path === undefined || !path.startsWith("/")) {
      if (path !== undefined) {
        const why = "EnvironmentFile= takes an absolute path; systemd ignores the line";
        problems.push({ kind: "line-ignored", file: setting.file, line: setting.line, why });
        return [];
      }
      return [unseenFile(setting, written)];
    }
    const namedBy = { file: setting.file, line: setting.line };
    const found = matching(host, path);
    if (found.length === 0) {
      const why = READ_FAILURES.missing;
      // The copy of a unit in a repository speaks of another machine's files.
      const elsewhere = isCopy && (isGitIgnored(host, path) || isOutsideRepository(host, path, setting.file));
      if (!optional)
        problems.push({ kind: "file-unreadable", file: path, why, required: !elsewhere, namedBy });
      const otherwise = () =>
        ({ kind: "undecidable", place: { file: path }, why: `${path}: ${why}` }) as const;
      const parts = { id: "systemd-env-file", role: "process", name: path, file: path } as const;
      return [createLayer({ ...parts, entries: gone, ...(elsewhere ? { otherwise } : {}) })];
    }
    return found.map((file) => oneFile(host, file, optional, namedBy, gone, problems));
  });
}

function unseenFile(setting: PlacedSetting, written: string): Layer {
  const place = { file: setting.file, line: setting.line };
  const why = "the file's path holds a specifier that only the service manager knows";
  return createLayer({
    id: "systemd-env-file",
    role: "process",
    name: written,
    entries: [],
    otherwise: () => ({ kind: "undecidable", place, why }),
  });
}

function oneFile(
  host: Host,
  file: string,
  optional: boolean,
  namedBy: { readonly file: string; readonly line: number },
  gone: readonly Entry[],
  problems: EnvironmentProblem[],
): Layer {
  const parts = { id: "systemd-env-file", role: "process", name: file, file } as const;
  const read = readText(host, file, DOTENV_LIMIT);
  if (!read.ok) {
    const why = READ_FAILURES[read.failure];
    problems.push({ kind: "file-unreadable", file, why, required: !optional, namedBy });
    return createLayer({
      ...parts,
      entries: [],
      otherwise: () => ({ kind: "undecidable", place: { file }, why }),
    });
  }
  const entries: Entry[] = [];
  for (const { name, value, line } of readEnvironmentFile(read.source.text)) {
    const place = { file, line };
    if (NAME.test(name)) {
      entries.push({ name, value, place });
      continue;
    }
    const exported = /^export\s+([A-Za-z_][A-Za-z0-9_]*)$/u.exec(name)?.[1];
    const why =
      exported === undefined
        ? "systemd takes no such name and ignores the line"
        : "systemd takes no `export` here and ignores the line";
    if (exported !== undefined) {
      entries.push({ name: exported, value, place, blocked: { reason: "export-keyword", why } });
    }
    problems.push({ kind: "line-ignored", file, line, why });
  }
  problems.push(...readableByOthers(host, file));
  return createLayer({ ...parts, entries: [...entries, ...gone] });
}

/** The path itself, or the files that it matches as a shell pattern, in alphabetical order. */
function matching(host: Host, path: string): readonly string[] {
  if (!/[*?[]/u.test(path) || isFile(host, path)) return isThere(host, path) ? [path] : [];
  // `\` escapes pattern characters in the path that OpenClaw writes.
  const folder = dirname(path).replaceAll("\\", "");
  const matches = glob(basename(path), { groups: false });
  return entriesOf(host, folder)
    .filter((name) => matches(name))
    .map((name) => join(folder, name));
}

function isThere(host: Host, path: string): boolean {
  const read = readText(host, path, 0);
  return read.ok || read.failure !== "missing";
}

function unquote(path: string): string {
  return /^(["'])(.*)\1$/su.exec(path)?.[2] ?? path;
}
