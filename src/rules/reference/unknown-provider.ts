import { isObject } from "../../core/config-path.ts";
import { nearest } from "../../core/text.ts";
import channelIds from "../../data/channel-ids.json" with { type: "json" };
import otherPlugins from "../../data/other-plugins.json" with { type: "json" };
import { bakery } from "../../engine/example-config.ts";
import { rewrite } from "../../engine/fixes.ts";
import { defineRule } from "../../engine/rule.ts";
import { findProvider, knownProviderIds, normalizeProviderId } from "../../resolve/providers/catalogue.ts";
import { strayProviders } from "../../resolve/providers/stray-providers.ts";
import { onlyOnOpenrouter, providerCalled } from "../../resolve/providers/vendors.ts";
import { isAlsoChosen } from "../../resolve/references/references.ts";
import { rowOwner } from "../../resolve/references/row-owners.ts";

export const rule = defineRule({
  id: "unknown-provider",
  subject: "reference",
  summary: "a model reference whose provider nobody defines",
  severity: "error",
  fixable: true,
  wholeConfig: true,
  messages: {
    unknown: {
      message: 'No provider "{provider}": it is not in models.providers, and OpenClaw has none of that name.',
      hint: "Add it to models.providers, or name another provider. Configured here: {configured}.",
    },
    noneConfigured: {
      message: 'No provider "{provider}": it is not in models.providers, and OpenClaw has none of that name.',
      hint: "Add it to models.providers with its baseUrl, api and models.",
    },
    near: {
      message: 'No provider "{provider}": it is not in models.providers, and OpenClaw has none of that name.',
      hint: 'Did you mean "{right}"?',
    },
    openrouter: {
      message:
        'No provider "{provider}". It looks like a vendor on OpenRouter, whose references start with "openrouter/".',
      hint: 'Write "openrouter/{text}".',
    },
    row: {
      message:
        'No provider "{provider}": "{text}" is a model of provider "{owner}", whose name is missing before it.',
      hint: 'Write "{owner}/{text}".',
    },
    shadowed: {
      message: 'No provider "{provider}"; the id in models.providers is "{right}".',
      hint: 'Write the reference with "{right}/", or rename the provider.',
    },
  },
  docs: () => ({
    trigger:
      "A provider/model reference whose first part is neither a key of models.providers nor a provider that OpenClaw brings or can install.",
    bad: bakery({ model: "ovnai/rye-2" }),
    good: bakery({}),
    why: "OpenClaw's own validation accepts the reference. The turn then fails with an unknown model; with fallbacks, it quietly runs on another one.",
    ignore: "When a plugin outside this config brings the provider.",
  }),
  check({ references, providers, config, seenPlugins, report }) {
    const stray = strayProviders(config);
    const configured = providers.map((one) => one.id);
    const folds = new Map(configured.toReversed().map((id) => [fold(id), id]));
    // Of very many, the first ones: each is held against each wrong name.
    const names = [...configured.slice(0, 100), ...knownProviderIds()];
    for (const { target, path, on, text, kind } of references.all) {
      if (target.state !== "unowned" || kind === "allow") continue;
      if (kind === "key" && isAlsoChosen(references, text)) continue;
      const { provider } = target;
      if (stray.has(normalizeProviderId(provider))) continue; // it is there, at a wrong place
      // Decision models have providers of their own (onnx, typesafe, ...), which plugins bring.
      if (path.at(-1) === "decisionModel") continue;
      const at = { path, on };
      const folded = folds.get(fold(provider));
      const name = provider.toLowerCase();
      const brand = providerCalled(name);
      const right = brand ?? nearest(name, names);
      // Settings for a model that nothing uses do no harm, and a plugin that we do not see may own the provider.
      const severity =
        kind === "key" || /-cli$/iu.test(provider) || isPluggable(config, seenPlugins)
          ? ("warning" as const)
          : undefined;
      const extra = severity === undefined ? {} : { severity };
      const owner = rowOwner(providers, text);
      if (owner !== undefined)
        report({
          messageId: "row",
          data: { provider, text: text.trim(), owner: owner.id },
          at,
          ...extra,
          fix: rewrite(`${owner.id}/${text.trim()}`, "safe", on),
        });
      else if (folded !== undefined)
        report({ messageId: "shadowed", data: { provider, right: folded }, at, ...extra });
      else if (right !== undefined)
        report({
          messageId: "near",
          data: { provider, right },
          at,
          ...extra,
          fix: rewrite(`${right}${text.trim().slice(provider.length)}`, "unsafe", on),
        });
      else if (onlyOnOpenrouter.has(provider.toLowerCase())) {
        report({
          messageId: "openrouter",
          data: { provider, text },
          at,
          ...extra,
          fix: rewrite(`openrouter/${text}`, "unsafe", on),
        });
      } else if (configured.length > 0) {
        report({ messageId: "unknown", data: { provider, configured }, at, ...extra });
      } else report({ messageId: "noneConfigured", data: { provider }, at, ...extra });
    }
  },
});

function fold(id: string): string {
  return id.toLowerCase().replace(/[\s_.-]/gu, "");
}

/** True where a plugin that is not OpenClaw's own is there, or may be: it can bring providers that nothing here names. */
function isPluggable(config: Readonly<Record<string, unknown>>, seen: readonly string[]): boolean {
  if (seen.some(isForeignPlugin)) return true;
  const { plugins } = config;
  if (!isObject(plugins)) return false;
  if ("load" in plugins || "installs" in plugins) return true;
  const entries = isObject(plugins["entries"]) ? Object.entries(plugins["entries"]) : [];
  const enabled = entries.flatMap(([id, entry]) =>
    isObject(entry) && entry["enabled"] === false ? [] : [id],
  );
  const allowed = Array.isArray(plugins["allow"]) ? plugins["allow"].map(String) : [];
  return [...enabled, ...allowed].some(isForeignPlugin);
}

function isForeignPlugin(id: string): boolean {
  return findProvider(id) === undefined && !OWN_PLUGINS.has(id) && !id.includes("*");
}

/** OpenClaw's own plugins that are no providers. */
const OWN_PLUGINS: ReadonlySet<string> = new Set([...otherPlugins.plugins, ...channelIds.channels]);
