import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Difference } from "./facts.ts";

/** The data files as they stand, as text; keys are paths from the top of the repository. */
export type DataFiles = Record<
  "providers" | "variables" | "blocked" | "ids" | "plugins" | "installer" | "migrated",
  string
>;

/** Where each file lies. */
export const DATA_PATHS: Readonly<Record<keyof DataFiles, string>> = {
  providers: "src/data/providers.json",
  variables: "src/data/environment/provider-variables.json",
  blocked: "src/data/environment/blocked-names.json",
  ids: "schema/source/provider-ids.json5",
  plugins: "src/data/official-plugins.json",
  installer: "src/data/environment/installer.json",
  migrated: "src/data/migrated-models.json",
};

type Entry = Record<string, unknown> & { id: string; kind: string; overlay: boolean };

/** Reads the data files below the top of the repository. */
export function readDataFiles(root: string): DataFiles {
  const read = (key: keyof DataFiles) => readFileSync(join(root, DATA_PATHS[key]), "utf8");
  return {
    providers: read("providers"),
    variables: read("variables"),
    blocked: read("blocked"),
    ids: read("ids"),
    plugins: read("plugins"),
    installer: read("installer"),
    migrated: read("migrated"),
  };
}

/** Writes the data files below the top of the repository. */
export function writeDataFiles(root: string, files: DataFiles): void {
  for (const [key, text] of Object.entries(files)) {
    // The keys are those of the type.
    writeFileSync(join(root, DATA_PATHS[key as keyof DataFiles]), text);
  }
}

/**
 * Brings the data files to what OpenClaw says, and stamps them with the release and the day. Schema paths, `api`
 * values and model aliases are left: they need words, or a release of their own.
 *
 * @param packages npm packages of external providers, by id
 */
export function applyDifferences(
  files: DataFiles,
  all: readonly Difference[],
  packages: ReadonlyMap<string, string>,
  stamp: { readonly release: string; readonly taken: string },
): DataFiles {
  const entries = applyToProviders(parse(files.providers)["providers"] as Entry[], all, packages);
  const variables = parse(files.variables);
  const blocked = parse(files.blocked);
  applyToVariables(variables["providers"] as VariableMap, all, entries, packages);
  applyToBlocked(blocked, all);
  return {
    providers: providersText({ ...stamp, entries }),
    variables: `${JSON.stringify({ ...variables, ...stamp }, null, 2)}\n`,
    blocked: `${JSON.stringify({ ...blocked, ...stamp }, null, 2)}\n`,
    ids: idsText(files.ids, entries, stamp.release),
    plugins: pluginsText(files.plugins, all, stamp.release),
    installer: installerText(files.installer, all, stamp),
    migrated: migratedText(files.migrated, all, stamp),
  };
}

function pluginsText(text: string, all: readonly Difference[], release: string): string {
  const { packages, ...rest } = parse(text);
  const byId = new Map(Object.entries(packages as Record<string, string>));
  for (const { kind, name, theirs } of all) {
    if (kind !== "plugin package") continue;
    if (theirs === undefined) byId.delete(name);
    else byId.set(name, theirs);
  }
  const sorted = Object.fromEntries([...byId].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...rest, release, packages: sorted }, null, 2)}\n`;
}

type Stamp = { readonly release: string; readonly taken: string };

function installerText(text: string, all: readonly Difference[], stamp: Stamp): string {
  const data = { ...parse(text), ...stamp } as Record<string, unknown>;
  for (const [key, kind] of [
    ["guided", "guided provider"],
    ["fixed", "installer variable"],
  ] as const) {
    const list = new Set(Array.isArray(data[key]) ? data[key].map(String) : []);
    for (const one of all.filter((difference) => difference.kind === kind)) {
      if (one.change === "gone") list.delete(one.name);
      else list.add(one.name);
    }
    data[key] = [...list].sort();
  }
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** One new model a line, with those that it takes the place of. */
function migratedText(text: string, all: readonly Difference[], stamp: Stamp): string {
  const { providers, ...head } = { ...parse(text), ...stamp } as Record<string, unknown>;
  const next = new Map<string, string>();
  for (const [id, models] of Object.entries(providers as Record<string, Record<string, string[]>>))
    for (const [model, old] of Object.entries(models)) for (const one of old) next.set(`${id}/${one}`, model);
  for (const { kind, name, theirs } of all) {
    if (kind !== "migrated model") continue;
    if (theirs === undefined) next.delete(name);
    else next.set(name, theirs);
  }
  const byProvider = new Map<string, Map<string, string[]>>();
  for (const [name, model] of [...next].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { id, model: old } = splitModel(name);
    const models = byProvider.get(id) ?? new Map<string, string[]>();
    byProvider.set(id, models.set(model, [...(models.get(model) ?? []), old]));
  }
  const blocks = [...byProvider]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, models]) => {
      const lines = [...models]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([model, old]) => `      ${JSON.stringify(model)}: ${inline(old)}`);
      return `    ${JSON.stringify(id)}: {\n${lines.join(",\n")}\n    }`;
    });
  const heads = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  return `{\n${heads.join("")}  "providers": {\n${blocks.join(",\n")}\n  }\n}\n`;
}

function parse(text: string): Record<string, unknown> {
  // The files are ours; their readers check them in tests.
  return JSON.parse(text) as Record<string, unknown>;
}

function applyToProviders(
  entries: readonly Entry[],
  all: readonly Difference[],
  packages: ReadonlyMap<string, string>,
): Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, structuredClone(entry)]));
  for (const { kind, name, change, theirs = "" } of all) {
    const gone = change === "gone";
    const { id, model } = splitModel(name);
    switch (kind) {
      case "provider":
        if (gone) byId.delete(name);
        else byId.set(name, { ...fresh(name, theirs, packages), ...byId.get(name), kind: theirs });
        break;
      case "overlay id": {
        const entry = byId.get(name);
        if (entry !== undefined) entry.overlay = !gone;
        else if (!gone) byId.set(name, { id: name, kind: "reserved", overlay: true });
        break;
      }
      case "alias":
        applyAlias(byId, name, gone ? undefined : theirs);
        break;
      case "model": {
        const entry = byId.get(id);
        if (entry !== undefined) changeList(entry, "models", model, gone);
        break;
      }
      case "retired model": {
        const entry = byId.get(id) ?? { id, kind: "reserved", overlay: false };
        byId.set(id, entry);
        const retired = { ...Object(entry["retired"]) };
        if (gone) delete retired[model];
        else retired[model] = theirs === "" ? null : theirs;
        entry["retired"] = retired;
        if (Object.keys(retired).length === 0) delete entry["retired"];
        break;
      }
      case "schema path":
      case "api value":
      case "environment name":
      case "blocked name":
      case "model alias":
      case "plugin package":
      case "guided provider":
      case "installer variable":
      case "migrated model":
        break;
      default:
        kind satisfies never;
    }
  }
  // Providers that only the documentation names stand last.
  const place = ({ id, kind }: Entry) => `${kind === "documented" ? 1 : 0} ${id}`;
  return [...byId.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function fresh(id: string, kind: string, packages: ReadonlyMap<string, string>): Entry {
  const name = packages.get(id);
  return { id, kind, overlay: false, ...(name === undefined ? {} : { package: name }) };
}

function applyAlias(byId: Map<string, Entry>, alias: string, owner: string | undefined): void {
  for (const entry of byId.values()) if (entry.id !== owner) changeList(entry, "aliases", alias, true);
  const own = byId.get(alias);
  if (owner === undefined) {
    if (own?.kind !== "alias") return;
    if (!own.overlay) byId.delete(alias);
    // Without an owner it is still an id whose block may leave things out.
    own.kind = "reserved";
    delete own["aliasOf"];
    return;
  }
  if (own?.kind === "alias") own["aliasOf"] = owner;
  const target = byId.get(owner);
  if (target !== undefined) changeList(target, "aliases", alias, false);
}

function changeList(entry: Entry, key: string, value: string, gone: boolean): void {
  const list = Array.isArray(entry[key]) ? entry[key].map(String) : [];
  const next = gone ? list.filter((item) => item !== value) : [...new Set([...list, value])];
  if (next.length > 0) entry[key] = next;
  else delete entry[key];
}

type VariableMap = Record<string, { names: string[]; kind: string; package?: string }>;

function applyToVariables(
  map: VariableMap,
  all: readonly Difference[],
  entries: readonly Entry[],
  packages: ReadonlyMap<string, string>,
): void {
  for (const { kind, name, change } of all) {
    if (kind !== "environment name") continue;
    const [id = "", variable = ""] = name.split(" ");
    const entry = map[id];
    if (change === "gone") {
      if (entry === undefined) continue;
      entry.names = entry.names.filter((known) => known !== variable);
      if (entry.names.length === 0) delete map[id];
    } else if (entry !== undefined) entry.names.push(variable);
    else {
      const owner = entries.find((one) => one.id === id)?.kind === "bundled" ? "bundled" : "external";
      const npm = packages.get(id);
      map[id] = { names: [variable], kind: owner, ...(npm === undefined ? {} : { package: npm }) };
    }
  }
}

function applyToBlocked(data: Record<string, unknown>, all: readonly Difference[]): void {
  for (const { kind, name, change, ours, theirs } of all) {
    if (kind !== "blocked name") continue;
    for (const [key, what] of [
      ["names", "name"],
      ["prefixes", "prefix"],
    ] as const) {
      const list = new Set(Array.isArray(data[key]) ? data[key].map(String) : []);
      if (ours === what) list.delete(name);
      if (change !== "gone" && theirs === what) list.add(name);
      data[key] = [...list].sort();
    }
  }
}

function splitModel(name: string): { id: string; model: string } {
  const at = name.indexOf("/");
  return { id: name.slice(0, at), model: name.slice(at + 1) };
}

/** One provider a line. */
function providersText({
  release,
  taken,
  entries,
}: {
  release: string;
  taken: string;
  entries: readonly Entry[];
}): string {
  const lines = entries.map((entry) => `    ${inline(entry)}`).join(",\n");
  return `{\n  "release": "${release}",\n  "taken": "${taken}",\n  "providers": [\n${lines}\n  ]\n}\n`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`)
    .join(", ")}}`;
}

/** provider-ids.json5 with its comments, and the lists as the providers say. Ids of media providers are not offered. */
function idsText(before: string, entries: readonly Entry[], release: string): string {
  const official = (entry: Entry) => entry.kind === "bundled" || entry.kind === "external";
  const overlay = entries.filter((entry) => entry.overlay).map(({ id }) => id);
  const known = new Set(listIn(before, "needEndpoint"));
  // Which of the new ids serve text models is not in the manifests: an id is added by hand.
  const needEndpoint = entries.filter((entry) => official(entry) && !entry.overlay && known.has(entry.id));
  return withList(
    withList(before, "overlay", overlay),
    "needEndpoint",
    needEndpoint.map(({ id }) => id),
  ).replace(/^(\/\/ Provider ids as of OpenClaw ).*$/mu, `$1${release}.`);
}

function listIn(text: string, key: string): string[] {
  const body = new RegExp(`${key}: \\[([^\\]]*)\\]`, "u").exec(text)?.[1] ?? "";
  return [...body.matchAll(/"([^"]+)"/gu)].map((match) => match[1] ?? "");
}

function withList(text: string, key: string, ids: readonly string[]): string {
  const body = ids.map((id) => `    "${id}",\n`).join("");
  return text.replace(new RegExp(`${key}: \\[[^\\]]*\\]`, "u"), `${key}: [\n${body}  ]`);
}
