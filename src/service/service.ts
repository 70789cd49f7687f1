import { basename, dirname, resolve } from "pathe";
import { expandOptionsFor } from "../analyze.ts";
import { anyGlob } from "../core/glob.ts";
import type { Host } from "../core/host.ts";
import { findOwner } from "../expand/find-owner.ts";
import { type CachedHost, cachedHost } from "../host/cached-host.ts";
import { confinedHost } from "../host/confined-host.ts";
import { observedHost } from "../host/observed-host.ts";
import { overlayHost } from "../host/overlay-host.ts";
import { createLinter, type Linter } from "../linter.ts";
import { CONFIG_NAMES } from "../locate/config-names.ts";
import { createDocument, type Document } from "../parse/document.ts";
import { createLineIndex, type LineIndex } from "../parse/line-index.ts";
import { ROOT_LIMIT, readText } from "../read/read-text.ts";
import { type ClientSettings, chooseEnvironment, type EnvironmentChoice } from "./environment-choice.ts";
import { mountOf, type View } from "./view.ts";

/** What a language service is made of. */
export interface ServiceOptions {
  /** The machine, or memory in a browser. */
  readonly host: Host;
  /** Settings of the client, asked for by the config's path. */
  readonly settingsFor?: ((path: string) => ClientSettings) | undefined;
  /** Globs of further config files, beside the usual names and what configs include. */
  readonly files?: readonly string[] | undefined;
  /** False for files in a folder that nobody trusts. */
  readonly isTrusted?: ((path: string) => boolean) | undefined;
}

interface OpenText {
  readonly text: string;
  readonly version: number;
}

interface Config {
  readonly linter: Linter;
  readonly environment: EnvironmentChoice;
  /** Paths that were asked about when the environment was chosen, folders that were listed with a slash at the end. */
  readonly decidedBy: ReadonlySet<string>;
}

/** More configs than this are not kept at once. */
const MOST_CONFIGS = 32;

/**
 * The texts that an editor has open, and the configs that they belong to. Synchronous; reads through its host only, and
 * writes nothing. What can be asked of a document stands in the other files of this folder, each a function of a `View`.
 */
// A class because it has a lifetime: the open texts, and what is known of their configs.
export class ConfigService {
  readonly options: ServiceOptions;
  readonly machine: CachedHost;
  /** The machine with the open texts over it. */
  readonly host: Host;
  readonly texts = new Map<string, OpenText>();
  readonly bytes = new Map<string, Uint8Array>();
  readonly configs = new Map<string, Config>();
  /** The config that a file belongs to, or that it belongs to none. */
  readonly roots = new Map<string, string | undefined>();

  constructor(options: ServiceOptions) {
    this.options = options;
    this.machine = cachedHost(options.host);
    this.host = overlayHost(this.machine, this.bytes);
  }

  /** Opens a text, or changes it. */
  setText(path: string, text: string, version: number): void {
    const isNew = !this.texts.has(path);
    this.texts.set(path, { text, version });
    this.bytes.set(path, new TextEncoder().encode(text));
    this.textChanged(path, isNew);
  }

  /** Closes a text: the file's own counts again. */
  close(path: string): void {
    this.texts.delete(path);
    this.bytes.delete(path);
    this.fileChanged(path);
  }

  /** Forgets what hangs on a file that changed on the disk. */
  fileChanged(path: string): void {
    this.machine.forget(path);
    this.roots.clear();
    this.invalidate(path);
  }

  /** Forgets how configs are linted: settings of the client or trust changed. */
  settingsChanged(): void {
    this.configs.clear();
    this.roots.clear();
  }

  /** Forgets everything but the open texts. */
  reset(): void {
    this.machine.forget();
    this.settingsChanged();
  }

  textChanged(path: string, isNew: boolean): void {
    // A config that is changed may include more, or less, than before.
    if (isNew || isConfigName(path)) this.roots.clear();
    else this.roots.delete(path);
    this.invalidate(path);
  }

  /** Settings, services and lists of names decide how a config is linted at all; all other files only what comes of it. */
  invalidate(path: string): void {
    for (const [root, { linter, decidedBy }] of this.configs) {
      const isDeciding = decidedBy.has(path) || decidedBy.has(`${dirname(path)}/`);
      if (isDeciding && !isDocumentOf(linter, root, path)) this.configs.delete(root);
      else linter.invalidate(path);
    }
  }

  versionOf(path: string): number | undefined {
    return this.texts.get(path)?.version;
  }

  /** The text of a file as the editor shows it; undefined where it cannot be read. */
  textOf(path: string): string | undefined {
    const open = this.texts.get(path);
    if (open !== undefined) return open.text;
    const read = readText(this.host, path, ROOT_LIMIT);
    return read.ok ? read.source.text : undefined;
  }

  /** The lines of a file as the editor shows it. */
  linesOf(path: string): LineIndex {
    return createLineIndex(this.textOf(path) ?? "");
  }

  /** The config that a file is or belongs to; undefined for one that is none of ours, which stays untouched. */
  rootOf(path: string): string | undefined {
    if (!this.roots.has(path)) this.roots.set(path, this.findRoot(path));
    return this.roots.get(path);
  }

  findRoot(path: string): string | undefined {
    if (isConfigName(path)) return path;
    for (const [root, { linter }] of this.configs) {
      const analyzed = linter.analyze(root);
      if (!analyzed.ok) continue;
      if (analyzed.analysis.expanded.documents.some((one) => one.path === path)) return root;
    }
    const host = this.hostFor(path);
    const owner = findOwner(host, path, CONFIG_NAMES, expandOptionsFor(host));
    if (owner !== undefined) return owner.root.path;
    const { files = [] } = this.options;
    return files.length > 0 && anyGlob(files, { dot: true })(path.replace(/^\//u, "")) ? path : undefined;
  }

  hostFor(path: string): Host {
    const folder = dirname(path);
    return this.isTrusted(path)
      ? { ...this.host, cwd: folder }
      : { ...confinedHost(this.host, folder), cwd: folder };
  }

  isTrusted(path: string): boolean {
    return this.options.isTrusted?.(path) ?? true;
  }

  configOf(root: string): Config {
    const known = this.configs.get(root);
    if (known !== undefined) return known;
    const host = this.hostFor(root);
    const client = this.options.settingsFor?.(root) ?? {};
    const decidedBy = new Set<string>();
    const observed = observedHost(host, (path, isListed) => decidedBy.add(isListed ? `${path}/` : path));
    const environment = chooseEnvironment(observed, root, client, this.isTrusted(root));
    const linter = createLinter({ host, settings: environment.settings, keep: 1 });
    const config = { linter, environment, decidedBy };
    this.configs.set(root, config);
    const [oldest] = this.configs.keys();
    if (this.configs.size > MOST_CONFIGS && oldest !== undefined) this.configs.delete(oldest);
    return config;
  }

  /** All that is known of a document; undefined for a file that is none of ours, or cannot be read. */
  view(path: string): View | undefined {
    const root = this.rootOf(path);
    if (root === undefined) return undefined;
    const { linter, environment } = this.configOf(root);
    const linted = linter.lint(root);
    if (!linted.ok) return undefined;
    const { analysis } = linted;
    const found = analysis.expanded.documents.find((one) => one.path === path);
    const document = found ?? this.parse(path);
    if (document === undefined) return undefined;
    return { root, linter, linted, analysis, document, mount: mountOf(analysis, document), environment };
  }

  parse(path: string): Document | undefined {
    const text = this.textOf(path);
    return text === undefined ? undefined : createDocument({ path, text, byteOrderMark: false }, path);
  }

  /** A path that a report names, as an absolute one. */
  absolute(root: string, file: string): string {
    return resolve(dirname(root), file);
  }

  /** Configs that the open texts belong to. */
  openConfigs(): readonly string[] {
    const roots = new Set<string>();
    for (const path of this.texts.keys()) {
      const root = this.rootOf(path);
      if (root !== undefined) roots.add(root);
    }
    return [...roots];
  }
}

/** True for a config's own text and what it includes, as it was last read. */
function isDocumentOf(linter: Linter, root: string, path: string): boolean {
  if (path === root) return true;
  const analyzed = linter.analyze(root);
  return analyzed.ok && analyzed.analysis.expanded.documents.some((one) => one.path === path);
}

function isConfigName(path: string): boolean {
  return CONFIG_NAMES.includes(basename(path));
}
