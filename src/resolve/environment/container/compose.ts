import { basename, dirname, isAbsolute, join, resolve } from "pathe";
import { type Host, isFile } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import { readDotenv } from "../dotenv-lines.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { unknownLayer } from "../extra-layers.ts";
import { DOTENV_LIMIT, READ_FAILURES } from "../file-layer.ts";
import type { Layer } from "../layer.ts";
import { createLayer, type Entry } from "../layer-values.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { interpolate, type VariableSource } from "./interpolate.ts";
import { isCollection, itemsOf, memberOf, membersOf, readYaml, textOf, type YamlTree } from "./yaml-tree.ts";

/** The state folder in OpenClaw's image. */
const IMAGE_STATE_DIR = "/home/node/.openclaw";

/** One Compose file and the service of it that runs the gateway. */
interface ServicePart {
  readonly tree: YamlTree;
  readonly file: string;
  readonly service: unknown;
}

/** Reads the gateway's service of a Compose file, with the override file that Compose loads by itself. */
export function readCompose(
  host: Host,
  tree: YamlTree | undefined,
  path: string,
  options: EnvironmentOptions,
): TargetEnvironment {
  const problems: EnvironmentProblem[] = [];
  const nothing = { settings: {}, workingFolder: undefined, stateDir: null } as const;
  const folder = dirname(path);
  const services =
    tree === undefined ? [] : membersOf(tree, memberOf(tree, tree.document.contents, "services"));
  const names = services.map((service) => service.key);
  const name = tree === undefined ? undefined : pickService(tree, services, options.composeService);
  if (tree === undefined || name === undefined) {
    problems.push(
      names.length === 0
        ? { kind: "file-unreadable", file: path, why: "it holds no services", required: true }
        : { kind: "service-ambiguous", file: path, names },
    );
    return { ...nothing, process: [unknownLayer("which service runs the gateway is not known")], problems };
  }

  const parts: ServicePart[] = [
    { tree, file: path, service: services.find((service) => service.key === name)?.value },
  ];
  for (const [file, other] of overrides(host, path, options.serviceFile !== undefined)) {
    const service = memberOf(other, memberOf(other, other.document.contents, "services"), name);
    if (service !== undefined) parts.push({ tree: other, file, service });
  }

  const source = projectVariables(host, folder, problems);
  const environment = parts.flatMap((part) => environmentEntries(part, source, problems));
  // Compose reads `env_file` in order, later over earlier, and `environment` over all of them.
  const files = parts.flatMap((part) => envFileLayers(host, part, folder, source, problems)).reverse();
  const extended = parts.some((part) => memberOf(part.tree, part.service, "extends") !== undefined);
  const process: Layer[] = [
    createLayer({
      id: "compose-environment",
      role: "process",
      name: `environment of ${name}`,
      file: path,
      entries: environment,
    }),
    ...files,
    ...(extended ? [unknownLayer("the service extends another one")] : []),
  ];

  const state = options.stateDir ?? stateFolder(parts, folder, source);
  return {
    process,
    settings: {},
    workingFolder: undefined,
    stateDir: state ?? null,
    ...(state === null ? { unseen: "the state folder lies in a volume that cannot be seen from here" } : {}),
    problems,
  };
}

/** The named service, the only one, or the only one whose name or image says OpenClaw (its gateway before its CLI). */
function pickService(
  tree: YamlTree,
  services: readonly { readonly key: string; readonly value: unknown }[],
  wanted: string | undefined,
): string | undefined {
  if (wanted !== undefined) return services.find((service) => service.key === wanted)?.key;
  if (services.length === 1) return services[0]?.key;
  const ours = services.filter((service) => {
    const image = textOf(tree, memberOf(tree, service.value, "image")) ?? "";
    return /openclaw|clawdbot/iu.test(`${service.key} ${image}`);
  });
  const gateways = ours.filter((service) => /gateway/iu.test(service.key));
  const found = gateways.length === 1 ? gateways : ours;
  return found.length === 1 ? found[0]?.key : undefined;
}

function overrides(host: Host, path: string, explicit: boolean): readonly (readonly [string, YamlTree])[] {
  const stem = /^(compose|docker-compose)\.ya?ml$/u.exec(basename(path))?.[1];
  if (stem === undefined || explicit) return [];
  for (const ending of ["yml", "yaml"]) {
    const file = join(dirname(path), `${stem}.override.${ending}`);
    if (!isFile(host, file)) continue;
    const read = readText(host, file, DOTENV_LIMIT);
    const tree = read.ok ? readYaml(read.source.text)?.[0] : undefined;
    if (tree !== undefined) return [[file, tree]];
  }
  return [];
}

/** Variables for interpolation: the shell that runs Compose, then the project's `.env`. */
function projectVariables(host: Host, folder: string, problems: EnvironmentProblem[]): VariableSource {
  const path = join(folder, ".env");
  const read = readText(host, path, DOTENV_LIMIT);
  if (!read.ok && read.failure !== "missing") {
    problems.push({ kind: "file-unreadable", file: path, why: READ_FAILURES[read.failure], required: false });
  }
  const shell: VariableSource = (name) => host.env[name];
  return read.ok ? withFile(readDotenv(read.source.text), shell) : shell;
}

/** A `.env` file as Compose reads it: values in double quotes or none are filled from the shell and from lines above. */
function withFile(
  lines: readonly { readonly name: string; readonly value: string }[],
  shell: VariableSource,
): VariableSource {
  const known = new Map<string, string>();
  const source: VariableSource = (name) => shell(name) ?? known.get(name);
  for (const { name, value } of lines) {
    const filled = value.includes("$") ? interpolate(value, source) : undefined;
    known.set(name, filled?.kind === "text" ? filled.text : value);
  }
  return source;
}

function environmentEntries(
  part: ServicePart,
  source: VariableSource,
  problems: EnvironmentProblem[],
): readonly Entry[] {
  const { tree, file } = part;
  const section = memberOf(tree, part.service, "environment");
  const entries: Entry[] = [];
  for (const member of membersOf(tree, section)) {
    entries.push(...oneVariable(member.key, textOf(tree, member.value), file, member.line, source, problems));
  }
  for (const item of itemsOf(tree, section)) {
    const written = textOf(tree, item);
    if (written === undefined) continue;
    const equals = written.indexOf("=");
    const [name, value] =
      equals === -1 ? [written, undefined] : [written.slice(0, equals), written.slice(equals + 1)];
    entries.push(...oneVariable(name, value, file, tree.lineOf(item), source, problems));
  }
  return entries;
}

/** A name without a value takes the one of the shell or the project's `.env`, and is not there when neither has it. */
function oneVariable(
  name: string,
  written: string | undefined,
  file: string,
  line: number | undefined,
  source: VariableSource,
  problems: EnvironmentProblem[],
): readonly Entry[] {
  const place = { file, ...(line === undefined ? {} : { line }) };
  if (written === undefined) {
    const value = source(name);
    return typeof value === "string" ? [{ name, value, place }] : [];
  }
  const filled = interpolate(written, source);
  switch (filled.kind) {
    case "text":
      return [{ name, value: filled.text, place }];
    case "unknown":
      return [{ name, value: "", place, undecidable: `${filled.name} is decided where Compose runs` }];
    case "refused":
    case "malformed": {
      const why =
        filled.kind === "refused"
          ? `Compose stops here: ${filled.name} is required and not set`
          : "Compose refuses this `$`; write `$$` for a dollar sign";
      problems.push({ kind: "line-ignored", file, line: line ?? 1, why });
      return [{ name, value: "", place, blocked: { reason: "syntax", why } }];
    }
  }
}

function envFileLayers(
  host: Host,
  part: ServicePart,
  folder: string,
  source: VariableSource,
  problems: EnvironmentProblem[],
): readonly Layer[] {
  const { tree } = part;
  const section = memberOf(tree, part.service, "env_file");
  const wanted =
    isCollection(tree, section) && itemsOf(tree, section).length > 0 ? itemsOf(tree, section) : [section];
  return wanted.flatMap((item): readonly Layer[] => {
    const written = textOf(tree, item) ?? textOf(tree, memberOf(tree, item, "path"));
    if (written === undefined) return [];
    const required = textOf(tree, memberOf(tree, item, "required")) !== "false";
    const raw = textOf(tree, memberOf(tree, item, "format")) === "raw";
    const filled = interpolate(written, source);
    if (filled.kind !== "text")
      return [unknownLayer(`the path of an env_file of ${basename(part.file)} is not known`)];
    const path = isAbsolute(filled.text) ? filled.text : resolve(folder, filled.text);
    const parts = { id: "compose-env-file", role: "process", name: filled.text, file: path } as const;
    const read = readText(host, path, DOTENV_LIMIT);
    if (!read.ok) {
      const why = READ_FAILURES[read.failure];
      const line = tree.lineOf(item);
      const namedBy = line === undefined ? {} : { namedBy: { file: part.file, line } };
      if (required || read.failure !== "missing")
        problems.push({ kind: "file-unreadable", file: path, why, required, ...namedBy });
      // In CI the file with the keys is often left out; what it would hold is not known then.
      const otherwise = () =>
        ({ kind: "undecidable", place: { file: path }, why: `${filled.text}: ${why}` }) as const;
      return [createLayer({ ...parts, entries: [], ...(required ? { otherwise } : {}) })];
    }
    const lines = readDotenv(read.source.text);
    const known = raw ? source : withFile(lines, source);
    const entries = lines.map(({ name, value, line }): Entry => {
      const text = raw || !value.includes("$") ? value : interpolate(value, known);
      return {
        name,
        value: typeof text === "string" ? text : text.kind === "text" ? text.text : value,
        place: { file: path, line },
      };
    });
    return [createLayer({ ...parts, entries })];
  });
}

/** The folder mounted as the state folder: a path, null for a volume that cannot be seen, undefined for none. */
function stateFolder(
  parts: readonly ServicePart[],
  folder: string,
  source: VariableSource,
): string | null | undefined {
  let found: string | null | undefined;
  for (const { tree, service } of parts) {
    for (const item of itemsOf(tree, memberOf(tree, service, "volumes"))) {
      const short = textOf(tree, item);
      const filled = short === undefined ? undefined : interpolate(short, source);
      const [from, to] =
        filled === undefined
          ? [textOf(tree, memberOf(tree, item, "source")), textOf(tree, memberOf(tree, item, "target"))]
          : filled.kind === "text"
            ? filled.text.split(":")
            : [undefined, short?.includes(IMAGE_STATE_DIR) === true ? IMAGE_STATE_DIR : undefined];
      if (to === undefined || to.replace(/\/+$/u, "") !== IMAGE_STATE_DIR) continue;
      const home = source("HOME");
      if (from === undefined || from === "") found = null;
      else if (from.startsWith("/")) found = from;
      else if (from.startsWith("~/")) found = typeof home === "string" ? join(home, from.slice(2)) : null;
      else found = from.startsWith(".") ? resolve(folder, from) : null;
    }
  }
  return found;
}
