import { bakery } from "./example-config.ts";
import { defineRule } from "./rule.ts";
import { placed } from "./variable-problem.ts";

export const rule = defineRule({
  id: "placeholder-secret",
  subject: "secret",
  summary: "example text where a key should stand",
  severity: "warning",
  wholeConfig: true,
  messages: {
    literal: {
      message: "This is example text, not a key.",
      hint: 'Put the key into ~/.openclaw/.env and write "${NAME}" here.',
    },
    variable: {
      message: "{name} holds example text in {layer}, not a key.",
      hint: "Put the real key there.",
    },
  },
  docs: () => ({
    trigger:
      "An apiKey, a secret header or a variable whose value is text such as YOUR_API_KEY, <key> or xxx. Providers on the local network are left alone: their servers take any word.",
    bad: bakery({ apiKey: '"YOUR_API_KEY"' }),
    good: bakery({}),
    why: "OpenClaw sends the text as the key; the provider answers 401.",
    ignore: "In a template that is filled in before use.",
  }),
  check({ credentials, variableFaults, providers, report }) {
    for (const { provider, input, at, winner } of credentials.values()) {
      if (input.kind !== "placeholder" || winner?.state !== "placeholder" || winner.source !== "config-key")
        continue;
      const owner = providers.find(({ key }) => key === provider);
      report({ messageId: "literal", at: { path: at ?? owner?.path ?? [] } });
    }
    for (const { fault, at, related } of placed(variableFaults, "placeholder")) {
      const { use, step } = fault;
      report({
        messageId: "variable",
        data: { name: use.name, layer: step?.name ?? "the environment" },
        at,
        ...(related.length === 0 ? {} : { related }),
      });
    }
  },
});
