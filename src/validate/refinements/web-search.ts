import { type ConfigPath, isObject, valueAt } from "../../core/config-path.ts";
import { ownValue } from "../../core/own-value.ts";
import type { SchemaProblem } from "../../core/schema-problem.ts";
import { compareReleases, type ReleaseLine } from "../../schema/releases.ts";
import { nearestName } from "../nearest-name.ts";
import { holdsVariable } from "../value-kind.ts";
import { namesPlugin, namesPlugins } from "./plugins.ts";
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

/** Providers whose plugin is installed by itself, with the first measured release that does not bring it. */
const EXTERNAL: Readonly<Record<string, ReleaseLine>> = {
  brave: "2026.5.5",
  exa: "2026.6.11",
  firecrawl: "2026.6.11",
  kimi: "2026.6.11",
  perplexity: "2026.6.11",
  searxng: "2026.6.11",
  tavily: "2026.6.11",
  duckduckgo: "2026.8.2",
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
  const left = ownValue(EXTERNAL, id);
  if (left !== undefined && compareReleases(release, left) >= 0) {
    if (namesPlugin(config, [id, PLUGINS[id] ?? id])) return undefined;
    const plugin = PLUGINS[id] ?? id;
    return refusal(
      path,
      "web-search",
      `the plugin ${plugin} brings it, which is installed by itself and which this config does not name`,
    );
  }
  if (known.includes(id) || namesPlugins(config)) return undefined;
  const reason = "no plugin that comes with OpenClaw or is named in this config searches by this name";
  return refusal(path, "web-search", reason, "value", { allowed: known, nearest: nearestName(id, known) });
}

/** Settings of search providers, which left for the plugins that bring them. */
export const webSearch: Refinement = (config, release) => {
  const search = valueAt(config, ["tools", "web", "search"]);
  if (!isObject(search) || compareReleases(release, "2026.5.5") < 0) return [];
  const unknown = unknownProvider(search["provider"], config, release);
  const first = unknown === undefined ? [] : [unknown];
  // 2026.5.5 still takes the settings of providers.
  if (compareReleases(release, "2026.6.11") < 0) return first;
  const gone = (key: string, plugin: string): SchemaProblem => ({
    kind: "retired-key",
    path: ["tools", "web", "search", key],
    on: "key",
    refused: true,
    data: {
      key,
      what: "key",
      goneIn: "2026.5.28",
      action: "doctor moves",
      replacedBy: `plugins.entries.${plugin}.config.webSearch${key === "apiKey" ? ".apiKey" : ""}`,
    },
  });
  const own = Object.entries(search).flatMap(([key, value]) => {
    const plugin = ownValue(PLUGINS, key);
    return plugin !== undefined && isObject(value) ? [gone(key, plugin)] : [];
  });
  own.unshift(...first);
  const { provider } = search;
  const plugin = typeof provider === "string" ? ownValue(PLUGINS, provider) : undefined;
  // 2026.7.35 still takes a key for whichever provider.
  return Object.hasOwn(search, "apiKey") && compareReleases(release, "2026.8.2") >= 0
    ? [...own, gone("apiKey", plugin ?? "brave")]
    : own;
};
