import { bakery } from "../../../engine/example-config.ts";
import { defineCheck } from "../../../engine/rule.ts";
import { reportVariableFaults } from "../../../engine/variable-problem.ts";

const withVars = (name: string) => {
  const example = bakery({ apiKey: `"\${${name}}"`, env: {} });
  return {
    ...example,
    config: example.config.replace("{\n", `{\n  env: { vars: { ${name}: "test-not-a-key" } },\n`),
  };
};

export const check = defineCheck({
  id: "blocked-env",
  summary: "a variable in env.vars that OpenClaw drops",
  severity: "error",
  wholeConfig: true,
  messages: {
    blocked: {
      message: "OpenClaw ignores {name} in env.vars, so {needs} stays unresolved.",
      hint: "Put {name} into {home} or into the service's own environment.",
    },
    entry: {
      message: "OpenClaw ignores {name} in env.vars, so this entry does nothing.",
      hint: "Take it out, and put {name} into {home} or into the service's own environment.",
    },
  },
  docs: () => ({
    trigger:
      "An entry of env.vars whose name OpenClaw drops there: GITHUB_TOKEN, AWS_SECRET_ACCESS_KEY, HTTP_PROXY, NODE_OPTIONS and some 250 others. An error where the config names the variable and nothing else supplies it.",
    bad: withVars("GITHUB_TOKEN"),
    good: withVars("OVENAI_API_KEY"),
    why: "A config must not bend the machine it runs on, so OpenClaw drops such names, without a word.",
    ignore: "Never: the entry does nothing.",
  }),
  check(context) {
    reportVariableFaults(context, "blocked", ({ step }, data) =>
      step?.layer === "config-env" ? { messageId: "blocked", data } : undefined,
    );
    const named = new Set(context.variableFaults.map(({ use }) => use.name));
    for (const { variable, layer, place } of context.environment.dropped()) {
      if (layer !== "config-env" || place.path === undefined || named.has(variable)) continue;
      if (!context.isSound(place.path)) continue; // written directly under env, which is the fault
      const data = { name: variable, home: context.home() };
      context.report({ messageId: "entry", data, at: { path: place.path }, severity: "warning" });
    }
  },
});
