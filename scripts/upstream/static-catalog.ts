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

const [, , dist = ""] = process.argv;
/** No model is called so: a plugin that takes it takes everything. */
const NOBODY = "no-model-is-called-so";

// No vendor is asked: what plugins list without an answer is what they bring along.
globalThis.fetch = () => Promise.reject(new Error("there is no network"));

const rows: Row[] = [];
const offered: Row[] = [];
const aliases: Record<string, string> = {};
const anyId: Record<string, Row> = {};

const load = await findExport(dist, "loadBundledProviderStaticCatalogContextModels");
if (load !== undefined) rows.push(...((await load({})) as Row[]));

const extensions = join(dist, "extensions");
for (const name of readdirSync(extensions).sort()) {
  const manifest = join(extensions, name, "openclaw.plugin.json");
  const entry = join(extensions, name, "index.js");
  if (!existsSync(manifest) || !existsSync(entry)) continue;
  const { providers = [] } = JSON.parse(readFileSync(manifest, "utf8")) as { providers?: string[] };
  if (providers.length === 0) continue;
  for (const provider of await registeredBy(entry)) {
    offered.push(...(await staticRowsOf(provider)));
    for (const alias of [...(provider.aliases ?? []), ...(provider.hookAliases ?? [])])
      aliases[alias] = provider.id;
    const taken = attempt(() =>
      provider.resolveDynamicModel?.({
        modelId: NOBODY,
        provider: provider.id,
        config: {},
        modelRegistry: { find: () => undefined },
      }),
    );
    if (taken !== undefined) anyId[provider.id] = plain(taken);
  }
}
process.stdout.write(
  JSON.stringify({ rows: rows.map(plain), offered: offered.map(plain), anyId, aliases }),
  () => process.exit(0),
);

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
