import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";

const anthropic = (extra: string) => ({
  ...bakery({}),
  config: `{
  models: { providers: { anthropic: { apiKey: "\${BAKERY_KEY}"${extra} } } },
  agents: { defaults: { model: { primary: "anthropic/claude-sonnet-5" } } },
}`,
  env: { BAKERY_KEY: "sk-ant-test-not-a-key", ANTHROPIC_API_KEY: "sk-ant-test-not-this-key" },
});

export const check = defineCheck({
  id: "overridden-key",
  summary: "a key in the config that a variable of the provider's own beats",
  severity: "info",
  wholeConfig: true,
  messages: {
    beaten: {
      message: "OpenClaw takes {variable} before this key, since provider variables come first.",
      hint: 'Add auth: "api-key" to the provider to use this key, or unset {variable}.',
    },
  },
  docs: () => ({
    trigger:
      "An apiKey in models.providers that names another variable than the one that wins, or is written out, while a variable that OpenClaw reads for this provider is set.",
    bad: anthropic(""),
    good: anthropic(', auth: "api-key"'),
    why: "OpenClaw's order is: profiles, the provider's variables, then apiKey. A leftover variable in the service's environment quietly decides which account pays.",
    ignore: "When both are the same key.",
  }),
  check({ credentials, report }) {
    for (const { winner, shadowed, at } of credentials.values()) {
      if (winner?.source !== "variable" || winner.variable === undefined || at === undefined) continue;
      const own = shadowed.find((step) => step.source === "config-key" && step.state === "set");
      if (own === undefined || own.variable === winner.variable) continue;
      report({ messageId: "beaten", data: { variable: winner.variable }, at: { path: at } });
    }
  },
});
