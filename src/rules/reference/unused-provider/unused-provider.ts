import { nearest } from "../../../core/text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { rewrite } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { providerOf } from "../../../resolve/references/references.ts";
import { rowOwner } from "../../../resolve/references/row-owners.ts";

export const check = defineCheck({
  id: "unused-provider",
  summary: "a custom provider that no reference names",
  severity: "info",
  fixable: true,
  wholeConfig: true,
  messages: {
    misspelt: {
      message: 'This provider is called "{provider}", and the references say "{wanted}".',
      hint: 'If they mean this one, rename it to "{wanted}".',
    },
    unused: {
      message: 'No model reference names the provider "{provider}".',
      hint: "Take it out, or keep it for /model.",
    },
  },
  docs: () => ({
    trigger:
      "An entry of models.providers that OpenClaw does not know by itself and that nothing else names (no model reference, no media, speech, memory or web setting), in a config that has references; a warning where its id is close to one that the references name and nothing configures.",
    bad: bakery({
      model: "anthropic/claude-sonnet-5",
      env: { ANTHROPIC_API_KEY: "sk-ant-test-not-a-key", OVENAI_API_KEY: "test-not-a-key" },
    }),
    good: bakery({}),
    why: "Such a block is often what is left when an id was renamed in one place only.",
    ignore: "When people choose its models by hand in a session.",
  }),
  check({ providers, references, providerUses, report }) {
    if (references.all.length === 0) return;
    const named = new Set([
      ...references.all.map(providerOf),
      ...providerUses.map(({ provider }) => provider),
      // A reference that leaves its provider out means it all the same.
      ...references.all.map(({ text }) => rowOwner(providers, text)?.key),
    ]);
    const unused = providers.filter(({ key, known }) => known === undefined && !named.has(key));
    // Of very many, the first ones: each is held against each unused provider.
    const misspelt = references.all
      .flatMap(({ target }) => (target.state === "unowned" ? [target.provider.toLowerCase()] : []))
      .slice(0, 100);
    const configured = new Set(providers.map(({ key }) => key));
    const wanting = [...named].filter((name) => name !== undefined && !configured.has(name)).slice(0, 100);
    for (const { id, key, path } of unused) {
      if (misspelt.some((name) => nearest(name, [key]) !== undefined)) continue; // it is what a misspelt reference means
      const wanted = wanting.find((name) => name !== undefined && nearest(key, [name]) === name);
      if (wanted !== undefined) {
        report({
          messageId: "misspelt",
          data: { provider: id, wanted },
          at: { path, on: "key" },
          severity: "warning",
          fix: rewrite(wanted, "unsafe", "key"),
        });
        continue;
      }
      report({ messageId: "unused", data: { provider: id }, at: { path, on: "key" } });
    }
  },
});
