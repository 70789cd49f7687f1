import type { ConfigPath } from "../../core/config-path.ts";
import { andList } from "../../core/text.ts";
import { wholeVariable } from "../../core/variable-text.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";
import { configKey } from "../credentials/config-key.ts";
import { isLocalUrl, pluginNeedsNoKey } from "../credentials/local-hosts.ts";
import type { Resolution } from "../environment/environment.ts";
import { bareNameMarkers, providerVariables, usualVariable } from "../environment/provider-variables.ts";
import { shapeOf } from "../environment/value-verdict.ts";
import { isLacking } from "../environment/verdict.ts";
import { defaultAlias } from "../secrets/resolve-reference.ts";
import { classifySecretInput, type SecretInput } from "../secrets/secret-input.ts";
import type { FoundModel } from "./find-model.ts";
import type { NotSentReason, RouteKey, UnknownReason } from "./route.ts";
import type { RouteContext } from "./route-context.ts";

/** The key that a request goes out with, or why there is none. */
export type FoundKey =
  | {
      readonly kind: "key";
      readonly key: RouteKey;
      /** A login token of Anthropic's, which goes out as a bearer token. */
      readonly loginToken: boolean;
      /** The word that stands for a local server without a key. */
      readonly marker?: string;
    }
  | {
      readonly kind: "none";
      readonly reason: NotSentReason;
      readonly why: string;
      readonly path?: ConfigPath | undefined;
    }
  | { readonly kind: "unknown"; readonly reason: UnknownReason; readonly decidedBy: string };

/** What OpenClaw sends where a local server needs no key. */
const LOCAL_MARKER = "custom-local";

/**
 * Finds the key in OpenClaw's order: the written one where `auth` says `api-key`, words for local servers, its store of
 * logins, the provider's variables, the written one, and last nothing at all for a local server.
 */
export function requestKey(model: FoundModel, profile: string | undefined, context: RouteContext): FoundKey {
  const { provider, block } = model;
  const { profiles, release } = context.credentials;
  const ids = [provider, context.data.authAliases[provider]].filter((id) => id !== undefined);
  if (profile !== undefined) {
    return profiles.mayHaveProfile(profile)
      ? { kind: "unknown", reason: "store", decidedBy: `the login ${profile} of OpenClaw's store` }
      : { kind: "none", reason: "profile-missing", why: `OpenClaw's store has no login ${profile}` };
  }
  const auth = block?.block["auth"];
  const path: ConfigPath = [...(block?.path ?? ["models", "providers", provider]), "apiKey"];
  const written = block?.block["apiKey"];
  const input = classifySecretInput(written, {
    fieldIsCredential: true,
    bareNames: bareNameMarkers(release, []),
    defaultEnvAlias: defaultAlias(context.credentials.secrets, "env"),
    dollarStays: holdsIn("dollar-name-stays", release),
  });
  if (auth === "aws-sdk") {
    return {
      kind: "key",
      key: { from: "marker", path: [...(block?.path ?? []), "auth"] },
      loginToken: false,
      marker: "aws-sdk",
    };
  }
  const own = writtenKey(input, written, path, model, context);
  const isWritten = own !== undefined;
  if (auth === "api-key" && own !== undefined && own.kind !== "none") return own;
  if (own?.kind === "key" && own.marker !== undefined) return own;
  const order = holdsIn("order-may-forbid-keys", release)
    ? ids.map((id) => profiles.order(id)).find((one) => one !== undefined)
    : undefined;
  const stored = ids.some((id) => profiles.mayHaveLogin(id));
  // A written key of a block whose auth is api-key, and Ollama's word for a local server, come before the order. So does
  // a key that is `${NAME}` and nothing else, of all the forms that a written key can have.
  const isSpared =
    own?.kind === "key" &&
    typeof written === "string" &&
    wholeVariable(written) !== undefined &&
    holdsIn("order-spares-variables", release);
  const isOwn = isWritten && (auth === "api-key" || provider === "ollama" || isSpared);
  if (order !== undefined && !isOwn && (order.length === 0 || !stored)) {
    return {
      kind: "none",
      reason: "no-key",
      why: `auth.order of ${provider} leaves no usable login`,
      path: ["auth", "order", provider],
    };
  }
  if (stored) {
    return { kind: "unknown", reason: "store", decidedBy: "OpenClaw's own store of logins" };
  }
  const makers = model.maker === undefined ? ids : [...ids, model.maker];
  const names = makers.flatMap((id) => readVariables(id, context));
  for (const name of new Set(names)) {
    const found = variableKey(context.environment.lookup(name), name, undefined, context);
    // An account's login token is no key of OpenAI's platform.
    if (found !== undefined) return found;
  }
  if (own !== undefined && own.kind !== "none") return own;
  const local = localKey(model, isWritten || (input.kind !== "unset" && input.kind !== "empty"), release);
  if (local !== undefined) return local;
  if (own !== undefined) return own;
  return { kind: "none", reason: "no-key", why: noKeyWords(provider, names), path: block?.path };
}

/** The variables that OpenClaw reads for a provider: those of a plugin only while it is installed. */
export function readVariables(id: string, { credentials, data, isOff }: RouteContext): readonly string[] {
  const known = providerVariables(id, credentials.release);
  // A name that only the plugin knows has no variables of its own.
  if (known === undefined || (data.pluginAliases[id] !== undefined && data.authAliases[id] === undefined))
    return [];
  return known.kind === "external" && (credentials.plugins(id) === "absent" || isOff(id)) ? [] : known.names;
}

function noKeyWords(provider: string, names: readonly string[]): string {
  const first = usualVariable(names, provider);
  if (first === undefined) return `${provider} has no apiKey`;
  const all = [first, ...names.filter((name) => name !== first)];
  return `${provider} has no apiKey, and ${andList(all)} ${names.length === 1 ? "is" : "are"} not set`;
}

/** What `apiKey` gives; undefined where nothing is written. */
function writtenKey(
  input: SecretInput,
  written: unknown,
  path: ConfigPath,
  { api, baseUrl, block, provider }: FoundModel,
  context: RouteContext,
): FoundKey | undefined {
  const { credentials } = context;
  switch (input.kind) {
    case "unset":
    case "empty":
    case "wrong-type":
      return undefined;
    case "bare-name":
      return (
        variableKey(context.environment.lookup(input.name), input.name, path, context) ?? {
          kind: "none",
          reason: "no-key",
          why: `${input.name} is not set`,
          path,
        }
      );
    case "reference":
    case "malformed-reference":
      return referenceKey(input, written, path, context);
    case "local-marker":
    case "login-marker":
    case "managed-marker":
    case "retired-marker":
    case "aws-marker": {
      const ownApi = block?.block["api"];
      const server =
        (ownApi === "openai-completions" || ownApi === "ollama") &&
        baseUrl !== undefined &&
        isLocalUrl(baseUrl, context.data.release);
      const rows = block?.block["models"];
      const hasRows = Array.isArray(rows) && rows.length > 0;
      const byPlugin = pluginNeedsNoKey(provider, block?.block ?? {}, context.data.release);
      if (!(server && hasRows) && !byPlugin)
        return { kind: "none", reason: "no-key", why: "it stands for a local server without a key", path };
      const marker = api === "ollama" ? "ollama-local" : LOCAL_MARKER;
      return { kind: "key", key: { from: "marker", path }, loginToken: false, marker };
    }
    case "template": {
      const missing = input.variables.find((name) => isLacking(context.environment.lookup(name).verdict));
      if (missing !== undefined) return literal(written, path);
      const unseen = input.variables.find(
        (name) => context.environment.lookup(name).verdict === "undecidable",
      );
      if (unseen !== undefined) return { kind: "unknown", reason: "environment", decidedBy: unseen };
      const [only] = input.variables;
      return only === undefined || input.variables.length > 1
        ? literal(written, path)
        : (variableKey(context.environment.lookup(only), only, path, context) ?? literal(written, path));
    }
    default:
      if (typeof written === "string" && credentials.profiles.has(written.trim()))
        return {
          kind: "unknown",
          reason: "store",
          decidedBy: `the login ${written.trim()} of OpenClaw's store`,
        };
      return literal(written, path);
  }
}

function literal(written: unknown, path: ConfigPath): FoundKey {
  const loginToken = typeof written === "string" && shapeOf(written).loginToken;
  return { kind: "key", key: { from: "config", path }, loginToken };
}

function referenceKey(
  input: SecretInput,
  written: unknown,
  path: ConfigPath,
  context: RouteContext,
): FoundKey {
  const { credentials, environment } = context;
  if (input.kind === "reference" && input.reference.form !== "object") {
    const name = input.reference.id;
    return (
      variableKey(environment.lookup(name), name, path, context) ?? {
        kind: "none",
        reason: "no-key",
        why: `${name} is not set`,
        path,
      }
    );
  }
  const { step } = configKey(input, written, {
    host: credentials.host,
    environment,
    secrets: credentials.secrets,
    home: credentials.home,
    readableFolders: credentials.readableFolders,
    path,
    early: false,
    local: false,
    keyless: false,
    isProfile: () => false,
  });
  if (step?.state === "undecidable")
    return {
      kind: "unknown",
      reason: input.kind === "reference" && input.reference.source === "store" ? "store" : "environment",
      decidedBy: step.why,
    };
  if (isLacking(step?.state) || step?.state === "unusable")
    return { kind: "none", reason: "no-key", why: step.why, path };
  const from = step?.resolution?.from;
  return {
    kind: "key",
    key: {
      from: "secret-ref",
      path,
      ...(step?.variable === undefined ? {} : { variable: step.variable }),
      ...(from === undefined ? {} : { layer: from.layer, file: from.file, line: from.line }),
    },
    loginToken: step?.variable !== undefined && environment.shape(step.variable)?.loginToken === true,
  };
}

/** The key of a variable; undefined where it is not there. */
function variableKey(
  { verdict, from }: Resolution,
  name: string,
  path: ConfigPath | undefined,
  context: RouteContext,
): FoundKey | undefined {
  if (isLacking(verdict)) return undefined;
  if (verdict === "undecidable") return { kind: "unknown", reason: "environment", decidedBy: name };
  const key: RouteKey = {
    from: "variable",
    variable: name,
    layer: from?.layer,
    file: from?.file,
    line: from?.line,
    ...(path === undefined ? {} : { path }),
  };
  return { kind: "key", key, loginToken: context.environment.shape(name)?.loginToken === true };
}

/** A local server without a key: its block has to say api, URL and models. */
function localKey(
  { block, api, provider }: FoundModel,
  hasKey: boolean,
  release: string,
): FoundKey | undefined {
  const { auth, api: ownApi, models } = block?.block ?? {};
  if (hasKey || block?.baseUrl === undefined || (auth !== undefined && auth !== "api-key")) return undefined;
  const isComplete =
    typeof ownApi === "string" && ownApi.trim() !== "" && Array.isArray(models) && models.length > 0;
  const isLocal = isComplete && isLocalUrl(block.baseUrl.value, release);
  if (!isLocal && !pluginNeedsNoKey(provider, block.block, release)) return undefined;
  return {
    kind: "key",
    key: { from: "marker" },
    loginToken: false,
    marker: api === "ollama" ? "ollama-local" : LOCAL_MARKER,
  };
}
