import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenClawInstallation } from "../../conformance/openclaw/install.ts";
import type { RouteData } from "../../src/resolve/route/facts.ts";
import { routeWays } from "./route-ways.ts";

/** The parts of a manifest that decide where a request goes; measured on 2026.9.6. */
interface Manifest {
  readonly id: string;
  readonly enabledByDefault?: boolean;
  readonly providers?: readonly string[];
  readonly providerAuthAliases?: Readonly<Record<string, string>>;
  readonly providerEndpoints?: readonly Endpoint[];
  readonly nonSecretAuthMarkers?: readonly string[];
  readonly modelIdNormalization?: { readonly providers?: Readonly<Record<string, IdRule>> };
  readonly modelCatalog?: {
    readonly discovery?: Readonly<Record<string, string>>;
    readonly aliases?: Readonly<Record<string, { readonly provider: string; readonly api?: string }>>;
    readonly providers?: Readonly<
      Record<string, { readonly api?: string; readonly baseUrl?: string; readonly models?: readonly Row[] }>
    >;
    readonly suppressions?: readonly {
      readonly provider: string;
      readonly model: string;
      readonly reason?: string;
      readonly retirement?: { readonly replacedBy?: string };
      readonly when?: { readonly baseUrlHosts?: readonly string[] };
    }[];
  };
}

interface Endpoint {
  readonly plugin?: string;
  readonly endpointClass: string;
  readonly hosts?: readonly string[];
  readonly hostSuffixes?: readonly string[];
  readonly baseUrls?: readonly string[];
}

interface IdRule {
  readonly aliases?: Readonly<Record<string, string>>;
  readonly stripPrefixes?: readonly string[];
  readonly prefixWhenBare?: string;
}

interface Row {
  readonly id: string;
  readonly provider?: string;
  readonly api?: string;
  readonly baseUrl?: string;
  readonly contextWindow?: number;
  readonly contextTokens?: number;
  readonly maxTokens?: number;
  readonly reasoning?: boolean;
}

/** Longer lists of a gateway's models are not kept. */
const MOST_LIBRARY_MODELS = 100;

/** Where the facts of a release lie, from the top of the repository. */
export function routeDataPath(release: string): string {
  return `src/data/routes/${release}.json`;
}

/** Reads from an installed OpenClaw what decides the requests that it would send. */
export function routeFacts(installation: OpenClawInstallation): RouteData {
  const dist = join(installation.folder, "dist");
  const manifests = readManifests(join(dist, "extensions"));
  const providers: Record<string, MutableProvider> = {};
  const idRules: Record<string, IdRule> = {};
  const catalogAliases: Record<string, { provider: string; api?: string }> = {};
  const authAliases: Record<string, string> = {};
  const endpoints: Endpoint[] = [];
  const suppressed: MutableSuppression[] = [];
  const markers = new Set<string>();
  for (const manifest of manifests) {
    const { modelCatalog: catalog = {} } = manifest;
    for (const id of manifest.providers ?? []) {
      providers[id] = {
        plugin: manifest.id,
        ...(catalog.discovery?.[id] === undefined ? {} : { discovery: catalog.discovery[id] }),
        models: {},
      };
    }
    for (const [id, { api, baseUrl, models = [] }] of Object.entries(catalog.providers ?? {})) {
      providers[id] ??= { plugin: manifest.id, models: {} };
      const provider = providers[id];
      if (api !== undefined) provider.api = api;
      if (baseUrl !== undefined) provider.baseUrl = baseUrl;
      for (const row of models) provider.models[row.id] = rowFacts(provider, row);
    }
    for (const [id, rule] of Object.entries(manifest.modelIdNormalization?.providers ?? {}))
      idRules[id] = rule;
    for (const [id, { provider, api }] of Object.entries(catalog.aliases ?? {}))
      catalogAliases[id] = { provider, ...(api === undefined ? {} : { api }) };
    Object.assign(authAliases, manifest.providerAuthAliases);
    endpoints.push(
      ...(manifest.providerEndpoints ?? []).map((one) => ({ ...endpointOf(one), plugin: manifest.id })),
    );
    for (const marker of manifest.nonSecretAuthMarkers ?? []) markers.add(marker);
    for (const { provider, model, reason, retirement, when } of catalog.suppressions ?? []) {
      suppressed.push({
        provider,
        model: model.toLowerCase(),
        ...(when?.baseUrlHosts === undefined ? {} : { hosts: when.baseUrlHosts }),
        ...(retirement === undefined ? {} : { retired: true }),
        ...(replacement(reason, retirement?.replacedBy) ?? {}),
      });
    }
  }
  const { rows, offered, anyId, taken, aliases, withKey } = inCode(installation);
  const ways = routeWays(installation.folder);
  for (const key of ["inCode", "offered"] as const) {
    for (const row of key === "inCode" ? rows : offered) {
      const provider = providers[row.provider ?? ""];
      if (provider === undefined || provider.models[row.id] !== undefined) continue;
      if (provider.inCode?.[row.id] !== undefined) continue;
      provider.api ??= row.api;
      provider.baseUrl ??= row.baseUrl;
      provider[key] ??= {};
      provider[key][row.id] ??= rowFacts(provider, row);
    }
  }
  for (const [id, row] of Object.entries(anyId)) {
    const provider = providers[id];
    if (provider === undefined) continue;
    provider.api ??= row.api;
    provider.baseUrl ??= row.baseUrl;
    provider.any = rowFacts(provider, row);
  }
  for (const row of ways.includes("library-models") ? libraryModels(installation) : []) {
    const provider = providers[row.provider ?? ""];
    // Of clouds and of GitHub a login decides before any model does.
    if (provider === undefined || provider.any !== undefined || /bedrock|vertex/u.test(row.api ?? ""))
      continue;
    provider.api ??= row.api;
    provider.baseUrl ??= row.baseUrl;
    provider.library ??= {};
    provider.library[row.id] = rowFacts(provider, row);
  }
  for (const provider of Object.values(providers)) {
    if (Object.keys(provider.library ?? {}).length <= MOST_LIBRARY_MODELS) continue;
    delete provider.library;
    provider.hasMore = true;
  }
  for (const id of ways.includes("asks-any-id") ? withKey : []) {
    const provider = providers[id];
    if (provider !== undefined) provider.offersWithKey = true;
  }
  // The newest release's plugins know families of names; of older ones the names will do that there were.
  for (const [id, { alone, copied, takesCase }] of Object.entries(
    ways.includes("asks-any-id") ? taken : {},
  )) {
    const provider = providers[id];
    if (provider === undefined) continue;
    const [first] = Object.values({ ...copied, ...alone });
    provider.api ??= first?.api;
    provider.baseUrl ??= first?.baseUrl;
    const facts = (models: Readonly<Record<string, Row>>) =>
      Object.fromEntries(
        Object.entries(models).map(([name, row]) => [
          name,
          { ...(row.id === name ? {} : { id: row.id }), ...rowFacts(provider, row) },
        ]),
      );
    // Where case does not matter, small letters will do.
    if (takesCase !== undefined)
      for (const name of Object.keys(alone)) if (name !== name.toLowerCase()) delete alone[name];
    if (Object.keys(alone).length > 0) provider.taken = facts(alone);
    if (Object.keys(copied).length > 0) provider.copied = facts(copied);
    if (takesCase !== undefined) provider.takesCase = takesCase;
  }
  return {
    release: installation.version,
    defaultModel: `${constantIn(dist, "defaults", "DEFAULT_PROVIDER")}/${constantIn(dist, "defaults", "DEFAULT_MODEL")}`,
    ways,
    providers: sorted(providers),
    idRules: sorted(idRules),
    catalogAliases: sorted(catalogAliases),
    authAliases: sorted(authAliases),
    pluginAliases: sorted(aliases),
    endpoints: [...endpoints, ...externalEndpoints(installation.folder)],
    suppressed,
    markers: [...markers].sort(),
  };
}

/** Writes the facts of a release line; one line a provider, so that a change is seen. Gives back the text. */
export function writeRouteFacts(root: string, data: RouteData): string {
  const path = join(root, routeDataPath(data.release));
  const text = routeText(data);
  writeFileSync(path, text);
  return text;
}

/** True where the facts on disk are other than those of an OpenClaw, or there are none. */
export function routeFactsDiffer(root: string, data: RouteData): boolean {
  const path = join(root, routeDataPath(data.release));
  return !existsSync(path) || readFileSync(path, "utf8") !== routeText(data);
}

function routeText({ providers, endpoints, suppressed, ...rest }: RouteData): string {
  const line = (value: unknown) => JSON.stringify(value);
  const head = Object.entries(rest).map(([key, value]) => `  ${line(key)}: ${line(value)}`);
  const list = (items: readonly unknown[]) =>
    `[\n${items.map((item) => `    ${line(item)}`).join(",\n")}\n  ]`;
  const map = Object.entries(providers).map(([id, value]) => `    ${line(id)}: ${line(value)}`);
  return `{\n${[
    ...head,
    `  "providers": {\n${map.join(",\n")}\n  }`,
    `  "endpoints": ${list(endpoints)}`,
    `  "suppressed": ${list(suppressed)}`,
  ].join(",\n")}\n}\n`;
}

interface MutableProvider {
  plugin: string;
  discovery?: string | undefined;
  api?: string | undefined;
  baseUrl?: string | undefined;
  any?: RowFacts;
  models: Record<string, RowFacts>;
  library?: Record<string, RowFacts>;
  hasMore?: true;
  inCode?: Record<string, RowFacts>;
  taken?: Record<string, RowFacts & { id?: string }>;
  copied?: Record<string, RowFacts & { id?: string }>;
  takesCase?: "written" | "small";
  offered?: Record<string, RowFacts>;
  offersWithKey?: true;
}

interface RowFacts {
  context?: number;
  tokens?: number;
  max?: number;
  thinks?: true;
  api?: string;
  baseUrl?: string;
}

interface MutableSuppression {
  provider: string;
  model: string;
  hosts?: readonly string[];
  retired?: true;
  use?: string;
}

/** Only what differs from the provider's own api and URL is kept. */
function rowFacts(provider: MutableProvider, row: Row): RowFacts {
  return {
    ...(row.contextWindow === undefined ? {} : { context: row.contextWindow }),
    ...(row.contextTokens === undefined ? {} : { tokens: row.contextTokens }),
    ...(row.maxTokens === undefined ? {} : { max: row.maxTokens }),
    ...(row.reasoning === true ? { thinks: true as const } : {}),
    ...(row.api === undefined || row.api === provider.api ? {} : { api: row.api }),
    ...(row.baseUrl === undefined || row.baseUrl === provider.baseUrl ? {} : { baseUrl: row.baseUrl }),
  };
}

/** The successor that a suppression names, in its field or in its sentence. */
function replacement(reason = "", replacedBy: string | undefined): { use: string } | undefined {
  const use = replacedBy ?? /\bUse ([a-z0-9-]+\/[a-z0-9.-]+[a-z0-9])/u.exec(reason)?.[1];
  return use === undefined ? undefined : { use };
}

function endpointOf({ endpointClass, hosts, hostSuffixes, baseUrls }: Endpoint): Endpoint {
  return {
    endpointClass,
    ...(hosts === undefined ? {} : { hosts }),
    ...(hostSuffixes === undefined ? {} : { hostSuffixes }),
    ...(baseUrls === undefined ? {} : { baseUrls }),
  };
}

function readManifests(extensions: string): readonly Manifest[] {
  return readdirSync(extensions)
    .sort()
    .flatMap((name) => {
      const file = join(extensions, name, "openclaw.plugin.json");
      return existsSync(file) ? [JSON.parse(readFileSync(file, "utf8")) as Manifest] : [];
    });
}

/** Endpoints of plugins that are installed on their own: OpenClaw knows them without the plugin. */
function externalEndpoints(folder: string): readonly Endpoint[] {
  const file = join(folder, "scripts", "lib", "official-external-provider-catalog.json");
  if (!existsSync(file)) return [];
  const { entries } = JSON.parse(readFileSync(file, "utf8")) as {
    entries: readonly { openclaw: { providerEndpoints?: readonly Endpoint[] } }[];
  };
  return entries.flatMap(({ openclaw }) => (openclaw.providerEndpoints ?? []).map(endpointOf));
}

interface InCode {
  readonly rows: readonly Row[];
  readonly offered: readonly Row[];
  readonly aliases: Readonly<Record<string, string>>;
  readonly anyId: Readonly<Record<string, Row>>;
  readonly withKey: readonly string[];
  readonly taken: Readonly<
    Record<
      string,
      {
        readonly alone: Record<string, Row>;
        readonly copied: Readonly<Record<string, Row>>;
        readonly takesCase?: "written" | "small";
      }
    >
  >;
}

/** What bundled plugins hold in code only. */
function inCode({ folder, node }: OpenClawInstallation): InCode {
  const home = mkdtempSync(join(tmpdir(), "clawlint-routes-"));
  try {
    const script = fileURLToPath(new URL("static-catalog.ts", import.meta.url));
    const output = execFileSync(node, [script, join(folder, "dist")], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", HOME: home, LANG: "C.UTF-8" },
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return JSON.parse(output) as InCode;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The models of the library that early releases are built on. */
function libraryModels({ folder, node }: OpenClawInstallation): readonly Row[] {
  const library = join(folder, "..", "@mariozechner", "pi-ai", "dist", "index.js");
  const script = `const { getModels, getProviders } = await import(process.argv[1]);
    process.stdout.write(JSON.stringify(getProviders().flatMap((id) => getModels(id))));`;
  const output = execFileSync(node, ["--input-type=module", "--eval", script, library], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(output) as readonly Row[];
}

/** The text that a constant of a chunk is set to. */
function constantIn(dist: string, chunk: string, name: string): string {
  for (const file of readdirSync(dist)) {
    if (!file.startsWith(`${chunk}-`) || !/\.m?js$/u.test(file)) continue;
    const found = new RegExp(`const ${name} = "([^"]+)"`, "u").exec(readFileSync(join(dist, file), "utf8"));
    if (found?.[1] !== undefined) return found[1];
  }
  throw new Error(`${name} is not to be found in this OpenClaw`);
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
