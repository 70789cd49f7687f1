import { type ConfigPath, isObject } from "../core/config-path.ts";
import { judgeValue } from "../resolve/environment/value-verdict.ts";
import { isCredentialPath } from "../resolve/secrets/variable-uses.ts";
import { bakery } from "./example-config.ts";
import { defineRule } from "./rule.ts";

export const rule = defineRule({
  id: "redacted-secret",
  subject: "secret",
  summary: "a redaction mark saved in place of the secret",
  severity: "error",
  messages: {
    saved: {
      message:
        "This is the mark that tools show in place of a secret; the secret itself is gone from the file.",
      hint: 'Put the key into ~/.openclaw/.env and write "${NAME}" here.',
    },
    setting: {
      message: "This is the mark that tools show in place of a secret, where a setting should stand.",
      hint: "Put the setting back, or take the key out.",
    },
    variable: {
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
  check({ config, variableFaults, isSound, report }) {
    const visit = (value: unknown, path: ConfigPath): void => {
      if (typeof value === "string") {
        const here = isCredentialPath(path) || (path[0] === "env" && path[1] === "vars");
        const exact = value.trim() === "__OPENCLAW_REDACTED__";
        if ((here || exact) && judgeValue(value) === "redacted")
          report({ messageId: here ? "saved" : "setting", at: { path }, refused: !here && !isSound(path) });
      } else if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) visit(item, [...path, index]);
      } else if (isObject(value))
        for (const [key, child] of Object.entries(value)) visit(child, [...path, key]);
    };
    for (const section of ["models", "agents", "env", "auth"]) visit(config[section], [section]);
    for (const { kind, path, use, step } of variableFaults) {
      if (kind !== "redacted" || step?.layer === "config-env") continue;
      report({
        messageId: "variable",
        data: { name: use.name, layer: step?.name ?? "the environment" },
        at: { path },
      });
    }
  },
});
