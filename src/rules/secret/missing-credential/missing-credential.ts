import { type ConfigPath, isObject } from "../../../core/config-path.ts";
import { nearestOf } from "../../../core/schema-problem.ts";
import { nearest } from "../../../core/text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { type Datum, defineCheck, defineMessages, type Words, words } from "../../../engine/rule.ts";
import type { RuleContext } from "../../../engine/rule-context.ts";
import { fileVariable } from "../../../engine/variable-home.ts";
import {
  type CredentialResolution,
  wantedVariable,
} from "../../../resolve/credentials/credential-resolution.ts";
import { allRunElsewhere, runsElsewhere } from "../../../resolve/credentials/other-runtimes.ts";
import { suggestedVariable } from "../../../resolve/environment/provider-variables.ts";
import { isServed } from "../../../resolve/environment/verdict.ts";
import { findProvider } from "../../../resolve/providers/catalogue.ts";
import { providerOfKey } from "../../../resolve/providers/configured-providers.ts";
import { strayProviders } from "../../../resolve/providers/stray-providers.ts";
import { siblingVariables, vendorOf } from "../../../resolve/providers/vendors.ts";
import { LEGACY_RUNTIMES, referencesOf } from "../../../resolve/references/references.ts";
import { rowOwner } from "../../../resolve/references/row-owners.ts";
import { trailWords } from "../../../resolve/secrets/variable-faults.ts";

const messages = defineMessages({
  custom: {
    message: 'Provider "{provider}" has no key: it has no apiKey, and OpenClaw reads no variable for it.',
    hint: 'Add apiKey: "${{suggested}}" and put {suggested}=… into {home}.',
  },
  blank: {
    message: 'Provider "{provider}" has an empty apiKey, which counts as none.',
    hint: 'Write "${{suggested}}", or take the key out if the server needs none.',
  },
  variables: {
    message: 'No key for provider "{provider}": {lacking}.',
    hint: "Put {first}=… into {home}, or sign in with openclaw models auth.{trail}",
  },
  ollama: {
    message: 'No key for provider "{provider}": {lacking}.',
    hint: "Put {first}=ollama-local into {home}: a local Ollama needs no key, but OpenClaw does not ask it without a value.{trail}",
  },
  emptyVariable: {
    message: 'No key for provider "{provider}": {first} is there, but empty ({layer}).',
    hint: "Give it a value there, or remove the empty one.",
  },
  emptyCompose: {
    message: 'No key for provider "{provider}": {first} is there, but empty ({layer}).',
    hint: "Compose fills ${…} from the shell that runs it, or from the .env beside its file; give {first} a value there.",
  },
  fileVariable: {
    message:
      'No key for provider "{provider}": {wrong} is set, but OpenClaw reads no variable of that form, only {first}.',
    hint: 'Put {first}=… into {home}, or give the provider an apiKey that is a SecretRef of source "file".',
  },
  otherName: {
    message: 'No key for provider "{provider}": it reads {variables}, but what is set is {wrong}.',
    hint: "Rename {wrong} to {first}.",
  },
  storeForm: {
    message:
      'No key for provider "{provider}": {file} names it, but is not of the form in which OpenClaw reads logins.',
    hint: 'Write { version: 1, profiles: { "{provider}:default": { type: "api_key", provider: "{provider}", key: "…" } } }, or sign in with openclaw models auth.',
  },
  openrouter: {
    message: 'No key for provider "{provider}": {lacking}, but OPENROUTER_API_KEY is.',
    hint: 'To ask OpenRouter for this model, write "openrouter/{text}".',
  },
  row: {
    message:
      'No key for provider "{provider}": {lacking}; and "{text}" is a model of provider "{owner}", whose name is missing before it.',
    hint: 'Write "{owner}/{text}".',
  },
  noText: {
    message:
      'OpenClaw\'s own provider "{provider}" makes speech, images or video; no model of it answers in text.',
    hint: "Put the server into models.providers under an id of your own, with its baseUrl, api and apiKey, and name that.",
  },
  vertex: {
    message: 'No login for provider "{provider}": {lacking}, and {why}.',
    hint: "Run gcloud auth application-default login as the gateway's user, and put GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION into {home}; with a service account, set GOOGLE_APPLICATION_CREDENTIALS, too.",
  },
  plugin: {
    message:
      'Provider "{provider}" comes as a plugin that is not installed, so its key in {first} is not read.',
    hint: "Install it: openclaw plugins install {plugin}.",
  },
  pluginBlock: {
    message:
      'Provider "{provider}" has no apiKey, and {first} is read only by a plugin that is not installed.',
    hint: 'Add apiKey: "${{first}}", or install the plugin: openclaw plugins install {plugin}.',
  },
  unexpanded: {
    message:
      'No key for provider "{provider}": the value of {first} in {layer} is itself a $VARIABLE, which nothing expands there.',
    hint: "Write the value itself.",
  },
  placeholder: {
    message: 'No key for provider "{provider}": {first} holds example text in {layer}.',
    hint: "Put the real key there.",
  },
  other: {
    message: 'No key for provider "{provider}": {why}.',
    hint: "See clawlint env for every place that was looked at.",
  },
});

export const check = defineCheck({
  id: "missing-credential",
  summary: "a provider that will have no key",
  severity: "error",
  needs: "names",
  wholeConfig: true,
  messages,
  docs: () => ({
    trigger:
      "A provider that a reference runs on (an error), or that models.providers or tools.media.models names (a warning), for which no apiKey, variable, profile or local exception supplies a key. References that agentRuntime gives to another tool (claude-cli, codex) are left to that tool's login.",
    bad: bakery({ apiKey: "", env: {} }),
    good: bakery({}),
    why: 'OpenClaw starts and fails at the first message: "No API key found for provider". Its own validation does not look for keys.',
    ignore:
      'When the server needs no key although it is not on the local network: give it any apiKey, such as "none".',
  }),
  check(context) {
    const { credentials, usedProviders, environment, report } = context;
    if (environment.target === "none") return;
    for (const credential of credentials.values()) {
      const found = judge(credential, context);
      if (found === undefined) continue;
      const used = usedProviders.has(credential.provider);
      // Media that come in are then not looked at, and everything else goes on.
      const media = context.providerUses.flatMap(({ kind, provider, path }) =>
        kind === "media" && provider === credential.provider ? [path] : [],
      );
      const places =
        credential.at === undefined
          ? [...referencesTo(credential.provider, context), ...media]
          : [credential.at];
      const [first, ...more] = places;
      if (first === undefined || isAskedElsewhere(credential.provider, context)) continue;
      report({
        ...found,
        at: { path: first },
        severity: !used || found.soft ? "warning" : "error",
        ...(more.length === 0
          ? {}
          : { related: more.map((path) => ({ at: { path }, message: "needed here too" })) }),
      });
    }
  },
});

/** True where every reference to a provider goes out by another one that it is a name of, with that one's key. */
function isAskedElsewhere(provider: string, context: RuleContext): boolean {
  const places = referencesTo(provider, context);
  return (
    places.length > 0 &&
    places.every((path) => {
      const route = context.routes().at(path);
      return route?.verdict === "sent" && route.provider !== provider;
    })
  );
}

type Named =
  | "provider"
  | "variables"
  | "first"
  | "lacking"
  | "suggested"
  | "trail"
  | "layer"
  | "plugin"
  | "why"
  | "home"
  | "wrong"
  | "file"
  | "owner"
  | "text";

interface Judgement {
  readonly messageId: keyof typeof messages;
  readonly data: Readonly<Record<Named, Datum>>;
  /** The fault lies in this machine's plugins, not in the config. */
  readonly soft: boolean;
}

function judge(credential: CredentialResolution, context: RuleContext): Judgement | undefined {
  const { provider, state, winner, variables, needsPlugin } = credential;
  if (isServed(state) || state === "undecidable" || isToldElsewhere(credential, context)) return undefined;
  const reason = reasonFor(credential, context);
  if (reason === undefined) return undefined;
  const resolution = resolutionOf(credential);
  const data = {
    provider,
    variables,
    first: wantedVariable(credential) ?? "",
    lacking: words(lackingWords(variables, wantedVariable(credential))),
    suggested: suggestedVariable(provider),
    trail: words(resolution === undefined ? "" : trailWords(resolution)),
    layer: words(resolution?.from?.name ?? "its layer"),
    plugin: needsPlugin ?? "",
    why: words(winner?.why ?? "nothing supplies one"),
    home: context.home(),
    wrong: "",
    file: "",
    text: "",
    owner: "",
  };
  const [messageId, more = {}] = reason;
  return {
    messageId,
    data: { ...data, ...more },
    soft: messageId === "plugin" || messageId === "pluginBlock",
  };
}

/** The lookup that decides, or that of the variables where nothing does. */
function resolutionOf({ winner, trail }: CredentialResolution) {
  return winner?.resolution ?? trail.find(({ source }) => source === "variable")?.resolution;
}

/** True where another finding speaks of the same fault, or the key is no concern of this provider. */
function isToldElsewhere(credential: CredentialResolution, context: RuleContext): boolean {
  const { provider, state, winner, input, trail } = credential;
  return (
    LEGACY_RUNTIMES.has(provider) ||
    strayProviders(context.config).has(provider) ||
    // A block whose id is misspelt is told there.
    isMisspeltElsewhere(credential, context) ||
    // So is an example value, where the config names its variable.
    (state === "placeholder" &&
      context.variableFaults.some((one) => one.kind === "placeholder" && one.provider === provider)) ||
    isReportedByKey(credential, context) ||
    isAnothersAffair(provider, context) ||
    // A mark or example in env.vars is reported there.
    trail.some(({ resolution: one }) => one?.verdict === "redacted" && one.from?.layer === "config-env") ||
    // What is written at apiKey has rules of its own.
    (winner?.source === "config-key" && input.kind !== "empty")
  );
}

/** A message and what it says beyond what all say. */
type Reason = readonly [keyof typeof messages, Readonly<Record<string, string | Words>>?];

/** Why a provider has no key; undefined where that is told otherwise, or only its plugin knows. */
function reasonFor(credential: CredentialResolution, context: RuleContext): Reason | undefined {
  const { provider, state, winner, input, variables, needsPlugin, trail, at } = credential;
  if (winner?.source === "aws" && state === "unusable") return ["other"];
  if (input.kind === "empty") return ["blank"];
  if (at === undefined && makesNoText(provider, context)) return ["noText"];
  const set = trail.find((step) => step.source === "variable" && step.resolution?.verdict === "set");
  if (set !== undefined && needsPlugin !== undefined)
    return [at === undefined ? "plugin" : "pluginBlock", { first: set.variable ?? "" }];
  if (variables.length === 0) {
    // Of a plugin's provider whose variables nobody lists, only the plugin knows what it needs.
    const { kind } = findProvider(provider) ?? {};
    if (at === undefined && (kind === "documented" || kind === "external")) return undefined;
    return [at === undefined ? "other" : "custom"];
  }
  if (state === "empty")
    return [
      resolutionOf(credential)?.from?.layer === "compose-environment" ? "emptyCompose" : "emptyVariable",
    ];
  if (state === "unexpanded") return ["unexpanded"];
  if (state === "placeholder" || state === "redacted") return ["placeholder"];
  const faults = context.storeFaults();
  const store = faults.find(
    (fault) => fault.kind === "other-form" && fault.names.some((name) => name.toLowerCase() === provider),
  );
  if (store !== undefined) return ["storeForm", { file: context.tellPath(store.file) }];
  // A stored login that is at fault itself is told as that.
  if (faults.some((fault) => fault.kind === "login" && fault.login.provider === provider)) return undefined;
  // https://docs.openclaw.ai/providers/ollama/setup names the value that the message tells.
  return likelyMeant(credential, context) ?? [provider === "ollama" ? "ollama" : "variables"];
}

/** What somebody most likely did who set no variable of the provider. */
function likelyMeant(credential: CredentialResolution, context: RuleContext): Reason | undefined {
  const { provider, variables, trail, at } = credential;
  for (const name of variables) {
    const file = fileVariable(context.environment, name);
    if (file !== undefined) return ["fileVariable", { wrong: file, first: name }];
  }
  const wrong = otherName(credential, context);
  if (wrong !== undefined) return ["otherName", { wrong }];
  const google = trail.find(({ source }) => source === "google")?.why;
  if (google !== undefined) return ["vertex", { why: words(google) }];
  const reference = referencesOf(context.references, provider).find(({ kind }) => kind !== "key");
  if (reference === undefined || at !== undefined) return undefined;
  const owner = rowOwner(context.providers, reference.text);
  if (owner !== undefined) return ["row", { text: reference.text.trim(), owner: owner.id }];
  const isVendorOfRouter =
    vendorOf(provider)?.openrouter === provider &&
    isSet("OPENROUTER_API_KEY", context) &&
    !context.usedProviders.has("openrouter");
  return isVendorOfRouter ? ["openrouter", { text: reference.text }] : undefined;
}

/** True for a provider of speech, images or video that a reference to a text model names. */
function makesNoText(provider: string, { references }: RuleContext): boolean {
  if (findProvider(provider)?.text !== false) return false;
  return referencesOf(references, provider).some(({ role }) => role === "text");
}

/** That no variable is set, the one that people use before others. */
function lackingWords(read: readonly string[], wanted: string | undefined): string {
  const variables = [...read].sort((a, b) => Number(b === wanted) - Number(a === wanted));
  const [first = "", second = ""] = variables;
  if (variables.length === 1) return `${first} is not set`;
  return variables.length === 2
    ? `neither ${first} nor ${second} is set`
    : `none of ${variables.join(", ")} is set`;
}

/** Keys that decide whether a provider needs a key. */
const BLOCK_KEYS: ReadonlySet<unknown> = new Set(["apiKey", "baseUrl", "api", "models"]);

/** The providers whose key `apiKey`, or one that decides whether they need it, is misspelt, by what the schema has against a config. */
const misspeltKeys = new WeakMap<RuleContext["schemaProblems"], ReadonlySet<unknown>>();

/** True when the schema's word says it all: the key's name or type is wrong, or the variables' own place. */
function isReportedByKey(
  { at, variables }: CredentialResolution,
  { config, schemaProblems, isSound }: RuleContext,
): boolean {
  if (at !== undefined) {
    const block = at.slice(0, 3);
    if (!isSound([...block, "apiKey"])) return true;
    let misspelt = misspeltKeys.get(schemaProblems);
    if (misspelt === undefined) {
      misspelt = new Set(
        schemaProblems.flatMap((problem) =>
          BLOCK_KEYS.has(nearestOf(problem)) && problem.path.length === 4 ? [problem.path[2]] : [],
        ),
      );
      misspeltKeys.set(schemaProblems, misspelt);
    }
    return misspelt.has(block[2]);
  }
  const env = config["env"];
  if (!isObject(env)) return false;
  return Object.entries(env).some(
    ([key, value]) =>
      key !== "vars" && isObject(value) && variables.some((name) => Object.hasOwn(value, name)),
  );
}

/** True for a provider without a block where an unused block's id is nearly its own. */
function isMisspeltElsewhere(
  { provider, at }: CredentialResolution,
  { providers, usedProviders }: RuleContext,
): boolean {
  if (at !== undefined || providerOfKey(providers, provider) !== undefined) return false;
  return providers.some(
    ({ key, known }) =>
      known === undefined && !usedProviders.has(key) && nearest(key, [provider]) === provider,
  );
}

/** True when all that runs on a provider runs in another tool, which has a login of its own. */
function isAnothersAffair(provider: string, { references, config }: RuleContext): boolean {
  return allRunElsewhere(referencesOf(references, provider), config);
}

/** A variable that is set and is one slip, or one vendor's other name, away from what the provider reads. */
function otherName(
  { variables }: CredentialResolution,
  { environment, variableUses }: RuleContext,
): string | undefined {
  const spoken = new Set(variableUses.map(({ name }) => name));
  const names = environment
    .names()
    .filter(
      (name) => !variables.includes(name) && !spoken.has(name) && environment.lookup(name).verdict === "set",
    );
  for (const wanted of variables) {
    const near = nearest(
      wanted,
      names.filter((name) => /KEY|TOKEN/u.test(name)),
    );
    if (near !== undefined) return near;
  }
  return siblingVariables(variables).find((name) => names.includes(name));
}

function isSet(name: string, { environment }: RuleContext): boolean {
  return environment.lookup(name).verdict === "set";
}

/** The references that run on a provider: primaries before fallbacks. */
function referencesTo(provider: string, { references, config }: RuleContext): readonly ConfigPath[] {
  const all = referencesOf(references, provider).filter(
    (one) => one.kind !== "key" && one.kind !== "allow" && !runsElsewhere(one, config),
  );
  return [...all].sort((a, b) => (a.fallback ?? -1) - (b.fallback ?? -1)).map(({ path }) => path);
}
