import { basename, dirname, isAbsolute, join, resolve } from "pathe";
import type { Host } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { DOTENV_LIMIT, READ_FAILURES } from "../file-layer.ts";
import { withEnvFile } from "./compose-variables.ts";
import { interpolate, type VariableSource } from "./interpolate.ts";
import {
  isCollection,
  itemsOf,
  memberOf,
  membersOf,
  readYaml,
  tagOf,
  textOf,
  YAML_FAILURES,
  type YamlTree,
} from "./yaml-tree.ts";

/** One Compose file: `folder` is where its relative paths begin, `source` what its `${NAME}` are filled from. */
interface ComposeFile {
  readonly tree: YamlTree;
  readonly path: string;
  readonly folder: string;
  readonly source: VariableSource;
}

interface FilePlace {
  readonly file: string;
  readonly line: number;
}

/** What one file says of a service, or why what belongs there cannot be known. */
export type ServicePart =
  | (ComposeFile & { readonly service: unknown })
  | { readonly unknown: string; readonly service?: undefined };

/** The parts of each service, lowest first: each is merged over those before it. */
type Services = ReadonlyMap<string, readonly ServicePart[]>;

/** The services of a project. */
export interface ComposeProject {
  readonly services: Services;
  /** Present where a file of the project could not be read, so that there may be further services. */
  readonly unread?: string;
}

/** So many includes and extended services are followed; a project can be written so that there are 2^n of them. */
const FOLLOW_LIMIT = 1000;
const TOO_MANY = `the project has more than ${FOLLOW_LIMIT} includes and extended services`;
const EXTENDED_IN_CIRCLE = "the services extend one another in a circle";

/**
 * Reads a project: its files, each merged over those before it; the files they `include`, each with a folder and `.env`
 * of its own; and the services they `extends`, whose relative paths count from their own file. By the Compose
 * specification, and where it is silent as compose-go 2 does it. What Compose refuses is a problem, and what it would
 * have brought is unknown.
 */
export function readProject(
  host: Host,
  paths: readonly string[],
  folder: string,
  source: VariableSource,
  problems: EnvironmentProblem[],
): ComposeProject {
  const project = new Project(host, problems);
  const services = project.merged(paths, folder, source, [], undefined);
  const [why] = project.unread;
  return why === undefined ? { services } : { services, unread: why };
}

// A class because whatever is read counts against one limit, and is told once.
class Project {
  readonly host: Host;
  readonly problems: EnvironmentProblem[];
  readonly trees = new Map<string, YamlTree | string>();
  readonly unread: string[] = [];
  /** Each is told once, though every service of it is read. */
  readonly circles = new Set<string>();
  left = FOLLOW_LIMIT;

  constructor(host: Host, problems: EnvironmentProblem[]) {
    this.host = host;
    this.problems = problems;
  }

  /** The services of files, each merged over those before it, and of the files that they include. */
  merged(
    files: readonly string[],
    folder: string,
    source: VariableSource,
    chain: readonly string[],
    namedBy: FilePlace | undefined,
  ): Services {
    const services = new Map<string, ServicePart[]>();
    const add = (name: string, parts: readonly ServicePart[]) => {
      const before = services.get(name);
      if (before === undefined) services.set(name, [...parts]);
      else before.push(...parts);
    };
    for (const path of files) {
      const tree = this.load(path, namedBy);
      if (typeof tree === "string") {
        this.unread.push(tree);
        continue;
      }
      const file: ComposeFile = { tree, path, folder, source };
      const root = tree.document.contents;
      const own = membersOf(tree, memberOf(tree, root, "services"));
      const ownNames = new Set(own.map(({ key }) => key));
      for (const item of listed(tree, memberOf(tree, root, "include"))) {
        for (const [name, parts] of this.included(file, item, [...chain, ...files])) {
          if (ownNames.has(name)) this.refuse(file, item, `the included file has a service ${name} too`);
          else add(name, parts);
        }
      }
      for (const service of own) {
        const tag = tagOf(service.value);
        if (tag === "!reset" || tag === "!override") services.delete(service.key);
        if (tag !== "!reset") add(service.key, this.partsOf(file, service.key, []));
      }
    }
    return services;
  }

  included(file: ComposeFile, node: unknown, chain: readonly string[]): Services {
    const short = textOf(file.tree, node) !== undefined;
    const member = (key: string): unknown => (short ? undefined : memberOf(file.tree, node, key));
    const found = listed(file.tree, short ? node : member("path")).map((item) => pathIn(file, item));
    const files = found.flatMap((entry) => ("path" in entry ? [entry.path] : []));
    this.unread.push(...found.flatMap((entry) => ("unknown" in entry ? [entry.unknown] : [])));
    const [first] = files;
    if (first === undefined) return new Map();
    if (--this.left < 0) {
      this.unread.push(TOO_MANY);
      return new Map();
    }
    if (files.some((path) => chain.includes(path))) {
      this.refuse(file, node, "the files include one another in a circle");
      return new Map();
    }
    const given = member("project_directory");
    const wanted = given === undefined ? { path: dirname(first) } : pathIn(file, given);
    const folder = "path" in wanted ? wanted.path : dirname(first);
    const envFiles = listed(file.tree, member("env_file"))
      .map((item) => pathIn(file, item))
      .flatMap((entry) => ("path" in entry ? [entry.path] : []));
    // What the including project has goes before the included file's own `.env`; of several, a later one counts.
    let source = file.source;
    for (const path of (envFiles.length === 0 ? [join(folder, ".env")] : envFiles).reverse())
      source = withEnvFile(this.host, path, source, this.problems);
    return this.merged(files, folder, source, chain, placeOf(file, node));
  }

  /** The parts of a service of one file, those of the service that it extends first. */
  partsOf(file: ComposeFile, name: string, chain: readonly string[]): readonly ServicePart[] {
    const service = serviceIn(file, name);
    const extended = memberOf(file.tree, service, "extends");
    const written = textOf(file.tree, extended) !== undefined || isCollection(file.tree, extended);
    if (!written || tagOf(extended) === "!reset") return [{ ...file, service }];
    return [...this.extendedParts(file, extended, [...chain, `${file.path} ${name}`]), { ...file, service }];
  }

  extendedParts(file: ComposeFile, node: unknown, chain: readonly string[]): readonly ServicePart[] {
    const name = textOf(file.tree, node) ?? textOf(file.tree, memberOf(file.tree, node, "service"));
    if (name === undefined) {
      this.refuse(file, node, "`extends` names no service");
      return [{ unknown: "the service extends another one, which is not named" }];
    }
    const base = this.extendedFile(file, memberOf(file.tree, node, "file"));
    if ("unknown" in base) return [base];
    if (serviceIn(base, name) === undefined) {
      this.refuse(file, node, `${basename(base.path)} has no service ${name} to extend`);
      return [{ unknown: `${name}, which the service extends, is not in ${basename(base.path)}` }];
    }
    if (--this.left < 0) return [{ unknown: TOO_MANY }];
    const again = chain.indexOf(`${base.path} ${name}`);
    if (again !== -1) {
      const circle = chain.slice(again).sort().join("\n");
      if (!this.circles.has(circle)) this.refuse(file, node, EXTENDED_IN_CIRCLE);
      this.circles.add(circle);
      return [{ unknown: EXTENDED_IN_CIRCLE }];
    }
    return this.partsOf(base, name, chain);
  }

  extendedFile(file: ComposeFile, node: unknown): ComposeFile | { unknown: string } {
    if (node === undefined) return file;
    const found = pathIn(file, node);
    if ("unknown" in found) return found;
    const tree = this.load(found.path, placeOf(file, node));
    if (typeof tree === "string") return { unknown: tree };
    return { tree, path: found.path, folder: dirname(found.path), source: file.source };
  }

  /** A file's tree, or in words why there is none; told once. */
  load(path: string, namedBy: FilePlace | undefined): YamlTree | string {
    const known = this.trees.get(path);
    if (known !== undefined) return known;
    const read = readTree(this.host, path);
    if ("why" in read) {
      const named = namedBy === undefined ? {} : { namedBy };
      this.problems.push({ kind: "file-unreadable", file: path, required: true, ...read, ...named });
    }
    const found = "why" in read ? `${basename(path)}: ${read.why}` : read.tree;
    this.trees.set(path, found);
    return found;
  }

  refuse(file: ComposeFile, node: unknown, why: string): void {
    const line = file.tree.lineOf(node) ?? 1;
    this.problems.push({ kind: "line-ignored", file: file.path, line, why: `Compose stops here: ${why}` });
  }
}

function readTree(host: Host, path: string): { tree: YamlTree } | { why: string; line?: number } {
  const read = readText(host, path, DOTENV_LIMIT);
  if (!read.ok) return { why: READ_FAILURES[read.failure] };
  const yaml = readYaml(read.source.text);
  if (!yaml.ok) return { why: yaml.why, ...(yaml.line === undefined ? {} : { line: yaml.line }) };
  // A file may begin with an empty document.
  const tree = yaml.trees.find((one) => isCollection(one, one.document.contents)) ?? yaml.trees[0];
  return tree === undefined ? { why: YAML_FAILURES.broken } : { tree };
}

/** A path written in a file, from its folder on; a text in words for what is not a path on this disk. */
function pathIn(file: ComposeFile, node: unknown): { path: string } | { unknown: string } {
  const filled = interpolate(textOf(file.tree, node) ?? "", file.source);
  if (filled.kind !== "text") return { unknown: `a path in ${basename(file.path)} is not known` };
  if (/^[a-z][a-z+.-]*:\/\/|^git@|\.git(?:#|$)/iu.test(filled.text))
    return { unknown: `${basename(file.path)} names a file that Compose fetches` };
  return { path: isAbsolute(filled.text) ? filled.text : resolve(file.folder, filled.text) };
}

function placeOf(file: ComposeFile, node: unknown): FilePlace | undefined {
  const line = file.tree.lineOf(node);
  return line === undefined ? undefined : { file: file.path, line };
}

function serviceIn(file: ComposeFile, name: string): unknown {
  const { tree } = file;
  return memberOf(tree, memberOf(tree, tree.document.contents, "services"), name);
}

/** The items of a list, or a single value as one. */
export function listed(tree: YamlTree, node: unknown): readonly unknown[] {
  const items = itemsOf(tree, node);
  if (items.length > 0) return items;
  return textOf(tree, node) === undefined && membersOf(tree, node).length === 0 ? [] : [node];
}
