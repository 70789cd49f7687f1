import { valueAt } from "../../../core/config-path.ts";
import { nearest } from "../../../core/text.ts";
import { rewriteReference } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { findProvider, knownProviderIds } from "../../../resolve/providers/catalogue.ts";
import type { ConfiguredProvider } from "../../../resolve/providers/configured-providers.ts";
import { serverOf } from "../../../resolve/providers/vendors.ts";
import type { Route } from "../../../resolve/route/route.ts";

export const check = defineCheck({
  id: "bare-model-name",
  summary: "a model reference without its provider",
  severity: "error",
  fixable: true,
  wholeConfig: true,
  messages: {
    bare: {
      message: '"{name}" names no provider, so OpenClaw reads it as "openai/{name}".',
      hint: "Write provider/model, or define the name as an alias in agents.defaults.models.",
    },
    known: {
      message: '"{name}" names no provider, so OpenClaw reads it as "openai/{name}".',
      hint: 'Write "{right}".',
    },
    alias: {
      message: '"{name}" names no provider and is no alias, so OpenClaw reads it as "openai/{name}".',
      hint: 'Did you mean "{right}", which is an alias?',
    },
    byLuck: {
      message: '"{name}" names no provider; OpenClaw reads it as "openai/{name}", which happens to exist.',
      hint: 'Write "openai/{name}", so that it still means this when another provider has such a model.',
    },
    byLuckNoKey: {
      message:
        '"{name}" names no provider; OpenClaw reads it as "openai/{name}" and sends nothing: it finds no key of OpenAI.',
      hint: 'Write the provider that is meant in front; for OpenAI write "openai/{name}" and put OPENAI_API_KEY=… into {home}.',
    },
    provider: {
      message: '"{name}" is a provider, not a model.',
      hint: 'Write "{name}/" and the model behind it.',
    },
    literal: {
      message: '"{name}" names no provider, and this place takes no aliases.',
      hint: "Write provider/model.",
    },
    key: {
      message: '"{name}" is no provider/model reference, so these settings belong to no model.',
      hint: "Write the key as provider/model.",
    },
    providersKey: {
      message: "agents.defaults.models holds settings by model reference; providers are not configured here.",
      hint: "Move the provider blocks to models.providers, at the top of the config.",
    },
  },
  docs: () => ({
    trigger: "A model reference without a slash that is no alias and that no configured provider explains.",
    bad: { config: `{ agents: { defaults: { model: { primary: "claude-opus-5" } } } }` },
    good: {
      config: `{ agents: { defaults: {
  model: { primary: "opus" },
  models: { "anthropic/claude-opus-5": { alias: "opus" } },
} } }`,
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key" },
    },
    why: "OpenClaw puts its default provider, openai, in front of a bare name. The turn then fails with an unknown model, or with a missing OpenAI key that nobody asked for.",
    ignore: "When an alias of that name is set by the command line on every start.",
  }),
  check({ references, providers, config, isSound, routes, home, report }) {
    for (const reference of references.all) {
      const { target, path, on, kind } = reference;
      if (target.state !== "bare" || kind === "allow" || (kind === "key" && !isSound(path))) continue;
      // One provider alone has it, and OpenClaw finds that out.
      if (kind === "selector" && isFound(routes().at(path))) continue;
      const { name } = target;
      // The map of models is written the wrong way round, and holds no reference.
      if (typeof valueAt(config, ["agents", "defaults", "models", name]) === "string") continue;
      const at = { path, on };
      if (kind === "key") {
        report({
          messageId: name === "providers" ? "providersKey" : "key",
          data: { name },
          at,
          severity: "warning",
        });
      } else if (kind === "literal") {
        report({ messageId: "literal", data: { name }, at });
      } else if (
        findProvider(name) !== undefined ||
        providers.some((one) => one.key === name.toLowerCase())
      ) {
        report({ messageId: "provider", data: { name }, at });
      } else {
        const openai = findProvider("openai");
        if (openai?.models?.includes(name.toLowerCase())) {
          const route = kind === "selector" ? routes().at(path) : undefined;
          if (route?.reason === "no-key")
            report({ messageId: "byLuckNoKey", data: { name, home: home() }, at });
          // What is asked of OpenAI with a key that is there works as it stands.
          else
            report({
              messageId: "byLuck",
              data: { name },
              at,
              severity: route?.verdict === "sent" ? "info" : "warning",
            });
          continue;
        }
        const right = qualify(name, providers);
        const alias = nearest(
          name,
          references.aliases.map((one) => one.name),
        );
        if (right !== undefined)
          report({
            messageId: "known",
            data: { name, right },
            at,
            fix: rewriteReference(reference, right, "unsafe"),
          });
        else if (alias !== undefined)
          report({
            messageId: "alias",
            data: { name, right: alias },
            at,
            fix: rewriteReference(reference, alias, "unsafe"),
          });
        else report({ messageId: "bare", data: { name }, at });
      }
    }
  },
});

/** `provider/model` for a bare name whose owner can be told. */
function qualify(name: string, providers: readonly ConfiguredProvider[]): string | undefined {
  const [, before = "", behind = ""] =
    /^([\w-]+)[:|\\](.+)$/u.exec(name) ?? /^([\w-]+)\.((?!.*-v\d).+)$/u.exec(name) ?? []; // Bedrock has dots
  const isProvider =
    findProvider(before) !== undefined || providers.some((one) => one.key === before.toLowerCase());
  if (behind !== "" && isProvider) return `${before}/${behind}`; // the slash is another sign
  for (const id of knownProviderIds()) {
    const provider = findProvider(id);
    if (provider?.id !== id || provider.kind === "alias" || id.endsWith("-cli")) continue;
    const expanded = provider.modelAliases?.[name.toLowerCase()];
    if (expanded !== undefined) return `${id}/${expanded}`;
    // Names that the vendor's pattern does not know, such as deepseek-flash.
    if (
      ["anthropic", "google", "xai", "deepseek"].includes(id) &&
      provider.models?.includes(name.toLowerCase())
    )
      return `${id}/${name}`;
  }
  const owner = providers.filter((one) =>
    one.models.some((model) => model.id.toLowerCase() === name.toLowerCase()),
  );
  if (owner[0] !== undefined) return `${owner[0].id}/${name}`;
  const server = serverOf(name);
  return server === undefined ? undefined : `${server.id}/${name}`;
}

/** True for a route that another provider than the default one serves. */
function isFound(route: Route | undefined): boolean {
  return route !== undefined && route.verdict === "sent" && route.provider !== "openai";
}
