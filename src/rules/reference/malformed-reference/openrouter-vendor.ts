import { rewriteReference } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { providerOfKey } from "../../../resolve/providers/configured-providers.ts";
import { makerOf, vendorOf } from "../../../resolve/providers/vendors.ts";
import { holdsIn } from "../../../schema/run-time-facts.ts";

const agent = (model: string) => ({
  config: `{ agents: { defaults: { model: { primary: "${model}" } } } }`,
  env: { OPENROUTER_API_KEY: "sk-or-test-not-a-key" },
});

export const check = defineCheck({
  id: "openrouter-vendor",
  summary: "an OpenRouter reference without the model's vendor, or without openrouter/",
  severity: "warning",
  fixable: true,
  wholeConfig: true,
  messages: {
    noVendor: {
      message: 'OpenRouter names models vendor/model; "{text}" has no vendor.',
      hint: 'Write "openrouter/<vendor>/{model}"{example}.',
    },
    free: {
      message: '":free" is OpenRouter\'s; {provider} itself has no model of that name.',
      hint: 'Write "openrouter/{text}".',
    },
    openrouterTwice: { message: '"{text}" repeats openrouter/.', hint: 'Write "{right}".' },
  },
  docs: () => ({
    trigger:
      "A reference to openrouter with only one part behind it (openrouter/auto and openrouter/free aside), or with openrouter/ twice; a :free model of the vendor itself.",
    bad: agent("openrouter/claude-sonnet-4.6"),
    good: agent("openrouter/anthropic/claude-sonnet-4.6"),
    why: 'OpenRouter does not know a model without its vendor, and answers "not a valid model id".',
    ignore: "When it is a preset or alias of your OpenRouter account.",
  }),
  check({ references, providers, release, report }) {
    for (const reference of references.all) {
      const { target, text, path, on, kind } = reference;
      if (target.state !== "open" || kind === "allow") continue;
      const isConfigured = providerOfKey(providers, target.provider) !== undefined;
      if (!isConfigured && vendorOf(target.provider)?.models !== undefined && /:free$/iu.test(target.model)) {
        report({ messageId: "free", data: { provider: target.provider, text }, at: { path, on } });
        continue;
      }
      if (target.provider !== "openrouter") continue;
      const { model } = target;
      if (model.includes("/")) {
        if (!/^openrouter\/[^/]+\//iu.test(model)) continue;
        report({
          messageId: "openrouterTwice",
          data: { text, right: model },
          at: { path, on },
          fix: rewriteReference(reference, model, "unsafe"),
        });
      } else if (
        !/^(?:auto|free|fusion|bodybuilder)$/iu.test(model) &&
        !(SHORT_NAMES.has(model) && holdsIn("openrouter-short-names", release)) &&
        // OpenRouter's own models without a vendor are previews under code names, such as aurora-alpha.
        !(/-(?:alpha|beta)$/iu.test(model) && openrouterPart(model) === undefined) &&
        !model.startsWith("@preset")
      ) {
        const vendor = openrouterPart(model);
        const right = vendor === undefined ? undefined : `openrouter/${vendor}/${model}`;
        report({
          messageId: "noVendor",
          data: { text, model, example: right === undefined ? "" : `, here "${right}"` },
          at: { path, on },
          ...(right === undefined ? {} : { fix: rewriteReference(reference, right, "unsafe") }),
        });
      }
    }
  },
});

/** Names that OpenClaw itself writes out (models of its openrouter plugin). */
const SHORT_NAMES: ReadonlySet<string> = new Set(["deepseek-v4-flash", "deepseek-v4-pro"]);

function openrouterPart(model: string): string | undefined {
  return makerOf(model)?.openrouter;
}
