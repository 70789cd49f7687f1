import { type ConfigPath, isObject, valueAt } from "../core/config-path.ts";
import { show } from "../core/secrecy.ts";
import { wholeVariable } from "../core/variable-text.ts";
import type { ConfigEdit } from "../edit/config-edit.ts";
import { deeplyEqual } from "../edit/deeply-equal.ts";
import { normalizeProviderId } from "../resolve/providers/catalogue.ts";
import { findAliases } from "../resolve/references/aliases.ts";
import { findReferenceSites } from "../resolve/references/reference-sites.ts";
import type { ReleaseLine } from "../schema/releases.ts";
import { holdsIn } from "../schema/run-time-facts.ts";
import { validateConfig } from "../validate/validate.ts";
import type { ProviderSetup } from "./provider-setup.ts";

/** How a setup is to be written. */
export interface PlanOptions {
  readonly line: ReleaseLine;
  /** What stands at `apiKey`: `${NAME}`, or the key itself. Undefined for an endpoint that needs none. */
  readonly apiKey: string | undefined;
  /** Headers with their values as they are to be written. */
  readonly headers: Readonly<Record<string, string>>;
  readonly setDefault: boolean;
  /** The default model that goes becomes the first fallback. */
  readonly keepOld: boolean;
  /** Sets `gateway.mode` where it is not set: OpenClaw does not start a gateway without it. */
  readonly setMode: boolean;
  /** Texts that may be put away, since what they hold is kept elsewhere. */
  readonly kept: ReadonlySet<string>;
  /** Replaces a key, secret reference or header that is there. */
  readonly force: boolean;
}

type SetEdit = Extract<ConfigEdit, { kind: "set" }>;

/** What has to change in a config, or why it is left alone. */
export type SetupPlan =
  | { readonly ok: true; readonly edits: readonly SetEdit[]; readonly notes: readonly string[] }
  /** A secret stands there that would be lost. */
  | { readonly ok: false; readonly taken: ConfigPath };

/**
 * Plans what OpenClaw's own onboarding would write (provider, models, default model, alias), as edits that touch
 * nothing else and that come to nothing where all is there already.
 */
export function planSetup(
  config: Readonly<Record<string, unknown>>,
  setup: ProviderSetup,
  options: PlanOptions,
): SetupPlan {
  const { provider, model } = setup;
  const reference = `${provider}/${model.id}`;
  const edits: SetEdit[] = [];
  const notes: string[] = [];
  const set = (path: ConfigPath, value: unknown) => {
    if (!deeplyEqual(valueAt(config, path), value)) edits.push({ kind: "set", path, value });
  };

  const path = providerPath(config, provider);
  const there = valueAt(config, path);
  const block = blockOf(setup, options, isObject(there));
  if (block === undefined) {
    if (options.apiKey !== undefined && wholeVariable(options.apiKey) === undefined)
      set(["env", "vars", setup.variable], options.apiKey);
  } else if (!isObject(there)) {
    if (!isObject(config["models"]) && setup.endpoint !== undefined) set(["models"], { mode: "merge" });
    set(path, block);
    notes.push(`provider ${provider}`);
  } else {
    const taken = mergeBlock(there, block, options, (inside, value) => set([...path, ...inside], value));
    if (taken !== undefined) return { ok: false, taken: [...path, ...taken] };
    if (edits.length > 0) notes.push(`provider ${provider}: ${changeWords(config, path, edits)}`);
  }

  const before = edits.length;
  set(...mapEntry(config, reference, setup.alias));
  const entry = edits.length > before ? edits.at(-1)?.value : undefined;
  const defaults = valueAt(config, ["agents", "defaults"]);
  // A map that begins here would be the list of models that may be chosen, until the migration writes that list.
  const isNew = isObject(entry) && valueAt(defaults, ["models"]) === undefined;
  if (
    isNew &&
    valueAt(defaults, ["modelPolicy"]) === undefined &&
    holdsIn("writes-model-policy", options.line)
  )
    set(["agents", "defaults", "modelPolicy", "allow"], [reference]);
  if (isObject(entry))
    notes.push(
      entry["alias"] === undefined ? `${reference} in agents.defaults.models` : `alias "${setup.alias}"`,
    );

  if (options.setDefault) {
    const chosen = valueAt(config, ["agents", "defaults", "model"]);
    const was = defaultReference(config);
    const keeps = options.keepOld && was !== undefined && was.trim() !== "" && was !== reference;
    if (typeof chosen !== "string") set(["agents", "defaults", "model", "primary"], reference);
    else if (!keeps) set(["agents", "defaults", "model"], reference);
    if (keeps) keepAsFallback(config, was, reference, set);
    if (was !== reference)
      notes.push(
        `default model ${reference}${was === undefined ? "" : ` (it was ${show(was)}, ${keeps ? "now the first fallback" : "no longer used"})`}`,
      );
  }
  if (options.setMode && valueAt(config, ["gateway", "mode"]) === undefined) {
    set(["gateway", "mode"], "local");
    notes.push("gateway.mode local");
  }
  return { ok: true, edits, notes };
}

/** Puts the old default model in front of the fallbacks. A model that is one text becomes an object. */
function keepAsFallback(
  config: unknown,
  was: string,
  reference: string,
  set: (path: ConfigPath, value: unknown) => void,
): void {
  const chosen = valueAt(config, ["agents", "defaults", "model"]);
  const written = isObject(chosen) ? chosen["fallbacks"] : undefined;
  const others = (Array.isArray(written) ? written : []).filter((one) => one !== was && one !== reference);
  const fallbacks = [was, ...others];
  if (isObject(chosen)) set(["agents", "defaults", "model", "fallbacks"], fallbacks);
  else set(["agents", "defaults", "model"], { primary: reference, fallbacks });
}

/** Which keys of a block that is there are new, and which get another value. */
function changeWords(config: unknown, block: ConfigPath, edits: readonly SetEdit[]): string {
  const named = (wanted: boolean) =>
    [
      ...new Set(
        edits
          .filter(({ path }) => (valueAt(config, path) === undefined) === wanted)
          .map(({ path }) => String(path[block.length])),
      ),
    ].join(", ");
  const [added, changed] = [named(true), named(false)];
  return [
    ...(changed === "" ? [] : [`another ${changed}`]),
    ...(added === "" ? [] : [`more in ${added}`]),
  ].join("; ");
}

/** The default model of a config, as it is written; undefined where there is none. */
export function defaultReference(config: unknown): string | undefined {
  const chosen = valueAt(config, ["agents", "defaults", "model"]);
  const reference = isObject(chosen) ? chosen["primary"] : chosen;
  return typeof reference === "string" ? reference : undefined;
}

/** Where a provider's block stands, in whatever case its id is written, or would stand. */
export function providerPath(config: unknown, provider: string): ConfigPath {
  const providers = valueAt(config, ["models", "providers"]);
  const written = Object.keys(isObject(providers) ? providers : {});
  const key = written.find((one) => normalizeProviderId(one) === normalizeProviderId(provider));
  return ["models", "providers", key ?? provider];
}

interface ProviderBlock {
  readonly baseUrl?: string;
  readonly api?: string;
  readonly apiKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly models?: readonly ProviderSetup["model"][];
}

/**
 * The provider's block. A provider that OpenClaw knows needs one only for its key; releases that take no block without
 * an endpoint read the key from its variable.
 */
function blockOf(
  { endpoint, model, provider }: ProviderSetup,
  { apiKey, headers, line }: PlanOptions,
  isThere: boolean,
): ProviderBlock | undefined {
  const key = apiKey === undefined ? {} : { apiKey };
  if (endpoint !== undefined) {
    const { baseUrl, api } = endpoint;
    const extra = Object.keys(headers).length === 0 ? {} : { headers };
    return { baseUrl, api, ...key, ...extra, models: [model] };
  }
  const alone = { models: { providers: { [provider]: { apiKey: "${NAME}" } } } };
  return isThere || validateConfig(alone, line).length === 0 ? key : undefined;
}

/** Sets in a block that is there what the new one has; gives the path of a secret that would be lost, if any. */
function mergeBlock(
  there: Readonly<Record<string, unknown>>,
  { models = [], headers = {}, ...plain }: ProviderBlock,
  options: PlanOptions,
  set: (path: ConfigPath, value: unknown) => void,
): ConfigPath | undefined {
  for (const [name, value] of Object.entries(plain)) {
    if (name === "apiKey" && isTaken(there[name], value, options)) return [name];
    set([name], value);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (isTaken(valueAt(there, ["headers", name]), value, options)) return ["headers", name];
    set(["headers", name], value);
  }
  const rows = there["models"];
  for (const row of models) {
    if (!Array.isArray(rows)) set(["models"], models);
    else if (!rows.some((one) => isObject(one) && one["id"] === row.id)) set(["models", rows.length], row);
  }
  return undefined;
}

/** True where a secret, or a reference to one, stands that the new value would put away. */
function isTaken(there: unknown, value: unknown, { force, kept }: PlanOptions): boolean {
  if (force || there === undefined || deeplyEqual(there, value)) return false;
  if (typeof there === "string") return there.trim() !== "" && !kept.has(there);
  // The long form of the same reference.
  if (!isObject(there) || there["source"] !== "env") return true;
  const { id } = there;
  return typeof id !== "string" || value !== `\${${id}}`;
}

/**
 * The entry of `agents.defaults.models`. The map is also a list of the models that are allowed: a new one would shut
 * out the models that the config names elsewhere, so it is made only where there are none.
 */
function mapEntry(
  config: Readonly<Record<string, unknown>>,
  reference: string,
  alias: string | undefined,
): [ConfigPath, unknown] {
  const path: ConfigPath = ["agents", "defaults", "models"];
  const map = valueAt(config, path);
  const unchanged: [ConfigPath, unknown] = [path, map];
  const isFree =
    alias !== undefined &&
    !findAliases(config).some(
      ({ name, target }) => name.toLowerCase() === alias.toLowerCase() && target !== reference,
    );
  const entry = isFree ? { alias } : {};
  if (isObject(map) && Object.keys(map).length > 0)
    return Object.hasOwn(map, reference) ? unchanged : [[...path, reference], entry];
  const others = findReferenceSites(config).some(({ text }) => text.trim() !== "" && text !== reference);
  return isFree && !others ? [[...path, reference], entry] : unchanged;
}
