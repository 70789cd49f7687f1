import { type ConfigPath, isObject } from "../core/config-path.ts";
import { type ForeignSyntax, findForeignSyntax } from "../resolve/secrets/foreign-syntax.ts";
import { isCredentialPath } from "../resolve/secrets/variable-uses.ts";
import { bakery } from "./example-config.ts";
import { defineRule, words } from "./rule.ts";

export const rule = defineRule({
  id: "foreign-secret-syntax",
  subject: "secret",
  summary: "another tool's way to name a secret",
  severity: "warning",
  messages: {
    value: {
      message: "OpenClaw takes this text for the key itself: it is another tool's way to name a secret.",
      hint: "Write {instead}.",
    },
    vars: {
      message: "env.vars takes plain values; this text would be the variable's value as it stands.",
      hint: "Write the value, put it into ~/.openclaw/.env, or use {instead} where the key is needed.",
    },
  },
  docs: () => ({
    trigger:
      "A credential, or a value of env.vars, of the form env:NAME, ${env:NAME}, {env:NAME}, process.env.NAME, {{ NAME }}, $(command), file:/path, op://… and the like.",
    bad: bakery({ apiKey: '"env:OVENAI_API_KEY"' }),
    good: bakery({}),
    why: "OpenClaw knows ${NAME}, $NAME and SecretRef objects. Any other text is the key: it is sent as it is, and the provider answers 401.",
    ignore: "When the real key happens to look like this.",
  }),
  check({ config, report }) {
    const visit = (value: unknown, path: ConfigPath): void => {
      if (typeof value === "string") {
        const vars = path[0] === "env" && path[1] === "vars";
        const foreign =
          vars || isCredentialPath(path)
            ? findForeignSyntax(value.replace(/^Bearer\s+/u, "").trim())
            : undefined;
        if (foreign === undefined || (vars && !isReference(foreign))) return;
        const { variable, instead } = foreign;
        report({
          messageId: vars ? "vars" : "value",
          data: { instead: words(instead) },
          at: { path },
          severity: vars ? "error" : "warning",
          ...(variable === undefined || vars
            ? {}
            : {
                fix: {
                  title: `write \${${variable}}`,
                  safety: "safe",
                  change: {
                    kind: "set-text",
                    text: value.replace(/^(Bearer\s+)?.*$/su, `$1$\${${variable}}`),
                  },
                },
              }),
        });
      } else if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) visit(item, [...path, index]);
      } else if (isObject(value))
        for (const [key, child] of Object.entries(value)) visit(child, [...path, key]);
    };
    visit(config["models"], ["models"]);
    visit(config["agents"], ["agents"]);
    visit(config["env"], ["env"]);
  },
});

/** In env.vars, `{NAME}` and `%NAME%` may be a real value; the others never are. */
function isReference({ form }: ForeignSyntax): boolean {
  return form !== "single-braces" && form !== "percent";
}
