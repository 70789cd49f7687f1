import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSON5 from "json5";
import type { OpenClawInstallation } from "../../conformance/openclaw/install.ts";
import { isNode } from "../../src/schema/source.ts";
import type { Facts } from "./facts.ts";
import { apiValues, schemaRows } from "./schema-rows.ts";

/** The parts of a plugin's manifest that are read here; measured on 2026.8.2, 2026.9.5 and 2026.9.6. */
interface Manifest {
  readonly providers?: readonly string[];
  readonly setup?: {
    readonly providers?: readonly { readonly id: string; readonly envVars?: readonly string[] }[];
  };
  readonly providerAuthChoices?: readonly {
    readonly provider: string;
    readonly method: string;
    readonly appGuidedSecret?: boolean;
    readonly onboardingScopes?: readonly string[];
  }[];
  readonly providerAuthAliases?: Readonly<Record<string, string>>;
  readonly modelCatalog?: {
    readonly providers?: Readonly<Record<string, { readonly models?: readonly { readonly id: string }[] }>>;
    readonly aliases?: Readonly<Record<string, { readonly provider: string }>>;
    readonly suppressions?: readonly {
      readonly provider: string;
      readonly model: string;
      readonly reason?: string;
      readonly retirement?: { readonly replacedBy?: string };
      /** With it the model is refused only at some endpoints. */
      readonly when?: unknown;
    }[];
  };
}

/** An official plugin that is installed on its own. */
interface External {
  readonly name: string;
  readonly openclaw: {
    readonly providers?: readonly {
      readonly id: string;
      readonly aliases?: readonly string[];
      readonly envVars?: readonly string[];
    }[];
  };
}

/** An official plugin or channel that is installed on its own. */
interface ExternalPlugin {
  readonly name: string;
  readonly openclaw: {
    readonly plugin?: { readonly id: string };
    readonly channel?: { readonly id: string };
  };
}

/** What an installed OpenClaw says, and the npm package of each external provider. */
export interface OpenClawFacts {
  readonly facts: Facts;
  readonly packages: ReadonlyMap<string, string>;
}

/** Reads an installed OpenClaw: its `config schema`, its manifests, and three lists out of its built code. */
export function openclawFacts(installation: OpenClawInstallation): OpenClawFacts {
  const { folder } = installation;
  const schema = configSchema(installation);
  const manifests = readManifests(join(folder, "dist", "extensions"));
  const externals = readExternals(folder);
  const provider = new Map<string, string>();
  const alias = new Map<string, string>();
  const variables = new Map<string, readonly string[]>();
  const models = new Map<string, string>();
  const retired = new Map<string, string>();
  const packages = new Map<string, string>();
  for (const { name, openclaw } of externals) {
    for (const { id, aliases = [], envVars = [] } of openclaw.providers ?? []) {
      provider.set(id, "external");
      packages.set(id, name);
      for (const other of aliases) alias.set(other, id);
      if (envVars.length > 0) for (const own of [id, ...aliases]) variables.set(own, envVars);
    }
  }
  for (const manifest of manifests) {
    const { modelCatalog: catalog = {}, setup } = manifest;
    const ids = [
      ...(manifest.providers ?? []),
      ...(setup?.providers ?? []).map(({ id }) => id),
      ...Object.keys(catalog.providers ?? {}),
    ];
    for (const id of ids) provider.set(id, "bundled");
    for (const { id, envVars = [] } of setup?.providers ?? []) {
      if (envVars.length > 0) variables.set(id, envVars);
    }
    for (const [id, { models: rows = [] }] of Object.entries(catalog.providers ?? {})) {
      for (const row of rows) models.set(`${id}/${row.id}`, "");
    }
    for (const { provider: id, model, reason = "", retirement, when } of catalog.suppressions ?? []) {
      if (when !== undefined) continue;
      // Most successors are named in the reason alone: "… Use google/gemini-2.5-flash."
      const named = /\buse ([a-z0-9-]+\/[\w.:-]*\w)/iu.exec(reason)?.[1];
      const successor = retirement?.replacedBy ?? named ?? "";
      const own = successor.startsWith(`${id}/`) ? successor.slice(id.length + 1) : successor;
      retired.set(`${id}/${model.toLowerCase()}`, own);
    }
    for (const [id, { provider: owner }] of Object.entries(catalog.aliases ?? {})) alias.set(id, owner);
    for (const [id, owner] of Object.entries(manifest.providerAuthAliases ?? {})) alias.set(id, owner);
  }
  // An id that shares another one's login reads the same variables.
  for (const { providerAuthAliases = {} } of manifests) {
    for (const [id, owner] of Object.entries(providerAuthAliases)) {
      const shared = variables.get(owner);
      if (shared !== undefined && !variables.has(id)) variables.set(id, shared);
    }
  }
  const facts: Facts = {
    "schema path": schemaRows(schema),
    "api value": apiValues(schema),
    provider,
    "overlay id": new Map(overlayIds(join(folder, "dist")).map((id) => [id, ""])),
    alias,
    "model alias": modelAliases(join(folder, "dist")),
    "environment name": new Map(
      [...variables].flatMap(([id, names]) => names.map((name) => [`${id} ${name}`, ""])),
    ),
    "blocked name": blockedNames(join(folder, "dist")),
    model: models,
    "retired model": retired,
    "plugin package": pluginPackages(folder),
    "guided provider": new Map(manifests.flatMap(guidedProviders).map((id) => [id, ""])),
    "installer variable": new Map(installerVariables(join(folder, "dist")).map((name) => [name, ""])),
    // Only a run of its migration tells; see migrated-models.ts.
    "migrated model": new Map(),
  };
  return { facts, packages };
}

function configSchema({ folder, node }: OpenClawInstallation) {
  const home = mkdtempSync(join(tmpdir(), "clawlint-upstream-"));
  try {
    const output = execFileSync(node, [join(folder, "openclaw.mjs"), "config", "schema"], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", HOME: home, LANG: "C.UTF-8" },
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const schema: unknown = JSON.parse(output);
    if (!isNode(schema)) throw new Error("`openclaw config schema` printed no schema");
    return schema;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function readManifests(extensions: string): Manifest[] {
  return readdirSync(extensions).flatMap((name) => {
    const file = join(extensions, name, "openclaw.plugin.json");
    return existsSync(file) ? [JSON.parse(readFileSync(file, "utf8")) as Manifest] : [];
  });
}

/** The providers whose keys `openclaw gateway install` takes from the shell: text models with a guided key. */
function guidedProviders({ setup, providerAuthChoices = [] }: Manifest): readonly string[] {
  const guided = providerAuthChoices.filter(
    ({ method, appGuidedSecret, onboardingScopes: scopes }) =>
      method === "api-key" &&
      appGuidedSecret === true &&
      (scopes === undefined || scopes.includes("text-inference")),
  );
  const ids = new Set(guided.map(({ provider }) => provider));
  return (setup?.providers ?? []).flatMap(({ id }) => (ids.has(id) ? [id] : []));
}

/** The variables that the installer puts into every service; those of Windows tasks are left out. */
function installerVariables(dist: string): readonly string[] {
  const bodies = ["buildServiceEnvironment", "buildCommonServiceEnvironment"].map((name) =>
    functionText(dist, name),
  );
  const keys = bodies.flatMap((body) =>
    [...body.matchAll(/(?:[{,]|\.)\s*([A-Z][A-Z0-9_]{2,})(?: ?[:=])/gu)].map(([, key = ""]) => key),
  );
  const proxies = [...literalAfter(dist, "SERVICE_PROXY_ENV_KEYS", "[", "]")].map(String);
  const names = new Set([...keys, ...proxies].map((name) => name.toUpperCase()));
  return [...names].filter((name) => !name.includes("_WINDOWS_")).sort();
}

/** The text of a function of the built code. */
function functionText(dist: string, name: string): string {
  for (const file of readdirSync(dist)) {
    if (!/\.m?js$/u.test(file)) continue;
    const text = readFileSync(join(dist, file), "utf8");
    const start = text.indexOf(`\nfunction ${name}(`);
    if (start >= 0) return text.slice(start, text.indexOf("\n}", start));
  }
  throw new Error(`${name} is not to be found in this OpenClaw`);
}

/** The npm packages of plugins and channels that are installed by themselves, by the name that a config has for each. */
function pluginPackages(folder: string): Map<string, string> {
  const packages = new Map<string, string>();
  for (const kind of ["plugin", "channel"] as const) {
    const file = join(folder, "scripts", "lib", `official-external-${kind}-catalog.json`);
    const { entries } = JSON.parse(readFileSync(file, "utf8")) as { entries: readonly ExternalPlugin[] };
    for (const { name, openclaw } of entries)
      for (const id of [openclaw.plugin?.id, openclaw.channel?.id])
        if (id !== undefined) packages.set(id, name);
  }
  return packages;
}

function readExternals(folder: string): readonly External[] {
  const file = join(folder, "scripts", "lib", "official-external-provider-catalog.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { entries: readonly External[] }).entries;
}

/** The ids whose block may leave out baseUrl and models: a list in the chunk that refuses all others. */
function overlayIds(dist: string): string[] {
  return [...literalAfter(dist, "BUILT_IN_MODEL_PROVIDER_OVERLAY_IDS", "[", "]")].map(String).sort();
}

/** The names that OpenClaw takes from no config: a policy that is part of its built code. */
function blockedNames(dist: string): Map<string, string> {
  const policy = literalAfter(dist, "host_env_security_policy_default", "{", "}");
  if (!isNode(policy)) throw new Error("the policy on environment names has another shape");
  const texts = (key: string) => (Array.isArray(policy[key]) ? policy[key].map(String) : []);
  return new Map([
    ...["blockedEverywhereKeys", "blockedOverrideOnlyKeys"]
      .flatMap(texts)
      .map((name) => [name, "name"] as const),
    ...["blockedPrefixes", "blockedOverridePrefixes"].flatMap(texts).map((name) => [name, "prefix"] as const),
  ]);
}

/** The short names that OpenClaw gives to models by itself. */
function modelAliases(dist: string): Map<string, string> {
  const aliases = literalAfter(dist, "DEFAULT_MODEL_ALIASES", "{", "}");
  if (!isNode(aliases)) throw new Error("the list of model aliases has another shape");
  return new Map(Object.entries(aliases).map(([name, target]) => [name, String(target)]));
}

/** The literal that a constant of the built code is set to. */
function literalAfter(dist: string, name: string, open: string, close: string): Iterable<unknown> {
  for (const file of readdirSync(dist)) {
    if (!/\.m?js$/u.test(file)) continue;
    const text = readFileSync(join(dist, file), "utf8");
    const at = text.search(new RegExp(`(?:const|var|let) ${name} =`, "u"));
    if (at < 0) continue;
    const start = text.indexOf(open, at);
    // The first bracket of that kind at the start of a line ends the literal.
    const end = text.indexOf(`\n${close}`, start);
    return JSON5.parse(text.slice(start, end + 2)) as Iterable<unknown>;
  }
  throw new Error(`${name} is not to be found in this OpenClaw`);
}
