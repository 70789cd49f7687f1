import { basename, dirname, isAbsolute, join, resolve } from "pathe";
import type { Host } from "../../../core/host.ts";
import { readText } from "../../../read/read-text.ts";
import { readDotenv } from "../dotenv-lines.ts";
import type { EnvironmentProblem } from "../environment-problem.ts";
import { unknownLayer } from "../extra-layers.ts";
import { DOTENV_LIMIT, READ_FAILURES } from "../file-layer.ts";
import { isGitIgnored, isOutsideRepository } from "../git-ignore.ts";
import type { Layer } from "../layer.ts";
import { createLayer, type Entry } from "../layer-values.ts";
import type { EnvironmentOptions, TargetEnvironment } from "../target-options.ts";
import { listed, readProject, type ServicePart } from "./compose-services.ts";
import { withEnvFile, withLines } from "./compose-variables.ts";
import { isImage, setsVariables } from "./container-words.ts";
import { interpolate, type VariableSource } from "./interpolate.ts";
import { itemsOf, memberOf, membersOf, tagOf, textOf } from "./yaml-tree.ts";

/** The state folder in OpenClaw's image. */
const IMAGE_STATE_DIR = "/home/node/.openclaw";

/** What one file says of the gateway's service. */
type KnownPart = Exclude<ServicePart, { readonly unknown: string }>;

/**
 * Reads the gateway's service of a Compose project. Of `paths` each is merged over those before it; the first one's
 * folder is the project's.
 */
export function readCompose(
  host: Host,
  paths: readonly [string, ...string[]],
  options: EnvironmentOptions,
): TargetEnvironment {
  const problems: EnvironmentProblem[] = [];
  const nothing = { settings: {}, workingFolder: undefined, stateDir: null } as const;
  const [path] = paths;
  const folder = dirname(path);
  const source = withEnvFile(host, join(folder, ".env"), (name) => host.env[name], problems);
  const { services, unread } = readProject(host, paths, folder, source, problems);
  const names = [...services.keys()];
  const active = activeProfiles(source);
  const name = pickService(services, options.service, active);
  if (name === undefined) {
    if (names.length > 0)
      problems.push({ kind: "service-ambiguous", file: path, names, wanted: options.service });
    else if (unread === undefined)
      problems.push({ kind: "file-unreadable", file: path, why: "it holds no services", required: true });
    const why = names.length === 0 ? unread : undefined;
    return {
      ...nothing,
      process: [unknownLayer(why ?? "which service runs the gateway is not known")],
      problems,
    };
  }

  const all = services.get(name) ?? [];
  const parts = all.flatMap((part) => ("unknown" in part ? [] : [part]));
  const unknown = all.flatMap((part) => ("unknown" in part ? [part.unknown] : []));
  const environment = sections(parts, "environment").flatMap((part) => environmentEntries(part, problems));
  const last = new Map(environment.map((entry) => [entry.name, entry]));
  const gone = [...last.values()].filter(({ removed }) => removed === true);
  // Compose reads `env_file` in order, later over earlier, and `environment` over all of them.
  const process: Layer[] = [
    createLayer({
      id: "compose-environment",
      role: "process",
      name: `environment of ${name}`,
      file: path,
      entries: environment,
    }),
    ...(runsScript(parts) ? [unknownLayer(`the command of ${name} sets variables by itself`)] : []),
    // A service that cannot be read may have an `environment`, which goes before any `env_file`.
    ...unknown.map(unknownLayer),
    ...sections(parts, "env_file")
      .flatMap((part) => envFileLayers(host, part, gone, problems))
      .reverse(),
  ];

  const state = options.stateDir ?? stateFolder(parts);
  return {
    process,
    settings: {},
    workingFolder: undefined,
    stateDir: state ?? null,
    ...(unknown.length === 0 && hasOwnNetwork(parts) ? { ownNetwork: name } : {}),
    ...(state === null ? { unseen: "the state folder lies in a volume that cannot be seen from here" } : {}),
    problems,
  };
}

type Services = ReadonlyMap<string, readonly ServicePart[]>;

/**
 * The service that was named, by its name or image; else the only one, or the one that most likely runs OpenClaw's
 * gateway, of those that Compose starts before those whose profile is not active. Undefined where several are as likely.
 */
function pickService(
  services: Services,
  wanted: string | undefined,
  active: ReadonlySet<string>,
): string | undefined {
  const names = [...services.keys()];
  if (wanted !== undefined) {
    if (services.has(wanted)) return wanted;
    const running = names.filter((name) => isImage(imageOf(services, name), wanted));
    return running.length === 1 ? running[0] : undefined;
  }
  if (names.length === 1) return names[0];
  const started = names.filter((name) => starts(services, name, active));
  return likeliest(services, started) ?? likeliest(services, names);
}

/** The one service that says most plainly that it runs the gateway: OpenClaw's own proxy or backup says less. */
function likeliest(services: Services, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, rank: rankOf(services, name) }));
  const best = Math.min(...ranked.map(({ rank }) => rank));
  if (best === NO_RANK) return undefined;
  const found = ranked.flatMap(({ name, rank }) => (rank === best ? [name] : []));
  const gateways = found.filter((name) => /gateway/iu.test(name));
  return found.length === 1 ? found[0] : gateways.length === 1 ? gateways[0] : undefined;
}

const OWN_NAME = /^(?:openclaw|clawdbot)(?:[-_]gateway)?$/iu;
const NO_RANK = 4;

/** How plainly a service is OpenClaw's: by its own name, its image, a part of either, or what it runs and mounts. */
function rankOf(services: Services, name: string): number {
  const image = imageOf(services, name);
  if (OWN_NAME.test(name)) return 0;
  if (["openclaw", "openclaw-gateway", "clawdbot"].some((own) => isImage(image, own))) return 1;
  if (/openclaw|clawdbot/iu.test(`${name} ${image}`)) return 2;
  const parts = (services.get(name) ?? []).flatMap((part) => ("unknown" in part ? [] : [part]));
  const words = ["entrypoint", "command", "volumes"].flatMap((key) =>
    parts.flatMap(({ tree, service }) =>
      listed(tree, memberOf(tree, service, key)).map((item) => textOf(tree, item) ?? ""),
    ),
  );
  return words.some((word) => /openclaw|clawdbot/iu.test(word)) ? 3 : NO_RANK;
}

/** The image as the last part that names one has it; "" without. */
function imageOf(services: Services, name: string): string {
  const images = (services.get(name) ?? []).flatMap((part) =>
    "unknown" in part ? [] : [textOf(part.tree, memberOf(part.tree, part.service, "image")) ?? ""],
  );
  return images.findLast((image) => image !== "") ?? "";
}

/** The profiles that `COMPOSE_PROFILES` turns on; `*` is all of them. */
function activeProfiles(source: VariableSource): ReadonlySet<string> {
  const written = source("COMPOSE_PROFILES");
  return new Set(typeof written === "string" ? written.split(",").map((name) => name.trim()) : []);
}

/** True for a service without profiles, or with an active one. */
function starts(services: Services, name: string, active: ReadonlySet<string>): boolean {
  const parts = (services.get(name) ?? []).flatMap((part) => ("unknown" in part ? [] : [part]));
  const profiles = sections(parts, "profiles").flatMap(({ tree, service }) =>
    listed(tree, memberOf(tree, service, "profiles")).map((item) => textOf(tree, item) ?? ""),
  );
  return profiles.length === 0 || active.has("*") || profiles.some((profile) => active.has(profile));
}

/** True where the service's own command or entrypoint sets variables before it starts the gateway. */
function runsScript(parts: readonly KnownPart[]): boolean {
  return ["command", "entrypoint"].some((key) =>
    sections(parts, key)
      .slice(-1)
      .some(({ tree, service }) =>
        setsVariables(listed(tree, memberOf(tree, service, key)).map((item) => textOf(tree, item) ?? "")),
      ),
  );
}

/** True for a service that shares no network with the machine or with another container. */
function hasOwnNetwork(parts: readonly KnownPart[]): boolean {
  return sections(parts, "network_mode").every(({ tree, service }) => {
    const mode = textOf(tree, memberOf(tree, service, "network_mode"));
    return mode === undefined || mode === "bridge";
  });
}

/** The parts that take part in a section: none below `!override`, none up to `!reset`. */
function sections(parts: readonly KnownPart[], key: string): readonly KnownPart[] {
  let taken: KnownPart[] = [];
  for (const part of parts) {
    const tag = tagOf(memberOf(part.tree, part.service, key));
    if (tag === "!reset") taken = [];
    else if (tag === "!override") taken = [part];
    else taken.push(part);
  }
  return taken;
}

function environmentEntries(part: KnownPart, problems: EnvironmentProblem[]): readonly Entry[] {
  const { tree } = part;
  const section = memberOf(tree, part.service, "environment");
  const entries: Entry[] = [];
  for (const member of membersOf(tree, section)) {
    const value = tagOf(member.value) === "!reset" ? null : textOf(tree, member.value);
    entries.push(oneVariable(member.key, value, part, member.line, problems));
  }
  for (const item of itemsOf(tree, section)) {
    const written = textOf(tree, item);
    if (written === undefined) continue;
    const equals = written.indexOf("=");
    const [name, value] =
      equals === -1 ? [written, undefined] : [written.slice(0, equals), written.slice(equals + 1)];
    entries.push(oneVariable(name, value, part, tree.lineOf(item), problems));
  }
  return entries;
}

function decidedThere(name: string): string {
  return `${name} is decided where Compose runs`;
}

/**
 * A name without a value takes the one of the shell or the project's `.env`, and is not there when neither has it, even
 * where a file below gives it a value; nor is a name that is reset (null).
 */
function oneVariable(
  name: string,
  written: string | undefined | null,
  part: KnownPart,
  line: number | undefined,
  problems: EnvironmentProblem[],
): Entry {
  const { path: file, source } = part;
  const place = { file, line };
  if (written === undefined || written === null) {
    const value = written === null ? undefined : source(name);
    if (typeof value === "string") return { name, value, place };
    if (typeof value === "object") return { name, value: "", place, undecidable: decidedThere(name) };
    return { name, value: "", place, removed: true, passed: written === undefined };
  }
  const filled = interpolate(written, source);
  switch (filled.kind) {
    case "text":
      return { name, value: filled.text, place };
    case "unknown":
      return { name, value: "", place, undecidable: decidedThere(filled.name) };
    case "refused":
      // The line is right, and keeps Compose from starting without the value; which one it has, its own shell knows.
      return { name, value: "", place, undecidable: `${filled.name} is required where Compose runs` };
    case "malformed": {
      const why = "Compose refuses this `$`; write `$$` for a dollar sign";
      problems.push({ kind: "line-ignored", file, line: line ?? 1, why });
      return { name, value: "", place, blocked: { reason: "syntax", why } };
    }
  }
}

function envFileLayers(
  host: Host,
  part: KnownPart,
  gone: readonly Entry[],
  problems: EnvironmentProblem[],
): readonly Layer[] {
  const { tree, source } = part;
  return listed(tree, memberOf(tree, part.service, "env_file")).flatMap((item): readonly Layer[] => {
    const written = textOf(tree, item) ?? textOf(tree, memberOf(tree, item, "path"));
    if (written === undefined) return [];
    const required = textOf(tree, memberOf(tree, item, "required")) !== "false";
    const raw = textOf(tree, memberOf(tree, item, "format")) === "raw";
    const filled = interpolate(written, source);
    if (filled.kind !== "text")
      return [unknownLayer(`the path of an env_file of ${basename(part.path)} is not known`)];
    const path = isAbsolute(filled.text) ? filled.text : resolve(part.folder, filled.text);
    const parts = { id: "compose-env-file", role: "process", name: filled.text, file: path } as const;
    const read = readText(host, path, DOTENV_LIMIT);
    if (!read.ok) {
      const why = READ_FAILURES[read.failure];
      const line = tree.lineOf(item);
      const namedBy = line === undefined ? {} : { namedBy: { file: part.path, line } };
      // Left out of the repository, it lies where Compose runs.
      const missing = read.failure === "missing";
      const ignored = missing && isGitIgnored(host, path);
      const outside = missing && isOutsideRepository(host, path, part.path);
      if (!ignored && (required || !missing))
        problems.push({
          kind: "file-unreadable",
          file: path,
          why,
          required: required && !outside,
          ...namedBy,
        });
      // In CI the file with the keys is often left out; what it would hold is not known then.
      const otherwise = () =>
        ({ kind: "undecidable", place: { file: path }, why: `${filled.text}: ${why}` }) as const;
      return [createLayer({ ...parts, entries: [], ...(required || outside ? { otherwise } : {}) })];
    }
    const lines = readDotenv(read.source.text);
    const known = raw ? source : withLines(lines, source);
    const entries = lines.map(({ name, value, line }): Entry => {
      const text = raw || !value.includes("$") ? value : interpolate(value, known);
      return {
        name,
        value: typeof text === "string" ? text : text.kind === "text" ? text.text : value,
        place: { file: path, line },
      };
    });
    return [createLayer({ ...parts, entries: [...entries, ...gone] })];
  });
}

/** The folder mounted as the state folder: a path, null for a volume that cannot be seen, undefined for none. */
function stateFolder(parts: readonly KnownPart[]): string | null | undefined {
  let found: string | null | undefined;
  for (const { tree, service, folder, source } of parts) {
    for (const item of itemsOf(tree, memberOf(tree, service, "volumes"))) {
      const short = textOf(tree, item);
      const written = (key: string): string | undefined => textOf(tree, memberOf(tree, item, key));
      const filled = short === undefined ? undefined : interpolate(short, source);
      const [from, to] =
        filled === undefined
          ? [written("source"), written("target")]
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
