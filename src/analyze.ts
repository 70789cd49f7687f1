import { isAbsolute, join } from "pathe";
import { type ConfigPath, isObject, toPointer } from "./core/config-path.ts";
import type { Host } from "./core/host.ts";
import type { SchemaProblem } from "./core/schema-problem.ts";
import { type ExpandOptions, expand } from "./expand/expand.ts";
import type { ExpandedConfig, Merged } from "./expand/expanded-config.ts";
import { findOwner } from "./expand/find-owner.ts";
import { fragmentPath, wrapAt } from "./expand/fragment.ts";
import { type UnsurePart, unsureParts, whole } from "./expand/unsure-parts.ts";
import { overlayHost } from "./host/overlay-host.ts";
import { CONFIG_NAMES } from "./locate/config-names.ts";
import { type ConfigTarget, displayName } from "./locate/locate-configs.ts";
import { createDocument, type Document } from "./parse/document.ts";
import { type ReadFailure, ROOT_LIMIT, readText } from "./read/read-text.ts";
import { type ResolvedConfig, type ResolveOptions, resolveConfig } from "./resolve/resolve-config.ts";
import { type ChosenRelease, chooseRelease } from "./schema/choose-release.ts";
import { topLevelKeys } from "./schema/top-level-keys.ts";
import { validateConfig } from "./validate/validate.ts";

/** What to look at, and in whose name. */
export interface AnalyzeOptions extends ResolveOptions {
  readonly openclawVersion?: string | undefined;
}

/** A config that was read, merged and followed: everything that rules and commands look at. */
export interface Analysis {
  readonly expanded: ExpandedConfig;
  /** The merged config; an empty object where the text holds none, or a wrapped fragment. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly release: ChosenRelease;
  readonly schemaProblems: readonly SchemaProblem[];
  readonly resolved: ResolvedConfig;
  /** The document that was named, where another config includes it. */
  readonly part: Document | undefined;
  /** Where the text stands in a whole config, when it is only a piece of one. */
  readonly fragment: ConfigPath | undefined;
  /** False when the text or an include cannot be read: then the config holds only what could be read. */
  readonly readable: boolean;
  /** What of the config is not sure, where it cannot be read; all of it where nothing could be. */
  readonly unsure: readonly UnsurePart[];
}

/** An analysed config, or why its file could not be read. */
export type AnalyzeResult =
  | { readonly ok: true; readonly analysis: Analysis }
  | { readonly ok: false; readonly failure: ReadFailure };

/**
 * Reads a config and everything it leans on.
 *
 * In: the host, the file (with its text when that does not come from the disk), options.
 * Out: the analysis, or why the file could not be read. Never throws for what files hold.
 */
export function analyzeConfig(
  machine: Host,
  target: ConfigTarget & { readonly text?: string },
  options: AnalyzeOptions,
): AnalyzeResult {
  // A text that is given stands for the file's, also where another config includes it.
  const host =
    target.text === undefined
      ? machine
      : overlayHost(machine, new Map([[target.path, new TextEncoder().encode(target.text)]]));
  const result =
    target.text === undefined
      ? readText(host, target.path, ROOT_LIMIT)
      : { ok: true as const, source: { path: target.path, text: target.text, byteOrderMark: false } };
  if (!result.ok) return result;
  const document = createDocument(result.source, target.file);
  const expandOptions = expandOptionsFor(host);
  const isRootName = CONFIG_NAMES.includes(target.path.slice(target.path.lastIndexOf("/") + 1));
  const owner = isRootName ? undefined : findOwner(host, target.path, CONFIG_NAMES, expandOptions);
  const expanded = owner ?? expand(host, document, expandOptions);
  const part = owner?.documents.find((one) => one.file === target.file || one.path === target.path);
  return { ok: true, analysis: analyze(host, expanded, part, isRootName || owner !== undefined, options) };
}

function analyze(
  host: Host,
  expanded: ExpandedConfig,
  part: Document | undefined,
  isWhole: boolean,
  options: AnalyzeOptions,
): Analysis {
  const readable =
    expanded.root.tree.errors.length === 0 && expanded.problems.length === 0 && isObject(expanded.value);
  const fragment = isWhole ? undefined : fragmentPath(expanded.value, topLevelKeys);
  const placed = fragment === undefined ? expanded : placeFragment(expanded, fragment);
  const config = isObject(placed.value) ? placed.value : {};
  const release = chooseRelease(options.openclawVersion, config);
  const unsure = readable
    ? []
    : isObject(placed.value)
      ? unsureParts(placed).map((part) => ({ ...part, path: [...(fragment ?? []), ...part.path] }))
      : [whole(placed)];
  return {
    expanded: placed,
    config,
    release,
    schemaProblems: isObject(placed.value) ? validateFor(config, release) : [],
    resolved: resolveConfig(host, config, placed.root.path, release.release, options),
    part,
    fragment,
    readable,
    unsure,
  };
}

/** What any release of a range has against a config, each problem once, told by the newest release that has it. */
function validateFor(
  config: unknown,
  { release: newest, range = [newest] }: ChosenRelease,
): readonly SchemaProblem[] {
  const told = new Set<string>();
  const problems: SchemaProblem[] = [];
  for (const release of [...range].reverse()) {
    const fresh = validateConfig(config, release).filter((problem) => !told.has(faultOf(problem)));
    for (const problem of fresh) {
      told.add(faultOf(problem));
      problems.push(release === newest ? problem : { ...problem, release });
    }
  }
  return problems;
}

/** What two releases have against a config alike. */
function faultOf({ path, kind, data }: SchemaProblem): string {
  return `${toPointer(path)} ${kind === "missing-key" ? data.key : ""}`;
}

/** How includes are followed on a machine. */
export function expandOptionsFor(host: Host): ExpandOptions {
  return { displayName: (path) => displayName(host, path), includeRoots: includeRoots(host) };
}

/** Folders that `OPENCLAW_INCLUDE_ROOTS` lists. */
function includeRoots(host: Host): readonly string[] {
  const listed = host.env["OPENCLAW_INCLUDE_ROOTS"];
  if (listed === undefined) return [];
  return listed
    .split(host.platform === "win32" ? ";" : ":")
    .map((root) => root.trim())
    .map((root) => (root === "~" || root.startsWith("~/") ? join(host.osHome, root.slice(1)) : root))
    .filter((root) => isAbsolute(root));
}

/** A fragment's value and provenance, standing where it would stand in a whole config. */
function placeFragment(expanded: ExpandedConfig, path: ConfigPath): ExpandedConfig {
  const { merged } = expanded;
  if (merged === undefined) return expanded;
  const placed = path.reduceRight<Merged>((inner, segment) => {
    const members = new Map([[String(segment), inner]]);
    return { document: merged.document, node: merged.node, key: undefined, replaced: [], members };
  }, merged);
  return { ...expanded, value: wrapAt(path, expanded.value), merged: placed };
}
