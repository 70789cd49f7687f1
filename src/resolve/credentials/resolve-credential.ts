import { type ConfigPath, isObject } from "../../core/config-path.ts";
import type { Host } from "../../core/host.ts";
import { show } from "../../core/secrecy.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import type { Environment } from "../environment/environment.ts";
import {
  bareNameMarkers,
  type ProviderVariables,
  providerVariables,
} from "../environment/provider-variables.ts";
import { isEarlyRelease } from "../environment/release-line.ts";
import { isLacking, isServed } from "../environment/verdict.ts";
import { readEndpoint } from "../providers/endpoints.ts";
import { selfHosted } from "../providers/vendors.ts";
import { defaultAlias } from "../secrets/resolve-reference.ts";
import { classifySecretInput } from "../secrets/secret-input.ts";
import { awsStep, googleStep, variableStep } from "./ambient.ts";
import { type ConfigKey, configKey } from "./config-key.ts";
import type { CredentialResolution, CredentialStep } from "./credential-resolution.ts";
import { isLocalUrl, pluginNeedsNoKey } from "./local-hosts.ts";
import type { PluginLookup, PluginPresence } from "./plugins.ts";
import type { Profiles } from "./profiles.ts";

/** What a credential is resolved against; one for all providers of a config. */
export interface CredentialContext {
  readonly host: Host;
  readonly environment: Environment;
  /** The merged config's `secrets` section as a plain value. */
  readonly secrets: unknown;
  readonly release: string;
  readonly home: string;
  readonly readableFolders: readonly string[];
  readonly profiles: Profiles;
  readonly plugins: PluginLookup;
}

/** Providers of this machine's own services, which need no key and no block. */
const OWN_SERVICES: ReadonlySet<string> = new Set(["apple-fm", "copilot-proxy"]);

/** Providers that use the login of another tool. */
const LOGIN_PROVIDERS: ReadonlySet<string> = new Set([
  "claude-cli",
  "codex",
  "codex-cli",
  "google-gemini-cli",
  "google-antigravity",
]);

/** Providers whose key is the AWS SDK's or Google's affair. */
const AWS_PROVIDERS: ReadonlySet<string> = new Set(["amazon-bedrock", "amazon-bedrock-mantle"]);
const GOOGLE_PROVIDERS: ReadonlySet<string> = new Set(["google-vertex", "anthropic-vertex"]);

const OTHER_LOGIN: CredentialStep = {
  source: "login",
  state: "undecidable",
  why: "another tool's login decides",
};
const NO_KEY_NEEDED: CredentialStep = {
  source: "local",
  state: "not-needed",
  why: "a local server needs no key",
};

/**
 * Finds the credential that OpenClaw would take for a provider, in its order. `providerConfig` is the entry of
 * `models.providers`, undefined when there is none; `key` is the id as written there.
 */
export function resolveCredential(
  key: string,
  providerConfig: unknown,
  context: CredentialContext,
): CredentialResolution {
  const id = key.trim().toLowerCase();
  const declared = isObject(providerConfig);
  const config = declared ? providerConfig : {};
  const early = isEarlyRelease(context.release);
  const block: ConfigPath = ["models", "providers", key];
  const path: ConfigPath = [...block, "apiKey"];

  const read = providerVariables(id, context.release);
  const presence = read?.kind === "external" ? context.plugins(id) : "installed";
  const installed = presence === "installed" && read?.kind === "external" ? [id] : [];
  const input = classifySecretInput(config["apiKey"], {
    fieldIsCredential: true,
    bareNames: bareNameMarkers(context.release, installed),
    early,
    dollarStays: holdsIn("dollar-name-stays", context.release),
    defaultEnvAlias: defaultAlias(context.secrets, "env"),
  });

  const baseUrl = typeof config["baseUrl"] === "string" ? config["baseUrl"].trim() : "";
  const localUrl = baseUrl !== "" && isLocalUrl(baseUrl, context.release);
  const local = localUrl || readEndpoint(baseUrl)?.local === true || (baseUrl === "" && selfHosted.has(id));
  const keyless =
    needsNoKey(id, config, localUrl, context.release, early) || pluginNeedsNoKey(id, config, context.release);
  const { host, environment, secrets, home, readableFolders } = context;
  const fromConfig = configKey(input, config["apiKey"], {
    host,
    environment,
    secrets,
    home,
    readableFolders,
    path,
    early,
    local,
    keyless,
    isProfile: (text) => /^[a-z0-9][a-z0-9._-]*:[^\s/]+$/iu.test(text) && context.profiles.has(text),
  });

  const search: Search = { id, config, block, read, presence, early, keyless, fromConfig, context };
  const trail = fromConfig.stops ? present([fromConfig.step]) : trailOf(search);
  const { state, winner, shadowed } = choose(trail);
  const at = !declared ? undefined : Object.hasOwn(config, "apiKey") ? path : block;
  return {
    provider: id,
    state,
    winner,
    shadowed,
    trail,
    input,
    at,
    variables: read?.names ?? [],
    pluginUnseen: presence === "unknown",
    needsPlugin: presence === "installed" ? undefined : (read?.package ?? `the plugin of ${id}`),
  };
}

/** What the search for a provider's key goes by. */
interface Search {
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly block: ConfigPath;
  readonly read: ProviderVariables | undefined;
  readonly presence: PluginPresence;
  readonly early: boolean;
  readonly keyless: boolean;
  readonly fromConfig: ConfigKey;
  readonly context: CredentialContext;
}

/** All steps, in OpenClaw's order. */
function trailOf(search: Search): readonly CredentialStep[] {
  const { id, config, block, early, keyless, fromConfig, context } = search;
  const keyFirst = !early && config["auth"] === "api-key";
  const above = [awsStepOf(search), keyFirst ? fromConfig.step : undefined];
  const below = [
    ...variableSteps(search),
    GOOGLE_PROVIDERS.has(id) ? googleStep(context.host, context.environment, context.home) : undefined,
    keyFirst ? undefined : fromConfig.step,
    LOGIN_PROVIDERS.has(id) ? OTHER_LOGIN : undefined,
    keyless ? NO_KEY_NEEDED : undefined,
    headerStep(config, block),
  ];
  // The stores of logins are large; they are read only where nothing else settles it.
  const shallow = present([...above, profileStep(search, false), ...below]);
  const { state } = choose(shallow);
  const settled = isServed(state) || state === "undecidable";
  return settled ? shallow : present([...above, profileStep(search, true), ...below]);
}

function present(steps: readonly (CredentialStep | undefined)[]): readonly CredentialStep[] {
  return steps.filter((step) => step !== undefined);
}

function awsStepOf({ id, config, block, read, early, context }: Search): CredentialStep | undefined {
  const asked =
    config["auth"] === "aws-sdk" ||
    context.profiles.usesAws(id) ||
    (AWS_PROVIDERS.has(id) && config["apiKey"] === undefined);
  if (!asked) return undefined;
  // A plugin may sign by itself; of an id that no plugin owns, the api decides.
  const signs = read !== undefined || AWS_PROVIDERS.has(id) || early || mayBeBedrock(config);
  return signs ? awsStep(context.environment) : unsigned(block);
}

function variableSteps({ config, read, presence, context }: Search): readonly CredentialStep[] {
  const noOther = config["apiKey"] === undefined;
  return (read?.names ?? []).map((name) => {
    const step = variableStep(context.environment.lookup(name));
    const certain = presence === "installed" || (presence === "unknown" && noOther && isNoKey(step));
    return certain ? step : withoutPlugin(step, presence);
  });
}

/**
 * True where OpenClaw makes a key up: a block that is complete (baseUrl, api and rows) on a host that it takes for local.
 * Ollama has such a host by itself. Without a block nothing is made up, whatever the provider. (Run: 160 configs in agent
 * turns of 2026.9.6, test/resolve/recorded/local-servers.jsonl; isCustomLocalProviderConfig since 2026.3.13.)
 */
function needsNoKey(
  id: string,
  { baseUrl, api, models, auth, apiKey }: Readonly<Record<string, unknown>>,
  localUrl: boolean,
  release: string,
  early: boolean,
): boolean {
  if (OWN_SERVICES.has(id)) return true;
  const atHome = localUrl || (id === "ollama" && (typeof baseUrl !== "string" || baseUrl.trim() === ""));
  if (early) return atHome && selfHosted.has(id);
  if (typeof apiKey === "string" && selfHosted.has(id) && !holdsIn("marker-needs-local-host", release))
    return true;
  if (auth !== undefined && auth !== "api-key") return false;
  return atHome && typeof api === "string" && api.trim() !== "" && Array.isArray(models) && models.length > 0;
}

function profileStep({ id, config, context }: Search, stores: boolean): CredentialStep | undefined {
  const { auth } = config;
  const why =
    context.profiles.mayServe(id, stores) ??
    (auth === "oauth" || auth === "token" ? `auth is ${auth}, a login of OpenClaw's own store` : undefined);
  return why === undefined ? undefined : { source: "profile", state: "undecidable", why };
}

/** True for a value that is no key with the plugin, and counts for nothing without it. */
function isNoKey({ state }: CredentialStep): boolean {
  return state === "placeholder" || state === "redacted" || state === "unexpanded";
}

/** A variable that only a plugin reads: without the plugin it counts for nothing. */
function withoutPlugin(step: CredentialStep, presence: "absent" | "unknown"): CredentialStep {
  if (isLacking(step.state)) return step;
  return presence === "absent"
    ? {
        ...step,
        state: "unset",
        why: `${step.why}, but only the provider's plugin reads it, and it is not installed`,
      }
    : { ...step, state: "undecidable", why: `${step.why}; only the provider's plugin reads it` };
}

const AUTH_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
]);

/** Headers, or `request.auth`, may carry the key beside `apiKey`; whether the server is content cannot be known. */
function headerStep(
  config: Readonly<Record<string, unknown>>,
  block: ConfigPath,
): CredentialStep | undefined {
  const headers = isObject(config["headers"]) ? config["headers"] : {};
  const name = Object.keys(headers).find((key) => AUTH_HEADERS.has(key.toLowerCase()));
  if (name !== undefined) {
    const path = [...block, "headers", name];
    return {
      source: "headers",
      state: "undecidable",
      path,
      why: `the header ${show(name)} may carry the key`,
    };
  }
  const request = isObject(config["request"]) ? config["request"] : {};
  const auth = isObject(request["auth"]) ? request["auth"] : {};
  if (auth["token"] === undefined && auth["value"] === undefined) return undefined;
  const path = [...block, "request", "auth"];
  return { source: "headers", state: "undecidable", path, why: "request.auth may carry the key" };
}

/** The first step that OpenClaw would take; what is missing or blank is passed over, and named if nothing follows. */
function choose(
  trail: readonly CredentialStep[],
): Pick<CredentialResolution, "state" | "winner" | "shadowed"> {
  let open: CredentialStep | undefined;
  let lacking: CredentialStep | undefined;
  for (const [index, step] of trail.entries()) {
    const below = trail.slice(index + 1).filter((other) => !isLacking(other.state));
    switch (step.state) {
      case "set":
      case "not-needed":
        return { state: step.state, winner: step, shadowed: below };
      case "placeholder":
      case "redacted":
      case "unexpanded":
      case "unusable":
        if (open === undefined) return { state: step.state, winner: step, shadowed: below };
        break;
      case "undecidable":
        open ??= step;
        break;
      case "unset":
      case "empty":
        // What the config names is to blame before what OpenClaw reads by itself, and blank before not there.
        if (lacking === undefined || rank(step) > rank(lacking)) lacking = step;
        break;
    }
  }
  if (open !== undefined) return { state: "undecidable", winner: open, shadowed: [] };
  if (lacking === undefined) return { state: "unset", winner: undefined, shadowed: [] };
  return { state: lacking.state, winner: lacking, shadowed: [] };
}

function rank(step: CredentialStep): number {
  return (step.source === "config-key" ? 2 : 0) + (step.state === "empty" ? 1 : 0);
}

/** True unless the provider and its models all name an api other than Bedrock's. */
function mayBeBedrock(config: Readonly<Record<string, unknown>>): boolean {
  const { api: own, models } = config;
  const apis = (Array.isArray(models) && models.length > 0 ? models : [{}]).map((model: unknown) =>
    isObject(model) ? (model["api"] ?? own) : own,
  );
  return apis.some((api) => typeof api !== "string" || api === "bedrock-converse-stream");
}

/** With any other api OpenClaw puts a word of its own where the key belongs (measured: 2026.9.6). */
function unsigned(path: ConfigPath): CredentialStep {
  return {
    source: "aws",
    state: "unusable",
    path: [...path, "auth"],
    why: "only the api bedrock-converse-stream signs with AWS credentials",
  };
}
