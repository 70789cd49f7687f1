import { isObject } from "../../core/config-path.ts";
import { variablesIn } from "../../core/variable-text.ts";
import { bakery } from "../../engine/example-config.ts";
import { defineRule, words } from "../../engine/rule.ts";
import { holdsIn } from "../../schema/run-time-facts.ts";

const withVars = (name: string, apiKey: string) => {
  const example = bakery({ apiKey: `"${apiKey}"` });
  return {
    ...example,
    config: example.config.replace("{\n", `{\n  env: { vars: { ${name}: "\${OVENAI_API_KEY}" } },\n`),
  };
};

export const rule = defineRule({
  id: "late-env",
  subject: "environment",
  summary: "a variable of env.vars that is filled after the config has been read",
  severity: "error",
  needs: "names",
  wholeConfig: true,
  messages: {
    stops: {
      message:
        "env.vars.{name} holds ${…} itself and is filled too late: the gateway of {release} finds that its config changed, and does not start.",
      hint: "Name {others} here, or put {name} into {home}.",
    },
    late: {
      message:
        "env.vars.{name} holds ${…} itself, so it is filled after the config was read, and the gateway of {release} has no value here.",
      hint: "Name {others} here, or put {name} into {home}.",
    },
  },
  docs: () => ({
    trigger:
      "A ${NAME} in the config whose variable only env.vars supplies, where that entry holds a ${OTHER} of its own.",
    bad: withVars("BREAD_KEY", "${BREAD_KEY}"),
    good: withVars("BREAD_KEY", "$BREAD_KEY"),
    why: "OpenClaw fills env.vars twice: entries with ${…} only after the rest of the config was filled. The gateway of 2026.9.6 compares what it read first with what it reads then, finds resolved config values changed, and ends; those of 2026.8.2 to 2026.9.1 start and fail when the provider is used; up to 2026.7.35 it works. config validate calls the variable missing, models status calls the key present. $NAME and a SecretRef are looked up later and work.",
    ignore: "When the gateway's own environment has the variable as well; name it with --env-names.",
  }),
  check({ config, environment, release, variableUses, home, report }) {
    if (!holdsIn("env-vars-fill-late", release)) return;
    const env = config["env"];
    const vars = isObject(env) ? env["vars"] : undefined;
    if (!isObject(vars)) return;
    const stops = holdsIn("late-env-stops", release);
    for (const use of variableUses) {
      if (use.form !== "whole" && use.form !== "inside") continue;
      const entry = vars[use.name];
      if (typeof entry !== "string") continue;
      const others = variablesIn(entry);
      const { verdict, from } = environment.lookup(use.name);
      if (others.length === 0 || verdict !== "set" || from?.layer !== "config-env") continue;
      report({
        messageId: stops ? "stops" : "late",
        severity: stops ? "error" : "warning",
        data: {
          name: use.name,
          others: words(others.map((name) => `\${${name}}`).join(" and ")),
          release: words(`OpenClaw ${release}`),
          home: home(),
        },
        at: { path: use.path },
        related: [{ at: { path: ["env", "vars", use.name] }, message: "filled late" }],
      });
    }
  },
});
