import { dirname, resolve } from "pathe";
import { isObject } from "../core/config-path.ts";
import type { Host } from "../core/host.ts";
import { type OpenclawLocations, openclawLocations } from "../locate/openclaw-locations.ts";
import { holdsIn } from "../schema/run-time-facts.ts";
import type { CredentialResolution } from "./credentials/credential-resolution.ts";
import { type MemorySearchUse, memorySearchUses } from "./credentials/memory-search.ts";
import {
  createPluginLookup,
  installedProviders,
  type PluginFolders,
  pluginFolders,
} from "./credentials/plugins.ts";
import { createProfiles, type LoginStores, loginStores, type StoreFault } from "./credentials/profiles.ts";
import { type CredentialContext, resolveCredential } from "./credentials/resolve-credential.ts";
import { type BuiltEnvironment, buildEnvironment } from "./environment/build-environment.ts";
import type { Environment, GatewayTarget } from "./environment/environment.ts";
import type { EnvironmentProblem } from "./environment/environment-problem.ts";
import { type InstallCopy, serviceInstallCopies } from "./environment/install-copies.ts";
import type { EnvironmentOptions } from "./environment/target-options.ts";
import type { TargetReaders } from "./environment/target-readers.ts";
import { findProvider } from "./providers/catalogue.ts";
import { type ConfiguredProvider, configuredProviders } from "./providers/configured-providers.ts";
import { findProviderUses, type ProviderUse } from "./references/provider-uses.ts";
import { providerOf, type References, resolveReferences } from "./references/references.ts";
import { type FurtherReference, findFurtherReferences } from "./secrets/further-references.ts";
import { findNotableTexts, type NotableText } from "./secrets/notable-texts.ts";
import { findVariableFaults, type VariableFault } from "./secrets/variable-faults.ts";
import { findVariableUses, type VariableUse } from "./secrets/variable-uses.ts";

/** Whose environment counts, and what is given besides. Paths may be relative to the working folder. */
export interface ResolveOptions {
  readonly gateway?: GatewayTarget | undefined;
  readonly envFiles?: readonly string[] | undefined;
  readonly envNames?: readonly string[] | undefined;
  readonly stateDir?: string | undefined;
  readonly serviceFile?: string | undefined;
  readonly service?: string | undefined;
  /** Asks the login shell, where a person allowed it; without it nothing is known of what it would say. */
  readonly askLoginShell?:
    | ((timeoutMs: number | undefined) => Readonly<Record<string, string>> | undefined)
    | undefined;
  /** Needed for the target `container`; see `targetReaders`. */
  readonly readers?: TargetReaders | undefined;
  /** For the configs of one run; without it, each finds everything by itself. */
  readonly shared?: RunShare | undefined;
}

/** What the configs of one run have in common: the same machine at the same time, and the same options. */
export interface RunShare {
  readonly environments: Map<string, BuiltEnvironment>;
  locations?: OpenclawLocations;
  /** By whether the release keeps logins as JSON. */
  stores?: Map<boolean, LoginStores>;
  pluginFolders?: PluginFolders;
}

/** What a config's parts come to. */
export interface ResolvedConfig {
  readonly providers: readonly ConfiguredProvider[];
  readonly references: References;
  /** Ids of the providers that some reference runs on; settings and policies do not count. */
  readonly usedProviders: ReadonlySet<string>;
  /** Places that name a provider without a model. */
  readonly providerUses: readonly ProviderUse[];
  readonly environment: Environment;
  readonly environmentProblems: readonly EnvironmentProblem[];
  /** Texts that may have to do with secrets or variables. */
  readonly texts: readonly NotableText[];
  readonly variableUses: readonly VariableUse[];
  /** One for each provider that is configured or used, by normalised id. */
  readonly credentials: ReadonlyMap<string, CredentialResolution>;
  /** SecretRefs at other places than a provider's key, asked for when a rule wants to know. */
  readonly furtherReferences: () => readonly FurtherReference[];
  /** The providers that the memory's search asks. */
  readonly memorySearch: readonly MemorySearchUse[];
  /** Variables that the config names and the gateway will not have as it should. */
  readonly variableFaults: readonly VariableFault[];
  /** Ids of the plugins in the state folder, where that can be seen. */
  readonly seenPlugins: readonly string[];
  /** What is wrong with OpenClaw's own stores of logins, asked for when a rule wants to know. */
  readonly storeFaults: () => readonly StoreFault[];
  readonly credentialContext: CredentialContext;
}

/** Follows everything a merged config leans on: references, environment, secrets, credentials. Runs nothing. */
export function resolveConfig(
  host: Host,
  config: Readonly<Record<string, unknown>>,
  configPath: string,
  release: string,
  options: ResolveOptions,
): ResolvedConfig {
  const providers = configuredProviders(config);
  const references = resolveReferences(config, providers, release);
  const usedProviders = providersOf(references);
  const providerUses = findProviderUses(config);
  const media = providerUses.flatMap(({ kind, provider }) => (kind === "media" ? [provider] : []));
  const ids = [...new Set([...usedProviders, ...media, ...providers.map(({ key }) => key)])];

  const shared: RunShare = options.shared ?? { environments: new Map() };
  const configFolder = dirname(configPath);
  const asked = askedEnvironment(host, config["env"], configFolder, release, options);
  const { locations, stores, folders } = machineState(host, asked, shared);
  const plugins = createPluginLookup(folders, config["plugins"]);
  const wanted = { ...asked, installedProviders: installedProviders(plugins, ids) };
  const { environment, problems } = environmentFor(host, wanted, options.readers, shared);

  const credentialContext: CredentialContext = {
    host,
    environment,
    secrets: config["secrets"],
    release,
    home: locations.home,
    readableFolders: [configFolder, locations.stateDir, locations.home].filter((folder) => folder !== ""),
    profiles: createProfiles(config["auth"], stores, folders.visible),
    plugins,
  };
  const lastByKey = new Map(providers.map((provider) => [provider.key, provider]));
  const credentialOf = (id: string): CredentialResolution => {
    const own = lastByKey.get(id);
    return resolveCredential(own?.id ?? id, own?.block, credentialContext);
  };
  // An unknown provider has no credential to miss.
  const known = ids.filter((id) => lastByKey.has(id) || findProvider(id) !== undefined);
  const credentials = new Map(known.map((id) => [id, credentialOf(id)]));
  const texts = findNotableTexts(config, release);
  const variableUses = findVariableUses(texts, release);
  return {
    providers,
    references,
    usedProviders,
    providerUses,
    environment,
    environmentProblems: problems,
    texts,
    variableUses,
    variableFaults: findVariableFaults({
      uses: variableUses,
      environment,
      usedProviders,
      credentials,
      install: installLookup(host, wanted),
    }),
    credentials,
    furtherReferences: () => findFurtherReferences(config, release, credentialContext),
    memorySearch: memorySearchUses(config, providers, (id) => credentials.get(id) ?? credentialOf(id)),
    seenPlugins: folders.extensions,
    // Only JSON can be judged; a database is large, and is not read for this.
    storeFaults: holdsIn("logins-are-json", release) ? credentialContext.profiles.storeFaults : () => [],
    credentialContext,
  };
}

function providersOf(references: References): ReadonlySet<string> {
  const used = new Set<string>();
  for (const reference of references.all) {
    if (reference.kind === "key" || reference.kind === "allow") continue;
    const provider = providerOf(reference);
    if (provider !== undefined) used.add(provider);
  }
  return used;
}

function askedEnvironment(
  host: Host,
  configEnv: unknown,
  configFolder: string,
  release: string,
  options: ResolveOptions,
): EnvironmentOptions {
  const { gateway, stateDir, envFiles, envNames, service, serviceFile } = options;
  return {
    target: gateway ?? "shell",
    stateDir: stateDir === undefined ? undefined : resolve(host.cwd, stateDir),
    configEnv,
    configFolder,
    envFiles: (envFiles ?? []).map((file) => resolve(host.cwd, file)),
    envNames: envNames ?? [],
    release,
    loginShellValues: loginShellValues(configEnv, options),
    service,
    serviceFile: serviceFile === undefined ? undefined : resolve(host.cwd, serviceFile),
  };
}

/** What this machine has of OpenClaw, looked for once in a run. */
function machineState(
  host: Host,
  { target, stateDir, release }: EnvironmentOptions,
  shared: RunShare,
): { locations: OpenclawLocations; stores: LoginStores; folders: PluginFolders } {
  shared.locations ??= openclawLocations(host, { stateDir });
  const { locations } = shared;
  // Of a container's state folder, and of no environment at all, this machine's says nothing.
  const visibleState = target === "container" || target === "none" ? undefined : locations.stateDir;
  shared.stores ??= new Map();
  const asJson = holdsIn("logins-are-json", release);
  const stores = shared.stores.get(asJson) ?? loginStores(host, visibleState, release);
  shared.stores.set(asJson, stores);
  shared.pluginFolders ??= pluginFolders(host, visibleState);
  return { locations, stores, folders: shared.pluginFolders };
}

/** For a service: what its installer would copy from this shell. */
function installLookup(
  host: Host,
  wanted: EnvironmentOptions,
): ((use: VariableUse) => InstallCopy | undefined) | undefined {
  const { target: platform, release } = wanted;
  if (platform !== "systemd" && platform !== "launchd") return undefined;
  const shell = buildEnvironment(host, { ...wanted, target: "shell" }).environment;
  return (use) => {
    if (shell.lookup(use.name).verdict !== "set") return undefined;
    const whole = use.form === "whole" || use.form === "shorthand" || use.form === "reference";
    const how =
      use.form === "inside" ? "inside" : use.credential !== undefined && whole ? "credential" : "elsewhere";
    return serviceInstallCopies(use.name, how, { host, shell, release, platform });
  };
}

/** The environment for a config; those without an `env` of their own share one. */
function environmentFor(
  host: Host,
  wanted: EnvironmentOptions,
  readers: TargetReaders = {},
  { environments }: RunShare,
): BuiltEnvironment {
  // A container's depends on the config's folder.
  const own = wanted.configEnv !== undefined || wanted.target === "container";
  if (own) return buildEnvironment(host, wanted, readers);
  const key = [wanted.release, ...(wanted.installedProviders ?? [])].join(" ");
  let built = environments.get(key);
  if (built === undefined) {
    built = buildEnvironment(host, wanted, readers);
    environments.set(key, built);
  }
  return built;
}

/** What the login shell says, where the config turns its import on and a person allowed asking. */
function loginShellValues(
  env: unknown,
  { askLoginShell }: ResolveOptions,
): EnvironmentOptions["loginShellValues"] {
  const section = isObject(env) ? env["shellEnv"] : undefined;
  if (askLoginShell === undefined || !isObject(section) || section["enabled"] !== true) return undefined;
  const { timeoutMs } = section;
  return askLoginShell(typeof timeoutMs === "number" ? timeoutMs : undefined);
}
