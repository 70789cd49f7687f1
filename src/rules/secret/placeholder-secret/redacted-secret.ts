import type { ConfigPath } from "../../../core/config-path.ts";
import { bakery } from "../../../engine/example-config.ts";
import { rewrite, takeOut } from "../../../engine/fixes.ts";
import { defineCheck, type ProblemFix } from "../../../engine/rule.ts";
import { providerVariables, usualVariable } from "../../../resolve/environment/provider-variables.ts";
import { judgeValue } from "../../../resolve/environment/value-verdict.ts";
import { disclosureOf } from "../../../validate/disclosure.ts";

export const check = defineCheck({
  id: "redacted-secret",
  summary: "a redaction mark saved in place of the secret",
  severity: "error",
  needs: "values",
  fixable: true,
  messages: {
    saved: {
      message:
        "This is the mark that tools show in place of a secret; the secret itself is gone from the file.",
      hint: 'Put the key into {home} and write "${NAME}" here.',
    },
    setting: {
      message: "This is the mark that tools show in place of a secret, where a setting should stand.",
      hint: "Put the setting back, or take the key out.",
    },
    redactedVariable: {
      message: "{name} holds a redaction mark in {layer}, not the secret.",
      hint: "Put the real value there.",
    },
  },
  docs: () => ({
    trigger:
      "A credential, or a value of env.vars, that is __OPENCLAW_REDACTED__, [REDACTED], *** or the like.",
    bad: bakery({ apiKey: '"__OPENCLAW_REDACTED__"' }),
    good: bakery({}),
    why: "Older releases and other tools wrote the mark back into the file. OpenClaw's validation accepts it and sends it as the key.",
    ignore: "Never: the secret is lost and must be set again.",
  }),
  check({ texts, variableFaults, isSound, release, home, report }) {
    for (const { path, text, credential, variable, reference } of texts) {
      if (reference || judgeValue(text) !== "redacted") continue;
      const secret = credential !== undefined || variable || disclosureOf(path) === "secret";
      const more = { at: { path }, ...fixFor(path, secret, release) };
      if (secret) report({ messageId: "saved", data: { home: home() }, ...more });
      else report({ messageId: "setting", refused: !isSound(path), ...more });
    }
    for (const { kind, path, use, step } of variableFaults) {
      if (kind !== "redacted" || step?.layer === "config-env") continue;
      report({
        messageId: "redactedVariable",
        data: { name: use.name, layer: step?.name ?? "the environment" },
        at: { path },
      });
    }
  },
});

/** A lost setting, or a variable's lost value, stands in the way of what else would give it; a key has its variable. */
function fixFor(path: ConfigPath, secret: boolean, release: string): { readonly fix?: ProblemFix } {
  if (!secret || path[0] === "env") return { fix: takeOut("unsafe") };
  const [, section, provider] = path;
  if (section !== "providers" || path.length !== 4 || path[3] !== "apiKey") return {};
  const names = providerVariables(String(provider), release)?.names ?? [];
  const name = usualVariable(names, String(provider));
  return name === undefined ? {} : { fix: rewrite(`\${${name}}`, "unsafe") };
}
