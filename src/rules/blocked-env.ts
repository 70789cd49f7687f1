import { bakery } from "./example-config.ts";
import { defineRule } from "./rule.ts";
import { reportVariableFaults } from "./variable-problem.ts";

const withVars = (name: string) => {
  const example = bakery({ apiKey: `"\${${name}}"`, env: {} });
  return {
    ...example,
    config: example.config.replace("{\n", `{\n  env: { vars: { ${name}: "test-not-a-key" } },\n`),
  };
};

export const rule = defineRule({
  id: "blocked-env",
  subject: "environment",
  summary: "a variable in env.vars that OpenClaw drops",
  severity: "error",
  wholeConfig: true,
  messages: {
    blocked: {
      message: "OpenClaw does not take {name} from env.vars ({why}), so {needs} stays unresolved.",
      hint: "Put {name} into ~/.openclaw/.env or into the service's own environment.",
    },
  },
  docs: () => ({
    trigger:
      "A variable that the config names and that only env.vars supplies, where its name is one that OpenClaw drops there: GITHUB_TOKEN, AWS_SECRET_ACCESS_KEY, HTTP_PROXY, NODE_OPTIONS and some 250 others.",
    bad: withVars("GITHUB_TOKEN"),
    good: withVars("OVENAI_API_KEY"),
    why: "A config must not bend the machine it runs on, so OpenClaw drops such names, without a word.",
    ignore: "Never: the entry does nothing.",
  }),
  check(context) {
    reportVariableFaults(context, "blocked", () => "blocked");
  },
});
