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
  const usedProviders = new Set<string>();
  for (const reference of references.all) {
    const provider =
      reference.kind === "key" || reference.kind === "allow" ? undefined : providerOf(reference);
    if (provider !== undefined) usedProviders.add(provider);
  }

  const providerUses = findProviderUses(config);
  const media = providerUses.flatMap(({ kind, provider }) => (kind === "media" ? [provider] : []));

  const target = options.gateway ?? "shell";
  const stateDir = options.stateDir === undefined ? undefined : resolve(host.cwd, options.stateDir);
  const shared: RunShare = options.shared ?? { environments: new Map() };
  shared.locations ??= openclawLocations(host, { stateDir });
  const { locations } = shared;
  // Of a container's state folder, and of no environment at all, this machine's says nothing.
  const visibleState = target === "container" || target === "none" ? undefined : locations.stateDir;
  shared.stores ??= new Map();
  const asJson = holdsIn("logins-are-json", release);
  const stores = shared.stores.get(asJson) ?? loginStores(host, visibleState, release);
  shared.stores.set(asJson, stores);
  shared.pluginFolders ??= pluginFolders(host, visibleState);
  const plugins = createPluginLookup(shared.pluginFolders, config["plugins"]);
  const ids = [...new Set([...usedProviders, ...media, ...providers.map(({ key }) => key)])];
  const configFolder = dirname(configPath);
  const environmentOptions: EnvironmentOptions = {
    target,
    stateDir,
    configEnv: config["env"],
    configFolder,
    envFiles: (options.envFiles ?? []).map((file) => resolve(host.cwd, file)),
    envNames: options.envNames ?? [],
    release,
    installedProviders: installedProviders(plugins, ids),
    loginShellValues: loginShellValues(config["env"], options),
    service: options.service,
    serviceFile: options.serviceFile === undefined ? undefined : resolve(host.cwd, options.serviceFile),
  };
  const { environment, problems } = environmentFor(host, environmentOptions, options.readers, shared);
  const credentialContext: CredentialContext = {
    host,
    environment,
    secrets: config["secrets"],
    release,
    home: locations.home,
    readableFolders: [configFolder, locations.stateDir, locations.home].filter((folder) => folder !== ""),
    profiles: createProfiles(config["auth"], stores, shared.pluginFolders.visible),
    plugins,
  };
  const credentials = new Map<string, CredentialResolution>();
  const lastByKey = new Map(providers.map((provider) => [provider.key, provider]));
  for (const id of ids) {
    const own = lastByKey.get(id);
    if (own === undefined && findProvider(id) === undefined) continue; // an unknown provider has no credential to miss
    credentials.set(id, resolveCredential(own?.id ?? id, own?.block, credentialContext));
  }
  const memorySearch = memorySearchUses(
    config,
    providers,
    (id) =>
      credentials.get(id) ??
      resolveCredential(lastByKey.get(id)?.id ?? id, lastByKey.get(id)?.block, credentialContext),
  );
  const shell =
    target === "systemd" || target === "launchd"
      ? buildEnvironment(host, { ...environmentOptions, target: "shell" }).environment
      : undefined;
  const install = (use: VariableUse): InstallCopy | undefined => {
    if (shell === undefined || (target !== "systemd" && target !== "launchd")) return undefined;
    if (shell.lookup(use.name).verdict !== "set") return undefined;
    const whole = use.form === "whole" || use.form === "shorthand" || use.form === "reference";
    const how =
      use.form === "inside" ? "inside" : use.credential !== undefined && whole ? "credential" : "elsewhere";
    return serviceInstallCopies(use.name, how, { host, shell, release, platform: target });
  };
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
      install,
    }),
    credentials,
    memorySearch,
    seenPlugins: shared.pluginFolders.extensions,
    // Only JSON can be judged; a database is large, and is not read for this.
    storeFaults: asJson ? credentialContext.profiles.storeFaults : () => [],
    credentialContext,
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
