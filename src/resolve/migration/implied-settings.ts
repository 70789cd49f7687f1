import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import channelIds from "../../data/channel-ids.json" with { type: "json" };
import { numberIn } from "../../schema/run-time-facts.ts";
import { isDescribed } from "../../validate/disclosure.ts";
import { isPolicyEntry } from "../../validate/refinements/model-maps.ts";
import { holdsVariable } from "../../validate/value-kind.ts";
import { migratedReference } from "../references/migrated-models.ts";
import { lackedOf } from "./migrated-places.ts";

/*
 * What OpenClaw's own migration writes where a config does not say it (conformance/migrations.json5 has the cases that it
 * was asked about).
 */

/**
 * The models that may be chosen, from a map of models, as they are named once it has replaced older ones; undefined where it
 * writes none: for an entry that no policy can have.
 */
export function impliedAllowlist(
  models: Readonly<Record<string, unknown>>,
  release: string,
): readonly string[] | undefined {
  const names = Object.keys(models).filter((name) => name.trim() !== "");
  const allow = [...new Set(names.map((name) => migratedReference(name, release) ?? name))];
  return allow.length > 0 && allow.every((entry) => isPolicyEntry(entry, [models])) ? allow : undefined;
}

/** The origins that may open the Control UI of a gateway that listens beyond its machine; undefined where some are named. */
export function impliedOrigins(
  { bind, customBindHost: custom, controlUi = {}, port }: Readonly<Record<string, unknown>>,
  release: string,
): readonly string[] | undefined {
  if (!isObject(controlUi) || controlUi["dangerouslyAllowHostHeaderOriginFallback"] === true)
    return undefined;
  const { allowedOrigins: allowed } = controlUi;
  if (Array.isArray(allowed) ? allowed.some(isFilled) : typeof allowed === "string") return undefined;
  if (holdsVariable(custom)) return undefined;
  const at = typeof port === "number" && port > 0 ? port : numberIn("gateway-port", release);
  const names = ["localhost", "127.0.0.1", ...(bind === "custom" && isFilled(custom) ? [custom.trim()] : [])];
  return [...new Set(names)].map((name) => `http://${name}:${at}`);
}

/** The channels that take the prefix of all messages for want of one of their own. */
export function channelsWithoutPrefix(config: Readonly<Record<string, unknown>>): readonly ConfigPath[] {
  const { channels } = config;
  return Object.entries(isObject(channels) ? channels : {}).flatMap(([id, channel]) => {
    const place = ["channels", id, "responsePrefix"];
    const isKnown = channelIds.channels.includes(id) && isDescribed(place);
    return isKnown && isObject(channel) && channel["responsePrefix"] === undefined ? [place] : [];
  });
}

/** What the plugin llm-task may do where its entry does not say it. */
export function impliedTaskSettings(
  entry: unknown,
  path: ConfigPath,
): readonly { readonly path: ConfigPath; readonly value: unknown }[] {
  const all = { llm: { allowModelOverride: true, allowAuthProfileOverride: true }, config: {} };
  return isObject(entry) ? lackedOf(entry, all, path) : [];
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** Whom work that belongs to no agent is given to. */
export interface ImpliedOwner {
  readonly agent: string;
  /** True where heartbeats have no agent either. */
  readonly heartbeat: boolean;
}

/** Of several agents the marked one, else the one called main; undefined where somebody is named, or nobody can be. */
export function impliedOwner(agents: Readonly<Record<string, unknown>>): ImpliedOwner | undefined {
  const { defaults = {}, entries, ownership } = agents;
  const owner = valueAt(defaults, ["systemAgent"]) ?? {};
  if (!isObject(entries) || !isObject(defaults) || !isObject(owner) || owner["agentId"] !== undefined)
    return undefined;
  const known = Object.entries(entries).flatMap(([name, entry]) =>
    isObject(entry) && name.trim() !== "" ? [{ id: name.trim().toLowerCase(), entry }] : [],
  );
  const marked = known.filter(({ entry }) => entry["default"] === true);
  if (known.length < 2 || marked.length > 1 || (marked.length === 1 && ownership !== "explicit"))
    return undefined;
  const chosen = marked[0] ?? known.find(({ id }) => id === "main");
  if (chosen === undefined) return undefined;
  const beats = defaults["heartbeat"] !== undefined || known.some(({ entry }) => Boolean(entry["heartbeat"]));
  return { agent: chosen.id, heartbeat: !beats };
}
