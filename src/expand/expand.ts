import { basename, dirname, isAbsolute, relative, resolve } from "pathe";
import { type Host, HostError } from "../core/host.ts";
import { nearest } from "../core/text.ts";
import { createDocument, type Document } from "../parse/document.ts";
import { MAX_DEPTH } from "../parse/parse.ts";
import type { SyntaxNode } from "../parse/syntax-tree.ts";
import { INCLUDE_LIMIT, readText } from "../read/read-text.ts";
import { type ExpandedConfig, type IncludeSite, type Merged, mergedToValue } from "./expanded-config.ts";
import type { IncludeKind, IncludeProblem } from "./include-problem.ts";
import { hasInclude, includeTargets, merge, ownMembers } from "./merge.ts";

/** OpenClaw's limits: a chain of ten includes is followed, the eleventh is refused. */
const MAX_INCLUDE_DEPTH = 10;
const MAX_PATH_LENGTH = 4096;

/**
 * Our limits on a whole config. OpenClaw has none, and is busy for minutes with eleven small files of which each includes
 * the next one four times.
 */
const MAX_INCLUDES = 2000;
const MAX_BYTES = 64 * 1024 * 1024;

/** For how many missing files a near name is looked for. */
const MAX_GUESSES = 20;

/** What `expand` needs to know beside the root document. */
export interface ExpandOptions {
  /** How reports name a path. */
  readonly displayName: (path: string) => string;
  /** Absolute folders from OPENCLAW_INCLUDE_ROOTS that includes may also come from. */
  readonly includeRoots: readonly string[];
}

/**
 * Follows every `$include` of a root document and merges what it brings, as OpenClaw does.
 *
 * In: the parsed root, the host to read from, the allowed roots.
 * Out: the merged value with its provenance, and every include that OpenClaw refuses as a problem at its own site (the
 * value then lacks that include). Never throws for what the files hold.
 */
export function expand(host: Host, root: Document, options: ExpandOptions): ExpandedConfig {
  const { root: node, hasInclude: includes } = root.tree;
  if (node === undefined)
    return { root, documents: [root], sites: [], problems: [], value: undefined, merged: undefined };
  const whole: Merged = { document: root, node, key: undefined, replaced: [] };
  if (!includes) {
    return { root, documents: [root], sites: [], problems: [], value: mergedToValue(whole), merged: whole };
  }
  const expander = new Expander(host, root, options);
  const merged = expander.expandNode(whole, [root.path], 0);
  return {
    root,
    documents: [...expander.documents.values()],
    sites: expander.sites,
    problems: expander.problems,
    value: mergedToValue(merged),
    merged,
  };
}

// A class because an expansion has a lifetime: the documents read and problems met on the way.
class Expander {
  readonly host: Host;
  readonly options: ExpandOptions;
  readonly documents = new Map<string, Document>();
  readonly sites: IncludeSite[] = [];
  readonly problems: IncludeProblem[] = [];
  readonly roots: readonly string[];
  followed = 0;
  size = 0;
  guesses = 0;
  full = false;

  constructor(host: Host, root: Document, options: ExpandOptions) {
    this.host = host;
    this.options = options;
    this.documents.set(root.path, root);
    this.roots = [dirname(root.path), ...options.includeRoots];
  }

  /**
   * `chain` lists the files open on this branch, the root first: a file in it again is a cycle. `depth` is how many
   * objects and lists the value stands in.
   */
  expandNode(merged: Merged, chain: readonly string[], depth: number): Merged {
    const { node, document } = merged;
    if (node.type === "array") {
      if (!hasInclude(node)) return merged;
      const items = node.items.map((item) =>
        this.expandNode({ document, node: item, key: undefined, replaced: [] }, chain, depth + 1),
      );
      return { ...merged, items };
    }
    if (node.type !== "object" || !hasInclude(node)) return merged;
    const own = ownMembers(merged, (child) => this.expandNode(child, chain, depth + 1));
    const targets = includeTargets(node);
    if (targets === undefined) return { ...merged, members: own };
    let included: Merged | undefined;
    for (const target of targets) {
      const next = this.follow(target, document, chain, depth);
      if (next !== undefined) included = included === undefined ? next : merge(included, next);
    }
    if (own.size === 0) {
      if (included === undefined) return { ...merged, members: own };
      return { ...included, key: merged.key };
    }
    if (included === undefined) return { ...merged, members: own };
    if (included.members === undefined && included.node.type !== "object") {
      const first = targets[0];
      if (first !== undefined) this.fail("not-an-object", document, first, textOf(first));
      return { ...merged, members: own };
    }
    return { ...merge(included, { ...merged, members: own }), key: merged.key };
  }

  follow(
    target: SyntaxNode,
    document: Document,
    chain: readonly string[],
    depth: number,
  ): Merged | undefined {
    const written = textOf(target);
    this.followed += 1;
    if (this.followed > MAX_INCLUDES || this.size > MAX_BYTES) {
      // Told once: all the rest is not followed either.
      if (!this.full) this.fail("too-many", document, target, written);
      this.full = true;
      return undefined;
    }
    if (target.type !== "string") {
      this.fail("not-a-string", document, target, "");
      return undefined;
    }
    if (chain.length > MAX_INCLUDE_DEPTH) {
      this.fail("too-deep", document, target, written, String(MAX_INCLUDE_DEPTH));
      return undefined;
    }
    const path = this.locateTarget(target.value, document, (kind) =>
      this.fail(
        kind,
        document,
        target,
        written,
        kind === "missing" ? this.nearestFile(target.value, document) : undefined,
      ),
    );
    if (path === undefined) return undefined;
    if (chain.includes(path)) {
      const files = [...chain.slice(chain.indexOf(path)), path].map(this.options.displayName);
      this.fail("cycle", document, target, written, files.join(" -> "));
      return undefined;
    }
    const included = this.readDocument(path, (kind) => this.fail(kind, document, target, written));
    if (included === undefined) return undefined;
    this.size += included.text.length;
    this.sites.push({ document, start: target.start, end: target.end, included });
    const root = included.tree.root;
    const [error] = included.tree.errors;
    if (error !== undefined || root === undefined) {
      // Told here; what could be read of it is merged all the same, for checks of all the rest.
      this.problems.push({
        kind: "syntax",
        document: included,
        start: error?.start ?? 0,
        end: error?.end ?? 0,
        target: written,
      });
      if (root === undefined) return undefined;
    }
    if (depth + included.tree.depth > MAX_DEPTH) {
      this.fail("too-nested", document, target, written, String(MAX_DEPTH));
      return undefined;
    }
    const whole: Merged = { document: included, node: root, key: undefined, replaced: [] };
    return this.expandNode(whole, [...chain, path], depth);
  }

  /** The file an `$include` names, or undefined with the reason told to `fail`. */
  locateTarget(written: string, document: Document, fail: (kind: IncludeKind) => void): string | undefined {
    const refuse = (kind: IncludeKind) => {
      fail(kind);
      return undefined;
    };
    if (written.includes("\0")) return refuse("null-byte");
    const path = resolve(dirname(document.path), written);
    if (written.length >= MAX_PATH_LENGTH || path.length >= MAX_PATH_LENGTH) return refuse("too-long");
    if (!this.roots.some((root) => isInside(root, path))) return refuse("outside");
    try {
      const real = this.host.realpath(path);
      const realRoots = this.roots.map((root) => this.realpathOrSame(root));
      if (!realRoots.some((root) => isInside(root, real))) return refuse("symlink-outside");
      const stat = this.host.stat(path);
      if (stat.kind !== "file") return refuse("not-a-file");
      if (stat.links > 1) return refuse("hard-link");
      if (stat.size > INCLUDE_LIMIT) return refuse("too-large");
      return real === this.realpathOrSame(path) ? path : real;
    } catch (error) {
      if (error instanceof HostError) return refuse(error.code === "EACCES" ? "unreadable" : "missing");
      throw error;
    }
  }

  /** The file whose name is nearest to that of one that is not there, written as the `$include` wrote it. */
  nearestFile(written: string, document: Document): string | undefined {
    const path = resolve(dirname(document.path), written);
    this.guesses += 1;
    if (this.guesses > MAX_GUESSES) return undefined;
    try {
      const names = this.host
        .readDirectory(dirname(path))
        .flatMap(({ name, kind }) => (kind === "file" ? [name] : []));
      const name = nearest(basename(path), names);
      return name === undefined ? undefined : written.slice(0, written.lastIndexOf("/") + 1) + name;
    } catch (error) {
      if (error instanceof HostError) return undefined;
      throw error;
    }
  }

  realpathOrSame(path: string): string {
    try {
      return this.host.realpath(path);
    } catch (error) {
      if (error instanceof HostError) return path;
      throw error;
    }
  }

  readDocument(path: string, fail: (kind: IncludeKind) => void): Document | undefined {
    const known = this.documents.get(path);
    if (known !== undefined) return known;
    const result = readText(this.host, path, INCLUDE_LIMIT);
    if (!result.ok) {
      const { failure } = result;
      fail(
        failure === "too-large" || failure === "utf-16" || failure === "unreadable" || failure === "missing"
          ? failure
          : "not-a-file",
      );
      return undefined;
    }
    const document = createDocument(result.source, this.options.displayName(path));
    this.documents.set(path, document);
    return document;
  }

  fail(kind: IncludeKind, document: Document, node: SyntaxNode, target: string, detail?: string): void {
    const problem: IncludeProblem = { kind, document, start: node.start, end: node.end, target };
    this.problems.push(detail === undefined ? problem : { ...problem, detail });
  }
}

function textOf(node: SyntaxNode): string {
  return node.type === "string" ? node.value : "";
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}
