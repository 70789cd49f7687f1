import { nearest } from "../core/text.ts";
import { providerOf } from "../resolve/references/references.ts";
import { bakery } from "./example-config.ts";
import { defineRule } from "./rule.ts";

export const rule = defineRule({
  id: "unused-provider",
  subject: "reference",
  summary: "a custom provider that no reference names",
  severity: "info",
  wholeConfig: true,
  messages: {
    unused: {
      message: 'No model reference names the provider "{provider}".',
      hint: "Take it out, or keep it for /model.",
    },
  },
  docs: () => ({
    trigger:
      "An entry of models.providers that OpenClaw does not know by itself and that no model reference names, in a config that has references.",
    bad: bakery({
      model: "anthropic/claude-sonnet-5",
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key", OVENAI_API_KEY: "test-not-a-key" },
    }),
    good: bakery({}),
    why: "Such a block is often what is left when an id was renamed in one place only.",
    ignore: "When people choose its models by hand in a session.",
  }),
  check({ providers, references, report }) {
    if (references.all.length === 0) return;
    const named = new Set(references.all.map(providerOf));
    const unused = providers.filter(({ key, known }) => known === undefined && !named.has(key));
    if (unused.length === 0) return;
    // Of very many, the first ones: each is held against each unused provider.
    const misspelt = references.all
      .flatMap(({ target }) => (target.state === "unknown-provider" ? [target.provider.toLowerCase()] : []))
      .slice(0, 100);
    for (const { id, key, path } of unused) {
      if (misspelt.some((name) => nearest(name, [key]) !== undefined)) continue; // unknown-provider says more
      report({ messageId: "unused", data: { provider: id }, at: { path, on: "key" } });
    }
  },
});
