import { type ConfigPath, isObject } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import bundled from "../../data/environment/bundled-until.json" with { type: "json" };
import official from "../../data/official-plugins.json" with { type: "json" };
import { compareReleases, RELEASES } from "../../schema/releases.ts";
import { ALWAYS, cut, formsBelow, formsOf, type Span } from "../../schema/section-table.ts";
import { sectionTable } from "../../validate/sections/section-tables.ts";
import { providerOf } from "../references/references.ts";
import type { ResolvedConfig } from "../resolve-config.ts";
import { canonicalProvider, findProvider } from "./catalogue.ts";
import { providerOfKey } from "./configured-providers.ts";

/** A plugin that a config needs, and that the newer of two releases no longer brings. */
export interface LeavingPlugin {
  /** The provider, channel or plugin as the config names it. */
  readonly id: string;
  readonly kind: "provider" | "channel" | "plugin";
  /** Where the config names it. */
  readonly path: ConfigPath;
  /** The last release that brings it. */
  readonly until: string;
  /** The npm package that has it now; undefined where OpenClaw's catalogues name none. */
  readonly package?: string | undefined;
}

/** Keys of `channels` that are no channel. */
const NO_CHANNELS: ReadonlySet<string> = new Set(["defaults", "modelByChannel"]);

const UNTIL: Readonly<Record<string, string>> = bundled.providers;
const PACKAGES: Readonly<Record<string, string>> = official.packages;

/**
 * The providers, channels and plugins that a config uses, that release `from` brings or a release before `to` brought,
 * and that `to` does not bring. What is switched off, or surely installed, is left out. A provider whose entry has a
 * base URL needs no plugin.
 */
export function leavingPlugins(
  config: Readonly<Record<string, unknown>>,
  { providers, references, providerUses, credentialContext, seenPlugins }: ResolvedConfig,
  from: string,
  to: string,
): readonly LeavingPlugin[] {
  const plugins = isObject(config["plugins"]) ? config["plugins"] : {};
  if (plugins["enabled"] === false) return [];
  const denied = Array.isArray(plugins["deny"]) ? plugins["deny"] : [];
  const entries = isObject(plugins["entries"]) ? plugins["entries"] : {};
  const installs = isObject(plugins["installs"]) ? plugins["installs"] : {};
  const found = new Map<string, LeavingPlugin>();
  const add = (kind: LeavingPlugin["kind"], id: string, path: ConfigPath, until: string | undefined) => {
    const plugin = kind === "provider" ? (canonicalProvider(id)?.id ?? id) : id;
    if (until === undefined || denied.includes(plugin) || found.has(plugin)) return;
    if (isOff(ownValue(entries, plugin)) || Object.hasOwn(installs, plugin) || seenPlugins.includes(plugin))
      return;
    const name = findProvider(id)?.package ?? ownValue(PACKAGES, plugin);
    found.set(plugin, { id, kind, path, until, ...(name === undefined ? {} : { package: name }) });
  };

  const named = new Map<string, ConfigPath>();
  for (const reference of references.all) {
    if (reference.kind === "key" || reference.kind === "allow") continue;
    const id = providerOf(reference);
    if (id !== undefined && !named.has(id)) named.set(id, reference.path);
  }
  for (const { kind, provider, path } of providerUses)
    if (kind !== "web" && !named.has(provider)) named.set(provider, path);
  for (const { key, path } of providers) if (!named.has(key)) named.set(key, path);
  for (const [id, path] of named) {
    if (typeof providerOfKey(providers, id)?.block["baseUrl"] === "string") continue;
    if (credentialContext.plugins(id) === "installed") continue;
    const until = ownValue(UNTIL, id);
    const left =
      until !== undefined && compareReleases(from, until) <= 0 && compareReleases(until, to) < 0
        ? until
        : leftBetween(canonicalProvider(id)?.id ?? id, from, to);
    add("provider", id, path, left);
  }
  for (const { kind, provider, path } of providerUses)
    if (kind === "web") add("plugin", provider, path, leftBetween(provider, from, to));
  for (const [id, channel] of Object.entries(isObject(config["channels"]) ? config["channels"] : {}))
    if (!NO_CHANNELS.has(id) && !isOff(channel))
      add("channel", id, ["channels", id], leftBetween(id, from, to));
  for (const [id, entry] of Object.entries(entries))
    if (!isOff(entry)) add("plugin", id, ["plugins", "entries", id], leftBetween(id, from, to));
  return [...found.values()];
}

function isOff(value: unknown): boolean {
  return isObject(value) && value["enabled"] === false;
}

/** The last release that brings a plugin, where that is one from `from` on and before `to`. */
function leftBetween(plugin: string, from: string, to: string): string | undefined {
  let last: string | undefined;
  for (const [, until] of bundledSpans(plugin)) {
    const release = until === null ? undefined : RELEASES[until];
    if (release === undefined) return undefined;
    if (last === undefined || compareReleases(release, last) > 0) last = release;
  }
  return last !== undefined && compareReleases(from, last) <= 0 && compareReleases(last, to) < 0
    ? last
    : undefined;
}

/** The stretches of releases that bring a plugin: those whose schema describes its settings. */
function bundledSpans(plugin: string): readonly Span[] {
  const table = sectionTable("plugins");
  if (table === undefined) return [];
  return formsBelow(table, formsOf(table, table.root), "entries").flatMap(({ node, span }) => {
    const link = node.properties === undefined ? undefined : ownValue(node.properties, plugin);
    if (link === undefined) return [];
    const spans: readonly Span[] =
      typeof link === "number" ? [ALWAYS] : link.slice(1).filter((one) => typeof one !== "number");
    return spans.flatMap((one) => cut(span, one));
  });
}
