/*
 * Runs inside the Node that OpenClaw asks for: prints, as JSON, the models that bundled plugins list in code instead of
 * in their manifests, and which plugins take any id at all. No dependency of this project is loaded here; the types are
 * erased by that Node.
 *
 *   node static-catalog.ts DIST
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Callable, findExport } from "../../conformance/openclaw/find-export.ts";

type Row = Record<string, unknown>;

/** What a plugin registers for one provider, as far as it is read here. */
interface Registered {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly hookAliases?: readonly string[];
  readonly staticCatalog?: { readonly run: (context: unknown) => Promise<unknown> };
  /** What the plugin writes into models.json once there is a key. */
  readonly catalog?: { readonly run: (context: unknown) => Promise<unknown> };
  readonly resolveDynamicModel?: (context: unknown) => Row | undefined;
}

/** What a plugin takes: without its catalogue, beside it, and in which case. */
interface Taken {
  readonly alone: Record<string, Row>;
  readonly copied: Record<string, Row>;
  readonly takesCase?: string;
}

/** The parts of a manifest that name models. */
interface Manifest {
  readonly providers?: readonly string[];
  readonly modelIdNormalization?: {
    readonly providers?: Readonly<Record<string, { readonly aliases?: Readonly<Record<string, string>> }>>;
  };
  readonly modelCatalog?: {
    readonly providers?: Readonly<Record<string, { readonly models?: readonly { readonly id: string }[] }>>;
    readonly suppressions?: readonly { readonly provider: string; readonly model: string }[];
  };
}

/** A release's facts about routes, as far as they name models. */
interface OwnRoutes {
  readonly providers: Readonly<Record<string, Readonly<Record<"models" | "inCode" | "offered", object>>>>;
}

/** A provider of our own list, as far as it names models. */
interface OwnProvider {
  readonly id: string;
  readonly models?: readonly string[];
  readonly modelAliases?: Readonly<Record<string, string>>;
  readonly retired?: Readonly<Record<string, string | null>>;
}

const [, , dist = ""] = process.argv;
const data = new URL("../../src/data/", import.meta.url);
// The files are ours.
const OWN = (
  JSON.parse(readFileSync(new URL("providers.json", data), "utf8")) as { providers: readonly OwnProvider[] }
).providers;
const ROUTES = readdirSync(new URL("routes/", data)).map(
  (name) => JSON.parse(readFileSync(new URL(`routes/${name}`, data), "utf8")) as OwnRoutes,
);
/** No model is called so: a plugin that takes it takes everything. */
const NOBODY = "no-model-is-called-so";

// No vendor is asked: what plugins list without an answer is what they bring along.
globalThis.fetch = () => Promise.reject(new Error("there is no network"));

const rows: Row[] = [];
const offered: Row[] = [];
const aliases: Record<string, string> = {};
const anyId: Record<string, Row> = {};
/** Providers whose plugin offers models only once there is a key; most ask a server for them. */
const withKey: string[] = [];
/** Models that a plugin takes without its catalogue, of those that have a name somewhere, by provider. */
const taken: Record<string, Taken> = {};

const load = await findExport(dist, "loadBundledProviderStaticCatalogContextModels");
if (load !== undefined) rows.push(...((await load({})) as Row[]));

const extensions = join(dist, "extensions");
for (const name of readdirSync(extensions).sort()) {
  const manifest = join(extensions, name, "openclaw.plugin.json");
  const entry = join(extensions, name, "index.js");
  if (!existsSync(manifest) || !existsSync(entry)) continue;
  const text = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  if ((text.providers ?? []).length === 0) continue;
  for (const provider of await registeredBy(entry)) {
    const own = await staticRowsOf(provider);
    offered.push(...own);
    if (provider.staticCatalog === undefined && provider.catalog !== undefined)
      withKey.push(provider.id, ...own.map((row) => String(row["provider"])));
    for (const alias of [...(provider.aliases ?? []), ...(provider.hookAliases ?? [])])
      aliases[alias] = provider.id;
    const whatever = take(provider, NOBODY);
    if (whatever !== undefined) anyId[provider.id] = plain(whatever);
    else taken[provider.id] = takenBy(provider, text, [...rows, ...own]);
  }
}
process.stdout.write(
  JSON.stringify({ rows: rows.map(plain), offered: offered.map(plain), anyId, taken, aliases, withKey }),
  () => process.exit(0),
);

/** What a plugin makes of an id that its catalogue, none where it is empty, does not have. */
function take(provider: Registered, modelId: string, catalogue: readonly Row[] = []): Row | undefined {
  const registry = {
    find: (owner: string, id: string) =>
      catalogue.find((row) => row["id"] === id && (row["provider"] ?? provider.id) === owner),
    getAll: () => catalogue,
  };
  const { id } = provider;
  return attempt(() =>
    provider.resolveDynamicModel?.({ modelId, provider: id, config: {}, modelRegistry: registry }),
  );
}

function takenBy(provider: Registered, manifest: Manifest, all: readonly Row[]): Taken {
  const { id } = provider;
  const own = manifest.modelCatalog?.providers?.[id];
  const listed = (own?.models ?? []).map((row): Row => ({ ...own, ...row, provider: id }));
  const catalogue = [...listed, ...all.filter((row) => row["provider"] === id)];
  const alone: Record<string, Row> = {};
  const copied: Record<string, Row> = {};
  for (const name of [...namesOf(id, manifest, all)].sort()) {
    const model = take(provider, name);
    const copy = model ?? take(provider, name, catalogue);
    if (model !== undefined) alone[name] = plain(model);
    else if (copy !== undefined) copied[name] = plain(copy);
  }
  const [name] = Object.keys(alone).filter((one) => one === one.toLowerCase() && one !== one.toUpperCase());
  const shouted = name === undefined ? undefined : take(provider, name.toUpperCase());
  const inCase = shouted === undefined ? {} : { takesCase: shouted["id"] === name ? "small" : "written" };
  return { alone, copied, ...inCase };
}

/** Every name that a model of a provider has had, as far as this package and our own data know. */
function namesOf(id: string, manifest: Manifest, all: readonly Row[]): ReadonlySet<string> {
  const { providers = {}, suppressions = [] } = manifest.modelCatalog ?? {};
  const { aliases = {} } = manifest.modelIdNormalization?.providers?.[id] ?? {};
  const own = OWN.find((one) => one.id === id);
  const known = ROUTES.flatMap(({ providers: all }) => {
    const { models, inCode, offered: listed } = all[id] ?? {};
    return Object.keys({ ...models, ...inCode, ...listed });
  });
  const names = [
    ...(providers[id]?.models ?? []).map((row) => row.id),
    ...suppressions.filter((one) => one.provider === id).map((one) => one.model),
    ...Object.entries(aliases).flat(),
    ...all.filter((row) => row["provider"] === id).map((row) => String(row["id"])),
    ...known,
    ...(own?.models ?? []),
    ...Object.entries({ ...own?.modelAliases, ...own?.retired }).flat(),
  ];
  const plainNames = names.filter((name) => typeof name === "string");
  // People write versions with a dot, too, and names in small letters.
  return new Set(
    plainNames.flatMap((name) => [name, name.toLowerCase(), name.replace(/-(\d)-(\d)$/u, "-$1.$2")]),
  );
}

/** The providers that a plugin registers, called with an interface that takes all and does nothing. */
async function registeredBy(entry: string): Promise<readonly Registered[]> {
  const found: Registered[] = [];
  const nothing: Callable = () => undefined;
  const api = new Proxy(
    { registerProvider: (provider: Registered) => found.push(provider) } as Record<string, unknown>,
    { get: (target, key) => target[String(key)] ?? nothing },
  );
  try {
    const chunk = (await import(pathToFileURL(entry).href)) as { default?: { register?: Callable } };
    await chunk.default?.register?.(api);
  } catch {
    // A plugin that wants more of its host has no static list either.
  }
  return found;
}

async function staticRowsOf({ id, staticCatalog, catalog }: Registered): Promise<readonly Row[]> {
  const key = { apiKey: "not-a-key", mode: "api_key", source: "env" };
  const context = {
    config: {},
    env: {},
    providerIds: [id],
    resolveProviderApiKey: () => key,
    resolveProviderAuth: () => key,
  };
  try {
    const result = (await (staticCatalog ?? catalog)?.run(context)) as
      | { provider?: Row; providers?: Record<string, Row> }
      | undefined;
    const providers = result?.providers ?? (result?.provider === undefined ? {} : { [id]: result.provider });
    return Object.entries(providers).flatMap(([provider, { api, baseUrl, models }]) =>
      (models as Row[]).map((row) => ({ api, baseUrl, ...row, provider })),
    );
  } catch {
    return [];
  }
}

function attempt<Result>(what: () => Result): Result | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

/** The fields that are kept. */
function plain({ id, provider, api, baseUrl, contextWindow, contextTokens, maxTokens, reasoning }: Row): Row {
  return { id, provider, api, baseUrl, contextWindow, contextTokens, maxTokens, reasoning };
}
