import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import { refused, type SchemaProblem } from "../../core/schema-problem.ts";
import type { ReleaseLine } from "../../schema/releases.ts";
import { nearestName } from "../nearest-name.ts";
import { holdsVariable } from "../value-kind.ts";
import { does, isInstalledApart, searchSettingsGone } from "./details.ts";
import { namesPlugin, namesPlugins, needsPlugin } from "./plugins.ts";
import { type Refinement, refusal } from "./refusal.ts";

/** Providers whose settings stood in tools.web.search, and the plugin that has them now. */
const PLUGINS: Readonly<Record<string, string>> = {
  brave: "brave",
  duckduckgo: "duckduckgo",
  exa: "exa",
  firecrawl: "firecrawl",
  gemini: "google",
  grok: "xai",
  kimi: "moonshot",
  minimax: "minimax",
  ollama: "ollama",
  perplexity: "perplexity",
  searxng: "searxng",
  tavily: "tavily",
};

/** Further names of official plugins. */
const OTHERS = ["codex", "firecrawl-free", "parallel", "parallel-free"];

/** A provider that no plugin of OpenClaw's brings, where the config names no plugin that could. */
function unknownProvider(
  provider: unknown,
  config: unknown,
  release: ReleaseLine,
): SchemaProblem | undefined {
  if (typeof provider !== "string" || holdsVariable(provider)) return undefined;
  const path: ConfigPath = ["tools", "web", "search", "provider"];
  const id = provider.trim();
  if (id === "") return refusal(path, "web-search", "it is empty");
  const known = [...Object.keys(PLUGINS), ...OTHERS];
  if (isInstalledApart(id, release)) {
    const plugin = PLUGINS[id] ?? id;
    return namesPlugin(config, [id, plugin]) ? undefined : needsPlugin(path, "web-search", "value", plugin);
  }
  if (known.includes(id) || namesPlugins(config)) return undefined;
  const reason = "no plugin that comes with OpenClaw or is named in this config searches by this name";
  return refusal(path, "web-search", reason, "value", { allowed: known, nearest: nearestName(id, known) });
}

/** Settings of search providers, which left for the plugins that bring them. */
export const webSearch: Refinement = (config, release) => {
  const search = valueAt(config, ["tools", "web", "search"]);
  if (!isObject(search)) return [];
  const unknown = unknownProvider(search["provider"], config, release);
  const first = unknown === undefined ? [] : [unknown];
  if (!does("search-settings-left", release)) return first;
  const gone = (key: string, plugin: string): SchemaProblem =>
    refused("retired-key", ["tools", "web", "search", key], "key", {
      key,
      what: "key",
      goneIn: searchSettingsGone,
      action: "doctor moves",
      replacedBy: `plugins.entries.${plugin}.config.webSearch${key === "apiKey" ? ".apiKey" : ""}`,
    });
  const own = Object.entries(search).flatMap(([key, value]) => {
    const plugin = ownValue(PLUGINS, key);
    return plugin !== undefined && isObject(value) ? [gone(key, plugin)] : [];
  });
  own.unshift(...first);
  const { provider } = search;
  const plugin = typeof provider === "string" ? ownValue(PLUGINS, provider) : undefined;
  return Object.hasOwn(search, "apiKey") && does("search-key-left", release)
    ? [...own, gone("apiKey", plugin ?? "brave")]
    : own;
};
