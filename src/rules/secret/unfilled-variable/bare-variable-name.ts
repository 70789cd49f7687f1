import { bakery } from "../../../engine/example-config.ts";
import { rewrite } from "../../../engine/fixes.ts";
import { defineCheck } from "../../../engine/rule.ts";

export const check = defineCheck({
  id: "bare-variable-name",
  summary: "a variable's name where its value is sent",
  severity: "warning",
  fixable: true,
  messages: {
    bare: {
      message:
        "OpenClaw does not know {name} as a variable of its own, so the name itself is sent as the key.",
      hint: 'Write "${{name}}".',
    },
  },
  docs: () => ({
    trigger:
      "An apiKey that is the name of a variable without ${…}, where OpenClaw does not know the name. Names that it knows, such as OPENAI_API_KEY, may stand bare.",
    bad: bakery({ apiKey: '"OVENAI_API_KEY"' }),
    good: bakery({}),
    why: "Only the names of installed providers' variables stand for the variable. CLOUDFLARE_AI_GATEWAY_API_KEY does not while the plugin is not installed; OpenClaw's own status check then even says that all is well.",
    ignore: "When the key really reads like this.",
  }),
  check({ credentials, usedProviders, report }) {
    for (const { provider, input, at, winner, variables, pluginUnseen } of credentials.values()) {
      if (input.kind !== "unknown-bare-name" || at === undefined || winner?.state === "set") continue;
      // With its plugin, the provider's own names may stand bare; where that cannot be seen, nothing is certain.
      const maybe = pluginUnseen && variables.includes(input.name);
      const certain = !maybe && usedProviders.has(provider);
      report({
        messageId: "bare",
        data: { name: input.name },
        at: { path: at },
        severity: certain ? "error" : "warning",
        fix: rewrite(`\${${input.name}}`, "safe"),
      });
    }
  },
});
