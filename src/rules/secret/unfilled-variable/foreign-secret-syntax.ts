import type { ConfigPath } from "../../../core/config-path.ts";
import { show } from "../../../core/secrecy.ts";
import { isBearer, readVariables, withoutBearer } from "../../../core/variable-text.ts";
import { bakery } from "../../../engine/example-config.ts";
import { defineCheck, words } from "../../../engine/rule.ts";
import type { RuleContext } from "../../../engine/rule-context.ts";
import { referencesOf } from "../../../resolve/references/references.ts";
import { type ForeignSyntax, findForeignSyntax } from "../../../resolve/secrets/foreign-syntax.ts";
import { isAskedFor } from "../../../resolve/secrets/secret-needs.ts";

export const check = defineCheck({
  id: "foreign-secret-syntax",
  summary: "another tool's way to name a secret",
  severity: "warning",
  fixable: true,
  messages: {
    value: {
      message: "OpenClaw takes this text for the key itself: it is another tool's way to name a secret.",
      hint: "Write {instead}.",
    },
    variable: {
      message: "{name} holds another tool's way to name a secret in {layer}, and nothing resolves it there.",
      hint: "Put the secret itself there, or write a SecretRef where the key is needed.",
    },
    vars: {
      message: "env.vars takes plain values; this text would be the variable's value as it stands.",
      hint: "Write the value, put it into {home}, or use {instead} where the key is needed.",
    },
  },
  docs: () => ({
    trigger:
      "A credential, or a value of env.vars, of the form env:NAME, env:default:NAME, exec:vault:id, secretRef:NAME, ${env:NAME}, {env:NAME}, process.env.NAME, {{ NAME }}, $(command), file:/path, op://… and the like.",
    bad: bakery({ apiKey: '"env:OVENAI_API_KEY"' }),
    good: bakery({}),
    why: "OpenClaw knows ${NAME}, $NAME and SecretRef objects. Any other text is the key: it is sent as it is, and the provider answers 401.",
    ignore: "When the real key happens to look like this.",
  }),
  check(context) {
    const { texts, credentials, environment, references, usedProviders, report } = context;
    for (const { provider, winner, at } of credentials.values()) {
      const name = winner?.variable;
      if (name === undefined || environment.shape(name)?.foreign !== true) continue;
      const { from } = environment.lookup(name);
      const path = at ?? referencesOf(references, provider)[0]?.path;
      // A value of env.vars is told where it stands.
      if (path === undefined || from?.layer === "config-env") continue;
      report({
        messageId: "variable",
        data: { name, layer: words(from?.name ?? "the environment") },
        at: { path },
        severity: usedProviders.has(provider) ? "error" : "warning",
      });
    }
    for (const { path, text, credential, variable: vars, reference } of texts) {
      if (reference || (!vars && credential === undefined)) continue;
      const foreign = findForeignSyntax(withoutBearer(text).trim());
      if (foreign === undefined || (vars && !isReference(foreign))) continue;
      const { variable, instead } = foreign;
      const right = `${isBearer(readVariables(text)) ? "Bearer " : ""}\${${variable}}`;
      const data = { instead: words(instead), home: context.home() };
      report({
        messageId: vars ? "vars" : "value",
        data,
        at: { path },
        severity: vars || isSent(path, context) ? "error" : "warning",
        ...(variable === undefined || vars
          ? {}
          : {
              fix: {
                title: `write ${show(`\${${variable}}`)}`,
                safety: "safe",
                change: { kind: "set-text", text: right },
              },
            }),
      });
    }
  },
});

/** True where it goes out: its channel is on, or its provider is in use and nothing known goes before it. */
function isSent(path: ConfigPath, { config, usedProviders, credentials, environment }: RuleContext): boolean {
  if (isAskedFor(config, path)) return true;
  const provider = String(path[2]).trim().toLowerCase();
  if (environment.target === "none" || path[0] !== "models" || !usedProviders.has(provider)) return false;
  return path[3] !== "apiKey" || credentials.get(provider)?.winner?.source === "config-key";
}

/** In env.vars, `{NAME}` and `%NAME%` may be a real value; the others never are. */
function isReference({ form }: ForeignSyntax): boolean {
  return form !== "single-braces" && form !== "percent";
}
