import builtIn from "../../src/data/built-in-aliases.json" with { type: "json" };
import type { CatalogueProvider } from "../../src/resolve/providers/catalogue.ts";
import { project } from "../../src/schema/project.ts";
import { NEWEST_RELEASE } from "../../src/schema/releases.ts";
import {
  annotationOf,
  isNode,
  type SchemaNode,
  type SchemaSource,
  schemaMap,
} from "../../src/schema/source.ts";
import { readSchemaSource } from "../read-schema-source.ts";
import type { Facts } from "./facts.ts";
import { apiValues, schemaRows } from "./schema-rows.ts";
import type { DataFiles } from "./write-data.ts";

/** What our data says. */
export interface OwnFacts {
  readonly facts: Facts;
  /** Variables that OpenClaw's code or documentation names and no manifest does: no manifest can lose them. */
  readonly elsewhere: ReadonlySet<string>;
}

/** What our data says, in the shape that is compared. Providers that only the documentation names are left out. */
export function ownFacts(files: DataFiles): OwnFacts {
  const schema = project(withoutLeft(readSchemaSource()), NEWEST_RELEASE, "bare");
  // The files are ours; the stages that use them check their shape in tests.
  const { providers } = JSON.parse(files.providers) as { providers: readonly CatalogueProvider[] };
  const blocked = JSON.parse(files.blocked) as { names: readonly string[]; prefixes: readonly string[] };
  const variables = JSON.parse(files.variables) as { providers: Readonly<Record<string, Variables>> };
  const installer = JSON.parse(files.installer) as { guided: readonly string[]; fixed: readonly string[] };
  const migrated = JSON.parse(files.migrated) as {
    providers: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  };
  const inOpenClaw = providers.filter(({ kind }) => kind === "bundled" || kind === "external");
  const aliases = new Map<string, string>();
  for (const { id, aliasOf, aliases: more } of providers) {
    if (aliasOf !== undefined) aliases.set(id, aliasOf);
    for (const alias of more ?? []) aliases.set(alias, id);
  }
  const read = Object.entries(variables.providers);
  const facts: Facts = {
    "schema path": schemaRows(schema),
    "api value": apiValues(schema),
    provider: new Map(inOpenClaw.map(({ id, kind }) => [id, kind])),
    "overlay id": new Map(providers.filter(({ overlay }) => overlay).map(({ id }) => [id, ""])),
    alias: aliases,
    "model alias": new Map(
      Object.entries(builtIn.aliases).map(([name, stretches]) => [
        name,
        Object.values(stretches).at(-1) ?? "",
      ]),
    ),
    "environment name": new Map(
      read.flatMap(([id, { names }]) => names.map((name) => [`${id} ${name}`, ""])),
    ),
    "blocked name": new Map([
      ...blocked.names.map((name) => [name, "name"] as const),
      ...blocked.prefixes.map((prefix) => [prefix, "prefix"] as const),
    ]),
    model: new Map(
      inOpenClaw.flatMap(({ id, kind, models }) =>
        kind === "bundled" ? (models ?? []).map((model) => [`${id}/${model}`, ""] as const) : [],
      ),
    ),
    "retired model": new Map(
      providers.flatMap(({ id, retired }) =>
        Object.entries(retired ?? {}).map(([model, next]) => [`${id}/${model}`, next ?? ""] as const),
      ),
    ),
    "plugin package": new Map(Object.entries(JSON.parse(files.plugins).packages as Record<string, string>)),
    "guided provider": new Map(installer.guided.map((id) => [id, ""])),
    "installer variable": new Map(installer.fixed.map((name) => [name, ""])),
    "migrated model": new Map(
      Object.entries(migrated.providers).flatMap(([id, models]) =>
        Object.entries(models).flatMap(([model, old]) => old.map((one) => [`${id}/${one}`, model] as const)),
      ),
    ),
  };
  const others = read.filter(([, { kind, source }]) => kind === "core" || source !== undefined);
  const elsewhere = new Set(others.flatMap(([id, { names }]) => names.map((name) => `${id} ${name}`)));
  return { facts, elsewhere };
}

interface Variables {
  readonly names: readonly string[];
  readonly kind: string;
  /** Where the names stand if in no manifest. */
  readonly source?: "code" | "documentation";
}

/** The source without keys that have left: OpenClaw's own schema does not have them, even where it forgives them. */
function withoutLeft(source: SchemaSource): SchemaSource {
  const definitions = Object.fromEntries(
    Object.entries(source.definitions).map(([name, node]) => [name, clean(node)]),
  );
  return { root: clean(source.root), definitions, words: {} };
}

function clean(node: SchemaNode): SchemaNode {
  const copy: Record<string, unknown> = { ...node };
  for (const [keyword, value] of Object.entries(node)) {
    if (keyword === "properties") {
      const kept = Object.entries(schemaMap(value)).filter(
        ([, child]) => annotationOf(child).until === undefined,
      );
      copy[keyword] = Object.fromEntries(
        kept.map(([key, child]) => [key, isNode(child) ? clean(child) : child]),
      );
    } else if (keyword !== "x-openclaw" && isNode(value)) copy[keyword] = clean(value);
  }
  return copy;
}
